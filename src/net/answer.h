// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "net/transport.h"

#include <optional>

// What an HTTP status means, once for both services (HubSpot contract 6.4, Salesforce contract 6).
namespace net {

// Time of the server, from the Date header; nothing if there is none.
[[nodiscard]] std::optional<core::Instant> serverTime(const Response& response);

// Retry-After in seconds or as a date relative to the server's own Date; at most an hour, 477 up to
// a day.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const Response& response);

// True for a body that starts as JSON does, or an empty one.
[[nodiscard]] bool looksLikeJson(const Response& response);

// The text of a member of the (small) error body, wherever it stands: "policyName", "message",
// "errorCode".
[[nodiscard]] QString errorText(const Response& response, const QString& member);

} // namespace net
