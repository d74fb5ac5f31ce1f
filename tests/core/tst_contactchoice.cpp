// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/contactchoice.h"
#include "core/property.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

using Contacts = std::vector<KnownContact>;

KnownContact createdAt(const char* id, const char* created)
{
    return contact(id, synced(), at(created));
}

KnownContact syncedAt(const char* id, int seconds, const char* created = "2026-11-01T12:00:00.000Z")
{
    return contact(id, synced(theWho, happened + seconds), at(created));
}

QString idOf(const ContactChoice& choice)
{
    return choice.chosen ? choice.chosen->contact.id.value : QString();
}

} // namespace

// R1.5.
class ContactChoiceTest final : public QObject
{
    Q_OBJECT

private slots:
    void theNewestIsChosen_data();
    void theNewestIsChosen();
    void onlyThoseSyncedThenAreEligible_data();
    void onlyThoseSyncedThenAreEligible();
    void theChainNamesWhatDecided_data();
    void theChainNamesWhatDecided();
    void aLeadIsNamedAsOne();
    void theOrderOfContactsDoesNotMatter();
};

void ContactChoiceTest::theNewestIsChosen_data()
{
    QTest::addColumn<Contacts>("contacts");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("chosen");
    const auto row
        = [](const char* name, const QString& zone, Contacts contacts, const char* chosen) {
              QTest::newRow(name) << std::move(contacts) << zone << QString::fromLatin1(chosen);
          };
    const QString oslo = u"Europe/Oslo"_s;
    const QString utc = u"UTC"_s;
    const QString kiritimati = u"Pacific/Kiritimati"_s; // UTC+14
    const QString stJohns = u"America/St_Johns"_s; // UTC-3:30, -2:30 in summer
    row("one", oslo, {createdAt("501", "2026-01-01T00:00:00.000Z")}, "501");
    row("later day with a lower id", oslo,
        {createdAt("901", "2026-01-01T12:00:00.000Z"),
            createdAt("502", "2026-01-02T12:00:00.000Z")},
        "502");
    row("same day: highest id, not latest moment", oslo,
        {createdAt("901", "2026-01-01T08:00:00.000Z"),
            createdAt("502", "2026-01-01T20:00:00.000Z")},
        "901");
    row("same day: ids of different length", oslo,
        {createdAt("999", "2026-01-01T08:00:00.000Z"),
            createdAt("1000", "2026-01-01T08:00:00.000Z"),
            createdAt("99", "2026-01-01T08:00:00.000Z")},
        "1000");
    row("same moment", oslo,
        {createdAt("31", "2026-01-01T08:00:00.000Z"), createdAt("32", "2026-01-01T08:00:00.000Z")},
        "32");
    const Contacts aroundOslosMidnight{
        createdAt("901", "2026-01-01T22:59:59.999Z"), createdAt("502", "2026-01-01T23:00:00.000Z")};
    row("midnight of Oslo between them", oslo, aroundOslosMidnight, "502");
    row("the same two in UTC: one day", utc, aroundOslosMidnight, "901");
    const Contacts aroundUtcMidnight{
        createdAt("901", "2026-01-01T23:59:59.999Z"), createdAt("502", "2026-01-02T00:00:00.000Z")};
    row("midnight of UTC between them", utc, aroundUtcMidnight, "502");
    row("the same two in Oslo: one day", oslo, aroundUtcMidnight, "901");
    row("the same two in Kiritimati: one day", kiritimati, aroundUtcMidnight, "901");
    row("midnight of Kiritimati between them", kiritimati,
        {createdAt("901", "2026-01-01T09:59:59.999Z"),
            createdAt("502", "2026-01-01T10:00:00.000Z")},
        "502");
    row("midnight of St. John's, in winter", stJohns,
        {createdAt("901", "2026-01-02T03:29:59.999Z"),
            createdAt("502", "2026-01-02T03:30:00.000Z")},
        "502");
    row("midnight of St. John's, in summer", stJohns,
        {createdAt("901", "2026-07-02T02:29:59.999Z"),
            createdAt("502", "2026-07-02T02:30:00.000Z")},
        "502");
    row("the day of 23 hours in Oslo", oslo,
        {createdAt("901", "2026-03-28T23:00:00.000Z"),
            createdAt("502", "2026-03-29T21:59:59.999Z")},
        "901");
    row("the day after it", oslo,
        {createdAt("901", "2026-03-28T23:00:00.000Z"),
            createdAt("502", "2026-03-29T22:00:00.000Z")},
        "502");
    row("the day of 25 hours in Oslo", oslo,
        {createdAt("901", "2026-10-24T22:00:00.000Z"),
            createdAt("502", "2026-10-25T22:59:59.999Z")},
        "901");
    row("the day after it, too", oslo,
        {createdAt("901", "2026-10-24T22:00:00.000Z"),
            createdAt("502", "2026-10-25T23:00:00.000Z")},
        "502");
}

void ContactChoiceTest::theNewestIsChosen()
{
    QFETCH(Contacts, contacts);
    QFETCH(QString, zone);
    QFETCH(QString, chosen);
    QCOMPARE(idOf(chooseContact(contacts, happened, zone)), chosen);
    std::ranges::reverse(contacts);
    QCOMPARE(idOf(chooseContact(contacts, happened, zone)), chosen);
}

void ContactChoiceTest::onlyThoseSyncedThenAreEligible_data()
{
    QTest::addColumn<Contacts>("contacts");
    QTest::addColumn<QString>("chosen"); // of a forward-only kind
    QTest::addColumn<QString>("backFilled");
    const char* older = "2026-01-01T12:00:00.000Z";
    QTest::newRow("synced a second before")
        << Contacts{syncedAt("501", -1)} << u"501"_s << u"501"_s;
    QTest::newRow("synced at that moment") << Contacts{syncedAt("501", 0)} << u"501"_s << u"501"_s;
    QTest::newRow("synced a second later") << Contacts{syncedAt("501", 1)} << QString() << u"501"_s;
    QTest::newRow("the newest was synced later: the next")
        << Contacts{syncedAt("501", -1, older), syncedAt("502", 1)} << u"501"_s << u"502"_s;
    QTest::newRow("the newest is not synced: the next") << Contacts{syncedAt("501", -1, older),
        contact("502", NotSynced{})} << u"501"_s << u"501"_s;
    QTest::newRow("the newest is ambiguous: the next") << Contacts{syncedAt("501", -1, older),
        contact("502", Ambiguous{})} << u"501"_s << u"501"_s;
    QTest::newRow("none") << Contacts{contact("501", NotSynced{})} << QString() << QString();
}

void ContactChoiceTest::onlyThoseSyncedThenAreEligible()
{
    QFETCH(Contacts, contacts);
    QFETCH(QString, chosen);
    QFETCH(QString, backFilled);
    QCOMPARE(idOf(chooseContact(contacts, happened, u"UTC"_s)), chosen);
    QCOMPARE(idOf(chooseContact(contacts, std::nullopt, u"UTC"_s)), backFilled);
}

void ContactChoiceTest::theChainNamesWhatDecided_data()
{
    QTest::addColumn<Contacts>("contacts");
    QTest::addColumn<QString>("chain");
    QTest::addColumn<QString>("last"); // arguments of the reason that decided
    QTest::addColumn<QString>("waitsFor");
    using enum ReasonCode;
    const char* older = "2026-01-01T12:00:00.000Z";
    const QString who = theWho.value;
    const auto row = [](const char* name, Contacts contacts, const std::vector<ReasonCode>& chain,
                         const QString& last, const char* waitsFor = "") {
        QTest::newRow(name) << std::move(contacts) << codes(chain) << last
                            << QString::fromLatin1(waitsFor);
    };
    row("one", {syncedAt("501", -1)}, {OnlyContact, MatchedTo}, u"501|"_s + who + u"|contact"_s);
    row("newest of two", {syncedAt("501", -1, older), syncedAt("502", -1)},
        {NewestContact, MatchedTo}, u"502|"_s + who + u"|contact"_s);
    row("of one day", {syncedAt("501", -1), syncedAt("502", -1)}, {HighestIdOfDay, MatchedTo},
        u"502|"_s + who + u"|contact"_s);
    row("only one of two is eligible", {syncedAt("501", -1), syncedAt("502", 1)},
        {OnlyContact, MatchedTo}, u"501|"_s + who + u"|contact"_s);
    row("ambiguous ones are named",
        {syncedAt("501", -1), contact("1000", Ambiguous{}), contact("999", Ambiguous{})},
        {ContactAmbiguous, ContactAmbiguous, OnlyContact, MatchedTo},
        u"501|"_s + who + u"|contact"_s);
    row("no contact", {}, {NoContact}, QString());
    row("not synced", {contact("501", NotSynced{}), contact("502", NotSynced{})},
        {ContactNotSynced}, u"2"_s, "502");
    row("ambiguous", {contact("501", Ambiguous{})}, {ContactAmbiguous}, u"501"_s, "501");
    row("ambiguous and not synced", {contact("501", Ambiguous{}), contact("502", NotSynced{})},
        {ContactNotSynced, ContactAmbiguous}, u"501"_s, "502");
    row("synced later: the earliest is named",
        {syncedAt("501", 20), syncedAt("502", 10), contact("503", NotSynced{})},
        {ContactNotSyncedThen}, isoText(happened) + u'|' + isoText(happened + 10), "503");
    row("synced later, ambiguous", {syncedAt("501", 20), contact("503", Ambiguous{})},
        {ContactAmbiguous, ContactNotSyncedThen}, isoText(happened) + u'|' + isoText(happened + 20),
        "503");
}

void ContactChoiceTest::theChainNamesWhatDecided()
{
    QFETCH(Contacts, contacts);
    QFETCH(QString, chain);
    QFETCH(QString, last);
    QFETCH(QString, waitsFor);
    const ContactChoice choice = chooseContact(contacts, happened, u"UTC"_s);
    QCOMPARE(codes(choice.why), chain);
    QCOMPARE(choice.why.back().args.join(u'|'), last);
    QCOMPARE(choice.waitsFor.value, waitsFor);
    if (const QString newest = args(choice.why, ReasonCode::NewestContact); newest != u"-")
        QCOMPARE(newest, u"502|2026-11-01|2"_s);
    if (const QString highest = args(choice.why, ReasonCode::HighestIdOfDay); highest != u"-")
        QCOMPARE(highest, u"502|2026-11-01|2"_s);
    if (chain.startsWith(codes({ReasonCode::ContactAmbiguous, ReasonCode::ContactAmbiguous})))
        QCOMPARE(choice.why.front().args.join(u'|'), u"999"_s);
}

void ContactChoiceTest::aLeadIsNamedAsOne()
{
    const Synced lead{cases::idOf("00Q", 1), true, syncedSince};
    const ContactChoice choice = chooseContact({contact("501", lead)}, happened, u"UTC"_s);
    QVERIFY(choice.chosen && choice.chosen->synced == lead);
    QCOMPARE(args(choice.why, ReasonCode::MatchedTo), u"501|"_s + lead.who.value + u"|lead"_s);
}

void ContactChoiceTest::theOrderOfContactsDoesNotMatter()
{
    QVERIFY(property::holds("the choice and its chain do not depend on the order", [] {
        Contacts contacts;
        const int count = *rc::gen::inRange(0, 6);
        for (int i = 0; i < count; ++i) {
            const Instant created = happened + *rc::gen::inRange(-3, 3) * 3600 * 8;
            const int state = *rc::gen::inRange(0, 4);
            Match match = synced(theWho, happened + *rc::gen::inRange(-1, 2));
            if (state == 0)
                match = NotSynced{};
            if (state == 1)
                match = Ambiguous{};
            const int number = *rc::gen::inRange(0, 3) * 1000 + i;
            contacts.push_back(contact(qPrintable(QString::number(number)), match, created));
        }
        std::optional<Instant> syncedBy;
        if (*rc::gen::arbitrary<bool>())
            syncedBy = happened;
        const ContactChoice expected = chooseContact(contacts, syncedBy, u"Europe/Oslo"_s);
        for (int i = 0; i < count; ++i) {
            std::rotate(contacts.begin(), contacts.begin() + 1, contacts.end());
            RC_ASSERT(chooseContact(contacts, syncedBy, u"Europe/Oslo"_s) == expected);
            std::ranges::reverse(contacts);
            RC_ASSERT(chooseContact(contacts, syncedBy, u"Europe/Oslo"_s) == expected);
        }
        RC_ASSERT(!expected.why.empty());
    }));
}

QTEST_GUILESS_MAIN(ContactChoiceTest)
#include "tst_contactchoice.moc"
