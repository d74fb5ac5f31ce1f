// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/http.h"
#include "sandbox/indexlag.h"
#include "sandbox/rowfaults.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

// Everything that may go wrong between a client and the two services; reliability.md section 2
// names the cases.
namespace sandbox {

// Which requests a fault looks at. Empty parts match everything.
struct Match
{
    std::optional<Side> side;
    QByteArray method; // upper case
    QByteArray pathPart; // found anywhere in the path (never in the query)
};

// Which of the matching requests it hits: the first-th (1-based), then every every-th after it,
// `times` in all (0 = without end). The defaults hit the first one only.
struct When
{
    int first = 1;
    int every = 1;
    int times = 1;
};

struct DropBefore
{
}; // the connection closes, nothing is handled
struct CommitThenDrop
{
}; // handled, but no byte of the response is sent
struct Delay
{
    std::chrono::milliseconds by{0};
};
struct Status // not handled; the service's own body for that status
{
    int code = 503;
    std::optional<std::chrono::seconds> retryAfter;
};
struct HtmlPage
{
}; // not handled; 200 with text/html (captive portal, proxy)
struct Truncate
{
}; // handled; the body ends half way
struct PartialFailure
{
    RowFaults rows;
};
struct SetIndexLag // HubSpot, from this request on
{
    IndexLag lag;
};
struct RevokeToken
{
}; // the tokens of the side that was called are dead from this request on
struct Budget // calls left today on the side that was called, this request included
{
    int callsLeft = 0;
};
struct SchemaChange // a picklist value (or, with an empty value, the whole field) disappears
{
    Side side = Side::Salesforce;
    QString object;
    QString field;
    QString value;
};
struct Merge // two contacts become one
{
    Side side = Side::HubSpot;
    QString winner;
    QString loser;
};
struct ConvertLead
{
    QString lead;
    QString contact;
};

using FaultAction = std::variant<DropBefore, CommitThenDrop, Delay, Status, HtmlPage, Truncate,
    PartialFailure, SetIndexLag, RevokeToken, Budget, SchemaChange, Merge, ConvertLead>;

// The name of an action as it stands in the request log, e.g. "commit_then_drop".
[[nodiscard]] QString faultName(const FaultAction& action);

struct Fault
{
    Match match;
    When when;
    FaultAction action;
};

// The list of faults and how often each has matched. Counting is the plan's, not the clock's: the
// same requests give the same faults.
class FaultPlan final
{
public:
    void add(Fault fault);
    void clear();

    // Counts the request and returns the actions that hit it, in the order they were added.
    [[nodiscard]] std::vector<FaultAction> hit(Side side, const HttpRequest& request);

private:
    struct Counted
    {
        Fault fault;
        int matches = 0;
        int hits = 0;
    };
    std::vector<Counted> m_faults;
};

} // namespace sandbox
