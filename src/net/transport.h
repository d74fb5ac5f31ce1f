// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <qcoro/qcorotask.h>

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace net {

template <typename T> using Task = QCoro::Task<T>;

enum class Method { Get, Post, Patch, Put, Delete };

// May the request be sent a second time without knowing what became of the first?
enum class Replay {
    Safe, // reads, also those that travel as POST
    Unsafe, // writes: repeated only after proof that the first was refused
};

// Which limit a request counts against; the rate-limit decorator knows the rules of each.
enum class Bucket {
    HubSpot,
    HubSpotSearch,
    HubSpotAssociations,
    Salesforce,
    SalesforceWrite,
    Token
};

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

struct Request
{
    Method method = Method::Get;
    QUrl url; // absolute
    Headers headers = {};
    QByteArray body = {};
    Replay replay = Replay::Safe;
    Bucket bucket = Bucket::HubSpot;
    std::chrono::milliseconds timeout{120'000}; // without any progress
    bool compress = false; // gzip the body and say so
    // A write that rests on what was read: it leaves before this moment (Clock::monotonic) or not
    // at all, see Fenced.
    std::optional<std::chrono::milliseconds> notAfter = {};

    bool operator==(const Request&) const = default;
};

struct Response
{
    int status = 0;
    Headers headers = {};
    QByteArray body = {};

    // Value of a header, compared case-insensitively; empty if absent.
    QByteArray header(const QByteArray& name) const;

    bool operator==(const Response&) const = default;
};

// One request in, one response or error out. Any HTTP status is a Response here; only the
// decorators and the dialects turn statuses into errors. Errors of this seam: Network (nothing
// reached the service, or the request was Safe), Unknown (an Unsafe request may have been carried
// out), NotTheService (redirect to another host), TooLarge (Safe requests only), Cancelled (says
// nothing of whether an Unsafe request was carried out).
class Transport
{
public:
    virtual ~Transport() = default;
    virtual Task<core::Result<Response>> send(Request request, std::stop_token stop) = 0;
};

} // namespace net
