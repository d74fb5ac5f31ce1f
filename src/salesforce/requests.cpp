// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/requests.h"

#include "salesforce/queries.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace salesforce {
namespace {

QJsonArray idsOf(const std::vector<core::SalesforceId>& ids)
{
    QJsonArray array;
    for (const auto& id : ids)
        array.append(id.value);
    return array;
}

QJsonObject recordOf(const TaskWrite& write)
{
    QJsonObject record;
    record.insert(
        QLatin1String("attributes"), QJsonObject{{QStringLiteral("type"), QStringLiteral("Task")}});
    record.insert(keyFieldName, write.key.value);
    for (const auto& [field, value] : write.fields)
        record.insert(core::apiName(field), value);
    return record;
}

bool isQueryPath(const QString& path)
{
    const auto isPlain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || c == u'/' || c == u'.' || c == u'-' || c == u'_';
    };
    return path.startsWith(QLatin1String("/services/data/v"))
        && path.contains(QLatin1String("/query")) && !path.contains(QLatin1String(".."))
        && !path.contains(QLatin1String("//")) && path.size() <= 512
        && std::all_of(path.begin(), path.end(), isPlain);
}

} // namespace

Requests::Requests(QUrl instance, QString version)
    : m_instance(std::move(instance))
    , m_version(std::move(version))
{
}

QString Requests::resource(const QString& name) const
{
    return QLatin1String("/services/data/v") + m_version + QLatin1Char('/') + name;
}

net::Request Requests::get(const QString& path, const QByteArray& query) const
{
    QUrl url = m_instance;
    url.setPath(path);
    if (!query.isEmpty())
        url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return {.method = net::Method::Get,
        .url = url,
        .headers = {{"Accept", "application/json"}},
        .bucket = net::Bucket::Salesforce};
}

net::Request Requests::post(const QString& path, const QJsonObject& body) const
{
    net::Request request = get(path);
    request.method = net::Method::Post;
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

net::Request Requests::write(net::Method method, const QString& path, const QJsonObject& body) const
{
    net::Request request = post(path, body);
    request.method = method;
    request.replay = net::Replay::Unsafe;
    request.bucket = net::Bucket::SalesforceWrite;
    return request;
}

net::Request Requests::versions() const
{
    return get(QStringLiteral("/services/data/"));
}

net::Request Requests::userInfo() const
{
    return get(QStringLiteral("/services/oauth2/userinfo"));
}

net::Request Requests::describeTask(const QByteArray& ifModifiedSince) const
{
    net::Request request = get(resource(QStringLiteral("sobjects/Task/describe")));
    if (!ifModifiedSince.isEmpty())
        request.headers.emplace_back("If-Modified-Since", ifModifiedSince);
    return request;
}

QString Requests::queryTarget(const Select& select) const
{
    return resource(select.deletedToo ? QStringLiteral("queryAll") : QStringLiteral("query"));
}

net::Request Requests::query(const Select& select) const
{
    return get(queryTarget(select), "q=" + encoded(select.text()));
}

net::Request Requests::composite(const std::vector<Select>& queries) const
{
    Q_ASSERT(queries.size() <= compositeQueryMax);
    QJsonArray parts;
    for (const auto& select : queries) {
        const QString url = queryTarget(select) + QLatin1String("?q=")
            + QString::fromLatin1(encoded(select.text()));
        parts.append(QJsonObject{{QStringLiteral("method"), QStringLiteral("GET")},
            {QStringLiteral("referenceId"), QStringLiteral("q%1").arg(parts.size())},
            {QStringLiteral("url"), url}});
    }
    return post(resource(QStringLiteral("composite")),
        {{QStringLiteral("allOrNone"), false}, {QStringLiteral("compositeRequest"), parts}});
}

core::Result<net::Request> Requests::nextPage(const QString& nextRecordsUrl) const
{
    if (!isQueryPath(nextRecordsUrl)) {
        return tl::make_unexpected(core::Error{core::Error::Kind::Protocol,
            QStringLiteral("nextRecordsUrl: expected a path of the query resource")});
    }
    return get(nextRecordsUrl);
}

net::Request Requests::retrieveTasks(
    const std::vector<core::SalesforceId>& ids, const QStringList& fields) const
{
    return post(resource(QStringLiteral("composite/sobjects/Task")),
        {{QStringLiteral("ids"), idsOf(ids)},
            {QStringLiteral("fields"), QJsonArray::fromStringList(fields)}});
}

net::Request Requests::upsertTasks(const std::vector<TaskWrite>& batch, UpsertMode mode) const
{
    QJsonArray records;
    for (const auto& task : batch)
        records.append(recordOf(task));
    // With updateOnly the path ends in a slash: the form that Salesforce's own Data Loader sends
    // (contract 4.6).
    const bool updateOnly = mode == UpsertMode::UpdateOnly;
    const QString path = resource(QLatin1String("composite/sobjects/Task/") + keyFieldName
        + (updateOnly ? QStringLiteral("/") : QString()));
    net::Request request = write(net::Method::Patch, path,
        {{QStringLiteral("allOrNone"), false}, {QStringLiteral("records"), records}});
    if (updateOnly)
        request.url.setQuery(QStringLiteral("updateOnly=true"));
    request.compress = true;
    return request;
}

net::Request Requests::deleteTasks(const std::vector<core::SalesforceId>& ids) const
{
    QStringList values;
    for (const auto& id : ids)
        values.append(id.value);
    net::Request request = get(resource(QStringLiteral("composite/sobjects")),
        "ids=" + values.join(QLatin1Char(',')).toLatin1() + "&allOrNone=false");
    request.method = net::Method::Delete;
    request.replay = net::Replay::Unsafe;
    request.bucket = net::Bucket::SalesforceWrite;
    return request;
}

net::Request Requests::createKeyField() const
{
    const QJsonObject metadata{{QStringLiteral("type"), QStringLiteral("Text")},
        {QStringLiteral("label"), QStringLiteral("HubSpot Engagement Id")},
        {QStringLiteral("length"), 64}, {QStringLiteral("unique"), true},
        {QStringLiteral("externalId"), true}, {QStringLiteral("caseSensitive"), false},
        {QStringLiteral("required"), false},
        {QStringLiteral("description"),
            QStringLiteral("ActivityBridge finds its tasks by this value. Please do not edit.")}};
    return write(net::Method::Post, resource(QStringLiteral("tooling/sobjects/CustomField")),
        {{QStringLiteral("FullName"), QLatin1String("Activity.") + keyFieldName},
            {QStringLiteral("Metadata"), metadata}});
}

net::Request Requests::createPermissionSet() const
{
    return write(net::Method::Post, resource(QStringLiteral("sobjects/PermissionSet")),
        {{QStringLiteral("Name"), permissionSetName},
            {QStringLiteral("Label"), QStringLiteral("HubSpot Sync")}});
}

net::Request Requests::permitKeyField(
    const core::SalesforceId& permissionSet, const QString& object) const
{
    return write(net::Method::Post, resource(QStringLiteral("sobjects/FieldPermissions")),
        {{QStringLiteral("ParentId"), permissionSet.value}, {QStringLiteral("SobjectType"), object},
            {QStringLiteral("Field"), object + QLatin1Char('.') + keyFieldName},
            {QStringLiteral("PermissionsRead"), true}, {QStringLiteral("PermissionsEdit"), true}});
}

net::Request Requests::assignPermissionSet(
    const core::SalesforceId& permissionSet, const core::SalesforceId& user) const
{
    return write(net::Method::Post, resource(QStringLiteral("sobjects/PermissionSetAssignment")),
        {{QStringLiteral("AssigneeId"), user.value},
            {QStringLiteral("PermissionSetId"), permissionSet.value}});
}

} // namespace salesforce
