// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logmodel.h"

#include "app/displaytext.h"
#include "app/localtime.h"
#include "app/tr.h"
#include "words/reasons.h"

#include <algorithm>

namespace app {

namespace {

constexpr int pageSize = 1000;

QString levelText(store::LogLevel level)
{
    switch (level) {
    case store::LogLevel::Detail:
        return tr("Detail");
    case store::LogLevel::Info:
        return tr("Info");
    case store::LogLevel::Warning:
        return tr("Warning");
    case store::LogLevel::Error:
        return tr("Error");
    }
    return {};
}

} // namespace

LogModel::LogModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void LogModel::use(store::Desk* desk)
{
    m_desk = desk;
    reload();
}

void LogModel::setFilter(const store::LogFilter& filter)
{
    m_filter = filter;
    reload();
}

void LogModel::reload()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
    m_asking = false;
    m_again = false;
    if (!m_desk)
        return;
    m_asking = true;
    m_desk->ask<Rows>(
        QStringLiteral("log"),
        [filter = m_filter](
            store::Database& database) { return store::Log(database).page(pageSize, 0, filter); },
        this,
        [this](core::Result<Rows> rows) {
            m_asking = false;
            Rows oldestFirst = rows.value_or(Rows());
            std::reverse(oldestFirst.begin(), oldestFirst.end());
            append(std::move(oldestFirst));
            emit loaded();
            if (m_again)
                follow();
        });
}

void LogModel::follow()
{
    m_again = m_asking;
    if (!m_desk || m_asking)
        return;
    m_asking = true;
    const qint64 after = m_rows.empty() ? 0 : m_rows.back().id;
    m_desk->ask<Rows>(
        QStringLiteral("log"),
        [after, filter = m_filter](store::Database& database) {
            return store::Log(database).follow(after, pageSize, filter);
        },
        this,
        [this](core::Result<Rows> rows) {
            m_asking = false;
            const bool isFull = rows && rows->size() == pageSize;
            append(rows.value_or(Rows())); // a failure shows where the runs are listed
            if (isFull || m_again)
                follow();
        });
}

void LogModel::append(Rows rows)
{
    if (rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_rows.insert(
        m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    endInsertRows();
    const int tooMany = rowCount() - rowsMax;
    if (tooMany <= 0)
        return;
    beginRemoveRows({}, 0, tooMany - 1);
    m_rows.erase(m_rows.begin(), m_rows.begin() + tooMany);
    endRemoveRows();
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    const store::LogRow& row = m_rows.at(std::size_t(index.row()));
    switch (index.column()) {
    case Time:
        return localTime(row.at);
    case Level:
        return levelText(row.level);
    case Record:
        return oneLine(row.key.value);
    case Message:
        return oneLine(words::logLine(row.code, row.args));
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const QStringList names{
        app::tr("Time"), app::tr("Level"), app::tr("Record"), app::tr("What happened")};
    return names.value(section);
}

} // namespace app
