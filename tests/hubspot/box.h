// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hubspot/client.h"
#include "support/fakeclock.h"
#include "support/sandboxtransport.h"

// A HubSpot portal in the same process and the real client in front of it.
namespace box {

using core::HubSpotId;
using sandbox::Side;
using sandbox::hubspot::Object;
using std::chrono::milliseconds;

inline const QUrl base(QStringLiteral("https://api.hubapi.com"));

// What auth::Authorized does, without refreshing.
class WithToken final : public net::Transport
{
public:
    explicit WithToken(net::Transport& next)
        : m_next(next)
    {
    }
    net::Task<core::Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        request.headers.emplace_back("Authorization", "Bearer sandbox-hubspot-token");
        return m_next.send(std::move(request), stop);
    }

private:
    net::Transport& m_next;
};

// A portal, a client, and the clock of both.
struct Box
{
    support::FakeClock clock;
    sandbox::World world{{[this] { return clock.wall(); }}};
    support::SandboxTransport transport{world, Side::HubSpot, base, clock};
    WithToken authorized{transport};
    hubspot::Client client{authorized, base};

    sandbox::hubspot::Portal& portal() { return world.portal(); }
    int calls(const QByteArray& pathPart = {}) const
    {
        return world.requests().count(Side::HubSpot, {}, pathPart);
    }
    QString addTask(const QString& subject, core::Instant stamp, const QStringList& contacts = {})
    {
        return portal().addActivity(Object::Tasks,
            {{QStringLiteral("hs_task_subject"), subject},
                {QStringLiteral("hs_task_status"), QStringLiteral("NOT_STARTED")}},
            contacts, {stamp, stamp});
    }
    QString addContact(const QString& email)
    {
        return portal().addContact({{QStringLiteral("email"), email}});
    }
};

inline core::Instant at(std::int64_t offsetMs)
{
    return support::FakeClock::defaultWall - std::chrono::hours(24) + milliseconds(offsetMs);
}

inline std::vector<HubSpotId> idList(const QStringList& texts)
{
    std::vector<HubSpotId> ids;
    for (const QString& text : texts)
        ids.push_back({text});
    return ids;
}

} // namespace box
