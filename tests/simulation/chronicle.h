// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation/directory.h"
#include "simulation/timeline.h"

#include <tuple>

namespace simulation {

using sandbox::Instant;

struct ActivityId
{
    sandbox::hubspot::Object object = sandbox::hubspot::Object::Tasks;
    QString id;
    bool operator==(const ActivityId&) const = default;
    bool operator<(const ActivityId& other) const
    {
        return std::tie(object, id) < std::tie(other.object, other.id);
    }
};

// One HubSpot activity over time, as far as the rules ask.
struct ActivityStory
{
    Instant created;
    Timeline<Instant> countedTime; // the time that counts (R1.4); moves with the activity's own
    bool isArchived = false;
    Timeline<QString> kind; // code of the key; empty = none of the kinds
    Timeline<QString> owner;
    Timeline<QStringList> contacts; // living ones
    std::map<QString, Instant> edited; // property -> when a person last changed it
    Instant lastEdit; // of any property
};

struct ContactStory
{
    Instant created;
    Timeline<QString> who; // the Salesforce person it stands for; empty = nobody
    Timeline<QString> owner;
};

// What both accounts hold and held. Follows the sandbox's own log; the program's opinion is nowhere
// in it.
class Chronicle final
{
public:
    explicit Chronicle(sandbox::World& world);

    void follow(); // takes in what the log got since

    [[nodiscard]] const std::map<ActivityId, ActivityStory>& activities() const
    {
        return m_activities;
    }
    [[nodiscard]] const ActivityStory* activityOfKey(const QString& key) const;
    [[nodiscard]] QString keyOf(const QString& code, const QString& id) const;
    [[nodiscard]] const ContactStory& contact(const QString& id) const;
    [[nodiscard]] QStringList livingContacts() const;
    [[nodiscard]] const Timeline<QString>* userOfOwner(const QString& owner) const;
    [[nodiscard]] const Directory& directory() const { return m_directory; }
    [[nodiscard]] const std::vector<QString>& tasks() const { return m_tasks; } // ever made

private:
    void takeHubSpot(const sandbox::Change& change);
    void takeSalesforce(const sandbox::Change& change);
    void lookAtActivity(const ActivityId& id, Instant at);
    void lookAtAssociations(const QString& contact, Instant at);
    void lookAtContacts(Instant at);
    [[nodiscard]] std::optional<sandbox::hubspot::Snapshot> livingContact(const QString& id) const;

    sandbox::World& m_world;
    Directory m_directory;
    std::size_t m_taken = 0; // rows of the log
    bool m_peopleChanged = false;
    bool m_usersChanged = false;
    std::map<ActivityId, ActivityStory> m_activities;
    std::map<QString, ContactStory> m_contacts;
    std::map<QString, Timeline<QString>> m_users; // by HubSpot owner
    std::vector<QString> m_tasks;
};

// R1.1: the code of the kind that an activity with these properties is of; empty = none.
[[nodiscard]] QString kindOf(
    sandbox::hubspot::Object object, const sandbox::hubspot::Properties& properties);
[[nodiscard]] sandbox::hubspot::Object objectOfKind(const QString& code);

} // namespace simulation
