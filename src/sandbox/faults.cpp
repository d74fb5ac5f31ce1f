// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults.h"

#include <array>

namespace sandbox {

namespace {

bool matches(const Match& match, Side side, const HttpRequest& request, const QByteArray& path)
{
    return (!match.side || *match.side == side)
        && (match.method.isEmpty() || match.method == request.method)
        && path.contains(match.pathPart);
}

// Is the number-th matching request (1-based) one that the fault hits?
bool isDue(const When& when, int number, int hitsSoFar)
{
    if (number < when.first || (when.times > 0 && hitsSoFar >= when.times))
        return false;
    return (number - when.first) % (when.every > 0 ? when.every : 1) == 0;
}

} // namespace

QString faultName(const FaultAction& action)
{
    static constexpr std::array names{"drop_before", "commit_then_drop", "delay", "status",
        "html200", "truncate", "partial", "stale_index", "revoke_token", "budget", "schema_change",
        "merge", "convert"};
    static_assert(std::variant_size_v<FaultAction> == names.size());
    return QString::fromLatin1(names.at(action.index()));
}

void FaultPlan::add(Fault fault)
{
    m_faults.push_back({std::move(fault), 0, 0});
}

void FaultPlan::clear()
{
    m_faults.clear();
}

std::vector<FaultAction> FaultPlan::hit(Side side, const HttpRequest& request)
{
    std::vector<FaultAction> actions;
    if (m_faults.empty())
        return actions;
    const auto path = request.path();
    for (auto& counted : m_faults) {
        if (!matches(counted.fault.match, side, request, path))
            continue;
        ++counted.matches;
        if (!isDue(counted.fault.when, counted.matches, counted.hits))
            continue;
        ++counted.hits;
        actions.push_back(counted.fault.action);
    }
    return actions;
}

} // namespace sandbox
