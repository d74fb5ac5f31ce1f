// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "salesforce/client.h"
#include "salesforce/queries.h"

#include "net/json.h"

#include <vector>

// Rows of queries and retrieves to values. Strict: a field that was asked for is there, null only
// where Salesforce allows null; ids become 18 characters. Errors are Error::Protocol with the JSON
// path.
namespace salesforce {

// A person and its version, which only the reading of changes needs.
struct PersonRow
{
    core::Person person;
    core::Instant modstamp;
    bool operator==(const PersonRow&) const = default;
};

[[nodiscard]] PersonRow readPerson(
    const net::JsonObject& row); // Contact or Lead, by attributes.type
[[nodiscard]] core::Task readTask(const net::JsonObject& row, const TaskShape& shape);
[[nodiscard]] UserRecord readUser(const net::JsonObject& row);
[[nodiscard]] core::TaskStatus readTaskStatus(const net::JsonObject& row);
[[nodiscard]] core::SalesforceId readId(const net::JsonObject& row, QStringView key);

// One page of a query.
template <typename Row> struct Page
{
    std::vector<Row> rows;
    QString next; // path of the next page; empty: this was the last
    bool operator==(const Page&) const = default;
};

// `read` makes a Row of a net::JsonObject.
template <typename Row, typename Read>
[[nodiscard]] Page<Row> readPage(const net::JsonObject& body, const Read& read)
{
    Page<Row> page;
    const auto records = body.array(u"records").objects();
    page.rows.reserve(records.size());
    for (const auto& record : records)
        page.rows.push_back(read(record));
    if (!body.boolean(u"done"))
        page.next = body.string(u"nextRecordsUrl");
    return page;
}

template <typename Row, typename Read>
[[nodiscard]] core::Result<Page<Row>> parsePage(const QByteArray& bytes, const Read& read)
{
    const net::Json json(bytes);
    return json.finish(readPage<Row>(json.object(), read));
}

// The answer to Requests::composite with `count` queries: their pages, in the order of the queries
// (Salesforce may answer in another order). A part that failed is the error of the whole
// (contract 4.7, 6).
[[nodiscard]] core::Result<std::vector<net::JsonObject>> compositeBodies(
    const net::Json& json, std::size_t count);

template <typename Row, typename Read>
[[nodiscard]] core::Result<std::vector<Page<Row>>> parseComposite(
    const QByteArray& bytes, std::size_t count, const Read& read)
{
    const net::Json json(bytes);
    const auto bodies = compositeBodies(json, count);
    if (!bodies)
        return tl::make_unexpected(bodies.error());
    std::vector<Page<Row>> pages;
    for (const auto& body : *bodies)
        pages.push_back(readPage<Row>(body, read));
    return json.finish(std::move(pages));
}

// The answer to Requests::retrieveTasks of `asked`: tasks that are gone or invisible are null there
// and absent here. An answer of another length or about another task is an error: a task that is
// only missing must not look gone.
[[nodiscard]] core::Result<std::vector<core::Task>> parseRetrieved(
    const QByteArray& bytes, const std::vector<core::SalesforceId>& asked, const TaskShape& shape);

} // namespace salesforce
