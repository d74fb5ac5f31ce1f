// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/desk.h"
#include "store/runs.h"

#include <QAbstractTableModel>

namespace app {

// The runs of the profile, newest first.
class RunsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Started, Outcome, Created, Updated, Skipped, Failed, Duration, Calls, columns };

    explicit RunsModel(QObject* parent = nullptr);

    void use(store::Desk* desk);
    void reload();
    [[nodiscard]] const store::RunRow& run(int row) const { return m_runs.at(std::size_t(row)); }
    [[nodiscard]] const QString& failure() const { return m_failure; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void loaded();

private:
    void show(std::vector<store::RunRow> runs);

    store::Desk* m_desk = nullptr;
    std::vector<store::RunRow> m_runs;
    QString m_failure;
};

// "Done", "Some failed" …
[[nodiscard]] QString outcomeText(store::RunOutcome outcome);

} // namespace app
