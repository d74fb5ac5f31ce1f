// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokensource.h"

namespace auth {

namespace {

tl::unexpected<core::Error> failed(
    core::Error::Kind kind, const QString& what, const QString& code = {})
{
    core::Error error;
    error.kind = kind;
    error.what = what;
    error.code = code;
    return tl::make_unexpected(std::move(error));
}

} // namespace

TokenSource::TokenSource(Secret fixed)
    : TokenSource(std::move(fixed), Refresh())
{
}

TokenSource::TokenSource(Secret current, Refresh refresh)
    : m_current(std::move(current))
    , m_refresh(std::move(refresh))
    , m_one(std::make_unique<net::Lane>(1))
{
}

net::Task<core::Result<void>> TokenSource::renewed(Secret refused, std::stop_token stop)
{
    using Kind = core::Error::Kind;
    if (!m_refresh)
        co_return failed(Kind::SignInNeeded, QStringLiteral("this token cannot be refreshed"),
            QStringLiteral("NOT_REFRESHABLE"));
    const bool entered = co_await m_one->enter(stop);
    if (!entered)
        co_return failed(
            Kind::Cancelled, QStringLiteral("stopped while waiting for a fresh token"));
    core::Result<void> outcome;
    if (m_current == refused) { // else somebody was faster
        auto fresh = co_await m_refresh(stop);
        if (!fresh)
            outcome = tl::make_unexpected(fresh.error());
        else if (*fresh == refused)
            outcome = failed(Kind::SignInNeeded,
                QStringLiteral("the refresh gave the refused token again"),
                QStringLiteral("TOKEN_UNCHANGED"));
        else
            m_current = std::move(*fresh);
    }
    m_one->leave();
    co_return outcome;
}

} // namespace auth
