// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/client.h"

#include "salesforce/conversation.h"
#include "salesforce/parsedescribe.h"
#include "salesforce/parseoutcomes.h"
#include "salesforce/queries.h"
#include "salesforce/requests.h"

namespace salesforce {
namespace {

// The answer to the creation of one record, or nothing if it is there already.
using Created = core::Result<std::optional<net::Response>>;

bool isAlreadyThere(const core::Error& error)
{
    return error.code == QLatin1String("DUPLICATE_DEVELOPER_NAME")
        || error.code == QLatin1String("DUPLICATE_VALUE");
}

// `permission` is what a user lacks who may not do this; Salesforce's own message does not say.
net::Task<Created> create(
    net::Transport& transport, net::Request request, QString permission, std::stop_token stop)
{
    auto response = co_await exchange(transport, request, stop);
    if (response)
        co_return std::optional(std::move(*response));
    core::Error error = response.error();
    if (isAlreadyThere(error))
        co_return std::optional<net::Response>();
    if (error.kind == core::Error::Kind::Forbidden)
        error.what = permission + QLatin1String(": ") + error.what;
    co_return tl::make_unexpected(error);
}

net::Task<core::Result<core::KeyField>> look(
    net::Transport& transport, Requests requests, std::stop_token stop)
{
    const auto request = requests.describeTask({});
    const auto response = co_await exchange(transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    const auto org = parseDescribe(response->body);
    if (!org)
        co_return tl::make_unexpected(org.error());
    co_return org->keyField;
}

core::SalesforceId readOnlyId(const net::JsonObject& row)
{
    return readId(row, u"Id");
}

net::Task<core::Result<core::SalesforceId>> permissionSetId(
    net::Transport& transport, Requests requests, std::stop_token stop)
{
    const auto request = requests.createPermissionSet();
    const auto permission = QStringLiteral("Manage Profiles and Permission Sets");
    const auto created = co_await create(transport, request, permission, stop);
    if (!created)
        co_return tl::make_unexpected(created.error());
    if (*created)
        co_return parseCreated((*created)->body);
    const auto select = permissionSet();
    const auto found
        = co_await readQuery<core::SalesforceId>(transport, requests, select, readOnlyId, stop);
    if (!found)
        co_return tl::make_unexpected(found.error());
    if (found->size() != 1) {
        co_return tl::make_unexpected(core::Error{core::Error::Kind::SetUpIncomplete,
            QStringLiteral("permission set %1 cannot be found").arg(permissionSetName)});
    }
    co_return found->front();
}

// Makes the field visible and writable for the user who is signed in.
net::Task<core::Result<void>> permit(
    net::Transport& transport, Requests requests, std::stop_token stop)
{
    const auto whoAmI = requests.userInfo();
    const auto answer = co_await exchange(transport, whoAmI, stop);
    if (!answer)
        co_return tl::make_unexpected(answer.error());
    const auto identity = parseUserInfo(answer->body);
    if (!identity)
        co_return tl::make_unexpected(identity.error());
    const auto set = co_await permissionSetId(transport, requests, stop);
    if (!set)
        co_return tl::make_unexpected(set.error());
    const std::vector<net::Request> steps{requests.permitKeyField(*set, QStringLiteral("Task")),
        requests.permitKeyField(*set, QStringLiteral("Event")),
        requests.assignPermissionSet(*set, identity->user)};
    const QStringList permissions{QStringLiteral("Manage Profiles and Permission Sets"),
        QStringLiteral("Manage Profiles and Permission Sets"),
        QStringLiteral("Assign Permission Sets")};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto done = co_await create(transport, steps[i], permissions[qsizetype(i)], stop);
        if (!done)
            co_return tl::make_unexpected(done.error());
    }
    co_return core::Result<void>();
}

} // namespace

net::Task<core::Result<core::KeyField>> Client::createKeyField(std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    const auto before = co_await look(m_transport, requests, stop);
    // A visible field of the wrong sort is not ours to change; the caller sees what is wrong with
    // it.
    if (!before || before->usable() || (before->visible && before->writable))
        co_return before;
    if (!before->visible) {
        const auto request = requests.createKeyField();
        const auto permission = QStringLiteral("Customize Application");
        const auto created = co_await create(m_transport, request, permission, stop);
        if (!created)
            co_return tl::make_unexpected(created.error());
    }
    const auto permitted = co_await permit(m_transport, requests, stop);
    if (!permitted)
        co_return tl::make_unexpected(permitted.error());
    co_return co_await look(m_transport, requests, stop);
}

} // namespace salesforce
