// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"

#include <QMultiMap>
#include <QSet>

#include <map>

namespace simulation {

// The people of the org as they are now, and rule R1.0 read from product.md a second time: nothing
// here comes from the program.
class Directory final
{
public:
    explicit Directory(sandbox::World& world)
        : m_world(world)
    {
    }

    void refresh(const QString& id); // a contact or lead was made or changed
    void addUser(const QString& id) { m_users.insert(id); }

    // The contact or lead that a HubSpot contact with these properties stands for; empty = nobody.
    [[nodiscard]] QString whose(const sandbox::hubspot::Properties& properties) const;
    // When that record was created.
    [[nodiscard]] sandbox::Instant createdAt(const QString& id) const;
    // R1.6: the active user of every HubSpot owner that has one.
    [[nodiscard]] std::map<QString, QString> usersOfOwners() const;

    [[nodiscard]] QStringList living(bool leads) const; // unconverted ones

private:
    struct Person
    {
        bool isLead = false;
        bool isDeleted = false;
        bool isConverted = false;
        QString next; // what a merge or conversion leads to
        QString email; // lower case
        sandbox::Instant created;
    };
    [[nodiscard]] QString followed(QString id) const;
    [[nodiscard]] QString byEmail(const QString& email) const;

    sandbox::World& m_world;
    std::map<QString, Person> m_people;
    QSet<QString> m_users;
};

} // namespace simulation
