// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/planprint.h"

#include "cli/finish.h"
#include "cli/syncprint.h"
#include "cli/tr.h"
#include "core/day.h"
#include "words/names.h"
#include "words/reasons.h"

#include <QJsonArray>
#include <QLocale>

namespace cli {

namespace {

constexpr int rowsShown = 20;
constexpr int rowsInDocument = 1000;

const core::TaskFields* fieldsOf(const core::Action& action)
{
    if (const auto* create = std::get_if<core::CreateTask>(&action.body))
        return &create->fields;
    if (const auto* update = std::get_if<core::UpdateTask>(&action.body))
        return &update->fields;
    return nullptr;
}

QString textOf(const QJsonValue& value)
{
    if (value.isNull())
        return tr("(empty)");
    if (value.isBool())
        return value.toBool() ? tr("yes") : tr("no");
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

QString subjectOf(const core::Action& action)
{
    const core::TaskFields* fields = fieldsOf(action);
    const auto subject
        = fields ? fields->find(core::TaskField::Subject) : core::TaskFields::const_iterator{};
    if (fields && subject != fields->end())
        return subject->second.toString();
    return action.why.empty() ? QString() : words::shortReason(action.why.back().code);
}

void printCounts(Output& output, const core::PlanCounts& counts)
{
    std::vector<QStringList> rows;
    for (const auto& [kind, actions] : counts.byKind) {
        for (const auto& [action, count] : actions)
            rows.push_back(
                {words::kindName(kind), words::actionName(action), QLocale().toString(count)});
    }
    if (rows.empty())
        output.say(tr("Nothing to do: Salesforce has everything."));
    else
        output.table({tr("Kind"), tr("Action"), tr("Records")}, rows);
}

void printChain(Output& output, const core::Action& action, const words::Names& names)
{
    output.say(QString());
    output.say(QStringLiteral("%1: %2 %3")
                   .arg(words::actionName(core::actionName(action.body)),
                       words::kindName(action.kind), action.activity.value));
    if (const core::TaskFields* fields = fieldsOf(action)) {
        for (const auto& [field, value] : *fields) {
            const QString text = textOf(value);
            const QString named = names.value(text, text).simplified();
            output.say(QStringLiteral("  %1 = %2").arg(core::apiName(field), named.left(200)));
        }
    }
    output.say(tr("Why:"));
    int step = 0;
    for (const core::Reason& reason : action.why)
        output.say(QStringLiteral("  %1. %2").arg(++step).arg(words::sentence(reason, names)));
}

QJsonObject rowDocument(const core::Action& action, bool withFields)
{
    QJsonArray why;
    for (const core::Reason& reason : action.why)
        why.append(words::sentence(reason));
    QJsonObject row{{QStringLiteral("action"), core::actionName(action.body)},
        {QStringLiteral("kind"), core::settingsName(action.kind)},
        {QStringLiteral("activity"), action.activity.value},
        {QStringLiteral("key"), action.key.value}, {QStringLiteral("why"), why}};
    const core::TaskFields* fields = fieldsOf(action);
    if (withFields && fields) {
        QJsonObject values;
        for (const auto& [field, value] : *fields)
            values.insert(core::apiName(field), value);
        row.insert(QStringLiteral("fields"), values);
    }
    return row;
}

// Names of the people that the chains mention: contacts, owners and users.
core::Result<words::Names> namesFor(
    profiles::Session& session, const std::vector<core::Action>& actions, std::stop_token stop)
{
    words::Names names;
    engine::Services& services = session.services();
    auto owners = finish(services.hubspot.owners(stop));
    if (!owners)
        return tl::unexpected(owners.error());
    for (const hubspot::OwnerRecord& owner : *owners)
        names.insert(owner.id.value, owner.name.isEmpty() ? owner.email : owner.name);
    auto users = finish(services.salesforce.users(stop));
    if (!users)
        return tl::unexpected(users.error());
    for (const salesforce::UserRecord& user : *users)
        names.insert(user.id.value, user.name);
    std::vector<core::HubSpotId> contactIds;
    for (const core::Action& action : actions) {
        if (const auto* create = std::get_if<core::CreateTask>(&action.body))
            contactIds.push_back(create->contact);
    }
    if (contactIds.empty())
        return names;
    auto contacts = finish(services.hubspot.contacts(contactIds, stop));
    if (!contacts)
        return tl::unexpected(contacts.error());
    for (const core::Contact& contact : *contacts)
        names.insert(contact.id.value, contact.name.isEmpty() ? contact.email : contact.name);
    return names;
}

} // namespace

core::Result<void> printPlan(
    Invocation& invocation, profiles::Session& session, const PlanPrint& plan)
{
    Output& output = invocation.output;
    auto actions = plan.run.rows(output.isJson() ? rowsInDocument : rowsShown);
    if (!actions)
        return tl::unexpected(actions.error());
    printCounts(output, plan.result.planned);
    if (plan.wholeChain) {
        auto names = namesFor(session, *actions, invocation.surroundings.stop);
        if (!names)
            return tl::unexpected(names.error());
        for (const core::Action& action : *actions)
            printChain(output, action, *names);
        if (actions->empty())
            output.say(tr("No action: the record is not of a kind that is on, is unchanged, or "
                          "does not exist."));
    } else if (!actions->empty()) {
        std::vector<QStringList> rows;
        for (const core::Action& action : *actions)
            rows.push_back(
                {words::actionName(core::actionName(action.body)), words::kindName(action.kind),
                    action.activity.value, subjectOf(action).simplified()});
        output.say(QString());
        output.table({tr("Action"), tr("Kind"), tr("HubSpot id"), tr("Subject or reason")}, rows);
    }
    for (core::Kind kind : plan.result.blockedKinds)
        output.complain(tr("%1: its task type is not in the org any more; see `check`.")
                            .arg(words::kindName(kind)));
    if (plan.result.guard)
        output.complain(words::guardSentence(*plan.result.guard));
    if (!plan.wholeChain)
        output.say(tr("Plan %1 (valid for 24 hours): activitybridgectl sync --plan %1")
                       .arg(plan.result.planHash));

    QJsonArray rows;
    for (const core::Action& action : *actions)
        rows.append(rowDocument(action, plan.wholeChain));
    output.document({{QStringLiteral("planHash"), plan.result.planHash},
        {QStringLiteral("activitiesRead"), plan.result.activitiesRead},
        {QStringLiteral("planned"), countsDocument(plan.result.planned)},
        {QStringLiteral("needsConfirmation"), plan.result.guard.has_value()},
        {QStringLiteral("rows"), rows}});
    return {};
}

} // namespace cli
