// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/parserecords.h"

#include "salesforce/refusal.h"

#include <QSet>

namespace salesforce {
namespace {

// A field that was asked for: Salesforce names it also when it is empty. One that is missing was
// renamed or hidden, and must not be taken for empty.
bool isNull(const net::JsonObject& row, const QString& key)
{
    const auto value = row.raw().value(key);
    if (value.isUndefined())
        row.fail(key, QStringLiteral("expected a value or null, found nothing"));
    return value.isNull() || value.isUndefined();
}

QString nullableString(const net::JsonObject& row, const QString& key)
{
    return isNull(row, key) ? QString() : row.string(key);
}

core::SalesforceId nullableId(const net::JsonObject& row, const QString& key)
{
    return isNull(row, key) ? core::SalesforceId() : readId(row, key);
}

QJsonValue readField(const net::JsonObject& row, core::TaskField field)
{
    const QString key = core::apiName(field);
    if (isNull(row, key))
        return QJsonValue::Null;
    switch (field) {
    case core::TaskField::IsReminderSet:
        return row.boolean(key);
    case core::TaskField::CallDurationInSeconds:
        return qint64(row.integer(key));
    case core::TaskField::WhoId:
    case core::TaskField::OwnerId:
        return readId(row, key).value;
    default:
        return row.string(key);
    }
}

// "q3" -> 3.
std::optional<std::size_t> indexOf(const QString& referenceId, std::size_t count)
{
    bool isNumber = false;
    const auto index = QStringView(referenceId).mid(1).toUInt(&isNumber);
    if (!referenceId.startsWith(u'q') || !isNumber || index >= count)
        return std::nullopt;
    return index;
}

} // namespace

core::SalesforceId readId(const net::JsonObject& row, QStringView key)
{
    const QString text = row.string(key);
    const auto id = core::salesforceId(text);
    if (!id)
        row.fail(key, QStringLiteral("expected a Salesforce id"));
    return id.value_or(core::SalesforceId());
}

PersonRow readPerson(const net::JsonObject& row)
{
    PersonRow result;
    core::Person& person = result.person;
    const QString type = row.object(u"attributes").string(u"type");
    person.isLead = type == QLatin1String("Lead");
    if (!person.isLead && type != QLatin1String("Contact"))
        row.fail(u"attributes.type", QStringLiteral("expected Contact or Lead"));
    person.id = readId(row, u"Id");
    person.email = nullableString(row, QStringLiteral("Email"));
    person.name = nullableString(row, QStringLiteral("Name"));
    person.created = row.instant(u"CreatedDate");
    person.deleted = row.boolean(u"IsDeleted");
    person.masterRecord = nullableId(row, QStringLiteral("MasterRecordId"));
    if (person.isLead) {
        person.converted = row.boolean(u"IsConverted");
        person.convertedContact = nullableId(row, QStringLiteral("ConvertedContactId"));
    } else {
        person.account = nullableId(row, QStringLiteral("AccountId"));
    }
    result.modstamp = row.instant(u"SystemModstamp");
    return result;
}

core::Task readTask(const net::JsonObject& row, const TaskShape& shape)
{
    core::Task task;
    task.id = readId(row, u"Id");
    if (shape.withKey)
        task.key = nullableString(row, keyFieldName);
    for (const auto field : shape.fields)
        task.fields.emplace_hint(task.fields.end(), field, readField(row, field));
    task.modstamp = row.instant(u"SystemModstamp");
    task.lastModified = row.instant(u"LastModifiedDate");
    task.deleted = row.boolean(u"IsDeleted");
    task.archived = row.boolean(u"IsArchived");
    return task;
}

UserRecord readUser(const net::JsonObject& row)
{
    UserRecord user;
    user.id = readId(row, u"Id");
    user.email = nullableString(row, QStringLiteral("Email"));
    user.username = row.string(u"Username");
    user.name = nullableString(row, QStringLiteral("Name"));
    user.active = row.boolean(u"IsActive");
    user.standard = nullableString(row, QStringLiteral("UserType")) == QLatin1String("Standard");
    return user;
}

core::TaskStatus readTaskStatus(const net::JsonObject& row)
{
    core::TaskStatus status;
    status.value = row.string(u"ApiName");
    status.closed = row.boolean(u"IsClosed");
    status.isDefault = row.boolean(u"IsDefault");
    const auto order = isNull(row, QStringLiteral("SortOrder")) ? 0 : row.integer(u"SortOrder");
    if (order < 0 || order > 1'000'000)
        row.fail(u"SortOrder", QStringLiteral("out of range"));
    else
        status.sortOrder = int(order);
    return status;
}

core::Result<std::vector<net::JsonObject>> compositeBodies(const net::Json& json, std::size_t count)
{
    std::vector<std::optional<net::JsonObject>> found(count);
    const auto root = json.object();
    for (const auto& part : root.array(u"compositeResponse").objects()) {
        const auto status = part.integer(u"httpStatusCode");
        if (!json.error() && (status < 200 || status > 299)) {
            return tl::make_unexpected(
                refusal(int(status), part.raw().value(u"body"), core::Error::Kind::Rejected));
        }
        const auto index = indexOf(part.string(u"referenceId"), count);
        if (!index || found[*index])
            part.fail(u"referenceId", QStringLiteral("not one that was asked for, or twice"));
        else
            found[*index] = part.object(u"body");
    }
    std::vector<net::JsonObject> bodies;
    for (const auto& body : found) {
        if (body)
            bodies.push_back(*body);
        else
            root.fail(u"compositeResponse", QStringLiteral("a part is missing"));
    }
    return json.finish(std::move(bodies));
}

core::Result<std::vector<core::Task>> parseRetrieved(
    const QByteArray& bytes, const std::vector<core::SalesforceId>& asked, const TaskShape& shape)
{
    const net::Json json(bytes);
    const auto array = json.array();
    const auto rows = array.optionalObjects();
    if (rows.size() != asked.size())
        array.fail(qsizetype(rows.size()), QStringLiteral("%1 ids were asked").arg(asked.size()));
    const QSet<core::SalesforceId> expected(asked.begin(), asked.end());
    std::vector<core::Task> tasks;
    for (const auto& row : rows) {
        if (!row)
            continue;
        tasks.push_back(readTask(*row, shape));
        if (!expected.contains(tasks.back().id))
            row->fail(u"Id", QStringLiteral("not one that was asked for"));
    }
    return json.finish(std::move(tasks));
}

} // namespace salesforce
