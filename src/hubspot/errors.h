// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "net/transport.h"

#include <QJsonObject>
#include <QStringList>

// What HubSpot says when it refuses a call or a part of one (HubSpot contract 6.3, 6.4). All its
// fields are optional, so nothing is required here: a refusal that cannot be read must not hide
// behind a Protocol error.
namespace hubspot {

struct ErrorBody
{
    QString category; // "VALIDATION_ERROR"
    QString subCategory;
    QString message;
    QString policyName; // of a rate limit: "DAILY"
    QString correlationId; // HubSpot's support asks for it
    QStringList codes; // of `errors[]`
    QStringList missingScopes; // of `errors[].context`
    bool operator==(const ErrorBody&) const = default;
};

[[nodiscard]] ErrorBody errorBody(const QJsonObject& object);
[[nodiscard]] ErrorBody errorBody(
    const QByteArray& body); // empty if the bytes are not a JSON object

// The error that an answer with a status other than 200 and 207 stands for.
[[nodiscard]] core::Error refusal(const net::Response& response);

// The error for an answer of status 200 or 207 whose body is no JSON at all: a page of a proxy or a
// hotel.
[[nodiscard]] core::Error notTheService(const net::Response& response);

// The error that one entry of `errors` in an answer of status 200 or 207 stands for.
[[nodiscard]] core::Error rowRefusal(const ErrorBody& entry);

} // namespace hubspot
