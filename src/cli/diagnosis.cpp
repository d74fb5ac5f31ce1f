// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/diagnosis.h"

#include "cli/finish.h"
#include "core/day.h"
#include "engine/check.h"
#include "profiles/keptsettings.h"
#include "profiles/session.h"
#include "profiles/wires.h"
#include "store/errors.h"
#include "store/excluded.h"
#include "store/journal.h"
#include "store/lease.h"
#include "store/rebuilding.h"
#include "store/runs.h"
#include "store/waiting.h"
#include "store/watermarks.h"
#include "words/errors.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace cli {

namespace {

using Severity = core::Finding::Severity;
using What = core::Finding::What;
using Findings = std::vector<core::Finding>;

constexpr int intervalsMax = 3; // without a finished run: it stands still
constexpr std::chrono::hours cursorLagMax{24}; // behind the last finished run
constexpr std::chrono::seconds clockDifferenceMax{60};
constexpr qint64 diskMin = 100 * 1024 * 1024; // bytes

QString minutes(std::chrono::milliseconds duration)
{
    return QString::number(std::chrono::floor<std::chrono::minutes>(duration).count());
}

QString seconds(std::chrono::milliseconds duration)
{
    return QString::number(std::chrono::round<std::chrono::seconds>(duration).count());
}

core::Finding storeTrouble(const core::Error& error)
{
    using Kind = core::Error::Kind;
    const What what = error.kind == Kind::StoreDamaged ? What::StoreDamaged
        : error.kind == Kind::StoreNewer               ? What::StoreNewer
                                                       : What::StoreUnreadable;
    return {Severity::Error, what, {error.what}};
}

// Who runs on the profile, and whether the database is the one that ran last.
core::Result<void> addHolder(store::Database& database, core::Instant now, Findings& findings)
{
    const auto holder = store::Lease::holder(database);
    if (!holder)
        return tl::unexpected(holder.error());
    const auto sign = store::Lease::lastSign(database);
    if (!sign)
        return tl::unexpected(sign.error());
    if (sign->noted > sign->epoch)
        findings.push_back({Severity::Warning, What::StoreOlder, {}});
    if (!*holder)
        return {};
    const QStringList who{QString::number((*holder)->pid), (*holder)->host};
    const auto silent = now - sign->at;
    if (silent >= store::leaseLife)
        findings.push_back(
            {Severity::Warning, What::HolderSilent, who + QStringList{seconds(silent)}});
    else
        findings.push_back({Severity::Note, What::HeldNow, who});
    return {};
}

// A pair of counts by code, one finding for each.
template <typename Map, typename Code>
void addCounts(const Map& counts, What what, Severity severity, Code code, Findings& findings)
{
    for (const auto& [key, count] : counts)
        findings.push_back({severity, what, {code(key), QString::number(count)}});
}

core::Result<void> addErrors(store::Database& database, Findings& findings)
{
    constexpr int pageSize = 2000;
    std::map<QString, int> retried;
    std::map<QString, int> held;
    const store::Errors errors(database);
    for (core::Key after;;) {
        auto page = errors.list(pageSize, after);
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            break;
        after = page->back().key;
        for (const store::ErrorRow& row : *page)
            ++(row.nextTryAt ? retried : held)[row.code];
    }
    const auto itself = [](const QString& code) { return code; };
    addCounts(retried, What::ErrorsOf, Severity::Note, itself, findings);
    addCounts(held, What::ErrorsOnHold, Severity::Warning, itself, findings);
    return {};
}

core::Result<void> addLists(store::Database& database, Findings& findings)
{
    const auto open = store::Journal(database).openCount();
    if (!open)
        return tl::unexpected(open.error());
    findings.push_back(*open > 0
            ? core::Finding{Severity::Warning, What::OutcomesOpen, {QString::number(*open)}}
            : core::Finding{Severity::Good, What::NothingOpen, {}});
    const auto waiting = store::Waiting(database).countByKind();
    if (!waiting)
        return tl::unexpected(waiting.error());
    int waits = 0;
    for (const auto& [kind, count] : *waiting)
        waits += count;
    if (waits > 0)
        findings.push_back({Severity::Note, What::WaitingForContact, {QString::number(waits)}});
    const auto excluded = store::Excluded(database).countByReason();
    if (!excluded)
        return tl::unexpected(excluded.error());
    addCounts(
        *excluded, What::ExcludedFor, Severity::Note,
        [](core::ReasonCode code) { return QString::number(int(code)); }, findings);
    return {};
}

struct LastRuns
{
    std::optional<core::Instant> finished; // the last one that came to its end
    bool any = false; // there was one
    bool cutOff = false; // the newest one was killed
};

// Looks back until one that came to its end.
core::Result<LastRuns> lastRuns(store::Database& database)
{
    constexpr int pageSize = 200;
    LastRuns last;
    const store::Runs runs(database);
    for (qint64 before = 0;;) {
        const auto page = runs.list(pageSize, before);
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            return last;
        last.any = true;
        if (before == 0)
            last.cutOff = page->front().outcome == store::RunOutcome::Interrupted;
        before = page->back().id;
        for (const store::RunRow& row : *page) {
            const bool whole = row.outcome == store::RunOutcome::Done
                || row.outcome == store::RunOutcome::SomeFailed;
            if (!whole || !row.finished)
                continue;
            last.finished = row.finished;
            return last;
        }
    }
}

void addLastSync(
    const LastRuns& last, std::chrono::minutes every, core::Instant now, Findings& findings)
{
    if (last.cutOff)
        findings.push_back({Severity::Warning, What::CutOff, {}});
    if (!last.finished) {
        findings.push_back(
            {last.any ? Severity::Warning : Severity::Note, What::NeverFinished, {}});
        return;
    }
    const auto since = now - *last.finished;
    const bool still = since > every * intervalsMax;
    findings.push_back(
        {still ? Severity::Warning : Severity::Good, still ? What::StandsStill : What::FinishedLast,
            {core::isoText(*last.finished), minutes(since)}});
}

core::Result<void> addCursors(
    store::Database& database, std::optional<core::Instant> finished, Findings& findings)
{
    const auto marks = store::Watermarks(database).all();
    if (!marks)
        return tl::unexpected(marks.error());
    for (const core::ActivityObject object : core::allActivityObjects) {
        const QString name = core::objectName(object);
        const auto mark = marks->find(QStringLiteral("hubspot.") + name);
        if (mark == marks->end())
            continue;
        const core::Instant stamp = mark->second.stamp;
        const QStringList args{name, core::isoText(stamp)};
        if (finished && *finished - stamp > cursorLagMax)
            findings.push_back({Severity::Warning, What::CursorBehind, args});
        else
            findings.push_back({Severity::Good, What::CursorAt, args});
    }
    return {};
}

void addSettings(
    const profiles::Profile& profile, const core::Settings& settings, Findings& findings)
{
    bool anyOn = false;
    for (const auto& [kind, chosen] : settings.toSalesforce)
        anyOn = anyOn || chosen.on;
    if (!anyOn)
        findings.push_back({Severity::Note, What::NothingOn, {}});
    const QStringList path{profile.keptSettings()};
    const auto copy = profiles::keptSettings(profile);
    if (!copy
        || (copy->has_value() && core::writeSettings(**copy) != core::writeSettings(settings)))
        findings.push_back({Severity::Warning, What::SettingsCopyDiffers, path});
    else if (copy->has_value())
        findings.push_back({Severity::Good, What::SettingsCopied, path});
    else
        findings.push_back({Severity::Note, What::SettingsNotCopied, path});
}

// The finding for an answer that did not come.
core::Finding silence(const QString& service, const core::Error& error)
{
    using Kind = core::Error::Kind;
    const QString detail = words::explain(error).what;
    const bool refused = error.kind == Kind::SignInNeeded || error.kind == Kind::Forbidden;
    return refused ? core::Finding{Severity::Error, What::SignInRefused, {service, detail}}
                   : core::Finding{Severity::Note, What::NotReachable, {service, detail}};
}

void addClock(
    const QString& service, std::optional<std::chrono::milliseconds> ahead, Findings& findings)
{
    if (!ahead)
        return;
    const bool differs = std::chrono::abs(*ahead) > clockDifferenceMax;
    findings.push_back({differs ? Severity::Warning : Severity::Good,
        differs ? What::ClockDiffers : What::ClockAgrees, {service, seconds(*ahead)}});
}

void addAccount(
    store::Database* database, const QString& portal, const QString& org, Findings& findings)
{
    if (!database)
        return;
    const auto bound = store::Binding(*database).check(portal, org);
    if (!bound)
        findings.push_back({Severity::Error, What::AccountDiffers, {bound.error().what}});
}

} // namespace

Examined examineStore(const profiles::Profile& profile, core::Instant now)
{
    Examined examined;
    Findings& findings = examined.findings;
    const QString path = profile.database();
    if (!QFileInfo::exists(path)) {
        findings.push_back({Severity::Note, What::StoreMissing, {path}});
        return examined;
    }
    auto database = store::Database::open({path, true});
    const auto sound = database ? (*database)->check() : tl::unexpected(database.error());
    if (!sound) {
        findings.push_back(storeTrouble(sound.error()));
        return examined;
    }
    findings.push_back({Severity::Good, What::StoreSound,
        {QString::number(store::migrations().back().version),
            QString::number(QFileInfo(path).size())}});
    if (const auto held = addHolder(**database, now, findings); !held)
        findings.push_back(storeTrouble(held.error()));
    examined.database = std::move(*database);
    return examined;
}

Findings examineMemory(
    const profiles::Profile& profile, store::Database& database, core::Instant now)
{
    Findings findings;
    const auto settings = profiles::settingsOf(profile, database);
    if (settings)
        addSettings(profile, *settings, findings);
    else if (settings.error().kind == core::Error::Kind::Settings)
        findings.push_back({Severity::Error, What::SettingsUnreadable, {settings.error().what}});
    else
        findings.push_back(storeTrouble(settings.error()));
    const auto last = lastRuns(database);
    const auto note = [&findings](const auto& result) {
        if (!result)
            findings.push_back(storeTrouble(result.error()));
    };
    note(last);
    if (last)
        addLastSync(*last, settings ? settings->every : core::Settings{}.every, now, findings);
    note(addLists(database, findings));
    note(addErrors(database, findings));
    note(addCursors(database, last.value_or(LastRuns{}).finished, findings));
    return findings;
}

Findings examineFolder(const profiles::Profile& profile)
{
    Findings findings;
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QString& path : {profile.folder, profile.database(), profile.keptSettings()}) {
        const QFileInfo file(path);
        const int wide = int(file.permissions() & others);
        // Qt writes the three digits of a mode as hexadecimal ones.
        if (file.exists() && wide != 0)
            findings.push_back({Severity::Warning, What::OpenToOthers,
                {path, QString::number(int(file.permissions()) & 0x777, 16)}});
    }
    const qint64 free = QStorageInfo(profile.folder).bytesAvailable();
    findings.push_back({free < diskMin ? Severity::Warning : Severity::Good,
        free < diskMin ? What::DiskLow : What::DiskFree, {QString::number(free)}});
    const QString aside = store::asideFolder(profile.database());
    const auto count = QDir(aside).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
    if (count > 0)
        findings.push_back({Severity::Note, What::StoresSetAside, {QString::number(count), aside}});
    return findings;
}

Findings examineServices(
    Surroundings& surroundings, const profiles::Profile& profile, store::Database* database)
{
    Findings findings;
    const auto wires
        = profiles::Wires::connect(surroundings, profile, [] { return core::Result<void>{}; });
    if (!wires)
        return {{Severity::Note, What::ConnectionMissing, {wires.error().what}}};
    const QString hubSpot = QStringLiteral("HubSpot");
    const QString salesforce = QStringLiteral("Salesforce");
    const auto account = finish((*wires)->hubSpot().account(surroundings.stop));
    if (account)
        addAccount(database, account->portalId, {}, findings);
    else
        findings.push_back(silence(hubSpot, account.error()));
    const auto identity = finish((*wires)->salesforce().identity(surroundings.stop));
    const auto described = identity
        ? finish((*wires)->salesforce().describeTask({}, surroundings.stop))
        : tl::unexpected(identity.error());
    if (identity)
        addAccount(database, {}, identity->organization.value, findings);
    if (described)
        findings.push_back(engine::keyFieldFinding(described->org.keyField));
    else
        findings.push_back(silence(salesforce, described.error()));
    const profiles::ClockDifferences clocks = (*wires)->clocks();
    addClock(hubSpot, clocks.hubSpot, findings);
    addClock(salesforce, clocks.salesforce, findings);
    return findings;
}

} // namespace cli
