// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/wire.h"

#include "sandboxserver/compression.h"
#include "sandboxserver/sides.h"

#include <algorithm>
#include <utility>

namespace sandboxserver {
namespace {

constexpr std::pair<int, const char*> reasons[]{{200, "OK"}, {201, "Created"}, {202, "Accepted"},
    {204, "No Content"}, {207, "Multi-Status"}, {300, "Multiple Choices"}, {304, "Not Modified"},
    {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
    {405, "Method Not Allowed"}, {409, "Conflict"}, {410, "Gone"}, {413, "Payload Too Large"},
    {414, "URI Too Long"}, {415, "Unsupported Media Type"}, {423, "Locked"},
    {429, "Too Many Requests"}, {500, "Internal Server Error"}, {502, "Bad Gateway"},
    {503, "Service Unavailable"}, {504, "Gateway Timeout"}};

QByteArray reasonOf(int status)
{
    const auto* found = std::ranges::find(reasons, status, &std::pair<int, const char*>::first);
    return found == std::end(reasons) ? QByteArray("Status") : QByteArray(found->second);
}

sandbox::HttpResponse refusal(int status, const char* message)
{
    sandbox::HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json");
    response.body = QByteArray(R"([{"message":")") + message + R"(","errorCode":"BAD_ENCODING"}])";
    return response;
}

} // namespace

std::optional<sandbox::HttpResponse> unpackBody(sandbox::HttpRequest& request)
{
    const QByteArray encoding = request.header("Content-Encoding").toLower();
    if (encoding.isEmpty() || encoding == "identity")
        return std::nullopt;
    if (encoding != "gzip" || sideOfPath(request.path()) != sandbox::Side::Salesforce)
        return refusal(415, "Content-Encoding is not supported");
    auto plain = gunzip(request.body, unpackedBodyMax);
    if (!plain)
        return refusal(400, "The body is not a gzip stream, or too large");
    request.body = std::move(*plain);
    return std::nullopt;
}

WireBytes wireBytes(const sandbox::HttpResponse& response, bool isPackable)
{
    const bool hasBody = response.status != 204 && response.status != 304;
    const bool isPacked = hasBody && isPackable && response.body.size() > packedFrom;
    WireBytes wire;
    if (hasBody)
        wire.body = isPacked ? gzip(response.body) : response.body;
    wire.head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonOf(response.status)
        + "\r\n";
    for (const auto& [name, value] : response.headers)
        wire.head += name + ": " + value + "\r\n";
    if (isPacked)
        wire.head += "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n";
    if (hasBody)
        wire.head += "Content-Length: " + QByteArray::number(wire.body.size()) + "\r\n";
    wire.head += "\r\n";
    return wire;
}

} // namespace sandboxserver
