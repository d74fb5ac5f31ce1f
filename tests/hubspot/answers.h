// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "net/transport.h"
#include "support/scriptedtransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <vector>

// Small answers of HubSpot's for tests of the client, and what the client asked.
namespace answers {

inline const QUrl base(QStringLiteral("https://api.hubapi.com"));
inline const QByteArray date = "Tue, 24 Nov 2026 10:59:48 GMT";

inline std::vector<core::HubSpotId> idsFrom(qint64 first, int count)
{
    std::vector<core::HubSpotId> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back({QString::number(first + i)});
    return ids;
}

inline QJsonObject bodyOf(const net::Request& request)
{
    return QJsonDocument::fromJson(request.body).object();
}

inline QStringList inputsOf(const net::Request& request)
{
    QStringList ids;
    for (const QJsonValue& input : bodyOf(request).value(u"inputs").toArray())
        ids.append(input.toObject().value(u"id").toString());
    return ids;
}

inline net::Response answer(const QJsonArray& results, QJsonObject more = {}, int status = 200)
{
    more.insert(QStringLiteral("results"), results);
    return support::json(QJsonDocument(more).toJson(), status, {{"Date", date}});
}

inline QJsonObject note(
    const QString& id, const QString& modified = QStringLiteral("2026-11-20T09:00:01Z"))
{
    return {{QStringLiteral("id"), id},
        {QStringLiteral("properties"),
            QJsonObject{{QStringLiteral("hs_createdate"), QStringLiteral("2026-11-20T09:00:00Z")},
                {QStringLiteral("hs_lastmodifieddate"), modified}}}};
}

inline QJsonObject contact(const QString& id)
{
    return {{QStringLiteral("id"), id},
        {QStringLiteral("properties"),
            QJsonObject{{QStringLiteral("createdate"), QStringLiteral("2026-11-20T09:00:00Z")},
                {QStringLiteral("lastmodifieddate"), QStringLiteral("2026-11-20T09:00:01Z")}}}};
}

inline QJsonObject owner(const QString& id, bool archived)
{
    return {{QStringLiteral("id"), id}, {QStringLiteral("archived"), archived}};
}

inline QJsonObject nextPage(const QString& after)
{
    return {{QStringLiteral("next"), QJsonObject{{QStringLiteral("after"), after}}}};
}

inline QJsonObject paging(const QString& after)
{
    return {{QStringLiteral("paging"), nextPage(after)}};
}

inline QJsonObject association(
    const QString& from, const QStringList& to, const QString& after = {})
{
    QJsonArray list;
    for (const QString& id : to)
        list.append(QJsonObject{{QStringLiteral("toObjectId"), id}});
    QJsonObject row{{QStringLiteral("from"), QJsonObject{{QStringLiteral("id"), from}}},
        {QStringLiteral("to"), list}};
    if (!after.isEmpty())
        row.insert(QStringLiteral("paging"), nextPage(after));
    return row;
}

} // namespace answers
