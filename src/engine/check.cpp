// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/check.h"

#include <algorithm>

namespace engine {

namespace {

using Severity = core::Finding::Severity;
using What = core::Finding::What;
using Findings = std::vector<core::Finding>;

void checkFields(const core::OrgDescription& org, Findings& findings)
{
    static const QStringList required{QStringLiteral("Subject"), QStringLiteral("Status"),
        QStringLiteral("Priority"), QStringLiteral("WhoId"), QStringLiteral("OwnerId")};
    for (core::TaskField field : core::allTaskFields) {
        const QString name = core::apiName(field);
        if (org.createable.contains(name))
            continue;
        const bool needed = required.contains(name);
        findings.push_back({needed ? Severity::Error : Severity::Note,
            needed ? What::FieldRequired : What::FieldHidden, {name}});
    }
    const bool closed = std::any_of(org.statuses.begin(), org.statuses.end(),
        [](const core::TaskStatus& status) { return status.closed; });
    if (!closed)
        findings.push_back({Severity::Error, What::NoClosedStatus, {}});
    if (org.sharedActivities)
        findings.push_back({Severity::Note, What::SharedActivitiesOn, {}});
}

void checkSettings(
    const core::Settings& settings, const core::OrgDescription& org, Findings& findings)
{
    bool anyOn = false;
    for (const auto& [kind, chosen] : settings.toSalesforce) {
        anyOn = anyOn || chosen.on;
        if (chosen.on && !chosen.taskType.isEmpty() && !org.types.contains(chosen.taskType))
            findings.push_back(
                {Severity::Error, What::TypeNotInOrg, {core::settingsName(kind), chosen.taskType}});
    }
    if (!anyOn)
        findings.push_back({Severity::Note, What::NothingOn, {}});
}

net::Task<core::Result<Findings>> checkHubSpotReads(const Services& services, std::stop_token stop)
{
    Findings findings;
    for (core::ActivityObject object : core::allActivityObjects) {
        const QString name = core::objectName(object);
        const auto from = hubspot::ChangedSince::moment(services.clock.wall());
        auto page = co_await services.hubspot.changedActivities(object, from, stop);
        if (page)
            findings.push_back({Severity::Good, What::HubSpotReadable, {name}});
        else if (page.error().kind == core::Error::Kind::Forbidden)
            findings.push_back(
                {Severity::Error, What::HubSpotForbidden, {name, page.error().what}});
        else
            co_return tl::unexpected(page.error());
    }
    co_return findings;
}

} // namespace

core::Finding keyFieldFinding(const core::KeyField& field)
{
    if (!field.visible)
        return {Severity::Error, What::KeyFieldMissing, {}};
    if (!field.unique || !field.externalId)
        return {Severity::Error, What::KeyFieldNotUnique, {}};
    if (!field.writable)
        return {Severity::Error, What::KeyFieldReadOnly, {}};
    return {Severity::Good, What::KeyFieldGood, {}};
}

net::Task<core::Result<Findings>> check(const Services& services, std::stop_token stop)
{
    auto prepared = co_await prepare(services, true, stop);
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    Findings findings;
    const core::HubSpotAccount& account = prepared->account;
    findings.push_back({Severity::Good, What::HubSpotConnected,
        {account.portalId, account.accountType, account.timeZone}});
    findings.push_back({Severity::Good, What::SalesforceConnected,
        {prepared->identity.organization.value,
            prepared->identity.sandbox ? QStringLiteral("sandbox")
                                       : QStringLiteral("production")}});
    auto reads = co_await checkHubSpotReads(services, stop);
    if (!reads)
        co_return tl::unexpected(reads.error());
    findings.insert(findings.end(), reads->begin(), reads->end());
    findings.push_back(keyFieldFinding(prepared->org.keyField));
    checkFields(prepared->org, findings);
    checkSettings(prepared->settings, prepared->org, findings);
    findings.push_back({Severity::Note, What::OwnersMapped,
        {QString::number(prepared->ownersMapped), QString::number(prepared->ownersActive)}});
    const QString contacts = QStringLiteral("contacts");
    auto properties = co_await services.hubspot.properties(contacts, stop);
    if (!properties)
        co_return tl::unexpected(properties.error());
    const bool other = std::any_of(
        properties->begin(), properties->end(), [](const hubspot::Property& property) {
            return property.name == QLatin1String("salesforcecontactid");
        });
    if (other)
        findings.push_back({Severity::Warning, What::OtherLogger, {}});
    co_return findings;
}

} // namespace engine
