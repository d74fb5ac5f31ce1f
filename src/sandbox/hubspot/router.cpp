// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/router.h"

#include "sandbox/hubspot/call.h"
#include "sandbox/json.h"
#include "sandbox/random.h"

namespace sandbox::hubspot {

namespace {

constexpr qsizetype targetMax = 16384; // bytes
constexpr std::uint64_t correlationSeed = 0x48756253706f74U;

Problem plain(int status, const QString& message)
{
    Problem problem = invalid(message);
    problem.status = status;
    problem.category.clear();
    return problem;
}

std::variant<QJsonObject, Problem> bodyOf(const HttpRequest& request)
{
    if (request.method == "GET" || request.method == "DELETE")
        return QJsonObject();
    const auto mediaType = request.header("Content-Type").split(';').first().trimmed().toLower();
    if (mediaType != "application/json")
        return plain(415, QStringLiteral("Content-Type must be application/json"));
    QByteArray broken;
    auto body = parseObject(request.body, &broken);
    if (!body)
        return invalid(QStringLiteral("Invalid input JSON: %1").arg(QString::fromUtf8(broken)));
    return std::move(*body);
}

Answer dispatch(Call& call)
{
    switch (call.route.family) {
    case Family::Account:
        return handleAccount(call);
    case Family::Owners:
        return handleOwners(call);
    case Family::Definitions:
        return handleProperties(call);
    case Family::Associations:
        return handleAssociations(call);
    case Family::Objects:
        return handleObjects(call);
    }
    Q_UNREACHABLE();
}

} // namespace

Router::Router(Model& model, const Access& access)
    : m_model(model)
    , m_access(access)
{
}

HttpResponse Router::handle(const HttpRequest& request, const RowFaults& rows)
{
    auto answered = answer(request, rows);
    if (const auto* problem = std::get_if<Problem>(&answered))
        return response(*problem, uuidOf(correlationSeed + ++m_problems));
    return std::get<HttpResponse>(std::move(answered));
}

Answer Router::answer(const HttpRequest& request, const RowFaults& rows)
{
    if (request.target.size() > targetMax)
        return plain(414, QStringLiteral("URI Too Long"));
    if (auto problem = m_access.unauthenticated(request))
        return std::move(*problem);
    const auto route = routeOf(request.path());
    if (!route)
        return noSuchPath();
    if (auto problem = m_access.forbidden(*route, request.method))
        return std::move(*problem);
    auto body = bodyOf(request);
    if (auto* problem = std::get_if<Problem>(&body))
        return std::move(*problem);
    Call call{m_model, request, *route, Query(request.target),
        std::get<QJsonObject>(std::move(body)), rows};
    return dispatch(call);
}

} // namespace sandbox::hubspot
