// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secret.h"
#include "net/lane.h"

#include <functional>
#include <memory>

namespace auth {

// The token of one service. A service key or access token is fixed; with a way to refresh, a
// refused token is replaced once, however many requests were refused with it at the same time. The
// way to refresh comes with the sign-in package (reliability 3.7: cross-process lock, durable
// before use).
class TokenSource final
{
public:
    using Refresh = std::function<net::Task<core::Result<Secret>>(std::stop_token)>;

    explicit TokenSource(Secret fixed);
    TokenSource(Secret current, Refresh refresh);

    [[nodiscard]] const Secret& current() const { return m_current; }
    // After the service refused `refused`. Nothing if there is a newer token now; SignInNeeded
    // (code NOT_REFRESHABLE) for a fixed token, else what the refresh came to.
    [[nodiscard]] net::Task<core::Result<void>> renewed(Secret refused, std::stop_token stop);

private:
    Secret m_current;
    Refresh m_refresh; // empty = fixed
    std::unique_ptr<net::Lane> m_one; // one refresh at a time
};

} // namespace auth
