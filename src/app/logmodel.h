// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/desk.h"
#include "store/log.h"

#include <QAbstractTableModel>

namespace app {

using LogFilter = store::LogFilter; // for the pages, which do not know the store
using LogLevel = store::LogLevel;

// The log, oldest first, growing at its end while a run goes on. Holds the last `rowsMax` lines of
// what the filter lets through; `log` of the command line has them all.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Level, Record, Message, columns };
    static constexpr int rowsMax = 5000;

    explicit LogModel(QObject* parent = nullptr);

    void use(store::Desk* desk);
    void setFilter(const store::LogFilter& filter);
    [[nodiscard]] const store::LogFilter& filter() const { return m_filter; }
    void follow(); // what came since

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void loaded();

private:
    using Rows = std::vector<store::LogRow>;
    void reload();
    void append(Rows rows);

    store::Desk* m_desk = nullptr;
    store::LogFilter m_filter;
    Rows m_rows;
    bool m_asking = false;
    bool m_again = false; // something came while the last question was under way
};

} // namespace app
