// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/admin.h"

#include "sandboxserver/adminedits.h"
#include "sandboxserver/adminreads.h"
#include "sandboxserver/faultspec.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sandboxserver {
namespace {

using namespace Qt::StringLiterals;
using sandbox::HttpRequest;
using sandbox::HttpResponse;

HttpResponse answer(int status, const QByteArray& type, const QByteArray& body)
{
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", type);
    response.body = body;
    return response;
}

HttpResponse problem(int status, const QString& sentence)
{
    return answer(status, "application/json",
        QJsonDocument(QJsonObject{{u"problem"_s, sentence}}).toJson(QJsonDocument::Compact));
}

HttpResponse lines(const QByteArray& text)
{
    return answer(200, "application/x-ndjson", text);
}

HttpResponse json(const QJsonObject& object)
{
    return answer(200, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse reads(sandbox::World& world, const QByteArray& path, std::uint64_t from)
{
    if (path == "/sandbox/health")
        return json({{u"ok"_s, true}});
    if (path == "/sandbox/log")
        return lines(changeLines(world, from));
    if (path == "/sandbox/requests")
        return lines(requestLines(world, from));
    if (path == "/sandbox/counts")
        return json(counts(world));
    if (path == "/sandbox/tasks")
        return lines(taskLines(world, from));
    return problem(404, u"no such page of the sandbox"_s);
}

HttpResponse addFault(sandbox::World& world, const QJsonObject& body)
{
    const auto fault = readFaultSpec(body.value(u"spec"_s).toString());
    if (const auto* wrong = std::get_if<QString>(&fault))
        return problem(400, *wrong + u'\n' + faultSpecHelp());
    world.faults().add(std::get<sandbox::Fault>(fault));
    return json({{u"ok"_s, true}});
}

} // namespace

HttpResponse Admin::handle(const HttpRequest& request)
{
    const QByteArray path = request.path();
    if (request.method == "GET") {
        const QByteArray query = request.target.mid(path.size());
        const std::uint64_t from = query.startsWith("?from=") ? query.mid(6).toULongLong() : 0;
        return reads(m_world, path, from);
    }
    if (request.method == "DELETE" && path == "/sandbox/faults") {
        m_world.faults().clear();
        return json({{u"ok"_s, true}});
    }
    if (request.method != "POST")
        return problem(405, u"GET, POST or DELETE"_s);
    const QJsonDocument body = QJsonDocument::fromJson(request.body);
    if (!body.isObject())
        return problem(400, u"the body must be a JSON object"_s);
    if (path == "/sandbox/faults")
        return addFault(m_world, body.object());
    if (path != "/sandbox/edit")
        return problem(404, u"no such page of the sandbox"_s);
    const EditResult result = edit(m_world, body.object());
    return result.problem.isEmpty() ? json(result.answer) : problem(400, result.problem);
}

} // namespace sandboxserver
