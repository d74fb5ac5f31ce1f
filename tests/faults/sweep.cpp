// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/sweep.h"

#include <utility>

using rig::Rig;
using support::Power;

namespace faults {

namespace {

// A world in which the scenario's process has begun and ended, by itself or by a kill; the store is
// closed.
struct Told
{
    std::unique_ptr<Rig> rig;
    std::vector<Power::Effect> effects;
};

Told tell(support::FaultVfs& vfs, const Scenario& scenario, std::optional<std::size_t> cutBefore)
{
    auto rig = std::make_unique<Rig>();
    scenario.arrange(*rig);
    rig->closeStore();
    vfs.obey(&rig->power);
    if (cutBefore)
        rig->power.cutBefore(*cutBefore);
    else
        rig->power.restore();
    const auto ignored = runProcess(*rig, scenario); // a killed process tells nobody
    rig->closeStore();
    vfs.obey(nullptr);
    std::vector<Power::Effect> effects = rig->power.effects();
    rig->power.restore();
    Q_UNUSED(ignored)
    return {std::move(rig), std::move(effects)};
}

bool isWorthACut(const std::vector<Power::Effect>& effects, std::size_t n)
{
    static const bool every = qEnvironmentVariableIsSet("ACTIVITYBRIDGE_EVERY_EFFECT");
    const auto isWrite = [&](std::size_t i) { return effects[i] == Power::Effect::Write; };
    return every || n == 0 || n == effects.size() || !isWrite(n) || !isWrite(n - 1);
}

const char* nameOf(Power::Effect effect)
{
    switch (effect) {
    case Power::Effect::Request:
        return "a request";
    case Power::Effect::Answer:
        return "an answer";
    case Power::Effect::Write:
        return "a write";
    case Power::Effect::Sync:
        return "a sync";
    case Power::Effect::Truncate:
        return "a truncation";
    case Power::Effect::Delete:
        return "a deletion";
    }
    Q_UNREACHABLE();
}

} // namespace

Swept cutAtEveryEffect(support::FaultVfs& vfs, const Scenario& scenario)
{
    const auto effects = tell(vfs, scenario, std::nullopt).effects;
    Swept swept;
    swept.effects = effects.size();
    std::map<bool, Model> models; // by whether people did what they do meanwhile
    for (std::size_t n = 0; n <= effects.size(); ++n) {
        if (!isWorthACut(effects, n))
            continue;
        ++swept.cuts;
        Told told = tell(vfs, scenario, n);
        Rig& rig = *told.rig;
        if (told.effects.size() != n)
            qFatal("%s: the process does not do the same every time", scenario.name);
        const bool meddled = scenario.meanwhile && scenario.meanwhile(rig);
        if (!models.contains(meddled))
            models.emplace(meddled, undisturbed(scenario, meddled));
        const QString wrong = deviation(rig, scenario, models.at(meddled));
        if (wrong.isEmpty())
            continue;
        const char* const what = n < effects.size() ? nameOf(effects[n]) : "its end";
        swept.deviation
            = QStringLiteral("%1, killed before effect %2 of %3 (%4)%5:\n%6")
                  .arg(QLatin1String(scenario.name))
                  .arg(n)
                  .arg(effects.size())
                  .arg(QLatin1String(what),
                      meddled ? QStringLiteral(", then changed by people") : QString(), wrong);
        break;
    }
    return swept;
}

} // namespace faults
