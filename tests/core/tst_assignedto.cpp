// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assignedto.h"
#include "core/cases.h"

#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

const SalesforceId inactive = idOf("005", 4);
const SalesforceId twinA = idOf("005", 5);
const SalesforceId twinB = idOf("005", 6);
const SalesforceId portalUser = idOf("005", 7);
const SalesforceId oldTwin = idOf("005", 8);

// Owners: 71 Kari, 72 Ola, 73 whose user is inactive, 74 whose address two users have, 75 whose
// user is no standard one, 76 a queue without address, 77 archived in HubSpot, 78 whose address an
// inactive and an active user have.
class Office final
{
public:
    Office()
    {
        const auto own = [this](const char* id, const char* email, bool archived = false) {
            world.owners.push_back({{QString::fromLatin1(id)}, hashOf(email), archived});
        };
        own("73", "left@example.no");
        own("74", "twin@example.no");
        own("75", "portal@example.no");
        own("76", "");
        own("77", "ola@example.no", true);
        own("78", "both@example.no");
        world.users.push_back({inactive, hashOf("left@example.no"), false, true});
        world.users.push_back({twinA, hashOf("twin@example.no"), true, true});
        world.users.push_back({twinB, hashOf("twin@example.no"), true, true});
        world.users.push_back({portalUser, hashOf("portal@example.no"), true, false});
        world.users.push_back({oldTwin, hashOf("both@example.no"), false, true});
        world.users.push_back({idOf("005", 9), hashOf("both@example.no"), true, true});
        world.users.push_back({integrationUser, {}, true, true});
    }
    void override(const char* owner, const QString& user)
    {
        world.settings.ownerOverrides[QString::fromLatin1(owner)] = user;
    }

    World world;
};

} // namespace

// R1.6.
class AssignedToTest final : public QObject
{
    Q_OBJECT

private slots:
    void ownersMapToUsers_data();
    void ownersMapToUsers();
    void overridesComeFirst_data();
    void overridesComeFirst();
    void stepsFollowEachOther_data();
    void stepsFollowEachOther();
    void someKindsHaveOwnersByOption_data();
    void someKindsHaveOwnersByOption();
};

void AssignedToTest::ownersMapToUsers_data()
{
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("user"); // empty: not mapped
    QTest::newRow("by address") << u"71"_s << kari.value;
    QTest::newRow("inactive user") << u"73"_s << QString();
    QTest::newRow("two active users") << u"74"_s << QString();
    QTest::newRow("no standard user") << u"75"_s << QString();
    QTest::newRow("a queue: the user without an address is not meant") << u"76"_s << QString();
    QTest::newRow("archived owner") << u"77"_s << ola.value;
    QTest::newRow("one inactive, one active") << u"78"_s << idOf("005", 9).value;
    QTest::newRow("unknown owner") << u"99"_s << QString();
    QTest::newRow("no owner") << QString() << QString();
}

void AssignedToTest::ownersMapToUsers()
{
    QFETCH(QString, owner);
    QFETCH(QString, user);
    Office office;
    const auto found = office.world.circumstances().owners.userOf({owner});
    QCOMPARE(found ? found->id.value : QString(), user);
    QVERIFY(!found || !found->byOverride);
}

void AssignedToTest::overridesComeFirst_data()
{
    QTest::addColumn<QString>("owner");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("user");
    QTest::newRow("against the address") << u"71"_s << ola.value << ola.value;
    QTest::newRow("short id") << u"71"_s << ola.value.first(15) << ola.value;
    QTest::newRow("where nothing else maps") << u"73"_s << ola.value << ola.value;
    QTest::newRow("for an owner that HubSpot no longer lists") << u"99"_s << ola.value << ola.value;
    QTest::newRow("an active user of another type")
        << u"71"_s << portalUser.value << portalUser.value;
    QTest::newRow("inactive user: nobody, not the address")
        << u"71"_s << inactive.value << QString();
    QTest::newRow("unknown user") << u"71"_s << idOf("005", 99).value << QString();
    QTest::newRow("not an id") << u"71"_s << u"kari"_s << QString();
}

void AssignedToTest::overridesComeFirst()
{
    QFETCH(QString, owner);
    QFETCH(QString, chosen);
    QFETCH(QString, user);
    Office office;
    office.world.settings.ownerOverrides[owner] = chosen;
    const auto found = office.world.circumstances().owners.userOf({owner});
    QCOMPARE(found ? found->id.value : QString(), user);
    QVERIFY(!found || found->byOverride);
}

void AssignedToTest::stepsFollowEachOther_data()
{
    QTest::addColumn<QString>("activityOwner");
    QTest::addColumn<QString>("contactOwner");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("chain");
    using enum ReasonCode;
    const auto row = [](const char* name, const char* activityOwner, const char* contactOwner,
                         const SalesforceId& user, const std::vector<ReasonCode>& chain) {
        QTest::newRow(name) << QString::fromLatin1(activityOwner)
                            << QString::fromLatin1(contactOwner) << user.value << codes(chain);
    };
    row("activity", "71", "72", kari, {OwnerOfActivity});
    row("contact", "", "72", ola, {OwnerOfContact});
    row("integration user", "", "", integrationUser, {IntegrationUser});
    row("inactive, then contact", "73", "72", ola, {OwnerNotMapped, OwnerOfContact});
    row("inactive, none", "73", "", integrationUser, {OwnerNotMapped, IntegrationUser});
    row("inactive, shared", "73", "74", integrationUser,
        {OwnerNotMapped, OwnerNotMapped, IntegrationUser});
    row("override to an inactive user, then contact", "72", "71", kari,
        {OwnerNotMapped, OwnerOfContact});
}

void AssignedToTest::stepsFollowEachOther()
{
    QFETCH(QString, activityOwner);
    QFETCH(QString, contactOwner);
    QFETCH(QString, user);
    QFETCH(QString, chain);
    Office office;
    if (activityOwner == u"72")
        office.override("72", inactive.value);
    Activity call = activity(Kind::Call);
    call.owner = {activityOwner};
    const Assignment assignment
        = assignedTo(call, Kind::Call, {contactOwner}, office.world.circumstances());
    QCOMPARE(assignment.user.value, user);
    QCOMPARE(codes(assignment.why), chain);
}

void AssignedToTest::someKindsHaveOwnersByOption_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("withOption");
    QTest::addColumn<QString>("user");
    for (const Kind kind : supportedKinds) {
        const bool always = kind == Kind::Task || kind == Kind::Note || kind == Kind::Call;
        const QString name = settingsName(kind);
        QTest::newRow(qPrintable(name)) << kind << false << (always ? kari : ola).value;
        QTest::newRow(qPrintable(name + u" with the option"_s)) << kind << true << kari.value;
    }
}

void AssignedToTest::someKindsHaveOwnersByOption()
{
    QFETCH(Kind, kind);
    QFETCH(bool, withOption);
    QFETCH(QString, user);
    World world;
    world.settings.ownersOfMeetingsAndEmails = withOption;
    Activity a = activity(kind);
    a.owner = {u"71"_s};
    const Assignment assignment = assignedTo(a, kind, {u"72"_s}, world.circumstances());
    QCOMPARE(assignment.user.value, user);
}

QTEST_GUILESS_MAIN(AssignedToTest)
#include "tst_assignedto.moc"
