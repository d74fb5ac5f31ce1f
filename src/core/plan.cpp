// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

namespace core {

void PlanCounts::add(const Action& action)
{
    const QString name = actionName(action.body);
    ++byAction[name];
    ++byKind[action.kind][name];
    creates += std::holds_alternative<CreateTask>(action.body) ? 1 : 0;
    updates += std::holds_alternative<UpdateTask>(action.body) ? 1 : 0;
    deletes += std::holds_alternative<DeleteTask>(action.body) ? 1 : 0;
}

void PlanCounts::add(const PlanCounts& others)
{
    for (const auto& [action, rows] : others.byAction)
        byAction[action] += rows;
    for (const auto& [kind, actions] : others.byKind) {
        for (const auto& [action, rows] : actions)
            byKind[kind][action] += rows;
    }
    creates += others.creates;
    updates += others.updates;
    deletes += others.deletes;
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
