// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secret.h"
#include "net/transport.h"

namespace auth {

// Puts the token of one service on requests to that service's own address, and refuses to send any
// other request. A 401 is SignInNeeded: a service key or access token cannot be refreshed (refresh
// comes with the sign-in package).
class Authorized final : public net::Transport
{
public:
    Authorized(net::Transport& next, QUrl base, Secret token);

    net::Task<core::Result<net::Response>> send(
        net::Request request, std::stop_token stop) override;

private:
    net::Transport& m_next;
    QUrl m_base;
    Secret m_token;
};

} // namespace auth
