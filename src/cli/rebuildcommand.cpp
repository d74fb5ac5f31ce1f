// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rebuildcommand.h"

#include "cli/complaint.h"
#include "cli/findingprint.h"
#include "cli/finish.h"
#include "cli/opened.h"
#include "cli/tr.h"
#include "core/day.h"
#include "engine/readopt.h"
#include "profiles/keptsettings.h"
#include "store/rebuilding.h"
#include "words/errors.h"

namespace cli {

namespace {

using Severity = core::Finding::Severity;
using What = core::Finding::What;
using Findings = std::vector<core::Finding>;

// "20261124T181203Z": a name on every file system, in the order of time.
QString nameOf(core::Instant time)
{
    QString name = core::isoText(time).left(19) + QLatin1Char('Z');
    return name.remove(QLatin1Char('-')).remove(QLatin1Char(':'));
}

void addSettings(const profiles::Profile& profile, const store::Rebuilt& rebuilt, bool hasCopy,
    Findings& findings)
{
    if (rebuilt.settingsKept)
        findings.push_back({Severity::Good, What::SettingsKept, {}});
    else if (hasCopy)
        findings.push_back({Severity::Note, What::SettingsFromCopy, {profile.keptSettings()}});
    else if (!rebuilt.movedTo.isEmpty())
        findings.push_back({Severity::Warning, What::SettingsLost, {}});
}

// What was kept and what is lost, for a person who did not ask for this to happen.
Findings findingsOf(const profiles::Profile& profile, const store::Rebuilt& rebuilt, bool hasCopy)
{
    Findings findings;
    const bool moved = !rebuilt.movedTo.isEmpty();
    findings.push_back(moved ? core::Finding{Severity::Good, What::MovedAside, {rebuilt.movedTo}}
                             : core::Finding{Severity::Note, What::NothingToMove, {}});
    addSettings(profile, rebuilt, hasCopy, findings);
    if (!moved)
        return findings;
    const store::Bound& bound = rebuilt.binding;
    if (!bound.portal.isEmpty())
        findings.push_back({Severity::Good, What::BindingKept, {bound.portal, bound.org}});
    else if (rebuilt.trouble)
        findings.push_back({Severity::Warning, What::BindingLost, {}});
    const QStringList number{QString::number(rebuilt.tombstones)};
    if (!rebuilt.opened)
        findings.push_back({Severity::Warning, What::TombstonesLost, {}});
    else if (rebuilt.trouble)
        findings.push_back({Severity::Warning, What::TombstonesCut, number});
    else if (rebuilt.tombstones > 0)
        findings.push_back({Severity::Good, What::TombstonesKept, number});
    findings.push_back({Severity::Note, What::HistoryLost, {}});
    return findings;
}

// Every task that carries a key, noted as a pair.
core::Result<int> adopt(Invocation& invocation)
{
    auto session = opened(invocation, profiles::Session::Need::Connected);
    if (!session)
        return tl::unexpected(session.error());
    auto lease = (*session)->lease();
    if (!lease)
        return tl::unexpected(lease.error());
    const std::stop_token stop = invocation.surroundings.stop;
    return finish(engine::readopt((*session)->services(), stop));
}

ExitCode explain(Invocation& invocation, const profiles::Profile& profile)
{
    Output& output = invocation.output;
    output.say(tr("This would move the database of profile %1 aside (it is kept, in %2) and begin "
                  "a new one. Settings and accounts are kept if they can be read; the log, the "
                  "list of runs and the values that lost in a conflict are not. Nothing is changed "
                  "in HubSpot or Salesforce, and no task is made twice: pairs are found again by "
                  "their keys.")
                   .arg(profile.name, store::asideFolder(profile.database())));
    output.complain(tr("Nothing was done. To do it, run `activitybridgectl rebuild --yes`."));
    output.document({{QStringLiteral("rebuilt"), false}});
    return ExitCode::Stopped;
}

// Waits for another runner as a run does, but cannot ask a damaged database who it is.
core::Result<store::Rebuilt> rebuildInTime(
    Surroundings& surroundings, const store::RebuildOptions& options)
{
    const auto started = surroundings.clock.monotonic();
    for (;;) {
        auto rebuilt = store::rebuild(options);
        const bool held = !rebuilt && rebuilt.error().kind == core::Error::Kind::Locked;
        if (!held || surroundings.clock.monotonic() - started >= profiles::leaseWait
            || surroundings.stop.stop_requested())
            return rebuilt;
        QCoro::waitFor(surroundings.clock.sleep(profiles::leaseLook, surroundings.stop));
    }
}

} // namespace

std::vector<Option> rebuildOptions()
{
    return {{{QStringLiteral("yes")},
        QStringLiteral("do it; without it, only say what would be done")}};
}

ExitCode runRebuild(Invocation& invocation)
{
    const profiles::Profile profile = profileOf(invocation);
    if (auto there = profiles::mustExist(profile); !there)
        return complain(invocation, there.error());
    if (!invocation.options.isSet(QStringLiteral("yes")))
        return explain(invocation, profile);

    store::RebuildOptions options{
        profile.database(), nameOf(invocation.surroundings.clock.wall()), {}};
    // A copy that cannot be read is as good as none: then the settings are told as lost.
    const auto copy = profiles::keptSettings(profile);
    if (copy && copy->has_value())
        options.settings = core::writeSettings(**copy);
    const auto rebuilt = rebuildInTime(invocation.surroundings, options);
    if (!rebuilt)
        return complain(invocation, rebuilt.error());
    Findings findings = findingsOf(profile, *rebuilt, !options.settings.isEmpty());
    const auto found = adopt(invocation);
    if (found)
        findings.push_back({Severity::Good, What::PairsFound, {QString::number(*found)}});
    else
        findings.push_back(
            {Severity::Note, What::PairsLater, {words::explain(found.error()).what}});

    if (rebuilt->trouble)
        invocation.output.say(words::sentence(*rebuilt->trouble));
    say(invocation.output, findings);
    QJsonObject document{{QStringLiteral("rebuilt"), true},
        {QStringLiteral("movedTo"), rebuilt->movedTo},
        {QStringLiteral("settings"),
            rebuilt->settingsKept             ? QStringLiteral("kept")
                : !options.settings.isEmpty() ? QStringLiteral("copy")
                                              : QStringLiteral("none")},
        {QStringLiteral("pairsFound"), found ? QJsonValue(*found) : QJsonValue::Null},
        {QStringLiteral("findings"), findingsDocument(findings)}};
    invocation.output.document(document);
    return ExitCode::Done;
}

} // namespace cli
