// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <functional>

namespace net {

// One exchange as it may be written down: no body, no header, no query value, no token.
struct Exchanged
{
    Method method = Method::Get;
    QString host;
    QString path; // query names without their values
    int status = 0; // 0 = no answer
    qsizetype sentBytes = 0;
    qsizetype receivedBytes = 0;
    std::chrono::milliseconds duration{0};
    QString correlationId; // what the service's support asks for
    Bucket bucket = Bucket::HubSpot;
};

// Tells a sink of every exchange that goes through, at the bottom of the chain: what was really
// sent is what is counted.
class Recording final : public Transport
{
public:
    using Sink = std::function<void(const Exchanged&)>;
    Recording(Transport& next, const Clock& clock, Sink sink);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

private:
    Transport& m_next;
    const Clock& m_clock;
    Sink m_sink;
};

// "/crm/objects/2026-09/tasks?limit=…&after=…": everything that could hold a value is left out.
[[nodiscard]] QString redactedPath(const QUrl& url);

} // namespace net
