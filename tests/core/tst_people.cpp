// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/people.h"

#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

const Instant contactCreated = at("2026-03-01T00:00:00.000Z");
const Instant personCreated = at("2026-05-01T00:00:00.000Z");
const QString address = u"Kari@Example.no"_s;

SalesforceId contactId(int number)
{
    return idOf("003", number);
}
SalesforceId leadId(int number)
{
    return idOf("00Q", number);
}

Person someContact(int number, const QString& email = u"kari@example.no"_s)
{
    Person person;
    person.id = contactId(number);
    person.email = email;
    person.created = personCreated;
    return person;
}

Person someLead(int number, const QString& email = u"kari@example.no"_s)
{
    Person person = someContact(number, email);
    person.id = leadId(number);
    person.isLead = true;
    return person;
}

Person convertedTo(Person lead, SalesforceId contact)
{
    lead.converted = true;
    lead.convertedContact = std::move(contact);
    return lead;
}

Person mergedInto(Person person, SalesforceId master)
{
    person.deleted = true;
    person.masterRecord = std::move(master);
    return person;
}

Contact withIds(const QString& salesforceContact, const QString& salesforceLead)
{
    Contact contact;
    contact.id = {u"501"_s};
    contact.email = address;
    contact.created = contactCreated;
    contact.salesforceContactId = salesforceContact;
    contact.salesforceLeadId = salesforceLead;
    return contact;
}

QString text(const Match& match)
{
    if (std::holds_alternative<Ambiguous>(match))
        return u"ambiguous"_s;
    const auto* synced = std::get_if<Synced>(&match);
    return synced ? synced->who.value : u"none"_s;
}

QString text(const std::vector<SalesforceId>& ids)
{
    QStringList list;
    for (const SalesforceId& id : ids)
        list.append(id.value);
    return list.join(u' ');
}

} // namespace

Q_DECLARE_METATYPE(core::Contact)
Q_DECLARE_METATYPE(std::vector<core::Person>)

// R1.0, and when a contact became synced (R1.4).
class PeopleTest final : public QObject
{
    Q_OBJECT

private slots:
    void contactsFindTheirWho_data();
    void contactsFindTheirWho();
    void whatIsMissingIsNamed();
    void aSecondPersonOfAnIdReplacesTheFirst();
    void loopsEnd();
    void chainsAreFollowedTenSteps();
    void theLaterCreationCounts();
    void theMomentOfAMatch_data();
    void theMomentOfAMatch();
};

void PeopleTest::contactsFindTheirWho_data()
{
    using Persons = std::vector<Person>;
    QTest::addColumn<Contact>("contact");
    QTest::addColumn<Persons>("persons");
    QTest::addColumn<QString>("who");
    const Contact byEmail = withIds({}, {});
    const auto row
        = [](const char* name, const Contact& contact, Persons persons, const QString& who) {
              QTest::newRow(name) << contact << std::move(persons) << who;
          };
    const QString c1 = contactId(1).value;
    const QString c2 = contactId(2).value;
    const QString l1 = leadId(1).value;
    const Person other = someContact(1, u"else@example.no"_s);
    row("id before address", withIds(c1, {}), {other, someContact(2)}, c1);
    row("short id", withIds(c1.first(15), {}), {other}, c1);
    row("contact id before lead id", withIds(c1, l1), {other, someLead(1)}, c1);
    row("stale contact id: lead id", withIds(c2, l1), {someLead(1)}, l1);
    row("stale ids: address", withIds(c2, leadId(9).value), {someContact(1)}, c1);
    row("not an id: address", withIds(u"yes"_s, {}), {someContact(1)}, c1);
    row("deleted: address", withIds(c2, {}), {mergedInto(someContact(2), {}), someContact(1)}, c1);
    row("merged", withIds(c2, {}), {mergedInto(someContact(2), contactId(1)), other}, c1);
    row("converted", withIds({}, l1), {convertedTo(someLead(1), contactId(1)), other}, c1);
    row("converted, then merged", withIds({}, l1),
        {convertedTo(someLead(1), contactId(2)), mergedInto(someContact(2), contactId(1)), other},
        c1);
    row("converted, contact not in this org", withIds({}, l1),
        {convertedTo(someLead(1, {}), contactId(7))}, u"none"_s);
    row("address of nobody", byEmail, {}, u"none"_s);
    row("no address", Contact{}, {someContact(1, {})}, u"none"_s);
    row("address of a contact", byEmail, {someContact(1)}, c1);
    row("contact before lead", byEmail, {someLead(1), someContact(1)}, c1);
    row("contact before several leads", byEmail, {someLead(1), someLead(2), someContact(1)}, c1);
    row("one lead", byEmail, {someLead(1)}, l1);
    row("two contacts", byEmail, {someContact(1), someContact(2)}, u"ambiguous"_s);
    row("two leads", byEmail, {someLead(1), someLead(2)}, u"ambiguous"_s);
    row("a deleted namesake", byEmail, {someContact(1), mergedInto(someContact(2), {})}, c1);
    row("lead converted to a contact with another address", byEmail,
        {convertedTo(someLead(1), contactId(1)), other}, c1);
    row("two leads of one contact", byEmail,
        {convertedTo(someLead(1), contactId(1)), convertedTo(someLead(2), contactId(1)), other},
        c1);
    row("two leads of two contacts", byEmail,
        {convertedTo(someLead(1), contactId(1)), convertedTo(someLead(2), contactId(2)), other,
            someContact(2, {})},
        u"ambiguous"_s);
}

void PeopleTest::contactsFindTheirWho()
{
    QFETCH(Contact, contact);
    QFETCH(std::vector<Person>, persons);
    QFETCH(QString, who);
    People forwards;
    for (const Person& person : persons)
        forwards.add(person);
    QCOMPARE(text(whose(contact, forwards)), who);
    People backwards;
    for (auto it = persons.rbegin(); it != persons.rend(); ++it)
        backwards.add(*it);
    QCOMPARE(text(whose(contact, backwards)), who);
}

void PeopleTest::whatIsMissingIsNamed()
{
    const Contact contact = withIds(contactId(1).value, leadId(1).value);
    People people;
    QSet<QString> asked;
    QCOMPARE(text(unresolved(contact, people, asked)), contactId(1).value + u' ' + leadId(1).value);
    asked = {contactId(1).value};
    QCOMPARE(text(unresolved(contact, people, asked)), leadId(1).value);
    people.add(convertedTo(someLead(1, {}), contactId(2)));
    QCOMPARE(text(unresolved(contact, people, asked)), contactId(2).value);
    people.add(mergedInto(someContact(2, {}), contactId(3)));
    QCOMPARE(text(unresolved(contact, people, asked)), contactId(3).value);
    people.add(someContact(3, {}));
    QCOMPARE(text(unresolved(contact, people, asked)), QString());
    QCOMPARE(text(whose(contact, people)), contactId(3).value);
    // A converted lead that was found by address.
    people.add(convertedTo(someLead(2), contactId(4)));
    QCOMPARE(text(unresolved(contact, people, asked)), contactId(4).value);
}

void PeopleTest::aSecondPersonOfAnIdReplacesTheFirst()
{
    People people;
    people.add(someContact(1));
    people.add(someContact(1, u"new@example.no"_s));
    QVERIFY(people.contactsWith(address).empty());
    QCOMPARE(people.contactsWith(u" NEW@example.no"_s).size(), 1U);
    people.add(someContact(1, u"new@example.no"_s));
    QCOMPARE(people.contactsWith(u"new@example.no"_s).size(), 1U);
    QVERIFY(people.leadsWith(u"new@example.no"_s).empty());
}

void PeopleTest::loopsEnd()
{
    People people;
    people.add(mergedInto(someContact(1, {}), contactId(2)));
    people.add(mergedInto(someContact(2, {}), contactId(1)));
    const Contact contact = withIds(contactId(1).value, {});
    QCOMPARE(text(whose(contact, people)), u"none"_s);
    QVERIFY(unresolved(contact, people, {}).empty());
}

void PeopleTest::chainsAreFollowedTenSteps()
{
    People people;
    for (int i = 1; i <= 11; ++i)
        people.add(mergedInto(someContact(i, {}), contactId(i + 1)));
    people.add(someContact(12, {}));
    QCOMPARE(text(whose(withIds(contactId(2).value, {}), people)), contactId(12).value);
    QCOMPARE(text(whose(withIds(contactId(1).value, {}), people)), u"none"_s);
}

void PeopleTest::theLaterCreationCounts()
{
    People people;
    people.add(someLead(1));
    Contact contact = withIds({}, {});
    const auto since = [&] { return std::get<Synced>(whose(contact, people)).since; };
    QCOMPARE(isoText(since()), isoText(personCreated));
    QVERIFY(std::get<Synced>(whose(contact, people)).isLead);
    contact.created = personCreated + 1;
    QCOMPARE(isoText(since()), isoText(contact.created));
}

void PeopleTest::theMomentOfAMatch_data()
{
    QTest::addColumn<bool>("knownBefore");
    QTest::addColumn<bool>("syncedBefore");
    QTest::addColumn<int>("found"); // seconds after the last look: later of both creations
    QTest::addColumn<int>("since"); // likewise
    QTest::newRow("never looked at: the creations") << false << false << -1000 << -1000;
    QTest::newRow("synced before: as before") << true << true << -1000 << -5000;
    QTest::newRow("synced before, Who now a younger record: as before")
        << true << true << 10 << -5000;
    QTest::newRow("created since the last look: the creation") << true << false << 10 << 10;
    QTest::newRow("one second after the last look") << true << false << 1 << 1;
    QTest::newRow("at the last look: first seen now") << true << false << 0 << 300;
    QTest::newRow("both long there: first seen now") << true << false << -1000 << 300;
}

void PeopleTest::theMomentOfAMatch()
{
    QFETCH(bool, knownBefore);
    QFETCH(bool, syncedBefore);
    QFETCH(int, found);
    QFETCH(int, since);
    const Looks looks{happened, happened + 300};
    std::optional<KnownContact> before;
    if (knownBefore)
        before = contact(
            "501", syncedBefore ? Match(synced(ola, happened + -5000)) : Match(Ambiguous{}));
    const Match match = withMoment(synced(theWho, happened + found), before, looks);
    QCOMPARE(text(match), theWho.value);
    QCOMPARE(isoText(std::get<Synced>(match).since), isoText(happened + since));
    QCOMPARE(text(withMoment(NotSynced{}, before, looks)), u"none"_s);
    QCOMPARE(text(withMoment(Ambiguous{}, before, looks)), u"ambiguous"_s);
}

QTEST_GUILESS_MAIN(PeopleTest)
#include "tst_people.moc"
