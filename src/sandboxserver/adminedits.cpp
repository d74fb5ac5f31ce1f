// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/adminedits.h"

#include <QHash>
#include <QJsonArray>
#include <QStringList>

#include <optional>

namespace sandboxserver {
namespace {

using namespace Qt::StringLiterals;
namespace hubspot = sandbox::hubspot;
namespace salesforce = sandbox::salesforce;

EditResult done(const QString& id = {})
{
    QJsonObject answer{{u"ok"_s, true}};
    if (!id.isEmpty())
        answer.insert(u"id"_s, id);
    return {answer, {}};
}

EditResult problem(const QString& sentence)
{
    return {{}, sentence};
}

EditResult resultOf(const salesforce::Outcome& outcome)
{
    if (outcome.ok())
        return done(outcome.id);
    return problem(outcome.errors.front().statusCode + u": "_s + outcome.errors.front().message);
}

// The members of one wish by type.
struct Wish
{
    sandbox::World& world;
    const QJsonObject& members;

    QString text(const QString& name) const { return members.value(name).toString(); }
    QJsonObject object(const QString& name) const { return members.value(name).toObject(); }
    // Does the org have a record of this type, by its prefix, under the id that this member names?
    bool knows(const QString& name, const QString& prefix) const
    {
        return text(name).startsWith(prefix) && world.org().record(text(name)).has_value();
    }

    hubspot::Properties properties() const
    {
        hubspot::Properties properties;
        const QJsonObject given = object(u"properties"_s);
        for (auto property = given.begin(); property != given.end(); ++property)
            properties.insert(property.key(), property.value().toString());
        return properties;
    }

    std::optional<hubspot::Object> hubspotObject() const
    {
        static const QHash<QString, hubspot::Object> objects{
            {u"contacts"_s, hubspot::Object::Contacts}, {u"tasks"_s, hubspot::Object::Tasks},
            {u"calls"_s, hubspot::Object::Calls}, {u"meetings"_s, hubspot::Object::Meetings},
            {u"notes"_s, hubspot::Object::Notes}, {u"emails"_s, hubspot::Object::Emails}};
        const auto found = objects.constFind(text(u"object"_s));
        return found == objects.constEnd() ? std::nullopt : std::optional(*found);
    }
};

bool knowsProperties(const Wish& wish, hubspot::Object object)
{
    const hubspot::Properties properties = wish.properties();
    for (auto property = properties.begin(); property != properties.end(); ++property) {
        if (!wish.world.portal().hasProperty(object, property.key()))
            return false;
    }
    return true;
}

EditResult addHubSpotRecord(const Wish& wish)
{
    const auto object = wish.hubspotObject();
    if (!object || !knowsProperties(wish, *object))
        return problem(u"no such object or property"_s);
    if (*object == hubspot::Object::Contacts)
        return done(wish.world.portal().addContact(wish.properties()));
    QStringList contacts;
    for (const QJsonValue& contact : wish.members.value(u"contacts"_s).toArray()) {
        if (!wish.world.portal().record(hubspot::Object::Contacts, contact.toString()))
            return problem(u"no such contact: "_s + contact.toString());
        contacts.append(contact.toString());
    }
    return done(wish.world.portal().addActivity(*object, wish.properties(), contacts));
}

EditResult editHubSpotRecord(const Wish& wish)
{
    const auto object = wish.hubspotObject();
    const QString id = wish.text(u"id"_s);
    if (!object || !wish.world.portal().record(*object, id) || !knowsProperties(wish, *object))
        return problem(u"no such record or property"_s);
    if (*object == hubspot::Object::Contacts)
        wish.world.portal().editContact(id, wish.properties());
    else
        wish.world.portal().editActivity(*object, id, wish.properties());
    return done(id);
}

EditResult archiveHubSpotRecord(const Wish& wish)
{
    const auto object = wish.hubspotObject();
    const QString id = wish.text(u"id"_s);
    if (!object || !wish.world.portal().record(*object, id))
        return problem(u"no such record"_s);
    if (*object == hubspot::Object::Contacts)
        wish.world.portal().archiveContact(id);
    else
        wish.world.portal().archiveActivity(*object, id);
    return done(id);
}

EditResult associateHubSpotRecord(const Wish& wish)
{
    const auto object = wish.hubspotObject();
    const QString id = wish.text(u"id"_s);
    const QString contact = wish.text(u"contact"_s);
    if (!object || *object == hubspot::Object::Contacts || !wish.world.portal().record(*object, id)
        || !wish.world.portal().record(hubspot::Object::Contacts, contact))
        return problem(u"no such activity or contact"_s);
    wish.world.portal().associate(*object, id, contact);
    return done(id);
}

EditResult mergeHubSpotContacts(const Wish& wish)
{
    for (const QString& name : {u"winner"_s, u"loser"_s}) {
        if (!wish.world.portal().record(hubspot::Object::Contacts, wish.text(name)))
            return problem(u"no such contact"_s);
    }
    wish.world.portal().mergeContacts(wish.text(u"winner"_s), wish.text(u"loser"_s));
    return done(wish.text(u"winner"_s));
}

EditResult addSalesforceRecord(const Wish& wish)
{
    return resultOf(wish.world.org().add(wish.text(u"type"_s), wish.object(u"fields"_s)));
}

EditResult editSalesforceRecord(const Wish& wish)
{
    return resultOf(wish.world.org().edit(wish.text(u"id"_s), wish.object(u"fields"_s)));
}

EditResult deleteSalesforceRecord(const Wish& wish)
{
    return resultOf(wish.world.org().deleteRecord(wish.text(u"id"_s)));
}

EditResult mergeSalesforceContacts(const Wish& wish)
{
    if (!wish.knows(u"winner"_s, u"003"_s) || !wish.knows(u"loser"_s, u"003"_s))
        return problem(u"no such contact"_s);
    wish.world.org().mergeContacts(wish.text(u"winner"_s), wish.text(u"loser"_s));
    return done(wish.text(u"winner"_s));
}

EditResult convertLead(const Wish& wish)
{
    if (!wish.knows(u"lead"_s, u"00Q"_s) || !wish.knows(u"contact"_s, u"003"_s))
        return problem(u"no such lead or contact"_s);
    wish.world.org().convertLead(wish.text(u"lead"_s), wish.text(u"contact"_s));
    return done(wish.text(u"contact"_s));
}

EditResult setKeyField(const Wish& wish)
{
    wish.world.org().setKeyField({.isPresent = wish.members.value(u"present"_s).toBool()});
    return done();
}

EditResult revokeTokens(const Wish& wish)
{
    if (wish.text(u"side"_s) == "salesforce"_L1)
        wish.world.org().revokeTokens();
    else if (wish.text(u"side"_s) == "hubspot"_L1)
        wish.world.portal().revokeTokens();
    else
        return problem(u"side must be hubspot or salesforce"_s);
    return done();
}

EditResult acceptToken(const Wish& wish)
{
    const QByteArray token = wish.text(u"token"_s).toUtf8();
    if (token.isEmpty())
        return problem(u"token is missing"_s);
    if (wish.text(u"side"_s) == "salesforce"_L1)
        wish.world.org().acceptToken(token, wish.world.org().apiUser());
    else if (wish.text(u"side"_s) == "hubspot"_L1)
        wish.world.portal().addToken(token);
    else
        return problem(u"side must be hubspot or salesforce"_s);
    return done();
}

struct Deed
{
    const char16_t* name;
    const char16_t* members; // besides "do"
    EditResult (*carryOut)(const Wish&);
};

constexpr Deed deeds[]{
    {u"hubspot.add", u"object properties contacts", addHubSpotRecord},
    {u"hubspot.edit", u"object id properties", editHubSpotRecord},
    {u"hubspot.archive", u"object id", archiveHubSpotRecord},
    {u"hubspot.associate", u"object id contact", associateHubSpotRecord},
    {u"hubspot.mergeContacts", u"winner loser", mergeHubSpotContacts},
    {u"salesforce.add", u"type fields", addSalesforceRecord},
    {u"salesforce.edit", u"id fields", editSalesforceRecord},
    {u"salesforce.delete", u"id", deleteSalesforceRecord},
    {u"salesforce.mergeContacts", u"winner loser", mergeSalesforceContacts},
    {u"salesforce.convertLead", u"lead contact", convertLead},
    {u"salesforce.keyField", u"present", setKeyField},
    {u"tokens.revoke", u"side", revokeTokens},
    {u"tokens.accept", u"side token", acceptToken},
};

} // namespace

EditResult edit(sandbox::World& world, const QJsonObject& wish)
{
    const QString what = wish.value(u"do"_s).toString();
    QStringList known;
    for (const Deed& deed : deeds) {
        const QString name = QString::fromUtf16(deed.name);
        known.append(name);
        if (name != what)
            continue;
        const QStringList members = QString::fromUtf16(deed.members).split(QChar(u' '));
        for (const QString& member : wish.keys()) {
            if (member != "do"_L1 && !members.contains(member))
                return problem(u"%1 takes %2, not %3"_s.arg(what, members.join(u", "_s), member));
        }
        return deed.carryOut({world, wish});
    }
    return problem(u"\"do\" must be one of "_s + known.join(u", "_s));
}

} // namespace sandboxserver
