// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/looked.h"

#include "engine/rig.h"

#include <QTest>

using engine::fingerprint;

// What counts as the same row in the overlap: everything that matching looks at, and nothing else.
class LookedTest : public QObject
{
    Q_OBJECT

private slots:
    void whatMatchingLooksAtMakesAContactNew_data();
    void whatMatchingLooksAtMakesAContactNew();
    void whatMatchingLooksAtMakesAPersonNew_data();
    void whatMatchingLooksAtMakesAPersonNew();
    void anAddressChangedWithinTheOverlapIsFollowed();
    void anIdThatWasTakenAwayIsFollowed();
    void aPersonReadForAnotherContactIsNotTakenForTheOnlyOne();
    void aSecondPersonWithTheAddressMakesItAmbiguous();
};

namespace {

core::Contact contact()
{
    core::Contact contact;
    contact.id = {QStringLiteral("7")};
    contact.email = QStringLiteral("kari@example.no");
    contact.owner = {QStringLiteral("3")};
    contact.salesforceContactId = QStringLiteral("003000000000001AAA");
    return contact;
}

core::Person person()
{
    core::Person person;
    person.id = {QStringLiteral("00Q000000000001AAA")};
    person.email = QStringLiteral("kari@example.no");
    return person;
}

} // namespace

void LookedTest::whatMatchingLooksAtMakesAContactNew_data()
{
    QTest::addColumn<quint64>("changed");
    const auto row = [](const char* name, auto change) {
        core::Contact other = contact();
        change(other);
        QTest::newRow(name) << fingerprint(other);
    };
    row("id", [](core::Contact& c) { c.id = {QStringLiteral("8")}; });
    row("address", [](core::Contact& c) { c.email = QStringLiteral("new@example.no"); });
    row("owner", [](core::Contact& c) { c.owner = {}; });
    row("contact id", [](core::Contact& c) { c.salesforceContactId.clear(); });
    row("lead id", [](core::Contact& c) { c.salesforceLeadId = QStringLiteral("00Q1"); });
    row("merge", [](core::Contact& c) { c.mergedIds = {{QStringLiteral("9")}}; });
    row("contact id moved to lead",
        [](core::Contact& c) { std::swap(c.salesforceContactId, c.salesforceLeadId); });
}

void LookedTest::whatMatchingLooksAtMakesAContactNew()
{
    QFETCH(quint64, changed);
    QVERIFY(changed != fingerprint(contact()));
    core::Contact renamed = contact();
    renamed.name = QStringLiteral("Kari Nordmann");
    QCOMPARE(fingerprint(renamed), fingerprint(contact()));
}

void LookedTest::whatMatchingLooksAtMakesAPersonNew_data()
{
    QTest::addColumn<quint64>("changed");
    const auto row = [](const char* name, auto change) {
        core::Person other = person();
        change(other);
        QTest::newRow(name) << fingerprint(other);
    };
    row("id", [](core::Person& p) { p.id = {QStringLiteral("00Q000000000002AAA")}; });
    row("address", [](core::Person& p) { p.email = QStringLiteral("new@example.no"); });
    row("deleted", [](core::Person& p) { p.deleted = true; });
    row("merged", [](core::Person& p) { p.masterRecord = {QStringLiteral("00Q3")}; });
    row("converted", [](core::Person& p) { p.converted = true; });
    row("converted to", [](core::Person& p) { p.convertedContact = {QStringLiteral("0031")}; });
}

void LookedTest::whatMatchingLooksAtMakesAPersonNew()
{
    QFETCH(quint64, changed);
    QVERIFY(changed != fingerprint(person()));
}

// Two runs within one overlap, the change between them.
void LookedTest::anAddressChangedWithinTheOverlapIsFollowed()
{
    using namespace std::chrono_literals;
    rig::Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const auto ola = rig.addPerson(QStringLiteral("Ola"));
    rig.addCall(kari, QStringLiteral("First"));
    rig.pass(1min);
    rig.run();
    rig.pass(1min);
    rig.run(); // the contact is looked at now
    rig.world.portal().editContact(
        kari.hubSpotContact, {{QStringLiteral("email"), QStringLiteral("ola@example.no")}});
    const QString call = rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(1min);
    rig.run();
    const auto task = rig.task(rig.keyOf(QStringLiteral("call"), call));
    QVERIFY(task);
    QCOMPARE(task->whoId, ola.salesforceContact);
}

// Matched by an id until then, by the address from then on.
void LookedTest::anIdThatWasTakenAwayIsFollowed()
{
    using namespace std::chrono_literals;
    rig::Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    const auto ola = rig.addPerson(QStringLiteral("Ola"));
    const QString property = QStringLiteral("salesforcecontactid");
    rig.world.portal().editContact(kari.hubSpotContact, {{property, ola.salesforceContact}});
    rig.addCall(kari, QStringLiteral("First"));
    rig.pass(1h);
    rig.run();
    rig.world.portal().editContact(kari.hubSpotContact, {{property, QString()}});
    const QString call = rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(1h);
    rig.run();
    QCOMPARE(rig.task(rig.keyOf(QStringLiteral("call"), call))->whoId, kari.salesforceContact);
}

// Both contacts are resolved in one go: the lead of the one has got the address of the other, whose
// contact is found by that address.
void LookedTest::aPersonReadForAnotherContactIsNotTakenForTheOnlyOne()
{
    using namespace std::chrono_literals;
    rig::Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    sandbox::salesforce::Lead lead;
    lead.lastName = QStringLiteral("Lead");
    lead.company = QStringLiteral("Company");
    lead.email = QStringLiteral("kari@example.no");
    const QString leadId = rig.world.org().addLead(lead);
    const QString other = rig.world.portal().addContact(
        {{QStringLiteral("email"), QStringLiteral("other@example.no")},
            {QStringLiteral("salesforceleadid"), leadId}});
    sandbox::salesforce::Contact gonePerson;
    gonePerson.lastName = QStringLiteral("Gone");
    const QString gone = rig.world.org().addContact(gonePerson);
    rig.world.org().purge(gone);
    rig.world.portal().editContact(
        kari.hubSpotContact, {{QStringLiteral("salesforcecontactid"), gone}});
    rig.world.portal().addActivity(sandbox::hubspot::Object::Calls, {}, {other});
    const QString call = rig.addCall(kari, QStringLiteral("Kari's"));
    rig.run();
    QCOMPARE(rig.task(rig.keyOf(QStringLiteral("call"), call))->whoId, kari.salesforceContact);
}

// The first one has changed, too, and is as sound as before.
void LookedTest::aSecondPersonWithTheAddressMakesItAmbiguous()
{
    using namespace std::chrono_literals;
    rig::Rig rig;
    const auto kari = rig.addPerson(QStringLiteral("Kari"));
    rig.addCall(kari, QStringLiteral("First"));
    rig.run();
    rig.pass(1h);
    rig.run();
    sandbox::salesforce::Contact twin;
    twin.lastName = QStringLiteral("Twin");
    twin.email = QStringLiteral("kari@example.no");
    rig.world.org().addContact(twin);
    rig.world.org().edit(
        kari.salesforceContact, {{QStringLiteral("LastName"), QStringLiteral("Nordmann")}});
    const QString call = rig.addCall(kari, QStringLiteral("Second"));
    rig.pass(1h);
    rig.run();
    QVERIFY(!rig.task(rig.keyOf(QStringLiteral("call"), call)));
}

QTEST_GUILESS_MAIN(LookedTest)
#include "tst_looked.moc"
