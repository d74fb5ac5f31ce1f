// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/salesforce/cursors.h"
#include "sandbox/salesforce/settings.h"
#include "sandbox/salesforce/table.h"
#include "sandbox/salesforce/usage.h"
#include "sandbox/time.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace sandbox::salesforce {

// Everything the org knows. A plain value store: reading and writing it by the rules is the
// business of Saving, the SOQL engine and the REST handlers.
struct State
{
    State(Now clock, ChangeLog& changes);

    Now now;
    ChangeLog& log;

    std::vector<std::unique_ptr<Table>> tables;
    QHash<QString, Table*> byName; // lower case
    QHash<QString, Table*> byPrefix; // "00T"

    QString organizationId;
    QString apiUserId; // the administrator
    QString profileSetId; // the permission set that stands for the administrator's profile

    std::map<QByteArray, QString> tokens; // token -> user id
    QSet<QString> hiddenFields; // "Task.Type"
    bool isShared = false; // Shared Activities
    std::optional<ValidationRule> validationRule;
    SetupRights rights;
    int versionOldest = 60;
    int versionNewest = 68;
    int pageRowsMax = 2000;
    std::uint64_t customFieldsMade = 0;

    Usage usage;
    Cursors cursors;
    QHash<QString, int> locks; // id -> writes that will still find it locked

    // Whole seconds, as Salesforce keeps times.
    Instant second() const { return std::chrono::floor<std::chrono::seconds>(now()); }

    Table* table(const QString& name) const { return byName.value(name.toLower(), nullptr); }
    // The table of standard types that are always there.
    Table& at(const QString& name) const { return *byName.value(name.toLower()); }
    Table* tableOfId(const QString& id) const { return byPrefix.value(id.left(3), nullptr); }

    // The row of an id of any type; null if it never was or is purged. Deleted rows are found.
    const Row* row(const QString& id) const;

    // A type's definition has changed: indexes and Last-Modified follow.
    void redefined(Table& table);
};

// The column of a field whether it is offered or not; -1 if the type has no such field.
int columnNamed(const ObjectType& type, const QString& name);

// Adds the custom field to Task and Event (Salesforce contract 2.4), or brings it back. It has no
// permissions yet.
void addActivityField(State& state, const Field& field);
void removeActivityField(State& state, const QString& name);

} // namespace sandbox::salesforce
