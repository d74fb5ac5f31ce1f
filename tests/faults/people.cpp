// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/people.h"

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

using Properties = sandbox::hubspot::Properties;

QString now(const Rig& rig)
{
    return QString::number(rig.clock.wall().time_since_epoch().count());
}

QString keyOfCall(const Rig& rig, const QString& call)
{
    return rig.keyOf(QStringLiteral("call"), call);
}

} // namespace

Activities addOneOfEach(Rig& rig, const Rig::Person& person)
{
    const auto add = [&](HubSpotObject object, Properties properties) {
        properties.insert(QStringLiteral("hs_timestamp"), now(rig));
        properties.insert(QStringLiteral("hubspot_owner_id"), person.hubSpotOwner);
        return rig.world.portal().addActivity(object, properties, {person.hubSpotContact});
    };
    const auto email = [&](const QString& direction) {
        return add(HubSpotObject::Emails,
            {{QStringLiteral("hs_email_direction"), direction},
                {QStringLiteral("hs_email_status"), QStringLiteral("SENT")},
                {QStringLiteral("hs_email_subject"), QStringLiteral("Offer")},
                {QStringLiteral("hs_email_html"), QStringLiteral("<p>Dear all</p>")}});
    };
    Activities made;
    made.call = rig.addCall(person, QStringLiteral("Intro"), QStringLiteral("<b>Hello</b>"));
    made.note = add(HubSpotObject::Notes,
        {{QStringLiteral("hs_note_body"), QStringLiteral("<p>Was in a hurry</p>")}});
    made.task = add(HubSpotObject::Tasks,
        {{QStringLiteral("hs_task_subject"), QStringLiteral("Send the offer")},
            {QStringLiteral("hs_task_status"), QStringLiteral("NOT_STARTED")},
            {QStringLiteral("hs_task_priority"), QStringLiteral("HIGH")},
            {QStringLiteral("hs_task_type"), QStringLiteral("TODO")}});
    made.meeting = add(HubSpotObject::Meetings,
        {{QStringLiteral("hs_meeting_title"), QStringLiteral("Demo")},
            {QStringLiteral("hs_meeting_start_time"), now(rig)},
            {QStringLiteral("hs_meeting_end_time"), now(rig)}});
    made.email = email(QStringLiteral("EMAIL"));
    made.reply = email(QStringLiteral("INCOMING_EMAIL"));
    return made;
}

void twoPeople(Rig& rig)
{
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const auto ola = rig.addPerson(QStringLiteral("Ola"));
    (void)addOneOfEach(rig, kari);
    rig.addCall(ola, QStringLiteral("Second thoughts"));
    rig.pass(10min);
}

void retitleCall(Rig& rig, const QString& call, const QString& title)
{
    rig.world.portal().editActivity(
        HubSpotObject::Calls, call, {{QStringLiteral("hs_call_title"), title}});
}

Rig::Person addStranger(Rig& rig, const Rig::Person& like, const QString& email)
{
    Rig::Person stranger = like;
    stranger.salesforceContact.clear();
    stranger.hubSpotContact = rig.world.portal().addContact({{QStringLiteral("email"), email}});
    return stranger;
}

void addSalesforceContact(Rig& rig, const QString& email)
{
    sandbox::salesforce::Contact contact;
    contact.lastName = QStringLiteral("Later");
    contact.email = email;
    (void)rig.world.org().addContact(contact);
}

bool renameTask(Rig& rig, const QString& call, const QString& subject)
{
    const auto task = rig.task(keyOfCall(rig, call));
    if (!task)
        return false;
    return rig.world.org().editTask(task->id, {{QStringLiteral("Subject"), subject}}).ok();
}

bool deleteTask(Rig& rig, const QString& call)
{
    const auto task = rig.task(keyOfCall(rig, call));
    return task && rig.world.org().deleteRecord(task->id).ok();
}

void refuseSubjects(Rig& rig, const QString& containing)
{
    std::optional<sandbox::salesforce::ValidationRule> rule;
    if (!containing.isEmpty()) {
        rule.emplace();
        rule->text = containing;
        rule->message = QStringLiteral("Not in this org");
    }
    rig.world.org().setValidationRule(rule);
}

} // namespace faults
