// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/problem.h"
#include "sandbox/hubspot/route.h"

#include <QByteArray>
#include <QSet>
#include <QStringList>

#include <optional>

namespace sandbox::hubspot {

// Who may call what (HubSpot contract 1.3): tokens and the scopes that they all have.
class Access final
{
public:
    Access();

    void add(const QByteArray& token) { m_tokens.insert(token); }
    void revokeAll();
    void setScopes(const QStringList& scopes) { m_scopes = scopes; }

    // 401 if the request carries no token that was ever given or one that was revoked.
    [[nodiscard]] std::optional<Problem> unauthenticated(const HttpRequest& request) const;
    // 403 with the scopes that are missing.
    [[nodiscard]] std::optional<Problem> forbidden(
        const Route& route, const QByteArray& method) const;

private:
    QSet<QByteArray> m_tokens;
    QSet<QByteArray> m_revoked;
    QStringList m_scopes;
};

} // namespace sandbox::hubspot
