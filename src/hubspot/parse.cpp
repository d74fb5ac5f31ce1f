// SPDX-License-Identifier: GPL-3.0-or-later
#include "hubspot/parse.h"

#include "hubspot/errors.h"
#include "hubspot/record.h"
#include "net/json.h"

#include <QSet>

#include <algorithm>

namespace hubspot {
namespace {

QString nextPage(const net::JsonObject& holder)
{
    const auto paging = holder.optionalObject(u"paging");
    const auto next = paging ? paging->optionalObject(u"next") : std::nullopt;
    return next ? next->id(u"after") : QString();
}

bool isNotFound(const ErrorBody& entry)
{
    return entry.category == QLatin1String("OBJECT_NOT_FOUND");
}

bool isNoAssociation(const ErrorBody& entry)
{
    return entry.subCategory == QLatin1String("crm.associations.NO_ASSOCIATIONS_FOUND");
}

// The first entry of `errors` that does not merely say that there is nothing.
std::optional<core::Error> rowError(
    const net::JsonObject& root, bool (*saysNothingThere)(const ErrorBody&))
{
    const net::JsonArray array = root.optionalArray(u"errors");
    for (const net::JsonObject& object : array.objects()) {
        const ErrorBody entry = errorBody(object.raw());
        if (!saysNothingThere(entry))
            return rowRefusal(entry);
    }
    return std::nullopt;
}

// One pass over `results`; a document that is not what it should be counts before an error entry in
// it. `read` may take back the error of its row.
template <typename Row, typename Read>
core::Result<Rows<Row>> parseRows(const QByteArray& body, Read read)
{
    net::Json json(body);
    const net::JsonObject root = json.object();
    Rows<Row> page;
    const net::JsonArray results = root.array(u"results");
    page.rows.reserve(std::size_t(results.size()));
    const auto objects = results.objects();
    if (json.error())
        return tl::unexpected(*json.error());
    for (const net::JsonObject& row : objects) {
        page.rows.push_back(read(json, row));
        if (json.error())
            return tl::unexpected(*json.error());
    }
    page.after = nextPage(root);
    const auto refused = rowError(root, isNotFound);
    if (refused && !json.error())
        return tl::unexpected(*refused);
    return json.finish(std::move(page));
}

QString fullName(const net::JsonObject& object, QStringView first, QStringView last)
{
    const QString given = object.optionalString(first).value_or(QString());
    const QString family = object.optionalString(last).value_or(QString());
    return (given + u' ' + family).trimmed();
}

// One poisoned record must not stop all others: it goes on as one that cannot be read, as long as
// it is known which it is and which version.
core::Activity activityOrUnreadable(
    core::ActivityObject object, net::Json& json, const net::JsonObject& row)
{
    core::Activity activity = activityOf(object, row);
    const auto mistake = json.takeError();
    if (!mistake)
        return activity;
    static_cast<void>(recordId(row, u"id"));
    static_cast<void>(requiredMoment(row.object(u"properties"), field::modified));
    // Where in the page it stood says nothing: "results[3]." is left out.
    activity.unreadable = mistake->what.section(u'.', 1);
    return activity;
}

core::Contact contactOf(net::Json&, const net::JsonObject& row)
{
    const net::JsonObject properties = row.object(u"properties");
    core::Contact contact;
    contact.id = recordId(row, u"id");
    contact.email = text(properties, field::contactEmail);
    contact.name = fullName(properties, field::contactFirstName, field::contactLastName);
    contact.owner = {text(properties, field::owner)};
    contact.created = requiredMoment(properties, field::contactCreated);
    contact.modified = requiredMoment(properties, field::contactModified);
    contact.salesforceContactId = text(properties, field::contactSalesforceContact);
    contact.salesforceLeadId = text(properties, field::contactSalesforceLead);
    const QString merged = text(properties, field::contactMergedIds);
    for (const QString& id : merged.split(u';', Qt::SkipEmptyParts))
        contact.mergedIds.push_back({id.trimmed()});
    return contact;
}

LastChanges lastChangesOf(net::Json&, const net::JsonObject& row)
{
    LastChanges last{recordId(row, u"id"), {}};
    const net::JsonObject histories = row.object(u"propertiesWithHistory");
    for (const QString& name : histories.keys()) {
        const net::JsonArray history = histories.optionalArray(name);
        for (const net::JsonObject& version : history.objects()) {
            const core::Instant at = version.instant(u"timestamp");
            core::Instant& newest = last.changes[name];
            newest = std::max(newest, at);
        }
    }
    return last;
}

ContactsOf contactsOf(const net::JsonObject& row)
{
    ContactsOf entry;
    entry.activity = recordId(row.object(u"from"), u"id");
    QSet<core::HubSpotId> known;
    for (const net::JsonObject& to : row.array(u"to").objects()) {
        const core::HubSpotId contact = recordId(to, u"toObjectId");
        if (known.contains(contact))
            continue;
        known.insert(contact);
        entry.contacts.push_back(contact);
    }
    entry.after = nextPage(row);
    return entry;
}

Property propertyOf(const net::JsonObject& row)
{
    Property property;
    property.name = row.string(u"name");
    property.type = row.string(u"type");
    property.unique = row.optionalBoolean(u"hasUniqueValue").value_or(false);
    for (const net::JsonObject& option : row.optionalArray(u"options").objects())
        property.options.append(option.string(u"value"));
    return property;
}

OwnerRecord ownerOf(const net::JsonObject& row)
{
    OwnerRecord owner;
    owner.id = recordId(row, u"id");
    owner.email = row.optionalString(u"email").value_or(QString());
    owner.name = fullName(row, u"firstName", u"lastName");
    owner.archived = row.boolean(u"archived");
    return owner;
}

} // namespace

core::Result<core::HubSpotAccount> parseAccount(const QByteArray& body)
{
    const net::Json json(body);
    const net::JsonObject root = json.object();
    core::HubSpotAccount account;
    account.portalId = root.id(u"portalId");
    account.accountType = root.string(u"accountType");
    account.timeZone = root.string(u"timeZone");
    account.uiDomain = root.string(u"uiDomain");
    return json.finish(std::move(account));
}

core::Result<OwnersPage> parseOwners(const QByteArray& body)
{
    const net::Json json(body);
    const net::JsonObject root = json.object();
    OwnersPage page;
    for (const net::JsonObject& row : root.array(u"results").objects())
        page.owners.push_back(ownerOf(row));
    page.after = nextPage(root);
    return json.finish(std::move(page));
}

core::Result<std::vector<Property>> parseProperties(const QByteArray& body)
{
    const net::Json json(body);
    std::vector<Property> properties;
    for (const net::JsonObject& row : json.object().array(u"results").objects())
        properties.push_back(propertyOf(row));
    return json.finish(std::move(properties));
}

core::Result<Rows<core::Activity>> parseActivities(
    core::ActivityObject object, const QByteArray& body)
{
    return parseRows<core::Activity>(body, [object](net::Json& json, const net::JsonObject& row) {
        return activityOrUnreadable(object, json, row);
    });
}

core::Result<Rows<core::Contact>> parseContacts(const QByteArray& body)
{
    return parseRows<core::Contact>(body, contactOf);
}

core::Result<std::vector<LastChanges>> parseLastChanges(const QByteArray& body)
{
    return parseRows<LastChanges>(body, lastChangesOf).map([](Rows<LastChanges>&& page) {
        return std::move(page.rows);
    });
}

core::Result<std::vector<ContactsOf>> parseAssociations(const QByteArray& body)
{
    const net::Json json(body);
    const net::JsonObject root = json.object();
    std::vector<ContactsOf> entries;
    for (const net::JsonObject& row : root.array(u"results").objects())
        entries.push_back(contactsOf(row));
    const auto refused = rowError(root, isNoAssociation);
    if (refused && !json.error())
        return tl::unexpected(*refused);
    return json.finish(std::move(entries));
}

} // namespace hubspot
