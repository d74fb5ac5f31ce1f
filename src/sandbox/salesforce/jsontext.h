// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/soql/plan.h"

#include <QByteArray>
#include <QJsonValue>

namespace sandbox::salesforce {

// JSON written straight into bytes: pages of thousands of rows are not built as trees first.

// "text" with quotes and escapes.
void appendText(QByteArray& json, QStringView text);

// One record of an answer with "attributes"; members in the order of the output.
void appendRecord(QByteArray& json, const std::vector<soql::Output>& output, const Table& table,
    std::uint32_t row, const State& state, int version);

// The same value for QJsonObject.
QJsonValue jsonValue(const Value& value);

} // namespace sandbox::salesforce
