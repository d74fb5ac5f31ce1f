// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"

namespace app {

namespace {

constexpr std::chrono::milliseconds refreshEvery{300};

} // namespace

Workspace::Workspace(profiles::Opener opener, const net::Clock& clock, QObject* parent)
    : QObject(parent)
    , status(clock)
    , activities(clock)
    , m_host(std::move(opener))
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshEvery);
    connect(&m_refresh, &QTimer::timeout, this, &Workspace::refresh);
    connect(&m_host, &profiles::Host::happened, this, &Workspace::take);
    const auto send = [this](const profiles::Command& command) { m_host.send(command); };
    connect(&status, &StatusView::wants, this, send);
    connect(&activities, &ActivitiesView::wants, this, send);
    connect(&plan, &PlanView::wants, this, send);
}

Workspace::~Workspace()
{
    // The models must not ask a desk that is gone.
    plan.model().use(nullptr);
    runs.use(nullptr);
    log.use(nullptr);
    m_desk.reset(); // before the writer, which tidies up the log of the database as the last one
}

void Workspace::refresh()
{
    runs.reload();
    log.follow();
}

void Workspace::take(const profiles::Event& event)
{
    if (const auto* place = std::get_if<profiles::Opened>(&event)) {
        plan.model().use(nullptr);
        runs.use(nullptr);
        log.use(nullptr);
        m_desk = std::make_unique<store::Desk>(place->database);
        plan.model().use(m_desk.get());
        runs.use(m_desk.get());
        log.use(m_desk.get());
    }
    status.take(event);
    activities.take(event);
    plan.take(event);
    if (std::holds_alternative<profiles::Opened>(event))
        m_host.send(profiles::LookAround{});
    else if (!m_refresh.isActive())
        m_refresh.start();
}

} // namespace app
