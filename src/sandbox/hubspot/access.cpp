// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/access.h"

#include "sandbox/hubspot/objects.h"

namespace sandbox::hubspot {

namespace {

QString readContacts()
{
    return QStringLiteral("crm.objects.contacts.read");
}
QString writeContacts()
{
    return QStringLiteral("crm.objects.contacts.write");
}
QString readSalesEmail()
{
    return QStringLiteral("sales-email-read");
}
QString writeSchemas()
{
    return QStringLiteral("crm.schemas.contacts.write");
}

bool isRead(const Route& route, const QByteArray& method)
{
    if (method == "GET")
        return true;
    const auto& rest = route.rest;
    return method == "POST" && !rest.isEmpty()
        && (rest.last() == "read" || rest.last() == "search");
}

QStringList requiredScopes(const Route& route, const QByteArray& method)
{
    switch (route.family) {
    case Family::Account:
        return {QStringLiteral("oauth")};
    case Family::Owners:
        return {QStringLiteral("crm.objects.owners.read")};
    case Family::Definitions:
        return {method == "GET" ? readContacts() : writeSchemas()};
    case Family::Objects:
    case Family::Associations:
        break;
    }
    QStringList scopes{isRead(route, method) ? readContacts() : writeContacts()};
    if (!route.rest.isEmpty() && objectNamed(route.rest.first()) == Object::Emails)
        scopes.append(readSalesEmail());
    return scopes;
}

} // namespace

Access::Access()
    : m_tokens{"sandbox-hubspot-token"}
    , m_scopes{readContacts(), writeContacts(), readSalesEmail(), writeSchemas(),
          QStringLiteral("oauth"), QStringLiteral("crm.objects.owners.read")}
{
}

void Access::revokeAll()
{
    m_revoked.unite(m_tokens);
    m_tokens.clear();
}

std::optional<Problem> Access::unauthenticated(const HttpRequest& request) const
{
    const auto header = request.header("Authorization");
    const auto token = header.startsWith("Bearer ") ? header.sliced(7) : QByteArray();
    if (m_tokens.contains(token))
        return {};
    Problem problem;
    problem.status = 401;
    if (m_revoked.contains(token)) {
        problem.category = "EXPIRED_AUTHENTICATION";
        problem.message = QStringLiteral("The OAuth token used to make this call expired.");
    } else {
        problem.category = "INVALID_AUTHENTICATION";
        problem.message
            = QStringLiteral("Authentication credentials not found. This API supports OAuth 2.0 "
                             "authentication.");
    }
    return problem;
}

std::optional<Problem> Access::forbidden(const Route& route, const QByteArray& method) const
{
    const auto required = requiredScopes(route, method);
    QStringList missing;
    for (const auto& scope : required) {
        if (!m_scopes.contains(scope))
            missing.append(scope);
    }
    if (missing.isEmpty())
        return {};
    Problem problem;
    problem.status = 403;
    problem.category = "MISSING_SCOPES";
    problem.message
        = QStringLiteral("This app hasn't been granted all required scopes to make this call.");
    problem.details.push_back({QStringLiteral("One or more of the following scopes are required."),
        {}, {{"requiredGranularScopes", required}}});
    return problem;
}

} // namespace sandbox::hubspot
