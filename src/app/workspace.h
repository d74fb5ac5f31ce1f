// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/activitiesview.h"
#include "app/logmodel.h"
#include "app/planview.h"
#include "app/runsmodel.h"
#include "app/statusview.h"
#include "profiles/host.h"

#include <QTimer>

namespace app {

// One open profile as the window sees it: the engine's thread, the reading desk, and a view-model
// for the header and for every page. Only passes messages.
class Workspace final : public QObject
{
    Q_OBJECT

public:
    Workspace(profiles::Opener opener, const net::Clock& clock, QObject* parent = nullptr);
    ~Workspace() override;

    StatusView status;
    ActivitiesView activities;
    PlanView plan;
    RunsModel runs;
    LogModel log;

private:
    void take(const profiles::Event& event);
    void refresh();

    std::unique_ptr<store::Desk> m_desk;
    QTimer m_refresh; // of runs and log, at most so often while a run goes on
    profiles::Host m_host; // last made, first gone: nobody is told anything any more
};

} // namespace app
