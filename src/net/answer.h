// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "net/transport.h"

#include <optional>

// What an HTTP answer means before anybody knows its dialect (HubSpot contract 6, Salesforce
// contract 6).
namespace net {

// Time of the server, from the Date header; nothing if there is none.
[[nodiscard]] std::optional<core::Instant> serverTime(const Response& response);

// Retry-After in seconds, or as a date relative to the server's own Date; never negative, at most
// an hour, for 477 (the account is being moved to another data centre) at most a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const Response& response);

// What a body looks like from its type and its ends. A service's answer is Json or Nothing.
enum class Look { Nothing, Json, CutJson, Page };
[[nodiscard]] Look lookOf(const Response& response);

// The text of a member of a (small) error body, wherever it stands: "policyName", "message",
// "errorCode"; else empty.
[[nodiscard]] QString errorText(const Response& response, const QString& member);

// The one table from status to kind. Gives back what the dialects can read (2xx that is JSON or
// empty, 300, 304, and refusals: 4xx in JSON), everything else as an Error:
//   429                 RateLimited with retryAfter (policy in `code`; 10 s, SECONDLY 1 s), DAILY
//   is BudgetSpent 403 of Salesforce   REQUEST_LIMIT_EXCEEDED: BudgetSpent, or RateLimited if it is
//   about concurrent requests 423, 477            ServerBusy: refused before anything was done 408,
//   420, 5xx       ServerBusy; Unknown for an Unsafe request: it may have been carried out 2xx that
//   is a page  NotTheService; Unknown for an Unsafe request 2xx in half a JSON  Network (code
//   CUT_JSON); Unknown for an Unsafe request 4xx that is a page  NotTheService: a proxy's word
//   about a record counts nothing
[[nodiscard]] core::Result<Response> judged(Response response, Replay replay);

} // namespace net
