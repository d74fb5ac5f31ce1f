// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/hubspot/portal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>

// A portal with a clock that the test moves, and short words to talk to its REST face.
namespace sandbox_test {

using sandbox::hubspot::Object;

struct PortalAnswer
{
    sandbox::HttpResponse response;

    int status() const { return response.status; }
    QJsonObject object() const { return QJsonDocument::fromJson(response.body).object(); }
    QJsonArray results() const { return object().value(QStringLiteral("results")).toArray(); }
    QJsonArray errors() const { return object().value(QStringLiteral("errors")).toArray(); }
    // "400 VALIDATION_ERROR"; only the number if the body has no category.
    QString problem() const
    {
        const auto category = object().value(QStringLiteral("category")).toString();
        return (QString::number(status()) + u' ' + category).trimmed();
    }
    // The ids of the results, "1,2,3".
    QString ids() const
    {
        QStringList ids;
        for (const QJsonValue& row : results())
            ids.append(row.toObject().value(QStringLiteral("id")).toString());
        return ids.join(u',');
    }
    QString sortedIds() const
    {
        QStringList list = ids().split(u',');
        std::sort(list.begin(), list.end());
        return list.join(u',');
    }
    // Where the next page starts; empty on the last one.
    QString after() const
    {
        return object()
            .value(QStringLiteral("paging"))
            .toObject()
            .value(QStringLiteral("next"))
            .toObject()
            .value(QStringLiteral("after"))
            .toString();
    }
    QJsonObject properties(int row = 0) const
    {
        return results().at(row).toObject().value(QStringLiteral("properties")).toObject();
    }
};

class PortalFace final
{
public:
    sandbox::Instant now{
        std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{10}};
    sandbox::ChangeLog log;
    sandbox::hubspot::Portal portal{[this] { return now; }, log};
    QByteArray token = "sandbox-hubspot-token";
    sandbox::RowFaults rows;
    QByteArray version = "2026-09";

    void wait(std::chrono::milliseconds time) { now += time; }

    PortalAnswer send(const QByteArray& method, const QByteArray& target,
        const QByteArray& body = {}, const QByteArray& mediaType = "application/json")
    {
        sandbox::HttpRequest request;
        request.method = method;
        request.target = target;
        request.body = body;
        if (!token.isEmpty())
            request.headers.emplace_back("authorization", "Bearer " + token);
        if (!mediaType.isEmpty())
            request.headers.emplace_back("Content-Type", mediaType);
        return {portal.handle(request, rows)};
    }
    PortalAnswer get(const QByteArray& target) { return send("GET", target, {}, {}); }
    // Below /crm/objects/<version>/.
    PortalAnswer post(const QByteArray& path, const QByteArray& body)
    {
        return send("POST", "/crm/objects/" + version + '/' + path, body);
    }
    PortalAnswer readAssociations(const QByteArray& pair, const QByteArray& inputs)
    {
        return send("POST", "/crm/associations/" + version + '/' + pair + "/batch/read",
            "{\"inputs\":[" + inputs + "]}");
    }

    QString addTask(const QString& subject, const QStringList& contacts = {})
    {
        return portal.addActivity(
            Object::Tasks, {{QStringLiteral("hs_task_subject"), subject}}, contacts);
    }
    QString addContact(const QString& email)
    {
        return portal.addContact({{QStringLiteral("email"), email}});
    }
    sandbox::hubspot::Snapshot task(const QString& id) const
    {
        return portal.record(Object::Tasks, id).value();
    }
    QString subjectOf(const QString& id) const
    {
        return task(id).properties.value(QStringLiteral("hs_task_subject"));
    }
};

} // namespace sandbox_test
