// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http.h"

#include <QByteArray>

#include <optional>

namespace sandboxserver {

inline constexpr qsizetype unpackedBodyMax = 64 * 1024 * 1024;
inline constexpr qsizetype packedFrom = 1024; // shorter answers are sent as they are

// Unpacks the body of a request that says Content-Encoding: gzip. An answer comes back when that
// cannot be done: 415 for another encoding or for the side that takes none, 400 for a broken or too
// large body.
std::optional<sandbox::HttpResponse> unpackBody(sandbox::HttpRequest& request);

// Status line, headers and body as they go out; `isPackable` if the client accepts gzip.
struct WireBytes
{
    QByteArray head;
    QByteArray body;
};
WireBytes wireBytes(const sandbox::HttpResponse& response, bool isPackable);

} // namespace sandboxserver
