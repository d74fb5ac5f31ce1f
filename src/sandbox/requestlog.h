// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/http.h"
#include "sandbox/time.h"

#include <QByteArray>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace sandbox {

// One request as the service saw it. Tests count calls and writes here, never in the program under
// test.
struct LoggedRequest
{
    std::uint64_t sequence = 0;
    Instant at;
    Side side = Side::HubSpot;
    QByteArray method;
    QByteArray path; // without the query
    int status = 0; // what was answered, or would have been if the answer was dropped
    Delivery delivery = Delivery::Whole;
    bool handled = false; // the service saw it: false after DropBefore, Status, HtmlPage and a rate
                          // limit's 429
    bool committed = false; // it changed at least one record
    int recordsWritten = 0; // records created, updated or deleted by it
    QStringList faults; // names of the faults that hit it
};

// Append-only.
class RequestLog final
{
public:
    void append(LoggedRequest request) // sequence is given here
    {
        request.sequence = m_requests.size() + 1;
        m_requests.push_back(std::move(request));
    }
    [[nodiscard]] const std::vector<LoggedRequest>& requests() const { return m_requests; }
    // How many requests of a side have this method (any if empty) and this part in their path.
    [[nodiscard]] int count(
        Side side, const QByteArray& method = {}, const QByteArray& pathPart = {}) const;

private:
    std::vector<LoggedRequest> m_requests;
};

} // namespace sandbox
