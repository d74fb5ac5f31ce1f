// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/model.h"
#include "sandbox/hubspot/problem.h"

#include <QJsonObject>

#include <optional>
#include <variant>
#include <vector>

namespace sandbox::hubspot {

// The number that a path or body writes as text; nothing if it is not one (HubSpot ids are digits
// only).
[[nodiscard]] std::optional<RecordId> recordIdFrom(QStringView text);

// Turns the properties of a write into values as HubSpot stores them, or says what is wrong with
// each of them: unknown and read-only properties, values that are not strings or do not fit the
// type, options that do not exist (HubSpot contract 3.4, 3.6). `self` is the record that is
// changed, nothing for a new one.
[[nodiscard]] std::variant<std::vector<Value>, Problem> checkedValues(
    const Model& model, Object object, const QJsonObject& properties, std::optional<RecordId> self);

} // namespace sandbox::hubspot
