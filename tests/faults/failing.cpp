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

// A world in which the process met with a failing call; the store is closed and works again.
struct Met
{
    std::unique_ptr<Rig> rig;
    std::size_t changesBefore = 0;
    core::Result<void> told;
};

Met meetWith(FaultVfs& vfs, const Scenario& scenario, std::size_t n, const Failing& failing)
{
    Met met;
    met.rig = std::make_unique<Rig>();
    scenario.arrange(*met.rig);
    met.rig->closeStore();
    met.changesBefore = met.rig->world.log().changes().size();
    vfs.failAt(n, failing.code, failing.lasting);
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

// Which calls fail, one per process.
std::vector<std::size_t> callsToFail(const Sound& sound, const Failing& failing)
{
    const bool every = qEnvironmentVariableIsSet("ACTIVITYBRIDGE_EVERY_EFFECT");
    const std::size_t stride = every ? 1 : failing.stride;
    std::vector<std::size_t> calls;
    for (auto n = static_cast<std::size_t>(failing.code) % stride; n < sound.calls; n += stride)
        calls.push_back(n);
    return calls;
}

QString told(std::size_t n, const Sound& sound, const Failing& failing, const QString& wrong)
{
    return QStringLiteral("call %1 of %2 fails with code %3 %4:\n%5")
        .arg(n)
        .arg(sound.calls)
        .arg(failing.code)
        .arg(failing.lasting == FaultVfs::Lasting::Once ? QStringLiteral("once")
                                                        : QStringLiteral("from then on"),
            wrong);
}

} // namespace

Sound soundRun(FaultVfs& vfs, const Scenario& scenario)
{
    Rig rig;
    scenario.arrange(rig);
    rig.closeStore();
    vfs.heal();
    const auto done = runProcess(rig, scenario);
    if (!done)
        qFatal("%s: %s", scenario.name, qPrintable(done.error().what));
    return {vfs.calls().size(), undisturbed(scenario, false)};
}

Failed failEveryCall(
    FaultVfs& vfs, const Scenario& scenario, const Sound& sound, const Failing& failing)
{
    Failed failed;
    for (const std::size_t n : callsToFail(sound, failing)) {
        Met met = meetWith(vfs, scenario, n, failing);
        ++failed.failed;
        failed.told += !met.told;
        const QString wrong = judge(met, scenario, sound.model);
        if (wrong.isEmpty())
            continue;
        failed.deviation = told(n, sound, failing, wrong);
        break;
    }
    return failed;
}

Failed beginAnewAfterDamage(
    FaultVfs& vfs, const Scenario& scenario, const Sound& sound, std::size_t stride)
{
    const Failing damage{SQLITE_CORRUPT, FaultVfs::Lasting::Once, stride};
    Failed failed;
    for (const std::size_t n : callsToFail(sound, damage)) {
        Met met = meetWith(vfs, scenario, n, damage);
        ++failed.failed;
        if (met.told || met.told.error().kind != core::Error::Kind::StoreDamaged)
            continue;
        ++failed.told;
        met.rig->removeStore();
        met.rig->applySettings(Rig::allKindsOn());
        met.rig->closeStore();
        const QString wrong = deviation(*met.rig, scenario, sound.model);
        if (wrong.isEmpty())
            continue;
        failed.deviation = told(n, sound, damage, wrong);
        break;
    }
    return failed;
}

} // namespace faults
