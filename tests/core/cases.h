// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/day.h"
#include "core/decide.h"

#include <QDebug>
#include <QString>

#include <vector>

// One small world for the rules: an account, an org, two people who own things, one synced contact.
namespace cases {

inline core::Instant at(const char* isoText)
{
    const auto instant = core::fromIsoText(QString::fromLatin1(isoText));
    if (!instant)
        qFatal("not a time: %s", isoText);
    return *instant;
}

inline core::Instant operator+(core::Instant instant, int seconds)
{
    return instant + std::chrono::seconds(seconds);
}

// 18 characters, told apart by the number.
inline core::SalesforceId idOf(const char* prefix, int number)
{
    const QString text
        = QLatin1String(prefix) + QStringLiteral("%1").arg(number, 12, 10, QLatin1Char('0'));
    return core::salesforceId(text).value();
}

inline const core::Instant onSince = at("2026-11-01T00:00:00.000Z");
inline const core::Instant syncedSince = at("2026-11-10T00:00:00.000Z");
inline const core::Instant happened = at("2026-11-20T12:00:00.000Z");
inline const core::Instant modified = at("2026-11-20T13:00:00.000Z");
inline const core::SalesforceId integrationUser = idOf("005", 1);
inline const core::SalesforceId kari = idOf("005", 2);
inline const core::SalesforceId ola = idOf("005", 3);
inline const core::SalesforceId theWho = idOf("003", 1);
inline const core::SalesforceId theTask = idOf("00T", 1);

inline core::EmailHash hashOf(const char* email)
{
    return core::emailHash(QString::fromLatin1(email), QByteArrayLiteral("salt"));
}

inline core::KnownContact contact(const char* id, core::Match match,
    core::Instant created = at("2026-11-01T12:00:00.000Z"), const char* owner = "")
{
    return {{QString::fromLatin1(id)}, created, {QString::fromLatin1(owner)}, {}, std::move(match)};
}

inline core::Synced synced(core::SalesforceId who = theWho, core::Instant since = syncedSince)
{
    return {std::move(who), false, since};
}

inline core::OrgDescription someOrg()
{
    core::OrgDescription org;
    org.statuses = {
        {QStringLiteral("Not Started"), false, true, 1},
        {QStringLiteral("In Progress"), false, false, 2},
        {QStringLiteral("Completed"), true, false, 3},
        {QStringLiteral("Waiting on someone else"), false, false, 4},
        {QStringLiteral("Deferred"), false, false, 5},
    };
    org.priorities = {QStringLiteral("High"), QStringLiteral("Normal"), QStringLiteral("Low")};
    org.defaultPriority = QStringLiteral("Normal");
    org.types = {QStringLiteral("Call"), QStringLiteral("Email")};
    org.subtypes = {QStringLiteral("Task"), QStringLiteral("Email"), QStringLiteral("Call")};
    org.callTypes
        = {QStringLiteral("Inbound"), QStringLiteral("Internal"), QStringLiteral("Outbound")};
    for (const core::TaskField field : core::allTaskFields) {
        org.createable.append(core::apiName(field));
        if (field != core::TaskField::TaskSubtype)
            org.updateable.append(core::apiName(field));
    }
    return org;
}

class World final
{
public:
    World()
    {
        for (const core::Kind kind : core::allKinds) {
            settings.toSalesforce[kind].on = true;
            settings.toSalesforce[kind].onSince = onSince;
        }
        account.portalId = QStringLiteral("1234567");
        account.timeZone = QStringLiteral("Europe/Oslo");
        account.uiDomain = QStringLiteral("app-eu1.hubspot.com");
        owners = {{{QStringLiteral("71")}, hashOf("kari@example.no"), false},
            {{QStringLiteral("72")}, hashOf("ola@example.no"), false}};
        users = {{kari, hashOf("kari@example.no"), true, true},
            {ola, hashOf("ola@example.no"), true, true}};
    }

    core::Circumstances circumstances()
    {
        mapping.emplace(owners, users, settings.ownerOverrides);
        return {settings, account, org, *mapping, integrationUser, modified};
    }

    core::KindSettings& of(core::Kind kind) { return settings.toSalesforce[kind]; }

    core::Settings settings;
    core::HubSpotAccount account;
    core::OrgDescription org = someOrg();
    std::vector<core::Owner> owners;
    std::vector<core::User> users;
    std::optional<core::OwnerMapping> mapping;
};

// An activity of that kind, happened and created at the same moment.
inline core::Activity activity(core::Kind kind)
{
    core::Activity made;
    made.object = core::objectOf(kind).value();
    made.id = {QStringLiteral("9001")};
    made.created = happened;
    made.modified = modified;
    made.timestamp = happened;
    made.title = QStringLiteral("Offer");
    made.bodyHtml = QStringLiteral("<p>First line</p><p>Second line</p>");
    made.source = QStringLiteral("CRM_UI");
    switch (kind) {
    case core::Kind::Task:
        made.details = core::TaskDetails{
            QStringLiteral("NOT_STARTED"), QStringLiteral("HIGH"), QStringLiteral("TODO")};
        break;
    case core::Kind::Call:
        made.details = core::CallDetails{
            QStringLiteral("OUTBOUND"), {}, QStringLiteral("COMPLETED"), std::chrono::seconds(90)};
        break;
    case core::Kind::Meeting:
        made.details = core::MeetingDetails{happened, {}, {}, {}};
        break;
    case core::Kind::Note:
        made.details = core::NoteDetails{};
        made.title.clear();
        break;
    case core::Kind::SalesEmailSend:
        made.details = core::EmailDetails{QStringLiteral("EMAIL"), QStringLiteral("SENT"), {}};
        break;
    default:
        made.details = core::EmailDetails{QStringLiteral("INCOMING_EMAIL"), {}, {}};
        break;
    }
    return made;
}

inline const std::vector<core::Kind> supportedKinds{core::Kind::Task, core::Kind::Call,
    core::Kind::Meeting, core::Kind::Note, core::Kind::SalesEmailSend, core::Kind::SalesEmailReply};

inline core::Case caseOf(core::Activity of)
{
    return {
        std::move(of), {contact("501", synced(), at("2026-11-01T12:00:00.000Z"), "71")}, {}, {}};
}

// The pair as the store has it after the task was created.
inline core::Link linkOf(const core::Action& action)
{
    const auto& create = std::get<core::CreateTask>(action.body);
    core::Link link;
    link.key = action.key;
    link.kind = action.kind;
    link.activity = action.activity;
    link.task = theTask;
    link.contact = create.contact;
    link.who = create.who;
    link.activityVersion = action.activityVersion;
    link.base = create.base;
    return link;
}

// The task as Salesforce has it after the creation: what was left out is empty.
inline core::Task taskOf(const core::Action& action, core::Instant lastModified = modified + 60)
{
    core::Task task;
    task.id = theTask;
    task.key = action.key.value;
    for (const core::TaskField field : core::allTaskFields)
        task.fields[field] = QJsonValue::Null;
    for (const auto& [field, value] : std::get<core::CreateTask>(action.body).fields)
        task.fields[field] = value;
    task.modstamp = lastModified;
    task.lastModified = lastModified;
    return task;
}

inline QStringList names(const std::vector<core::Action>& actions)
{
    QStringList result;
    for (const core::Action& action : actions)
        result.append(core::actionName(action.body));
    return result;
}

inline QString codes(const std::vector<core::ReasonCode>& list)
{
    QStringList result;
    for (const core::ReasonCode code : list)
        result.append(QString::number(static_cast<int>(code)));
    return result.join(QLatin1Char(' '));
}

inline QString codes(const core::Why& why)
{
    std::vector<core::ReasonCode> list;
    for (const core::Reason& reason : why)
        list.push_back(reason.code);
    return codes(list);
}

// The arguments of the first reason with that code, joined by "|"; "-" if the chain has no such
// reason.
inline QString args(const core::Why& why, core::ReasonCode code)
{
    for (const core::Reason& reason : why) {
        if (reason.code == code)
            return reason.args.join(QLatin1Char('|'));
    }
    return QStringLiteral("-");
}

// "Subject=Offer, Status=Completed" in the order of the fields; null is empty.
inline QString text(const core::TaskFields& fields)
{
    QStringList result;
    for (const auto& [field, value] : fields)
        result.append(core::apiName(field) + QLatin1Char('=') + value.toVariant().toString());
    return result.join(QStringLiteral(", "));
}

} // namespace cases

Q_DECLARE_METATYPE(core::Activity)
Q_DECLARE_METATYPE(core::Instant)
Q_DECLARE_METATYPE(core::Kind)
Q_DECLARE_METATYPE(core::ReasonCode)
Q_DECLARE_METATYPE(std::vector<core::KnownContact>)
