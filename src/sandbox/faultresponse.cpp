// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faultresponse.h"

#include "sandbox/hubspot/problem.h"
#include "sandbox/json.h"
#include "sandbox/random.h"

namespace sandbox {

namespace {

struct SalesforceError
{
    int status;
    const char* code;
    const char* message;
};

constexpr SalesforceError salesforceErrors[]{
    {401, "INVALID_SESSION_ID", "Session expired or invalid"},
    {403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."},
    {500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."},
    {503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable."},
};

HttpResponse salesforceResponse(int status)
{
    SalesforceError error = salesforceErrors[3];
    for (const auto& row : salesforceErrors) {
        if (row.status == status)
            error = row;
    }
    JsonWriter out;
    out.beginArray().beginObject().key("message").text(error.message);
    out.key("errorCode").text(error.code).endObject().endArray();
    return jsonResponse(status, out.take());
}

} // namespace

HttpResponse statusResponse(Side side, const Status& status, std::uint64_t number)
{
    auto response = side == Side::Salesforce ? salesforceResponse(status.code)
                                             : hubspot::faultResponse(status.code, uuidOf(number));
    if (status.retryAfter)
        response.headers.emplace_back(
            "Retry-After", QByteArray::number(static_cast<qlonglong>(status.retryAfter->count())));
    return response;
}

HttpResponse htmlResponse()
{
    HttpResponse response;
    response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    response.body
        = "<!DOCTYPE html><html><head><title>Sign in</title></head>"
          "<body><form><input name=\"user\"><input type=\"password\"></form></body></html>";
    return response;
}

} // namespace sandbox
