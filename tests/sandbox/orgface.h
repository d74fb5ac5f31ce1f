// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/salesforce/org.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <string>

// An org with a clock that the test moves, and short words to talk to its REST face.
namespace sandbox_test {

struct Answer
{
    sandbox::HttpResponse response;

    int status() const { return response.status; }
    QJsonDocument document() const { return QJsonDocument::fromJson(response.body); }
    QJsonObject object() const { return document().object(); }
    QJsonArray array() const { return document().array(); }
    QByteArray header(const QByteArray& name) const
    {
        for (const auto& [key, value] : response.headers) {
            if (key == name)
                return value;
        }
        return {};
    }
    // "400 MALFORMED_QUERY" of the plain error shape; "200" if there is none.
    QString problem() const
    {
        const QString code = array().at(0).toObject().value(QStringLiteral("errorCode")).toString();
        return code.isEmpty() ? QString::number(status())
                              : QStringLiteral("%1 %2").arg(status()).arg(code);
    }
};

inline sandbox::Instant startOfTests()
{
    using namespace std::chrono;
    return sandbox::Instant(sys_days(year(2026) / 11 / 23)) + hours(10) + milliseconds(123);
}

class OrgFace final
{
public:
    sandbox::Instant now = startOfTests();
    sandbox::ChangeLog log;
    sandbox::salesforce::Org org{[this] { return now; }, log};
    QByteArray token = sandbox::salesforce::defaultToken;
    sandbox::RowFaults rowFaults;

    void wait(std::chrono::milliseconds time) { now += time; }

    Answer send(const QByteArray& method, const QByteArray& target, const QByteArray& body = {},
        sandbox::Headers headers = {})
    {
        sandbox::HttpRequest request;
        request.method = method;
        request.target = target;
        request.body = body;
        request.headers = std::move(headers);
        if (!token.isEmpty())
            request.headers.emplace_back("Authorization", "Bearer " + token);
        if (!body.isEmpty() && request.header("Content-Type").isEmpty())
            request.headers.emplace_back("Content-Type", "application/json");
        return {org.handle(request, rowFaults)};
    }
    Answer get(const QByteArray& path) { return send("GET", base + path); }
    Answer send(const QByteArray& method, const QByteArray& path, const QJsonObject& body)
    {
        return send(method, base + path, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }

    Answer query(const QString& soql, bool isAll = false)
    {
        return get((isAll ? "queryAll?q=" : "query?q=") + QUrl::toPercentEncoding(soql));
    }
    QJsonArray rows(const QString& soql, bool isAll = false)
    {
        return query(soql, isAll).object().value(QStringLiteral("records")).toArray();
    }
    // The texts of one field of all rows, "a,b,c".
    QString column(const QString& soql, const QString& field, bool isAll = false)
    {
        QStringList texts;
        for (const QJsonValue& row : rows(soql, isAll))
            texts.append(row.toObject().value(field).toVariant().toString());
        return texts.join(QChar(u','));
    }

    // A collection of tasks; the type attribute is added to each.
    static QJsonObject tasksBody(const QList<QJsonObject>& tasks, bool isAllOrNone = false)
    {
        QJsonArray records;
        for (QJsonObject task : tasks) {
            task.insert(QStringLiteral("attributes"),
                QJsonObject{{QStringLiteral("type"), QStringLiteral("Task")}});
            records.append(task);
        }
        return {{QStringLiteral("allOrNone"), isAllOrNone}, {QStringLiteral("records"), records}};
    }
    Answer upsert(
        const QList<QJsonObject>& tasks, const QByteArray& options = {}, bool isAllOrNone = false)
    {
        return send("PATCH", "composite/sobjects/Task/HubSpot_Engagement_Id__c" + options,
            tasksBody(tasks, isAllOrNone));
    }
    // The results of a collection in short: "created,updated,STRING_TOO_LONG".
    static QString outcomes(const Answer& answer)
    {
        QStringList words;
        for (const QJsonValue& value : answer.array()) {
            const QJsonObject result = value.toObject();
            if (result.value(QStringLiteral("success")).toBool())
                words.append(result.value(QStringLiteral("created")).toBool()
                        ? QStringLiteral("created")
                        : QStringLiteral("updated"));
            else
                words.append(result.value(QStringLiteral("errors"))
                                 .toArray()
                                 .at(0)
                                 .toObject()
                                 .value(QStringLiteral("statusCode"))
                                 .toString());
        }
        return words.join(QChar(u','));
    }

    QByteArray base = "/services/data/v68.0/";
};

} // namespace sandbox_test
