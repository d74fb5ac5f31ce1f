// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/client.h"

#include "hubspot/errors.h"
#include "hubspot/inflight.h"
#include "hubspot/parse.h"
#include "hubspot/requests.h"
#include "net/answer.h"

#include <QSet>

#include <algorithm>
#include <span>

namespace hubspot {
namespace {

constexpr int ownersPagesMax = 1000; // of each state
constexpr int associationRoundsMax = 100; // 50,000 contacts of one activity

using Ids = std::vector<core::HubSpotId>;

core::Error protocol(const QString& what)
{
    return {core::Error::Kind::Protocol, what};
}

// The value of an answer, or why there is none.
template <typename Parse>
auto understood(const net::Response& response, Parse parse) -> decltype(parse(response.body))
{
    if (response.status != 200 && response.status != 207)
        return tl::unexpected(refusal(response));
    if (net::lookOf(response) == net::Look::Page)
        return tl::unexpected(notTheService(response));
    return parse(response.body);
}

// Each id once, in the given order: HubSpot refuses a batch that names one twice.
Ids distinct(Ids ids)
{
    QSet<core::HubSpotId> known;
    std::erase_if(ids, [&known](const core::HubSpotId& id) {
        if (id.isEmpty() || known.contains(id))
            return true;
        known.insert(id);
        return false;
    });
    return ids;
}

// One request for every `size` elements.
template <typename Element, typename Build>
std::vector<net::Request> batches(const std::vector<Element>& all, std::size_t size, Build build)
{
    std::vector<net::Request> requests;
    const std::span<const Element> span(all);
    for (std::size_t at = 0; at < span.size(); at += size)
        requests.push_back(build(span.subspan(at, std::min(size, span.size() - at))));
    return requests;
}

// What a search answered, as the page that the caller asked for.
template <typename Row>
core::Result<Page<Row>> pageOf(
    core::Result<Rows<Row>> rows, const ChangedSince& state, const net::Response& response)
{
    if (!rows)
        return tl::unexpected(rows.error());
    const auto time = net::serverTime(response);
    if (!time)
        return tl::unexpected(protocol(QStringLiteral("header Date: expected a time")));
    std::vector<Version> versions;
    versions.reserve(rows->rows.size());
    for (const Row& row : rows->rows)
        versions.push_back({row.id, row.modified});
    const core::Result<Progress> progress = advance(state, versions, !rows->after.isEmpty());
    if (!progress)
        return tl::unexpected(progress.error());

    Page<Row> page{{}, progress->next, progress->done, *time};
    page.rows.reserve(progress->fresh.size());
    for (const std::size_t index : progress->fresh)
        page.rows.push_back(std::move(rows->rows[index]));
    return page;
}

// Appends what a batch answered; a row that came before is left out.
template <typename Row>
core::Result<void> append(
    std::vector<Row>& all, QSet<core::HubSpotId>& known, core::Result<Rows<Row>> rows)
{
    if (!rows)
        return tl::unexpected(rows.error());
    for (Row& row : rows->rows) {
        if (known.contains(row.id))
            continue;
        known.insert(row.id);
        all.push_back(std::move(row));
    }
    return {};
}

// What is still to be asked about the contacts of some activities, and what was found.
struct AssociationRead
{
    QHash<core::HubSpotId, Ids> contacts;
    QSet<core::HubSpotId> paged; // activities whose contacts came in several pages
    std::vector<AssociationInput> open;

    core::Result<void> take(core::Result<std::vector<ContactsOf>> entries)
    {
        if (!entries)
            return tl::unexpected(entries.error());
        for (ContactsOf& entry : *entries) {
            const auto asked = contacts.find(entry.activity);
            if (asked == contacts.end())
                continue;
            asked->insert(asked->end(), entry.contacts.begin(), entry.contacts.end());
            if (entry.after.isEmpty())
                continue;
            paged.insert(entry.activity);
            open.push_back({entry.activity, entry.after});
        }
        return {};
    }
};

} // namespace

Client::Client(net::Transport& transport, QUrl base)
    : m_transport(transport)
    , m_base(std::move(base))
{
}

net::Task<core::Result<core::HubSpotAccount>> Client::account(std::stop_token stop)
{
    const net::Request request = accountRequest(m_base);
    const auto answer = co_await m_transport.send(request, stop);
    co_return answer.and_then(
        [](const net::Response& response) { return understood(response, parseAccount); });
}

net::Task<core::Result<std::vector<OwnerRecord>>> Client::owners(std::stop_token stop)
{
    using Owners = core::Result<std::vector<OwnerRecord>>;
    std::vector<OwnerRecord> all;
    for (const OwnerState state : {OwnerState::Active, OwnerState::Archived}) {
        QString after;
        for (int pages = 0; pages == 0 || !after.isEmpty(); ++pages) {
            if (pages == ownersPagesMax)
                co_return Owners(tl::unexpected(protocol(
                    QStringLiteral("paging: more than %1 pages of owners").arg(ownersPagesMax))));
            const net::Request request = ownersRequest(m_base, state, after);
            const auto answer = co_await m_transport.send(request, stop);
            if (!answer)
                co_return Owners(tl::unexpected(answer.error()));
            const auto page = understood(*answer, parseOwners);
            if (!page)
                co_return Owners(tl::unexpected(page.error()));
            all.insert(all.end(), page->owners.begin(), page->owners.end());
            after = page->after;
        }
    }
    co_return Owners(std::move(all));
}

net::Task<core::Result<std::vector<Property>>> Client::properties(
    QString object, std::stop_token stop)
{
    const net::Request request = propertiesRequest(m_base, object);
    const auto answer = co_await m_transport.send(request, stop);
    co_return answer.and_then(
        [](const net::Response& response) { return understood(response, parseProperties); });
}

net::Task<core::Result<Page<core::Activity>>> Client::changedActivities(
    core::ActivityObject object, ChangedSince from, std::stop_token stop)
{
    const net::Request request = searchRequest(m_base, object, from);
    const auto answer = co_await m_transport.send(request, stop);
    co_return answer.and_then([&](const net::Response& response) {
        const auto parse
            = [object](const QByteArray& body) { return parseActivities(object, body); };
        return pageOf(understood(response, parse), from, response);
    });
}

net::Task<core::Result<Page<core::Contact>>> Client::changedContacts(
    ChangedSince from, std::stop_token stop)
{
    const net::Request request = contactSearchRequest(m_base, from);
    const auto answer = co_await m_transport.send(request, stop);
    co_return answer.and_then([&](const net::Response& response) {
        return pageOf(understood(response, parseContacts), from, response);
    });
}

net::Task<core::Result<std::vector<core::Activity>>> Client::activities(core::ActivityObject object,
    std::vector<core::HubSpotId> ids, RecordState state, std::stop_token stop)
{
    std::vector<core::Activity> all;
    QSet<core::HubSpotId> known;
    const Ids asked = distinct(std::move(ids));
    std::vector<net::Request> requests
        = batches(asked, readBatchMax, [&](std::span<const core::HubSpotId> batch) {
              return readRequest(m_base, object, batch, state);
          });
    const Take take = [&all, &known, object](const net::Response& response) {
        const auto parse
            = [object](const QByteArray& body) { return parseActivities(object, body); };
        return append(all, known, understood(response, parse));
    };
    const auto outcome = co_await sendInOrder(m_transport, std::move(requests), take, stop);
    if (!outcome)
        co_return core::Result<std::vector<core::Activity>>(tl::unexpected(outcome.error()));
    co_return core::Result<std::vector<core::Activity>>(std::move(all));
}

net::Task<core::Result<BinPage>> Client::archivedActivities(
    core::ActivityObject object, QString after, std::stop_token stop)
{
    const net::Request request = binRequest(m_base, object, after);
    const auto answer = co_await m_transport.send(request, stop);
    co_return answer.and_then([&](const net::Response& response) {
        const auto parse
            = [object](const QByteArray& body) { return parseActivities(object, body); };
        return understood(response, parse).map([](Rows<core::Activity>&& page) {
            return BinPage{std::move(page.rows), page.after};
        });
    });
}

net::Task<core::Result<std::vector<core::Contact>>> Client::contacts(
    std::vector<core::HubSpotId> ids, std::stop_token stop)
{
    std::vector<core::Contact> all;
    QSet<core::HubSpotId> known; // two ids of one merged contact answer with the same survivor
    const Ids asked = distinct(std::move(ids));
    std::vector<net::Request> requests = batches(asked, readBatchMax,
        [&](std::span<const core::HubSpotId> batch) { return contactReadRequest(m_base, batch); });
    const Take take = [&all, &known](const net::Response& response) {
        return append(all, known, understood(response, parseContacts));
    };
    const auto outcome = co_await sendInOrder(m_transport, std::move(requests), take, stop);
    if (!outcome)
        co_return core::Result<std::vector<core::Contact>>(tl::unexpected(outcome.error()));
    co_return core::Result<std::vector<core::Contact>>(std::move(all));
}

net::Task<core::Result<QHash<core::HubSpotId, Ids>>> Client::contactsOf(
    core::ActivityObject object, std::vector<core::HubSpotId> ids, std::stop_token stop)
{
    using Found = core::Result<QHash<core::HubSpotId, Ids>>;
    AssociationRead read;
    for (const core::HubSpotId& id : distinct(std::move(ids))) {
        read.contacts.insert(id, {});
        read.open.push_back({id});
    }
    const Take take = [&read](const net::Response& response) {
        return read.take(understood(response, parseAssociations));
    };
    for (int rounds = 0; !read.open.empty(); ++rounds) {
        if (rounds == associationRoundsMax)
            co_return Found(tl::unexpected(
                protocol(QStringLiteral("results.paging: activity %1 has too many contacts")
                             .arg(read.open.front().id.value))));
        const std::vector<AssociationInput> open = std::exchange(read.open, {});
        std::vector<net::Request> requests
            = batches(open, associationBatchMax, [&](std::span<const AssociationInput> batch) {
                  return associationsRequest(m_base, object, batch);
              });
        const auto outcome = co_await sendInOrder(m_transport, std::move(requests), take, stop);
        if (!outcome)
            co_return Found(tl::unexpected(outcome.error()));
    }
    for (const core::HubSpotId& id : read.paged)
        read.contacts[id] = distinct(std::move(read.contacts[id]));
    co_return Found(std::move(read.contacts));
}

net::Task<core::Result<QHash<core::HubSpotId, QHash<QString, core::Instant>>>> Client::lastChanges(
    core::ActivityObject object, std::vector<core::HubSpotId> ids, QStringList properties,
    std::stop_token stop)
{
    using Found = core::Result<QHash<core::HubSpotId, QHash<QString, core::Instant>>>;
    QHash<core::HubSpotId, QHash<QString, core::Instant>> all;
    const Ids asked = distinct(std::move(ids));
    std::vector<net::Request> requests
        = batches(asked, historyBatchMax, [&](std::span<const core::HubSpotId> batch) {
              return historyRequest(m_base, object, batch, properties);
          });
    const Take take = [&all](const net::Response& response) -> core::Result<void> {
        auto records = understood(response, parseLastChanges);
        if (!records)
            return tl::unexpected(records.error());
        for (LastChanges& record : *records)
            all.insert(record.id, std::move(record.changes));
        return {};
    };
    const auto outcome = co_await sendInOrder(m_transport, std::move(requests), take, stop);
    if (!outcome)
        co_return Found(tl::unexpected(outcome.error()));
    co_return Found(std::move(all));
}

} // namespace hubspot
