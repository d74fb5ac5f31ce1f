// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/access.h"
#include "sandbox/salesforce/state.h"
#include "sandbox/salesforce/values.h"

#include <QJsonObject>

#include <optional>
#include <set>

namespace sandbox::salesforce {

// A record on its way into a table: the row as it would become, and which fields the caller named.
struct Draft
{
    const Table& table;
    Row row;
    std::set<int> named;
    bool isNew = false;

    const ObjectType& type() const { return table.type(); }
    // Was this field named by the caller?
    bool names(const QString& field) const;
    QString text(const QString& field) const { return row.text(columnNamed(type(), field)); }
};

using MaybeError = std::optional<RecordError>;

// Puts the fields of a JSON record into the draft. First error found: INVALID_FIELD (no such
// column), INVALID_FIELD_FOR_INSERT_UPDATE (not writable), JSON_PARSER_ERROR (wrong JSON type),
// STRING_TOO_LONG, INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST, REQUIRED_FIELD_MISSING.
MaybeError assign(Draft& draft, const QJsonObject& fields, const Access& access);

// References exist, are of a right type and not deleted, unless `isTrusted`.
MaybeError checkReferences(const Draft& draft, const State& state);

// No other live record has the same value of a unique field: DUPLICATE_VALUE.
MaybeError checkUnique(const Draft& draft);

// The rules of one type, and the fields that the org derives: Task, Event, Contact, Lead.
MaybeError applyRecordRules(Draft& draft, const State& state, Instant now);

// The rules of PermissionSet, FieldPermissions, PermissionSetAssignment.
MaybeError applySetupRules(Draft& draft, const State& state);

RecordError recordError(
    const QString& code, const QString& message, const QStringList& fields = {});

} // namespace sandbox::salesforce
