// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/client.h"

#include "salesforce/conversation.h"
#include "salesforce/parsedescribe.h"
#include "salesforce/parserecords.h"
#include "salesforce/queries.h"
#include "salesforce/requests.h"

#include "net/answer.h"

#include <QSet>

namespace salesforce {
namespace {

// Moves a keyset to the last row of its page.
core::Result<bool> advance(Keyset& keyset, const Page<PersonRow>& page)
{
    if (!page.rows.empty()) {
        const Keyset reached{page.rows.back().modstamp, page.rows.back().person.id};
        if (reached == keyset) {
            return tl::make_unexpected(core::Error{core::Error::Kind::Protocol,
                QStringLiteral("records: a row that was to be left out came back")});
        }
        keyset = reached;
    } else if (!page.next.isEmpty()) {
        return tl::make_unexpected(core::Error{
            core::Error::Kind::Protocol, QStringLiteral("records: empty, but not done")});
    }
    return !page.next.isEmpty();
}

core::Result<core::Instant> timeOf(const net::Response& response)
{
    const auto time = net::serverTime(response);
    if (!time) {
        return tl::make_unexpected(core::Error{
            core::Error::Kind::Protocol, QStringLiteral("header Date: expected an HTTP date")});
    }
    return *time;
}

struct Organization
{
    core::SalesforceId id;
    bool sandbox = false;
};

Organization readOrganization(const net::JsonObject& row)
{
    return {readId(row, u"Id"), row.boolean(u"IsSandbox")};
}

// Each once and in order, so that the length of an answer can be checked.
std::vector<core::SalesforceId> distinct(const std::vector<core::SalesforceId>& ids)
{
    std::vector<core::SalesforceId> result;
    QSet<core::SalesforceId> seen;
    for (const auto& id : ids) {
        if (id.isEmpty() || seen.contains(id))
            continue;
        seen.insert(id);
        result.push_back(id);
    }
    return result;
}

core::Error keyFieldHidden()
{
    return {.kind = core::Error::Kind::SetUpIncomplete,
        .what = QStringLiteral("Task.%1 is not visible").arg(keyFieldName)};
}

} // namespace

Client::Client(net::Transport& transport, QUrl instance, QString version)
    : m_transport(transport)
    , m_instance(std::move(instance))
    , m_version(std::move(version))
{
}

net::Task<core::Result<QString>> Client::negotiateVersion(std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto request = requests.versions();
    const auto response = co_await exchange(m_transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    co_return parseVersions(response->body);
}

net::Task<core::Result<core::SalesforceIdentity>> Client::identity(std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto request = requests.userInfo();
    const auto response = co_await exchange(m_transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    auto identity = parseUserInfo(response->body);
    if (!identity)
        co_return identity;
    const auto select = organization();
    const auto rows
        = co_await readQuery<Organization>(m_transport, requests, select, readOrganization, stop);
    if (!rows)
        co_return tl::make_unexpected(rows.error());
    if (rows->size() != 1 || rows->front().id != identity->organization) {
        co_return tl::make_unexpected(core::Error{core::Error::Kind::Protocol,
            QStringLiteral("records: expected the organization that signed in")});
    }
    identity->sandbox = rows->front().sandbox;
    co_return identity;
}

net::Task<core::Result<Described>> Client::describeTask(
    QByteArray ifModifiedSince, std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto request = requests.describeTask(ifModifiedSince);
    const auto response = co_await exchange(m_transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    const auto time = timeOf(*response);
    if (!time)
        co_return tl::make_unexpected(time.error());
    if (response->status == 304)
        co_return Described{
            .changed = false, .org = {}, .lastModified = ifModifiedSince, .serverTime = *time};
    auto org = parseDescribe(response->body);
    if (!org)
        co_return tl::make_unexpected(org.error());
    const auto select = taskStatuses();
    auto statuses
        = co_await readQuery<core::TaskStatus>(m_transport, requests, select, readTaskStatus, stop);
    if (!statuses)
        co_return tl::make_unexpected(statuses.error());
    org->statuses = std::move(*statuses);
    co_return Described{.changed = true,
        .org = std::move(*org),
        .lastModified = response->header("Last-Modified"),
        .serverTime = *time};
}

net::Task<core::Result<std::vector<UserRecord>>> Client::users(std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto select = assignableUsers();
    co_return co_await readQuery<UserRecord>(m_transport, requests, select, readUser, stop);
}

net::Task<core::Result<std::vector<core::Person>>> Client::people(
    PeopleQuery query, std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto queries = peopleQueries(query);
    const auto rows
        = co_await readQueries<PersonRow>(m_transport, requests, queries, readPerson, stop);
    if (!rows)
        co_return tl::make_unexpected(rows.error());
    std::vector<core::Person> people;
    people.reserve(rows->size());
    for (const auto& row : *rows)
        people.push_back(row.person);
    co_return people;
}

net::Task<core::Result<ChangedPeople>> Client::changedPeople(
    Keyset contacts, Keyset leads, std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const std::vector<Select> queries{changedContacts(contacts), changedLeads(leads)};
    const auto request = requests.composite(queries);
    const auto response = co_await exchange(m_transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    const auto pages = parseComposite<PersonRow>(response->body, queries.size(), readPerson);
    if (!pages)
        co_return tl::make_unexpected(pages.error());
    const auto serverTime = timeOf(*response);
    if (!serverTime)
        co_return tl::make_unexpected(serverTime.error());
    ChangedPeople changed{
        .rows = {}, .more = false, .contacts = contacts, .leads = leads, .serverTime = *serverTime};
    const auto moreContacts = advance(changed.contacts, pages->at(0));
    if (!moreContacts)
        co_return tl::make_unexpected(moreContacts.error());
    const auto moreLeads = advance(changed.leads, pages->at(1));
    if (!moreLeads)
        co_return tl::make_unexpected(moreLeads.error());
    changed.more = *moreContacts || *moreLeads;
    for (const auto& page : *pages) {
        for (const auto& row : page.rows)
            changed.rows.push_back(row.person);
    }
    co_return changed;
}

net::Task<core::Result<std::vector<core::Task>>> Client::tasks(
    std::vector<core::SalesforceId> ids, core::OrgDescription org, std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto shape = shapeOf(org);
    const auto names = shape.names();
    ids = distinct(ids);
    std::vector<core::Task> tasks;
    for (std::size_t first = 0; first < ids.size(); first += retrieveMax) {
        const auto last = std::min(ids.size(), first + retrieveMax);
        const std::vector<core::SalesforceId> batch(
            ids.begin() + qsizetype(first), ids.begin() + qsizetype(last));
        const auto request = requests.retrieveTasks(batch, names);
        const auto response = co_await exchange(m_transport, request, stop);
        if (!response)
            co_return tl::make_unexpected(response.error());
        auto found = parseRetrieved(response->body, batch, shape);
        if (!found)
            co_return found;
        std::move(found->begin(), found->end(), std::back_inserter(tasks));
    }
    co_return tasks;
}

net::Task<core::Result<std::vector<core::Task>>> Client::tasksByKey(
    std::vector<core::Key> keys, core::OrgDescription org, std::stop_token stop)
{
    if (!org.keyField.visible)
        co_return tl::make_unexpected(keyFieldHidden());
    const Requests requests(m_instance, m_version);
    const auto shape = shapeOf(org);
    const auto queries = taskQueries(keys, shape);
    const auto read = [&shape](const net::JsonObject& row) { return readTask(row, shape); };
    co_return co_await readQueries<core::Task>(m_transport, requests, queries, read, stop);
}

net::Task<core::Result<std::vector<core::Task>>> Client::keyedTasks(
    QString prefix, core::SalesforceId after, core::OrgDescription org, std::stop_token stop)
{
    return keyedTaskPageOf(std::move(prefix), std::nullopt, std::move(after), std::move(org), stop);
}

net::Task<core::Result<std::vector<core::Task>>> Client::keyedTasksSince(QString prefix,
    core::Instant since, core::SalesforceId after, core::OrgDescription org, std::stop_token stop)
{
    return keyedTaskPageOf(std::move(prefix), since, std::move(after), std::move(org), stop);
}

net::Task<core::Result<std::vector<core::Task>>> Client::keyedTaskPageOf(QString prefix,
    std::optional<core::Instant> since, core::SalesforceId after, core::OrgDescription org,
    std::stop_token stop)
{
    if (!org.keyField.visible)
        co_return tl::make_unexpected(keyFieldHidden());
    const Requests requests(m_instance, m_version);
    const auto shape = shapeOf(org);
    const auto select = keyedTaskPage(prefix, after, shape, since);
    const auto read = [&shape](const net::JsonObject& row) { return readTask(row, shape); };
    co_return co_await readQuery<core::Task>(m_transport, requests, select, read, stop);
}

} // namespace salesforce
