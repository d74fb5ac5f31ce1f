// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <tl/expected.hpp>

#include <QString>

#include <chrono>
#include <optional>

namespace core {

// Which of the two services something is about.
enum class Service { None, HubSpot, Salesforce };

// Everything that can go wrong, as a closed list. Words for people are made in the words layer from
// `kind` and `code`.
struct Error
{
    enum class Kind {
        Network, // no connection, DNS, TLS, time-out before anything was sent: nothing happened on
                 // the other side
        Unknown, // a write was sent and its outcome is not known; settled by reading, never
                 // re-issued blindly
        ServerBusy, // 5xx, 423, 477 or an open circuit; nothing happened or the call was safe
        NotTheService, // 2xx that is not the service's JSON (captive portal, proxy page), redirect
                       // to another host
        RateLimited, // short-term limit (429); retryAfter says when
        BudgetSpent, // daily limit of the service or of the profile
        SignInNeeded, // token refused and not refreshable
        Forbidden, // missing scope or permission; code/what name it
        NotFound,
        Rejected, // the service understood and refused the request (4xx, per-record error)
        Protocol, // JSON without the expected shape; what holds the JSON path
        TooLarge, // response above the size cap
        TooLate, // a write waited until what it rests on was old; it was not sent
        Cancelled, // the stop token was set
        Usage, // bad command line argument
        Settings, // bad settings file or value; what names the key
        SetUpIncomplete, // key field, permission or picklist missing
        HeldByGuard, // R5.11
        Locked, // another runner holds the profile
        PlanChanged, // settings or records changed since the plan, or it is older than 24 h
        WrongAccount, // portal id or org id is not the one that the profile is bound to
        Store, // local database cannot be read or written
        StoreNewer, // written by a newer version of the program
        StoreDamaged, // integrity check failed; the file is kept
        NoVault, // no keychain to keep a secret in
    };

    Kind kind = Kind::Network;
    QString what; // technical detail for the log: never a secret, never CRM text without need
    QString code
        = {}; // the service's own code: "INVALID_FIELD", "MISSING_SCOPES", "TEN_SECONDLY_ROLLING"
    int httpStatus = 0; // 0 = none
    std::optional<std::chrono::milliseconds> retryAfter = {};
    Service service = Service::None; // that the call went to, or was kept from
    // When it is worth trying again, where that is known; nothing goes to the service before.
    std::optional<Instant> resumeAt = {};

    bool operator==(const Error&) const = default;
};

template <typename T> using Result = tl::expected<T, Error>;

// True if the same call may succeed later without anybody doing anything.
[[nodiscard]] constexpr bool isTransient(Error::Kind kind)
{
    using enum Error::Kind;
    return kind == Network || kind == Unknown || kind == ServerBusy || kind == NotTheService
        || kind == RateLimited || kind == BudgetSpent || kind == TooLate;
}

// True if a person has to do something first (sign in, grant, set up, confirm).
[[nodiscard]] constexpr bool needsUser(Error::Kind kind)
{
    using enum Error::Kind;
    return kind == SignInNeeded || kind == Forbidden || kind == SetUpIncomplete
        || kind == HeldByGuard || kind == WrongAccount || kind == Settings || kind == StoreNewer
        || kind == StoreDamaged || kind == NoVault;
}

// The stable name of a kind, for the store and for JSON ("signInNeeded"), and back.
[[nodiscard]] QString kindName(Error::Kind kind);
[[nodiscard]] std::optional<Error::Kind> kindNamed(const QString& name);

// "hubspot", "salesforce" or nothing, and back.
[[nodiscard]] QString serviceName(Service service);
[[nodiscard]] std::optional<Service> serviceNamed(const QString& name);

} // namespace core
