// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

#include <algorithm>

namespace core {

namespace {

constexpr int createsMax = 5000; // R5.11
constexpr int updatesFree = 50;
constexpr int updatesShare = 10; // percent of the living links
constexpr int deletesFree = 10;
constexpr int deletesShare = 5;

// Rounded down: one more than the share is too many. In 64 bits, so that no number of links overflows.
int limitOf(int free, int percent, int links)
{
    return static_cast<int>(std::max<std::int64_t>(free, std::int64_t {links} * percent / 100));
}

} // namespace

void PlanCounts::add(const Action& action)
{
    const QString name = actionName(action.body);
    ++byAction[name];
    ++byKind[action.kind][name];
    creates += std::holds_alternative<CreateTask>(action.body);
    updates += std::holds_alternative<UpdateTask>(action.body);
    deletes += std::holds_alternative<DeleteTask>(action.body);
}

void PlanHash::add(const Key& key, const QByteArray& rowHash)
{
    m_hash.addData(key.value.toUtf8() + '\n');
    m_hash.addData(rowHash.toHex() + '\n');
}

QByteArray PlanHash::result() const
{
    return m_hash.result().toHex();
}

std::optional<GuardFinding> guard(const PlanCounts& counts, int links)
{
    using What = GuardFinding::What;
    const int updatesMax = limitOf(updatesFree, updatesShare, links);
    const int deletesMax = limitOf(deletesFree, deletesShare, links);
    // The most dangerous first: it is the one that is shown.
    if (counts.deletes > deletesMax)
        return GuardFinding {What::ManyDeletes, counts.deletes, deletesMax};
    if (counts.updates > updatesMax)
        return GuardFinding {What::ManyUpdates, counts.updates, updatesMax};
    if (counts.creates > createsMax)
        return GuardFinding {What::ManyCreates, counts.creates, createsMax};
    return std::nullopt;
}

} // namespace core
