// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/queries.h"

#include <QSet>

namespace salesforce {
namespace {

constexpr QLatin1String idField("Id");
constexpr QLatin1String emailField("Email");
constexpr QLatin1String stampField("SystemModstamp");

QStringList contactFields()
{
    return {idField, emailField, QStringLiteral("Name"), QStringLiteral("CreatedDate"),
        QStringLiteral("IsDeleted"), QStringLiteral("MasterRecordId"), QStringLiteral("AccountId"),
        stampField};
}

QStringList leadFields()
{
    return {idField, emailField, QStringLiteral("Name"), QStringLiteral("CreatedDate"),
        QStringLiteral("IsDeleted"), QStringLiteral("MasterRecordId"),
        QStringLiteral("IsConverted"), QStringLiteral("ConvertedContactId"), stampField};
}

Select contacts()
{
    return {.fields = contactFields(), .object = QStringLiteral("Contact"), .deletedToo = true};
}

Select leads()
{
    return {.fields = leadFields(), .object = QStringLiteral("Lead"), .deletedToo = true};
}

// `base` once per piece of `values`, each piece as long as its URL allows.
void addInPieces(std::vector<Select>& queries, const Select& base, const QString& field,
    const QStringList& values)
{
    const qsizetype head
        = encoded(base.text()).size() + field.size() + qsizetype(sizeof " WHERE  IN ()");
    QStringList piece;
    qsizetype size = head;
    const auto flush = [&] {
        if (piece.isEmpty())
            return;
        queries.push_back(base);
        queries.back().where = Condition::isIn(field, piece);
        piece.clear();
        size = head;
    };
    for (const QString& value : values) {
        const qsizetype cost = encoded(literal(value)).size() + 1;
        if (size + cost > soqlBytesMax)
            flush();
        piece.append(value);
        size += cost;
    }
    flush();
}

// An id of another type of object finds nobody, and may be refused together with all the others of
// its query.
QStringList idsOfType(const std::vector<core::SalesforceId>& ids, QLatin1String prefix)
{
    QStringList result;
    QSet<QString> seen;
    for (const auto& id : ids) {
        if (!id.value.startsWith(prefix) || seen.contains(id.value))
            continue;
        seen.insert(id.value);
        result.append(id.value);
    }
    return result;
}

// SOQL compares addresses without regard to case.
QStringList askableAddresses(const QStringList& emails)
{
    QStringList result;
    QSet<QString> seen;
    for (const QString& email : emails) {
        const QString address = email.trimmed().toLower();
        if (address.isEmpty() || address.size() > addressLengthMax || seen.contains(address))
            continue;
        seen.insert(address);
        result.append(address);
    }
    return result;
}

Select above(Select query, const Keyset& keyset)
{
    if (keyset.id.isEmpty()) {
        query.where = Condition::isFrom(stampField, keyset.stamp);
    } else {
        query.where = Condition::isAbove(stampField, keyset.stamp)
            || (Condition::isAt(stampField, keyset.stamp)
                && Condition::isAbove(idField, keyset.id));
    }
    query.orderBy = {stampField, idField};
    return query;
}

Select tasks(const TaskShape& shape)
{
    return {.fields = shape.names(), .object = QStringLiteral("Task"), .deletedToo = true};
}

} // namespace

QStringList TaskShape::names() const
{
    QStringList names{idField, stampField, QStringLiteral("LastModifiedDate"),
        QStringLiteral("IsDeleted"), QStringLiteral("IsArchived")};
    if (withKey)
        names.append(keyFieldName);
    for (const auto field : fields)
        names.append(core::apiName(field));
    return names;
}

TaskShape shapeOf(const core::OrgDescription& org)
{
    TaskShape shape;
    shape.withKey = org.keyField.visible;
    for (const auto field : core::allTaskFields) {
        const QString name = core::apiName(field);
        if (org.createable.contains(name) || org.updateable.contains(name))
            shape.fields.push_back(field);
    }
    return shape;
}

std::vector<Select> peopleQueries(const PeopleQuery& wanted)
{
    const QStringList addresses = askableAddresses(wanted.emails);
    std::vector<Select> queries;
    addInPieces(queries, contacts(), idField, idsOfType(wanted.contacts, QLatin1String("003")));
    addInPieces(queries, leads(), idField, idsOfType(wanted.leads, QLatin1String("00Q")));
    addInPieces(queries, contacts(), emailField, addresses);
    addInPieces(queries, leads(), emailField, addresses);
    return queries;
}

Select changedContacts(const Keyset& keyset)
{
    return above(contacts(), keyset);
}

Select changedLeads(const Keyset& keyset)
{
    return above(leads(), keyset);
}

std::vector<Select> taskQueries(const std::vector<core::Key>& keys, const TaskShape& shape)
{
    QStringList values;
    QSet<QString> seen;
    for (const auto& key : keys) {
        if (key.value.isEmpty() || seen.contains(key.value))
            continue;
        seen.insert(key.value);
        values.append(key.value);
    }
    std::vector<Select> queries;
    addInPieces(queries, tasks(shape), keyFieldName, values);
    return queries;
}

Select keyedTaskPage(const QString& prefix, const core::SalesforceId& after, const TaskShape& shape,
    std::optional<core::Instant> createdSince)
{
    Select query = tasks(shape);
    auto ours = Condition::startsWith(keyFieldName, prefix);
    if (createdSince)
        ours = ours && Condition::isFrom(QStringLiteral("CreatedDate"), *createdSince);
    query.where = after.isEmpty() ? ours : ours && Condition::isAbove(idField, after);
    query.orderBy = {idField};
    query.limit = retrieveMax;
    return query;
}

Select taskStatuses()
{
    return {
        .fields = {QStringLiteral("MasterLabel"), QStringLiteral("ApiName"),
            QStringLiteral("IsClosed"), QStringLiteral("IsDefault"), QStringLiteral("SortOrder")},
        .object = QStringLiteral("TaskStatus")};
}

Select assignableUsers()
{
    return {.fields = {idField, emailField, QStringLiteral("Username"), QStringLiteral("Name"),
                QStringLiteral("IsActive"), QStringLiteral("UserType")},
        .object = QStringLiteral("User"),
        .where = Condition::isIn(QStringLiteral("UserType"),
            {QStringLiteral("Standard"), QStringLiteral("PowerPartner")})};
}

Select organization()
{
    return {
        .fields = {idField, QStringLiteral("IsSandbox")}, .object = QStringLiteral("Organization")};
}

Select permissionSet()
{
    return {.fields = {idField},
        .object = QStringLiteral("PermissionSet"),
        .where = Condition::isEqual(QStringLiteral("Name"), permissionSetName)};
}

} // namespace salesforce
