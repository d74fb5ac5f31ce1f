// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

namespace core {

namespace {

void add(std::map<QString, int>& rowsOf, const QString& action, int rows)
{
    const auto at = rowsOf.try_emplace(action, 0).first;
    at->second += rows;
    if (at->second == 0)
        rowsOf.erase(at);
}

} // namespace

void PlanCounts::add(Kind kind, const QString& action, int rows)
{
    core::add(byAction, action, rows);
    const auto ofKind = byKind.try_emplace(kind).first;
    core::add(ofKind->second, action, rows);
    if (ofKind->second.empty())
        byKind.erase(ofKind);
    creates += action == actionName(CreateTask{}) ? rows : 0;
    updates += action == actionName(UpdateTask{}) ? rows : 0;
    deletes += action == actionName(DeleteTask{}) ? rows : 0;
}

void PlanCounts::add(const Action& action)
{
    add(action.kind, actionName(action.body), 1);
}

void PlanCounts::add(const PlanCounts& others)
{
    for (const auto& [kind, actions] : others.byKind) {
        for (const auto& [action, rows] : actions)
            add(kind, action, rows);
    }
}

void PlanHash::add(const Key& key, const QByteArray& rowHash)
{
    m_hash.addData(key.value.toUtf8());
    m_hash.addData("\n");
    m_hash.addData(rowHash.toHex());
    m_hash.addData("\n");
}

QByteArray PlanHash::result() const
{
    return m_hash.result().toHex();
}

} // namespace core
