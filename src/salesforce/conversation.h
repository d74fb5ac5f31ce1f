// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "salesforce/parserecords.h"
#include "salesforce/requests.h"

#include "net/transport.h"

#include <stop_token>
#include <vector>

// What the coroutines of the client share: a request whose refusal is an error, and queries read to
// their end.
namespace salesforce {

// More pages than any org should need; a service that never says "done" must not keep us for ever.
inline constexpr int pagesMax = 1000;

// The answer to one request. Anything but success is an error (contract 6).
net::Task<core::Result<net::Response>> exchange(
    net::Transport& transport, net::Request request, std::stop_token stop);

// Appends the pages from `next` on to `rows`, which outlives the call.
template <typename Row, typename Read>
net::Task<core::Result<void>> followPages(net::Transport& transport, Requests requests,
    QString next, std::vector<Row>& rows, Read read, std::stop_token stop)
{
    for (int pages = 0; !next.isEmpty(); ++pages) {
        if (pages == pagesMax) {
            co_return tl::make_unexpected(
                core::Error{core::Error::Kind::TooLarge, QStringLiteral("query without an end")});
        }
        auto request = requests.nextPage(next);
        if (!request)
            co_return tl::make_unexpected(request.error());
        const auto response = co_await exchange(transport, *request, stop);
        if (!response)
            co_return tl::make_unexpected(response.error());
        auto page = parsePage<Row>(response->body, read);
        if (!page)
            co_return tl::make_unexpected(page.error());
        rows.insert(rows.end(), page->rows.begin(), page->rows.end());
        next = page->next;
    }
    co_return core::Result<void>();
}

// All rows of one query.
template <typename Row, typename Read>
net::Task<core::Result<std::vector<Row>>> readQuery(
    net::Transport& transport, Requests requests, Select select, Read read, std::stop_token stop)
{
    const auto request = requests.query(select);
    const auto response = co_await exchange(transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    auto page = parsePage<Row>(response->body, read);
    if (!page)
        co_return tl::make_unexpected(page.error());
    const auto followed
        = co_await followPages(transport, requests, page->next, page->rows, read, stop);
    if (!followed)
        co_return tl::make_unexpected(followed.error());
    co_return std::move(page->rows);
}

// All rows of many queries, packed into as few calls as Salesforce allows.
template <typename Row, typename Read>
net::Task<core::Result<std::vector<Row>>> readQueries(net::Transport& transport, Requests requests,
    std::vector<Select> queries, Read read, std::stop_token stop)
{
    std::vector<Row> rows;
    for (std::size_t first = 0; first < queries.size(); first += compositeQueryMax) {
        const auto last = std::min(queries.size(), first + compositeQueryMax);
        const std::vector<Select> pack(
            queries.begin() + qsizetype(first), queries.begin() + qsizetype(last));
        const auto request = requests.composite(pack);
        const auto response = co_await exchange(transport, request, stop);
        if (!response)
            co_return tl::make_unexpected(response.error());
        const auto pages = parseComposite<Row>(response->body, pack.size(), read);
        if (!pages)
            co_return tl::make_unexpected(pages.error());
        for (const auto& page : *pages) {
            rows.insert(rows.end(), page.rows.begin(), page.rows.end());
            const auto followed
                = co_await followPages(transport, requests, page.next, rows, read, stop);
            if (!followed)
                co_return tl::make_unexpected(followed.error());
        }
    }
    co_return rows;
}

} // namespace salesforce
