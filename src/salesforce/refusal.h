// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "net/transport.h"

#include <QJsonValue>
#include <QString>

// What Salesforce says when it refuses a request (contract 6): its codes to our kinds of error.
namespace salesforce {

// The kind of a Salesforce error code; Rejected for one that is not known. `message` tells the
// daily limit from the limit of concurrent requests, which share a code.
[[nodiscard]] core::Error::Kind kindOfCode(const QString& code, const QString& message);

// The error in a body of any of the forms: plain array, collection outcome, OAuth object. The kind
// of its code, or `fallback` if the body holds no code. `what` is Salesforce's own message, cut to
// 500 characters.
[[nodiscard]] core::Error refusal(int status, const QJsonValue& body, core::Error::Kind fallback);

// The response again if it is a success (2xx, 304), else the error that it is. What statuses mean
// for both services is net::judged; that it has been asked before, in the chain, does no harm.
[[nodiscard]] core::Result<net::Response> accepted(net::Response response, net::Replay replay);

} // namespace salesforce
