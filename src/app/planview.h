// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/plandetail.h"
#include "app/planmodel.h"

#include <QObject>

namespace app {

// What the top of the Preview page says.
struct PlanSummary
{
    enum class State { None, Making, Made, Failed };
    State state = State::None;
    QString headline; // "799 tasks to create, 0 to update"
    QString note; // on trial, held by the guard, or why there is no plan
    bool isTrial = false; // of settings that are not saved: cannot be run
    bool isHeld = false; // the guard wants it confirmed (R5.11)
    int writes = 0;
    std::vector<std::pair<QString, int>> actions; // name in core, rows
    bool operator==(const PlanSummary&) const = default;

    [[nodiscard]] bool canRun() const { return state == State::Made && !isTrial && writes > 0; }
};

// View-model of the Preview page.
class PlanView final : public QObject
{
    Q_OBJECT

public:
    explicit PlanView(QObject* parent = nullptr);

    [[nodiscard]] PlanModel& model() { return m_model; }
    [[nodiscard]] const PlanSummary& summary() const { return m_summary; }
    [[nodiscard]] const std::optional<PlanDetail>& detail() const { return m_detail; }

    void take(const profiles::Event& event);

    void make(); // of the settings as they are
    void run(); // exactly this plan
    void choose(qint64 seq);

signals:
    void summaryChanged();
    void detailChanged();
    void wants(const profiles::Command& command);

private:
    void set(PlanSummary summary);
    void noteMade(const profiles::PlanMade& made);

    PlanModel m_model;
    PlanSummary m_summary;
    QString m_hash;
    qint64 m_chosen = 0;
    std::optional<PlanDetail> m_detail;
};

} // namespace app
