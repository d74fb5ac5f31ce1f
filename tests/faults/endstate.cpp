// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/scenario.h"

#include "store/conflicts.h"
#include "store/errors.h"
#include "store/excluded.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/waiting.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace std::chrono_literals;
using rig::Rig;

namespace faults {

namespace {

constexpr int all = 5000;

core::Error wrong(const QString& what)
{
    return {core::Error::Kind::Protocol, what};
}

template <typename T> T valueOf(core::Result<T> result)
{
    if (!result)
        qFatal("store: %s", qPrintable(result.error().what));
    return std::move(*result);
}

QString keyOfTask(Rig& rig, const QString& id)
{
    const auto task = rig.world.org().task(id);
    return task ? task->key : QStringLiteral("no task");
}

void describeTasks(Rig& rig, QStringList& lines)
{
    rig.world.org().eachTask([&](const sandbox::salesforce::Task& task) {
        auto fields = rig.world.org().record(task.id).value_or(sandbox::salesforce::Fields{});
        for (const char* field : {"Id", "CreatedDate", "LastModifiedDate", "SystemModstamp",
                 "CompletedDateTime", "LastViewedDate", "LastReferencedDate"})
            fields.remove(QLatin1String(field));
        if (task.isDeleted) // whether the last change came before that does not matter
            fields = {{QStringLiteral("IsDeleted"), true}};
        lines += QStringLiteral("task %1 %2")
                     .arg(task.key,
                         QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)));
    });
    const auto creates = rig.createsByKey();
    for (auto it = creates.begin(); it != creates.end(); ++it)
        lines += QStringLiteral("%1 was created %2 times").arg(it.key()).arg(it.value());
}

void describeLinks(Rig& rig, QStringList& lines)
{
    for (const core::Link& link : valueOf(store::Links(*rig.database).page({}, all))) {
        QString line = QStringLiteral("pair %1 with the task of %2, state %3")
                           .arg(link.key.value, keyOfTask(rig, link.task.value))
                           .arg(static_cast<int>(link.state));
        if (link.state != core::Link::State::Live) { // what it was when it ended is of no use
            lines += line;
            continue;
        }
        line += QStringLiteral(", who %1, contact %2, version %3:")
                    .arg(link.who.value, link.contact.value)
                    .arg(link.activityVersion.time_since_epoch().count());
        for (const auto& [field, base] : link.base)
            line += QStringLiteral(" %1=%2/%3")
                        .arg(core::apiName(field))
                        .arg(base.source, 0, 16)
                        .arg(base.written, 0, 16);
        lines += line;
    }
}

void describeLists(Rig& rig, QStringList& lines)
{
    store::Database& database = *rig.database;
    for (const auto& row : valueOf(store::Waiting(database).list(all)))
        lines += QStringLiteral("%1 waits for %2").arg(row.activity.value, row.contact.value);
    for (const auto& row : valueOf(store::Excluded(database).list(all)))
        lines += QStringLiteral("%1 is excluded for %2")
                     .arg(row.key.value)
                     .arg(static_cast<int>(row.reason.code));
    for (const auto& row : valueOf(store::Errors(database).list(all)))
        lines += QStringLiteral("%1 has error %2").arg(row.key.value, row.code);
    QStringList conflicts;
    for (const auto& row : valueOf(store::Conflicts(database).list(all)))
        conflicts += QStringLiteral("%1 had a conflict in %2, state %3")
                         .arg(row.key.value, core::apiName(row.field))
                         .arg(static_cast<int>(row.state));
    // One that HubSpot wins is recorded before it is written. A kill in between has it told once
    // more, which does no harm; never not at all.
    conflicts.removeDuplicates();
    lines += conflicts;
    lines += QStringLiteral("%1 open outcomes").arg(valueOf(store::Journal(database).openCount()));
}

QString describe(Rig& rig)
{
    QStringList lines;
    describeTasks(rig, lines);
    describeLinks(rig, lines);
    describeLists(rig, lines);
    lines.sort();
    return lines.join(QLatin1Char('\n'));
}

// A run that has nothing to do: nothing is planned, nothing written, nothing different afterwards.
core::Result<void> quietRun(Rig& rig, const QString& before)
{
    const int writes = rig.salesforceWrites();
    auto result = rig.tryRun();
    if (!result)
        return tl::unexpected(result.error());
    if (result->planned.writes() != 0 || rig.salesforceWrites() != writes)
        return tl::unexpected(wrong(QStringLiteral("the quiet run planned %1 writes and made %2")
                                        .arg(result->planned.writes())
                                        .arg(rig.salesforceWrites() - writes)));
    const QString after = describe(rig);
    if (after != before)
        return tl::unexpected(
            wrong(QStringLiteral("the quiet run changed\n") + difference(before, after)));
    return {};
}

} // namespace

core::Result<void> syncWith(Rig& rig, engine::SyncOptions options)
{
    auto result = rig.tryRun(std::move(options));
    if (!result)
        return tl::unexpected(result.error());
    if (result->stoppedBy)
        return tl::unexpected(*result->stoppedBy);
    return {};
}

core::Result<void> sync(Rig& rig)
{
    return syncWith(rig, {});
}

core::Result<void> runProcess(Rig& rig, const Scenario& scenario)
{
    auto opened = rig.tryOpenStore();
    if (!opened)
        return opened;
    auto done = scenario.process(rig);
    rig.closeStore();
    return done;
}

core::Result<QString> finishAndDescribe(Rig& rig, const Scenario& scenario)
{
    rig.pass(10min);
    auto done = runProcess(rig, scenario);
    if (!done)
        return tl::unexpected(done.error());
    if (auto opened = rig.tryOpenStore(); !opened)
        return tl::unexpected(opened.error());
    rig.pass(20min);
    if (auto synced = sync(rig); !synced)
        return tl::unexpected(synced.error());
    const QString state = describe(rig);
    rig.pass(20min);
    if (auto quiet = quietRun(rig, state); !quiet)
        return tl::unexpected(quiet.error());
    if (auto sound = rig.database->check(); !sound)
        return tl::unexpected(sound.error());
    return state;
}

Model undisturbed(const Scenario& scenario, bool meddled)
{
    const auto check = [&](const auto& result) {
        if (!result)
            qFatal("%s, undisturbed: %s %s", scenario.name, qPrintable(result.error().code),
                qPrintable(result.error().what));
    };
    Rig rig;
    scenario.arrange(rig);
    rig.closeStore();
    check(runProcess(rig, scenario));
    if (meddled && !scenario.meanwhile(rig))
        qFatal("%s, undisturbed: nothing for people to change", scenario.name);
    const auto state = finishAndDescribe(rig, scenario);
    check(state);
    return {*state, rig.salesforceWrites()};
}

QString deviation(Rig& rig, const Scenario& scenario, const Model& model)
{
    const auto state = finishAndDescribe(rig, scenario);
    if (!state)
        return state.error().code + QLatin1Char(' ') + state.error().what;
    if (const QString different = difference(model.state, *state); !different.isEmpty())
        return different;
    if (rig.salesforceWrites() > model.writes)
        return QStringLiteral("%1 writes instead of %2")
            .arg(rig.salesforceWrites())
            .arg(model.writes);
    return {};
}

QString difference(const QString& expected, const QString& found)
{
    QStringList missing = expected.split(QLatin1Char('\n'));
    QStringList more;
    for (const QString& line : found.split(QLatin1Char('\n'))) {
        if (!missing.removeOne(line)) // one that is there twice is told, too
            more += QStringLiteral("+ ") + line;
    }
    missing.replaceInStrings(QRegularExpression(QStringLiteral("^")), QStringLiteral("- "));
    return (missing + more).join(QLatin1Char('\n'));
}

} // namespace faults
