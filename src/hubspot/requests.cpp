// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/requests.h"

#include "hubspot/fields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace hubspot {
namespace {

constexpr QStringView contactsName(u"contacts");

QUrl address(const QUrl& base, const QString& path)
{
    QUrl url = base;
    QString prefix = base.path();
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix + path);
    return url;
}

QString objectPath(QStringView object, QStringView rest)
{
    return QStringLiteral("/crm/objects/%1/%2%3").arg(version::objects, object, rest);
}

net::Request get(QUrl url)
{
    net::Request request;
    request.url = std::move(url);
    request.headers = {{"Accept", "application/json"}};
    return request;
}

net::Request post(QUrl url, const QJsonObject& body)
{
    net::Request request;
    request.method = net::Method::Post;
    request.url = std::move(url);
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

template <typename Names> QJsonArray nameArray(const Names& names)
{
    QJsonArray array;
    for (const auto& name : names)
        array.append(QString(name.data(), name.size()));
    return array;
}

QJsonArray inputArray(std::span<const core::HubSpotId> ids)
{
    QJsonArray inputs;
    for (const core::HubSpotId& id : ids)
        inputs.append(QJsonObject{{QStringLiteral("id"), id.value}});
    return inputs;
}

QJsonObject filter(QStringView property, QStringView comparison, const QString& value)
{
    return {{QStringLiteral("propertyName"), property.toString()},
        {QStringLiteral("operator"), comparison.toString()}, {QStringLiteral("value"), value}};
}

// Stamps travel as epoch milliseconds, the resolution that HubSpot compares with.
QJsonObject searchBody(QStringView stamp, const ChangedSince& state, const QJsonArray& names)
{
    const QString moment = QString::number(state.from.time_since_epoch().count());
    QJsonArray filters;
    if (state.drainAfter) {
        filters = {
            filter(stamp, u"EQ", moment), filter(field::objectId, u"GT", state.drainAfter->value)};
    } else {
        filters = {filter(stamp, u"GTE", moment)};
    }
    const QStringView order = state.drainAfter ? field::objectId : stamp;
    const QJsonObject sort{{QStringLiteral("propertyName"), order.toString()},
        {QStringLiteral("direction"), QStringLiteral("ASCENDING")}};
    return {{QStringLiteral("filterGroups"),
                QJsonArray{QJsonObject{{QStringLiteral("filters"), filters}}}},
        {QStringLiteral("sorts"), QJsonArray{sort}}, {QStringLiteral("properties"), names},
        {QStringLiteral("limit"), searchPageMax}};
}

net::Request search(const QUrl& base, QStringView object, const QJsonObject& body)
{
    net::Request request = post(address(base, objectPath(object, u"/search")), body);
    Q_ASSERT(request.body.size() < searchBodyMax);
    request.bucket = net::Bucket::HubSpotSearch;
    return request;
}

net::Request batchRead(const QUrl& base, QStringView object, std::span<const core::HubSpotId> ids,
    const QJsonArray& names, const QJsonArray& historyNames)
{
    const QJsonObject body{{QStringLiteral("properties"), names},
        {QStringLiteral("propertiesWithHistory"), historyNames},
        {QStringLiteral("inputs"), inputArray(ids)}};
    return post(address(base, objectPath(object, u"/batch/read")), body);
}

} // namespace

net::Request accountRequest(const QUrl& base)
{
    return get(address(base, QStringLiteral("/account-info/%1/details").arg(version::account)));
}

net::Request ownersRequest(const QUrl& base, OwnerState state, const QString& after)
{
    QUrl url = address(base, QStringLiteral("/crm/owners/%1").arg(version::owners));
    QByteArray query = "limit=" + QByteArray::number(ownersPageMax);
    query += state == OwnerState::Archived ? "&archived=true" : "&archived=false";
    if (!after.isEmpty())
        query += "&after=" + QUrl::toPercentEncoding(after);
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return get(std::move(url));
}

net::Request propertiesRequest(const QUrl& base, const QString& object)
{
    return get(
        address(base, QStringLiteral("/crm/properties/%1/%2").arg(version::properties, object)));
}

net::Request searchRequest(const QUrl& base, core::ActivityObject object, const ChangedSince& state)
{
    const QJsonObject body = searchBody(field::modified, state, nameArray(requestedFields(object)));
    return search(base, core::objectName(object), body);
}

net::Request contactSearchRequest(const QUrl& base, const ChangedSince& state)
{
    const QJsonObject body
        = searchBody(field::contactModified, state, nameArray(requestedContactFields()));
    return search(base, contactsName, body);
}

net::Request readRequest(const QUrl& base, core::ActivityObject object,
    std::span<const core::HubSpotId> ids, RecordState state)
{
    Q_ASSERT(ids.size() <= readBatchMax);
    net::Request request
        = batchRead(base, core::objectName(object), ids, nameArray(requestedFields(object)), {});
    if (state == RecordState::Archived)
        request.url.setQuery(QStringLiteral("archived=true"));
    return request;
}

net::Request binRequest(const QUrl& base, core::ActivityObject object, const QString& after)
{
    QByteArray query = "limit=" + QByteArray::number(listPageMax) + "&archived=true&properties=";
    QByteArray comma;
    for (const QStringView name : requestedFields(object)) {
        query += comma + name.toLatin1();
        comma = ",";
    }
    if (!after.isEmpty())
        query += "&after=" + QUrl::toPercentEncoding(after);
    QUrl url = address(base, objectPath(core::objectName(object), {}));
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return get(std::move(url));
}

net::Request contactReadRequest(const QUrl& base, std::span<const core::HubSpotId> ids)
{
    Q_ASSERT(ids.size() <= readBatchMax);
    return batchRead(base, contactsName, ids, nameArray(requestedContactFields()), {});
}

net::Request historyRequest(const QUrl& base, core::ActivityObject object,
    std::span<const core::HubSpotId> ids, const QStringList& properties)
{
    Q_ASSERT(ids.size() <= historyBatchMax);
    return batchRead(base, core::objectName(object), ids, {}, nameArray(properties));
}

net::Request associationsRequest(
    const QUrl& base, core::ActivityObject object, std::span<const AssociationInput> inputs)
{
    Q_ASSERT(inputs.size() <= associationBatchMax);
    QJsonArray array;
    for (const AssociationInput& input : inputs) {
        QJsonObject entry{{QStringLiteral("id"), input.id.value}};
        if (!input.after.isEmpty())
            entry.insert(QStringLiteral("after"), input.after);
        array.append(entry);
    }
    const QString path = QStringLiteral("/crm/associations/%1/%2/%3/batch/read")
                             .arg(version::associations, core::objectName(object), contactsName);
    net::Request request
        = post(address(base, path), QJsonObject{{QStringLiteral("inputs"), array}});
    request.bucket = net::Bucket::HubSpotAssociations;
    return request;
}

} // namespace hubspot
