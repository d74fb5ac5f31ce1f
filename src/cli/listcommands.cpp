// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/listcommands.h"

#include "cli/complaint.h"
#include "cli/finish.h"
#include "cli/opened.h"
#include "cli/tr.h"
#include "core/day.h"
#include "store/errors.h"
#include "store/excluded.h"
#include "store/log.h"
#include "store/runs.h"
#include "store/waiting.h"
#include "words/errors.h"
#include "words/names.h"
#include "words/reasons.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cli {

namespace {

constexpr int rowsShown = 100;
constexpr int rowsInDocument = 5000;
constexpr std::chrono::milliseconds followEvery{500};

// Opens the profile and hands its database to `list`, which prints.
template <typename List> ExitCode listing(Invocation& invocation, List list)
{
    auto session = opened(invocation, profiles::Session::Need::Store);
    if (!session)
        return complain(invocation, session.error());
    core::Result<void> listed = list((*session)->database());
    return listed ? ExitCode::Done : complain(invocation, listed.error());
}

int limitOf(const Output& output)
{
    return output.isJson() ? rowsInDocument : rowsShown;
}

// A table for people and the same rows as objects, under one name.
struct Columns
{
    QString name; // of the array in the document
    QStringList keys; // of the objects
    QStringList heads;
};

void print(Output& output, const Columns& columns, const std::vector<QStringList>& rows)
{
    QJsonArray array;
    for (const QStringList& row : rows) {
        QJsonObject object;
        for (qsizetype i = 0; i < columns.keys.size(); ++i)
            object.insert(columns.keys[i], row.value(i));
        array.append(object);
    }
    if (rows.empty())
        output.say(tr("None."));
    else
        output.table(columns.heads, rows);
    output.document({{columns.name, array}});
}

QStringList logCells(const store::LogRow& row)
{
    return {core::isoText(row.at), QString::number(row.run), row.key.value,
        words::logLine(row.code, row.args)};
}

} // namespace

ExitCode runRuns(Invocation& invocation)
{
    return listing(invocation, [&](store::Database& database) -> core::Result<void> {
        const store::Runs runs(database);
        auto list = runs.list(limitOf(invocation.output));
        if (!list)
            return tl::unexpected(list.error());
        std::vector<QStringList> rows;
        for (const store::RunRow& row : *list)
            rows.push_back({QString::number(row.id), core::isoText(row.run.started),
                row.finished ? core::isoText(*row.finished) : QString(),
                store::outcomeName(row.outcome), QString::number(row.counts.created),
                QString::number(row.counts.updated), QString::number(row.counts.skipped),
                QString::number(row.counts.failed), QString::number(row.counts.hubSpotCalls),
                QString::number(row.counts.salesforceCalls),
                row.stoppedBy ? words::explain(*row.stoppedBy).what : QString()});
        const Columns columns{QStringLiteral("runs"),
            {QStringLiteral("id"), QStringLiteral("started"), QStringLiteral("finished"),
                QStringLiteral("outcome"), QStringLiteral("created"), QStringLiteral("updated"),
                QStringLiteral("skipped"), QStringLiteral("failed"), QStringLiteral("hubspotCalls"),
                QStringLiteral("salesforceCalls"), QStringLiteral("stoppedBy")},
            {tr("Run"), tr("Started"), tr("Finished"), tr("Outcome"), tr("Created"), tr("Updated"),
                tr("Skipped"), tr("Failed"), tr("HubSpot calls"), tr("Salesforce calls"),
                tr("Stopped by")}};
        print(invocation.output, columns, rows);
        return {};
    });
}

std::vector<Option> logOptions()
{
    return {{{QStringLiteral("follow")}, QStringLiteral("go on showing new lines")},
        {{QStringLiteral("run")}, QStringLiteral("only this run"), QStringLiteral("N")},
        {{QStringLiteral("record")}, QStringLiteral("only the record with this key"),
            QStringLiteral("KEY")}};
}

ExitCode runLog(Invocation& invocation)
{
    return listing(invocation, [&](store::Database& database) -> core::Result<void> {
        store::LogFilter filter;
        if (invocation.options.isSet(QStringLiteral("run")))
            filter.run = invocation.options.value(QStringLiteral("run")).toLongLong();
        if (invocation.options.isSet(QStringLiteral("record")))
            filter.key = core::Key{invocation.options.value(QStringLiteral("record"))};
        const store::Log log(database);
        auto page = log.page(limitOf(invocation.output), 0, filter);
        if (!page)
            return tl::unexpected(page.error());
        std::vector<QStringList> rows;
        for (auto row = page->rbegin(); row != page->rend(); ++row)
            rows.push_back(logCells(*row));
        const Columns columns{QStringLiteral("log"),
            {QStringLiteral("at"), QStringLiteral("run"), QStringLiteral("key"),
                QStringLiteral("text")},
            {tr("Time (UTC)"), tr("Run"), tr("Key"), tr("What")}};
        print(invocation.output, columns, rows);
        qint64 last = page->empty() ? 0 : page->front().id;
        const std::stop_token stop = invocation.surroundings.stop;
        while (invocation.options.isSet(QStringLiteral("follow")) && !stop.stop_requested()) {
            QCoro::waitFor(invocation.surroundings.clock.sleep(followEvery, stop));
            auto news = log.follow(last, rowsShown, filter);
            if (!news)
                return tl::unexpected(news.error());
            for (const store::LogRow& row : *news) {
                invocation.output.say(logCells(row).join(QStringLiteral("  ")));
                last = row.id;
            }
        }
        return {};
    });
}

ExitCode runWaiting(Invocation& invocation)
{
    return listing(invocation, [&](store::Database& database) -> core::Result<void> {
        const store::Waiting waiting(database);
        auto list = waiting.list(limitOf(invocation.output));
        if (!list)
            return tl::unexpected(list.error());
        std::vector<QStringList> rows;
        for (const store::WaitingRow& row : *list)
            rows.push_back({words::kindName(row.kind), row.activity.value, core::isoText(row.time),
                row.contact.isEmpty() ? tr("no contact yet") : row.contact.value});
        const Columns columns{QStringLiteral("waiting"),
            {QStringLiteral("kind"), QStringLiteral("activity"), QStringLiteral("time"),
                QStringLiteral("contact")},
            {tr("Kind"), tr("HubSpot id"), tr("Time (UTC)"), tr("Waits for contact")}};
        print(invocation.output, columns, rows);
        return {};
    });
}

ExitCode runExcluded(Invocation& invocation)
{
    return listing(invocation, [&](store::Database& database) -> core::Result<void> {
        const store::Excluded excluded(database);
        auto counts = excluded.countByReason();
        if (!counts)
            return tl::unexpected(counts.error());
        for (const auto& [reason, count] : *counts)
            invocation.output.say(
                QStringLiteral("%1: %2").arg(words::shortReason(reason)).arg(count));
        auto list = excluded.list(limitOf(invocation.output));
        if (!list)
            return tl::unexpected(list.error());
        std::vector<QStringList> rows;
        for (const store::ExcludedRow& row : *list)
            rows.push_back(
                {words::kindName(row.kind), row.activity.value, words::sentence(row.reason)});
        const Columns columns{QStringLiteral("excluded"),
            {QStringLiteral("kind"), QStringLiteral("activity"), QStringLiteral("reason")},
            {tr("Kind"), tr("HubSpot id"), tr("Why")}};
        print(invocation.output, columns, rows);
        return {};
    });
}

ExitCode runErrors(Invocation& invocation)
{
    return listing(invocation, [&](store::Database& database) -> core::Result<void> {
        const store::Errors errors(database);
        auto list = errors.list(limitOf(invocation.output));
        if (!list)
            return tl::unexpected(list.error());
        std::vector<QStringList> rows;
        for (const store::ErrorRow& row : *list) {
            const QString blocked = QStringLiteral("BLOCKED_");
            QString text = row.message;
            if (row.code.startsWith(blocked)) {
                const auto code
                    = static_cast<core::ReasonCode>(row.code.mid(blocked.size()).toInt());
                text = words::sentence(core::Reason{code, row.args});
            }
            rows.push_back({words::kindName(row.kind), row.activity.value, row.code,
                QString::number(row.tries),
                row.nextTryAt ? core::isoText(*row.nextTryAt) : tr("after a person acted"), text});
        }
        const Columns columns{QStringLiteral("errors"),
            {QStringLiteral("kind"), QStringLiteral("activity"), QStringLiteral("code"),
                QStringLiteral("tries"), QStringLiteral("nextTry"), QStringLiteral("message")},
            {tr("Kind"), tr("HubSpot id"), tr("Code"), tr("Tries"), tr("Next try"), tr("Message")}};
        print(invocation.output, columns, rows);
        return {};
    });
}

} // namespace cli
