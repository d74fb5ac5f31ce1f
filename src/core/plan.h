// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <map>
#include <optional>

namespace core {

// Totals of a plan, for people, for the guard and for the forecast.
struct PlanCounts
{
    std::map<QString, int> byAction; // actionName() -> rows
    std::map<Kind, std::map<QString, int>> byKind;
    int creates = 0;
    int updates = 0;
    int deletes = 0;
    int writes() const { return creates + updates + deletes; }
    void add(const Action& action);
    void add(const PlanCounts& others);
    // Rows of one kind and actionName(); fewer than 0 were withdrawn.
    void add(Kind kind, const QString& action, int rows);
    bool operator==(const PlanCounts&) const = default;
};

// The hash of a plan: SHA-256 over the hashes of its writing rows in the order of their keys, so
// that reading in another order gives the same hash. The caller feeds rows ascending by key; memory
// does not grow with the plan.
class PlanHash final
{
public:
    void add(const Key& key, const QByteArray& rowHash);
    QByteArray result() const; // 64 lower-case hex digits

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

// R5.11: why a plan must be confirmed first; nothing if it may run. `links` = living links of the
// profile.
struct GuardFinding
{
    enum class What { ManyCreates, ManyUpdates, ManyDeletes };
    What what = What::ManyCreates;
    int planned = 0;
    int limit = 0;
    bool operator==(const GuardFinding&) const = default;
};
[[nodiscard]] std::optional<GuardFinding> guard(const PlanCounts& counts, int links);

} // namespace core
