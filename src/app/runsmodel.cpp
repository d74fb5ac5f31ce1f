// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runsmodel.h"

#include "app/localtime.h"
#include "app/tr.h"
#include "words/errors.h"

#include <QLocale>

namespace app {

namespace {

constexpr int runsMax = 500;

QString durationText(const store::RunRow& run)
{
    if (!run.finished)
        return {};
    const double seconds = std::chrono::duration<double>(*run.finished - run.run.started).count();
    return tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
}

} // namespace

QString outcomeText(store::RunOutcome outcome)
{
    switch (outcome) {
    case store::RunOutcome::Running:
        return tr("Running");
    case store::RunOutcome::Done:
        return tr("Done");
    case store::RunOutcome::SomeFailed:
        return tr("Some failed");
    case store::RunOutcome::Held:
        return tr("Held");
    case store::RunOutcome::Failed:
        return tr("Failed");
    case store::RunOutcome::Cancelled:
        return tr("Cancelled");
    case store::RunOutcome::Interrupted:
        return tr("Interrupted");
    }
    return {};
}

RunsModel::RunsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RunsModel::use(store::Desk* desk)
{
    m_desk = desk;
    reload();
}

void RunsModel::reload()
{
    if (!m_desk)
        return show({});
    using Runs = std::vector<store::RunRow>;
    m_desk->ask<Runs>(
        QStringLiteral("runs"),
        [](store::Database& database) { return store::Runs(database).list(runsMax); }, this,
        [this](core::Result<Runs> runs) {
            m_failure = runs ? QString() : words::sentence(runs.error());
            show(runs.value_or(Runs()));
        });
}

// Row by row where it can be, so that the selection of the view stays.
void RunsModel::show(std::vector<store::RunRow> runs)
{
    const bool continues = !m_runs.empty() && runs.size() >= m_runs.size()
        && runs.at(runs.size() - m_runs.size()).id == m_runs.front().id;
    if (!continues) {
        beginResetModel();
        m_runs = std::move(runs);
        endResetModel();
    } else {
        const auto added = static_cast<int>(runs.size() - m_runs.size());
        if (added > 0) {
            beginInsertRows({}, 0, added - 1);
            m_runs.insert(m_runs.begin(), runs.begin(), runs.begin() + added);
            endInsertRows();
        }
        m_runs = std::move(runs);
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
    }
    emit loaded();
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isNumber = index.column() >= Created;
    if (role == Qt::TextAlignmentRole && isNumber)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    const store::RunRow& run = m_runs.at(std::size_t(index.row()));
    if (role == Qt::ToolTipRole && run.stoppedBy)
        return QStringLiteral("<p>%1</p>").arg(words::sentence(*run.stoppedBy).toHtmlEscaped());
    if (role != Qt::DisplayRole)
        return {};
    const QLocale locale;
    switch (index.column()) {
    case Started:
        return localTime(run.run.started);
    case Outcome:
        return outcomeText(run.outcome);
    case Created:
        return locale.toString(run.counts.created);
    case Updated:
        return locale.toString(run.counts.updated);
    case Skipped:
        return locale.toString(run.counts.skipped);
    case Failed:
        return locale.toString(run.counts.failed);
    case Duration:
        return durationText(run);
    case Calls:
        return locale.toString(run.counts.hubSpotCalls + run.counts.salesforceCalls);
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section >= Created ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    static const QStringList names{app::tr("Started"), app::tr("Outcome"), app::tr("Created"),
        app::tr("Updated"), app::tr("Skipped"), app::tr("Failed"), app::tr("Duration"),
        app::tr("API calls")};
    return role == Qt::DisplayRole ? QVariant(names.value(section)) : QVariant();
}

} // namespace app
