// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <utility>
#include <vector>

// One HTTP exchange as the sandbox sees it. Both faces (in process and loopback HTTP) speak in
// these values, so that neither knows the other and no parser is shared with the clients under
// test.
namespace sandbox {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

struct HttpRequest
{
    QByteArray method; // upper case
    QByteArray
        target; // path and query, still percent-encoded: "/crm/objects/2026-09/tasks/search?x=1"
    Headers headers;
    QByteArray body; // already decompressed by the face if Content-Encoding was gzip

    QByteArray path() const;
    QByteArray header(const QByteArray& name) const; // case-insensitive; empty if absent
};

// What the face does with a response besides sending it.
enum class Delivery {
    Whole,
    Dropped, // the connection closes and no byte of the response is sent
    Truncated, // Content-Length of the whole body, but only half of it is sent
};

struct HttpResponse
{
    int status = 200;
    Headers headers;
    QByteArray body;
    Delivery delivery = Delivery::Whole;
    std::chrono::milliseconds delay{0};
};

} // namespace sandbox
