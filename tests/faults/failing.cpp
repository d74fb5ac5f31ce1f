// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/failing.h"

#include "store/journal.h"

#include <sqlite3.h>

using rig::Rig;
using support::FaultVfs;

namespace faults {

namespace {

bool isOfTheStore(core::Error::Kind kind)
{
    using enum core::Error::Kind;
    return kind == Store || kind == StoreDamaged || kind == Locked;
}

// What of the org's own log was not promised before it was written.
QString unpromised(Rig& rig, std::size_t before)
{
    if (auto opened = rig.tryOpenStore(); !opened)
        return opened.error().what;
    const store::Journal journal(*rig.database);
    const auto& changes = rig.world.log().changes();
    QString found;
    for (std::size_t i = before; i < changes.size(); ++i) {
        const auto rows = journal.ofKey({changes[i].key}, 1);
        if (!rows || rows->empty())
            found += QStringLiteral("%1 was written without a promise\n").arg(changes[i].key);
    }
    rig.closeStore();
    return found;
}

std::size_t countCalls(FaultVfs& vfs, const Scenario& scenario)
{
    Rig rig;
    scenario.arrange(rig);
    rig.closeStore();
    vfs.heal();
    const auto done = runProcess(rig, scenario);
    if (!done)
        qFatal("%s: %s", scenario.name, qPrintable(done.error().what));
    return vfs.calls().size();
}

// A world in which the process met with a failing call; the store is closed and works again.
struct Met
{
    std::unique_ptr<Rig> rig;
    std::size_t changesBefore = 0;
    core::Result<void> told;
};

Met meetWith(
    FaultVfs& vfs, const Scenario& scenario, std::size_t n, int code, FaultVfs::Lasting lasting)
{
    Met met;
    met.rig = std::make_unique<Rig>();
    scenario.arrange(*met.rig);
    met.rig->closeStore();
    met.changesBefore = met.rig->world.log().changes().size();
    vfs.failAt(n, code, lasting);
    met.told = runProcess(*met.rig, scenario);
    met.rig->closeStore();
    if (!vfs.hasFailed())
        qFatal("%s: the process does not do the same every time", scenario.name);
    vfs.heal();
    return met;
}

QString judge(Met& met, const Scenario& scenario, const Model& model)
{
    if (!met.told && !isOfTheStore(met.told.error().kind))
        return QStringLiteral("error of kind %1, %2 %3")
            .arg(static_cast<int>(met.told.error().kind))
            .arg(met.told.error().code, met.told.error().what);
    const QString wrong = unpromised(*met.rig, met.changesBefore);
    return wrong.isEmpty() ? deviation(*met.rig, scenario, model) : wrong;
}

std::size_t strideOf(std::size_t wanted)
{
    return qEnvironmentVariableIsSet("ACTIVITYBRIDGE_EVERY_EFFECT") ? 1 : wanted;
}

} // namespace

Failed failEveryCall(FaultVfs& vfs, const Scenario& scenario, int code, FaultVfs::Lasting lasting,
    std::size_t stride)
{
    const std::size_t step = strideOf(stride);
    Failed failed;
    failed.calls = countCalls(vfs, scenario);
    const Model model = undisturbed(scenario, false);
    for (std::size_t n = static_cast<std::size_t>(code) % step; n < failed.calls; n += step) {
        Met met = meetWith(vfs, scenario, n, code, lasting);
        ++failed.failed;
        failed.told += !met.told;
        const QString wrong = judge(met, scenario, model);
        if (wrong.isEmpty())
            continue;
        failed.deviation = QStringLiteral("call %1 of %2:\n%3").arg(n).arg(failed.calls).arg(wrong);
        break;
    }
    return failed;
}

Failed beginAnewAfterDamage(FaultVfs& vfs, const Scenario& scenario, std::size_t stride)
{
    const std::size_t step = strideOf(stride);
    Failed failed;
    failed.calls = countCalls(vfs, scenario);
    const Model model = undisturbed(scenario, false);
    for (std::size_t n = 0; n < failed.calls; n += step) {
        Met met = meetWith(vfs, scenario, n, SQLITE_CORRUPT, FaultVfs::Lasting::Once);
        ++failed.failed;
        if (met.told || met.told.error().kind != core::Error::Kind::StoreDamaged)
            continue;
        ++failed.told;
        met.rig->removeStore();
        met.rig->applySettings(Rig::allKindsOn());
        met.rig->closeStore();
        const QString wrong = deviation(*met.rig, scenario, model);
        if (wrong.isEmpty())
            continue;
        failed.deviation = QStringLiteral("call %1 of %2:\n%3").arg(n).arg(failed.calls).arg(wrong);
        break;
    }
    return failed;
}

} // namespace faults
