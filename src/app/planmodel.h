// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/events.h"
#include "store/desk.h"
#include "store/planrows.h"

#include <QAbstractTableModel>

#include <vector>

namespace app {

using PlanFilter = store::PlanFilter; // for the pages, which do not know the store

// The rows of the current plan, read page by page as they are looked at. Subjects are not in the
// store: they come from the engine, which holds the payloads.
class PlanModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Action, Kind, Subject, Time, Because, columns };
    enum Role { SeqRole = Qt::UserRole + 1, ActionRole };

    explicit PlanModel(QObject* parent = nullptr);

    void use(store::Desk* desk); // nothing: the model is empty; must outlive its use
    void setFilter(const store::PlanFilter& filter);
    void reload();
    void take(const profiles::Event& event);

    [[nodiscard]] const store::PlanRow& row(int index) const
    {
        return m_rows.at(std::size_t(index));
    }
    [[nodiscard]] const QString& failure() const { return m_failure; } // why there are no rows

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void loaded(); // the first page, or why there is none
    void wants(const profiles::Command& command);

private:
    void append(std::vector<store::PlanRow> page);
    [[nodiscard]] QString cell(const store::PlanRow& row, int column) const;

    store::Desk* m_desk = nullptr;
    store::PlanFilter m_filter;
    std::vector<store::PlanRow> m_rows;
    QHash<qint64, QString> m_subjects; // by seq
    QString m_failure;
    bool m_complete = true; // there is no further page
    bool m_asking = false;
};

} // namespace app
