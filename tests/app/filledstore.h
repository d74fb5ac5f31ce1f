// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/desk.h"
#include "store/log.h"
#include "store/planrows.h"
#include "store/runs.h"
#include "store/transaction.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

// A store on disk that a test fills, and the desk that models read it through.
namespace filled {

class Store final
{
public:
    Store()
    {
        auto opened = store::Database::open({path(), false});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().what));
        database = std::move(*opened);
        desk = std::make_unique<store::Desk>(path());
    }

    template <typename Fill> void write(Fill fill)
    {
        auto transaction = store::Transaction::begin(*database);
        if (!transaction)
            qFatal("%s", qPrintable(transaction.error().what));
        const core::Result<void> filled = fill();
        if (!filled)
            qFatal("%s", qPrintable(filled.error().what));
        if (const auto committed = transaction->commit(); !committed)
            qFatal("%s", qPrintable(committed.error().what));
    }

    // Rows 1 to `count` of a plan: every third one waits.
    void plan(int count)
    {
        std::vector<store::PlanRow> rows;
        for (int seq = 1; seq <= count; ++seq) {
            store::PlanRow row;
            row.seq = seq;
            row.action = seq % 3 == 0 ? QStringLiteral("wait") : QStringLiteral("createTask");
            row.key = {QStringLiteral("hs:1:call:%1").arg(seq)};
            row.kind = core::Kind::Call;
            row.activity = {QString::number(seq)};
            row.rowHash = QByteArray(32, 'h');
            row.why = {{core::ReasonCode::OnlyContact, {QStringLiteral("7")}},
                {core::ReasonCode::PriorityChosen, {QStringLiteral("Normal")}}};
            if (seq % 3 == 0)
                row.why = {{core::ReasonCode::ContactNotSynced, {QStringLiteral("1")}}};
            rows.push_back(std::move(row));
        }
        write([&]() -> core::Result<void> {
            store::PlanRows plan(*database);
            auto cleared = plan.clear();
            return cleared ? plan.add(rows) : cleared;
        });
    }

    void log(int count, const QString& code, const QStringList& args, qint64 run = 0)
    {
        std::vector<store::LogRow> rows;
        for (int i = 0; i < count; ++i) {
            store::LogRow row;
            row.at = core::Instant(std::chrono::milliseconds(1'795'428'000'000));
            row.run = run;
            row.code = code;
            row.args = args;
            row.key = {QStringLiteral("hs:1:call:%1").arg(i)};
            rows.push_back(std::move(row));
        }
        write([&] { return store::Log(*database).append(rows); });
    }

    // A finished run.
    qint64 run(int created)
    {
        qint64 id = 0;
        write([&]() -> core::Result<void> {
            store::Runs runs(*database);
            store::Run begun;
            begun.started = core::Instant(std::chrono::milliseconds(1'795'428'000'000));
            begun.trigger = QStringLiteral("manual");
            auto made = runs.begin(begun);
            if (!made)
                return tl::unexpected(made.error());
            id = *made;
            store::RunCounts counts;
            counts.created = created;
            return runs.finish(id, begun.started + std::chrono::milliseconds(1'500), counts,
                store::RunOutcome::Done);
        });
        return id;
    }

    [[nodiscard]] QString path() const
    {
        return m_folder.filePath(QStringLiteral("status.sqlite"));
    }

private:
    QTemporaryDir m_folder;

public:
    std::unique_ptr<store::Database> database;
    std::unique_ptr<store::Desk> desk; // gone before the folder
};

} // namespace filled
