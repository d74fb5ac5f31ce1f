// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/parsedescribe.h"

#include "salesforce/parserecords.h"
#include "salesforce/queries.h"

#include "net/json.h"

namespace salesforce {
namespace {

constexpr int newestKnown = 68;
constexpr int oldestUsable = 60;

struct Picklist
{
    QStringList values; // active ones
    QString preset; // the default value
};

Picklist readPicklist(const net::JsonObject& field)
{
    Picklist result;
    for (const auto& option : field.array(u"picklistValues").objects()) {
        if (!option.boolean(u"active"))
            continue;
        const QString value = option.string(u"value");
        result.values.append(value);
        if (option.boolean(u"defaultValue"))
            result.preset = value;
    }
    return result;
}

int readLength(const net::JsonObject& field)
{
    const auto length = field.integer(u"length");
    if (length < 1 || length > 1'000'000) {
        field.fail(u"length", QStringLiteral("out of range"));
        return 0;
    }
    return int(length);
}

core::KeyField readKeyField(const net::JsonObject& field)
{
    return {.visible = true,
        .unique = field.boolean(u"unique"),
        .externalId = field.boolean(u"externalId"),
        .writable = field.boolean(u"createable") && field.boolean(u"updateable")};
}

void readField(core::OrgDescription& org, const net::JsonObject& field)
{
    const QString name = field.string(u"name");
    if (field.boolean(u"createable"))
        org.createable.append(name);
    if (field.boolean(u"updateable"))
        org.updateable.append(name);
    if (name == QLatin1String("Subject")) {
        org.subjectLength = readLength(field);
    } else if (name == QLatin1String("Description")) {
        org.descriptionLength = readLength(field);
    } else if (name == QLatin1String("Priority")) {
        const auto picklist = readPicklist(field);
        org.priorities = picklist.values;
        org.defaultPriority = picklist.preset;
    } else if (name == QLatin1String("Type")) {
        org.types = readPicklist(field).values;
    } else if (name == QLatin1String("TaskSubtype")) {
        org.subtypes = readPicklist(field).values;
    } else if (name == QLatin1String("CallType")) {
        org.callTypes = readPicklist(field).values;
    } else if (name == QLatin1String("WhoCount")) {
        org.sharedActivities = true;
    } else if (name == keyFieldName) {
        org.keyField = readKeyField(field);
    }
}

// "68.0" -> 68; a part after the point other than zero is not one of Salesforce's versions.
std::optional<int> versionNumber(const QString& text)
{
    bool isNumber = false;
    const int number = text.endsWith(QLatin1String(".0")) ? text.chopped(2).toInt(&isNumber) : 0;
    return isNumber && number > 0 ? std::optional(number) : std::nullopt;
}

} // namespace

core::Result<core::OrgDescription> parseDescribe(const QByteArray& bytes)
{
    const net::Json json(bytes);
    core::OrgDescription org;
    const auto root = json.object();
    if (root.string(u"name") != QLatin1String("Task"))
        root.fail(u"name", QStringLiteral("expected Task"));
    for (const auto& field : root.array(u"fields").objects())
        readField(org, field);
    return json.finish(std::move(org));
}

core::Result<QString> parseVersions(const QByteArray& bytes)
{
    const net::Json json(bytes);
    int newest = 0;
    for (const auto& version : json.array().objects()) {
        const auto number = versionNumber(version.string(u"version"));
        if (!number)
            version.fail(u"version", QStringLiteral("expected a version like 68.0"));
        newest = std::max(newest, number.value_or(0));
    }
    if (json.error())
        return tl::make_unexpected(*json.error());
    if (newest < oldestUsable) {
        return tl::make_unexpected(core::Error{core::Error::Kind::SetUpIncomplete,
            QStringLiteral("API version %1 is offered, %2 is needed").arg(newest).arg(oldestUsable),
            QStringLiteral("UNSUPPORTED_API_VERSION")});
    }
    return QStringLiteral("%1.0").arg(std::min(newest, newestKnown));
}

core::Result<core::SalesforceIdentity> parseUserInfo(const QByteArray& bytes)
{
    const net::Json json(bytes);
    const auto root = json.object();
    core::SalesforceIdentity identity;
    identity.organization = readId(root, u"organization_id");
    identity.user = readId(root, u"user_id");
    return json.finish(std::move(identity));
}

} // namespace salesforce
