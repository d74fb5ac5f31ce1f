// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/model.h"
#include "sandbox/json.h"

#include <QStringList>

#include <vector>

namespace sandbox::hubspot {

// Which properties an answer shows. HubSpot adds the id and both dates to whatever is asked for,
// and leaves out names that it does not know; asked for nothing, it shows a few of the object's own
// (HubSpot contract 2.1).
struct Selection
{
    std::vector<int> properties;
    std::vector<int> histories;
};

[[nodiscard]] Selection selectionOf(const Model& model, Object object,
    const QStringList& properties, const QStringList& histories = {});

// The members of a record's object, so that the caller can add its own before the end.
void writeRecordMembers(JsonWriter& out, const Model& model, Object object, const Record& record,
    const Selection& selection);
void writeRecord(JsonWriter& out, const Model& model, Object object, const Record& record,
    const Selection& selection);

// "paging": the way to the next page.
void writeNext(JsonWriter& out, std::uint64_t after);

// startedAt and completedAt of batch answers.
void writeTimes(JsonWriter& out, const Model& model);

} // namespace sandbox::hubspot
