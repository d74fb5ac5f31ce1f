// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/call.h"

#include <QJsonArray>

#include <variant>
#include <vector>

namespace sandbox::hubspot {

// One checked row of a write, ready to be carried out. Checking and doing are two steps because a
// batch without trace ids is carried out only if all of its rows are good.
struct RowWrite
{
    std::optional<RecordId> existing; // nothing: create
    std::vector<Value> values;
    std::vector<RecordId> contacts; // associations made at creation
    QString traceId;
};

using CheckedRow = std::variant<RowWrite, Problem>;

// {"properties", "associations"?, "objectWriteTraceId"?}
[[nodiscard]] CheckedRow createRow(const Call& call, Object object, const QJsonObject& input);
// {"id", "idProperty"?, "properties", "objectWriteTraceId"?}
[[nodiscard]] CheckedRow updateRow(const Call& call, Object object, const QJsonObject& input);
// {"id", "idProperty", "properties", "objectWriteTraceId"?}: the id is the value of the property.
[[nodiscard]] CheckedRow upsertRow(const Call& call, Object object, const QJsonObject& input);
// The properties of a PATCH on one record.
[[nodiscard]] CheckedRow patchRow(
    const Call& call, Object object, const Record& record, const QJsonObject& properties);

// Carries it out and returns the record.
RecordId perform(Model& model, Object object, const RowWrite& row);

} // namespace sandbox::hubspot
