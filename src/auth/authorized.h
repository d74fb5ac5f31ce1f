// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tokensource.h"
#include "net/transport.h"

#include <QUrl>

namespace auth {

// Puts the token of one service on requests to that service's own address (scheme, host and port),
// and refuses to send any other request: Network with the code OTHER_HOST. An Authorization header
// that the request brought is replaced.
//
// A 401 (or Salesforce's 403 with the word Bad_OAuth_Token, which its login service says instead)
// makes the source look for a fresh token and the request go out once more (it is proof of
// refusal, so a write may); a second one is SignInNeeded, naming the service and its own code. Not
// refreshed are Salesforce's two 401s that are about what the app may do (Forbidden with the code
// API_ACCESS_CONTROL: a fresh token is refused in the same way, Salesforce contract 1 and 9), and
// 530, HubSpot's edge on a malformed token (SignInNeeded, HubSpot contract 6.4).
class Authorized final : public net::Transport
{
public:
    Authorized(net::Transport& next, QUrl base, TokenSource source);
    Authorized(net::Transport& next, QUrl base, Secret token); // a fixed one

    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    [[nodiscard]] core::Error refusal(const net::Response& response) const;

    net::Transport& m_next;
    QUrl m_base;
    TokenSource m_source;
};

} // namespace auth
