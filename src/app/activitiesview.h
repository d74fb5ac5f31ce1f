// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/events.h"

#include <QDate>
#include <QObject>
#include <QTimer>

namespace app {

// One row of the Timeline table.
struct KindRow
{
    core::Kind kind = core::Kind::Task;
    QString group; // "Sales email", "Engagements"
    QString name;
    bool on = false;
    QString since; // "On since 2026-11-23; from 2026-08-25" or empty
    QString taskType; // empty: -- No task type --
    bool typeIsGone = false; // R1.2: the org has it no more; stays visible, blocks the kind
    bool operator==(const KindRow&) const = default;
};

// What opens on a toggle: nothing is stored or written before it is confirmed.
struct TogglePanel
{
    enum class Count { None, Counting, Counted, Failed };
    core::Kind kind = core::Kind::Task;
    QString name;
    bool turnsOn = true;
    std::optional<QDate> from; // back-fill from that day; nothing: from now on
    QDate today; // of the account
    Count count = Count::None;
    QString counted; // sentence on what would be written, or on why it is not known
    bool operator==(const TogglePanel&) const = default;
};

// View-model of the Activities page: the kinds, their task types, and the panel of a toggle.
class ActivitiesView final : public QObject
{
    Q_OBJECT

public:
    explicit ActivitiesView(const net::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<KindRow>& rows() const { return m_rows; }
    [[nodiscard]] const QStringList& taskTypes() const { return m_types; } // without the empty one
    [[nodiscard]] bool isKnown() const { return m_isKnown; } // settings have arrived
    [[nodiscard]] const std::optional<TogglePanel>& panel() const { return m_panel; }

    void take(const profiles::Event& event);

    void openPanel(core::Kind kind); // of the other state than now
    void closePanel();
    void startFrom(std::optional<QDate> from); // counts anew
    void preview(); // the plan of what the panel would do
    void confirm();
    void chooseType(core::Kind kind, const QString& type);

signals:
    void rowsChanged();
    void panelChanged();
    void previewWanted();
    void wants(const profiles::Command& command);

private:
    void makeRows();
    void setPanel(std::optional<TogglePanel> panel);
    void count();
    void takePlan(const profiles::PlanMade& made);
    [[nodiscard]] core::Settings tried() const; // the settings with what the panel says

    [[nodiscard]] QString zone() const;

    const net::Clock& m_clock;
    core::Settings m_settings;
    QStringList m_types;
    QString m_zone;
    QTimer m_countSoon;
    std::optional<core::Settings> m_asked; // by the last count
    bool m_isKnown = false;
    bool m_typesKnown = false;
    std::vector<KindRow> m_rows;
    std::optional<TogglePanel> m_panel;
};

} // namespace app
