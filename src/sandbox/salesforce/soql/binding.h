// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/access.h"
#include "sandbox/salesforce/soql/plan.h"
#include "sandbox/salesforce/state.h"

namespace sandbox::salesforce::soql {

struct BoundField
{
    Path path;
    QStringList names; // as the definition spells them: the answer's member names
    bool isFilterable = true;
    bool isQueryable = true;
};

// Looks names up in the definitions on behalf of one user.
struct Binding
{
    const Table& table;
    const QString& text; // of the query, for messages
    const State& state;
    const Access& access;

    Parsed<BoundField> field(const FieldPath& path) const;

    // Errors with the excerpt and position that the service puts before its sentence.
    QueryError located(const FieldPath& path, const QString& code, const QString& sentence) const;
    QueryError noSuchColumn(const FieldPath& path) const;

private:
    Parsed<BoundField> nameField(const FieldPath& path, BoundField bound) const;
};

// The condition with its literals checked against the types of its fields.
Parsed<Predicate> bindCondition(const Condition& condition, const Binding& binding);

} // namespace sandbox::salesforce::soql
