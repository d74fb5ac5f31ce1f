// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/adminreads.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace sandboxserver {
namespace {

using namespace Qt::StringLiterals;
using sandbox::Change;
using sandbox::Delivery;
using sandbox::Side;

QByteArray line(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QString nameOf(Side side)
{
    return side == Side::HubSpot ? u"hubspot"_s : u"salesforce"_s;
}

QString nameOf(Change::What what)
{
    switch (what) {
    case Change::What::Created:
        return u"created"_s;
    case Change::What::Updated:
        return u"updated"_s;
    case Change::What::Deleted:
        return u"deleted"_s;
    case Change::What::Associated:
        return u"associated"_s;
    case Change::What::Dissociated:
        return u"dissociated"_s;
    case Change::What::Merged:
        return u"merged"_s;
    case Change::What::Converted:
        return u"converted"_s;
    }
    return {};
}

QString nameOf(Delivery delivery)
{
    switch (delivery) {
    case Delivery::Whole:
        return u"whole"_s;
    case Delivery::Dropped:
        return u"dropped"_s;
    case Delivery::Truncated:
        return u"truncated"_s;
    }
    return {};
}

// Epoch milliseconds: exact, and below 2^53.
qint64 stamp(sandbox::Instant at)
{
    return at.time_since_epoch().count();
}

// Ids and numbers in a path are as good as "*" for counting: /sobjects/Task/00T… is one place.
QString placeOf(const QByteArray& method, const QByteArray& path)
{
    QStringList words;
    for (const QString& word : QString::fromLatin1(path).split(QChar(u'/'), Qt::SkipEmptyParts)) {
        const bool isId = word.size() >= 15
            && std::ranges::any_of(word, [](QChar c) { return c.isDigit(); })
            && !word.contains(u"__c"_s);
        const bool isNumber = std::ranges::all_of(word, [](QChar c) { return c.isDigit(); });
        words.append(isId || isNumber ? u"*"_s : word);
    }
    return QString::fromLatin1(method) + u" /"_s + words.join(QChar(u'/'));
}

struct SideCounts
{
    int total = 0;
    int written = 0;
    QMap<QString, int> places;
};

QJsonObject requestCounts(sandbox::World& world, Side side)
{
    SideCounts sum;
    for (const auto& request : world.requests().requests()) {
        if (request.side != side)
            continue;
        ++sum.total;
        sum.written += request.recordsWritten;
        ++sum.places[placeOf(request.method, request.path)];
    }
    QJsonObject places;
    for (auto place = sum.places.begin(); place != sum.places.end(); ++place)
        places.insert(place.key(), place.value());
    return {{u"total"_s, sum.total}, {u"recordsWritten"_s, sum.written}, {u"places"_s, places}};
}

QJsonObject objectCounts(sandbox::World& world)
{
    using sandbox::hubspot::Object;
    const auto& portal = world.portal();
    return {{u"contacts"_s, portal.count(Object::Contacts)},
        {u"tasks"_s, portal.count(Object::Tasks)}, {u"notes"_s, portal.count(Object::Notes)},
        {u"calls"_s, portal.count(Object::Calls)}, {u"meetings"_s, portal.count(Object::Meetings)},
        {u"emails"_s, portal.count(Object::Emails)}};
}

QJsonObject taskJson(const sandbox::salesforce::Task& task)
{
    return {{u"id"_s, task.id}, {u"key"_s, task.key}, {u"subject"_s, task.subject},
        {u"status"_s, task.status}, {u"priority"_s, task.priority}, {u"type"_s, task.type},
        {u"subtype"_s, task.subtype}, {u"activityDate"_s, task.activityDate.toString(Qt::ISODate)},
        {u"description"_s, task.description}, {u"whoId"_s, task.whoId},
        {u"ownerId"_s, task.ownerId}, {u"callType"_s, task.callType},
        {u"callDisposition"_s, task.callDisposition},
        {u"callSeconds"_s, task.callSeconds ? QJsonValue(*task.callSeconds) : QJsonValue::Null},
        {u"isClosed"_s, task.isClosed}, {u"isDeleted"_s, task.isDeleted},
        {u"systemModstamp"_s, stamp(task.systemModstamp)}};
}

} // namespace

QByteArray changeLines(sandbox::World& world, std::uint64_t from)
{
    QByteArray text;
    const auto& changes = world.log().changes();
    for (std::size_t i = from; i < changes.size(); ++i) {
        const Change& change = changes[i];
        text += line({{u"sequence"_s, qint64(change.sequence)}, {u"at"_s, stamp(change.at)},
            {u"side"_s, nameOf(change.side)}, {u"object"_s, change.object}, {u"id"_s, change.id},
            {u"what"_s, nameOf(change.what)}, {u"key"_s, change.key},
            {u"fields"_s, QJsonArray::fromStringList(change.fields)}, {u"actor"_s, change.actor}});
    }
    return text;
}

QByteArray requestLines(sandbox::World& world, std::uint64_t from)
{
    QByteArray text;
    const auto& requests = world.requests().requests();
    for (std::size_t i = from; i < requests.size(); ++i) {
        const sandbox::LoggedRequest& request = requests[i];
        text += line({{u"sequence"_s, qint64(request.sequence)}, {u"at"_s, stamp(request.at)},
            {u"side"_s, nameOf(request.side)}, {u"method"_s, QString::fromLatin1(request.method)},
            {u"path"_s, QString::fromLatin1(request.path)}, {u"status"_s, request.status},
            {u"delivery"_s, nameOf(request.delivery)}, {u"handled"_s, request.handled},
            {u"committed"_s, request.committed}, {u"recordsWritten"_s, request.recordsWritten},
            {u"faults"_s, QJsonArray::fromStringList(request.faults)}});
    }
    return text;
}

QByteArray taskLines(sandbox::World& world, std::uint64_t from)
{
    QByteArray text;
    std::uint64_t seen = 0;
    world.org().eachTask([&](const sandbox::salesforce::Task& task) {
        if (seen++ >= from)
            text += line(taskJson(task));
    });
    return text;
}

QJsonObject counts(sandbox::World& world)
{
    int live = 0;
    int keyed = 0;
    QHash<QString, int> keys;
    world.org().eachTask([&](const sandbox::salesforce::Task& task) {
        live += task.isDeleted ? 0 : 1;
        if (!task.isDeleted && !task.key.isEmpty()) {
            ++keyed;
            ++keys[task.key.toLower()];
        }
    });
    const auto& org = world.org();
    return {{u"requests"_s,
                QJsonObject{{u"hubspot"_s, requestCounts(world, Side::HubSpot)},
                    {u"salesforce"_s, requestCounts(world, Side::Salesforce)}}},
        {u"changes"_s, qint64(world.log().changes().size())},
        {u"tasks"_s,
            QJsonObject{
                {u"live"_s, live}, {u"withKey"_s, keyed}, {u"distinctKeys"_s, keys.size()}}},
        {u"hubspot"_s, objectCounts(world)},
        {u"salesforce"_s,
            QJsonObject{{u"contacts"_s, qint64(org.count(u"Contact"_s))},
                {u"leads"_s, qint64(org.count(u"Lead"_s))},
                {u"users"_s, qint64(org.count(u"User"_s))}, {u"callsUsed"_s, org.callsUsed()}}}};
}

} // namespace sandboxserver
