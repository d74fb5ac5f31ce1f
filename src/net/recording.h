// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/clock.h"

#include <array>
#include <functional>
#include <optional>

namespace net {

// One exchange as it may be written down: no header, no token, no body, no value of a query.
struct Exchanged
{
    Method method = Method::Get;
    QString host;
    QString path; // see redactedPath()
    int status = 0; // 0 = no answer
    std::optional<core::Error::Kind> failure = {}; // why there is no answer
    qsizetype sentBytes = 0; // of the body, before compression
    qsizetype receivedBytes = 0; // of the body, after decompression
    std::chrono::milliseconds duration{0};
    QString correlationId; // what the service's support asks for
    Bucket bucket = Bucket::HubSpot;
    std::optional<core::Instant> serverTime = {}; // what the answer's Date header says

    bool operator==(const Exchanged&) const = default;
};

// Tells a sink of every exchange that goes through. Stands at the bottom of the chain, so that what
// was really sent is what is counted ("API calls used").
class Recording final : public Transport
{
public:
    using Sink = std::function<void(const Exchanged&)>;
    Recording(Transport& next, const Clock& clock, Sink sink);

    Task<core::Result<Response>> send(Request request, std::stop_token stop) override;

    [[nodiscard]] int calls(Bucket bucket) const { return m_calls.at(std::size_t(bucket)); }
    [[nodiscard]] int calls() const; // all buckets

private:
    Transport& m_next;
    const Clock& m_clock;
    Sink m_sink; // may be empty
    std::array<int, 6> m_calls{}; // by Bucket
};

// "/crm/objects/2026-09/tasks?limit=10&after=…&q=…": of the query only values that cannot be about
// anybody are kept (limit, archived, idProperty); a part of the path that holds an address is "…".
[[nodiscard]] QString redactedPath(const QUrl& url);

} // namespace net
