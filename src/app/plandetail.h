// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/events.h"

#include <QStringList>

#include <vector>

namespace app {

struct FactRow // of the HubSpot record
{
    QString name;
    QString value; // plain text, as it came
    bool operator==(const FactRow&) const = default;
};

struct FieldRow // of the Salesforce task
{
    QString name;
    QString now; // what it holds; empty if there is no task yet
    QString planned; // what will be written; only if `isWritten`
    bool isWritten = false;
    bool operator==(const FieldRow&) const = default;
};

// One row of the plan, side by side, and why (R5.6).
struct PlanDetail
{
    qint64 seq = 0;
    QString headline; // "create · Calls made"
    std::vector<FactRow> hubSpot;
    std::vector<FieldRow> salesforce;
    QStringList why;
    QString missing; // why a side is not shown
    bool operator==(const PlanDetail&) const = default;
};

[[nodiscard]] PlanDetail detailOf(const profiles::RowShown& shown);

} // namespace app
