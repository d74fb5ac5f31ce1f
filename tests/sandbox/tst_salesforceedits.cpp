// SPDX-License-Identifier: GPL-3.0-or-later
#include "orgface.h"

#include "sandbox/salesforce/ids.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandbox::salesforce;
using sandbox::Change;
using sandbox_test::OrgFace;

namespace {

QString named(Change::What what)
{
    switch (what) {
    case Change::What::Created:
        return u"created"_s;
    case Change::What::Updated:
        return u"updated"_s;
    case Change::What::Deleted:
        return u"deleted"_s;
    case Change::What::Merged:
        return u"merged"_s;
    case Change::What::Converted:
        return u"converted"_s;
    default:
        return u"other"_s;
    }
}

// "api created Task hs:1:note:1 (Subject)" per change since `from`; fields only of updates.
QStringList story(const OrgFace& face, std::size_t from = 0)
{
    QStringList lines;
    for (std::size_t i = from; i < face.log.changes().size(); ++i) {
        const Change& change = face.log.changes()[i];
        QString line
            = u"%1 %2 %3 %4"_s.arg(change.actor, named(change.what), change.object, change.key)
                  .trimmed();
        if (change.what == Change::What::Updated)
            line += u" (%1)"_s.arg(change.fields.join(u", "_s));
        lines.append(line);
    }
    return lines;
}

} // namespace

class SalesforceEditsTest final : public QObject
{
    Q_OBJECT

private slots:
    void idsCarryTheirCaseInTheSuffix_data()
    {
        QTest::addColumn<QString>("shortId");
        QTest::addColumn<QString>("fullId"); // empty: not an id
        QTest::newRow("all capitals") << u"ABCDEABCDEABCDE"_s << u"ABCDEABCDEABCDE555"_s;
        QTest::newRow("none") << u"001000000000001"_s << u"001000000000001AAA"_s;
        QTest::newRow("mixed") << u"00Q000000000a1B"_s << u"00Q000000000a1BEAQ"_s;
        QTest::newRow("too short") << u"00100000000000"_s << QString();
        QTest::newRow("strange character") << u"00100000000000-"_s << QString();
        QTest::newRow("not latin") << u"00100000000000é"_s << QString();
    }
    void idsCarryTheirCaseInTheSuffix()
    {
        QFETCH(QString, shortId);
        QFETCH(QString, fullId);
        QCOMPARE(normalizedId(shortId).value_or(QString()), fullId);
        if (!fullId.isEmpty())
            QCOMPARE(normalizedId(fullId).value_or(QString()), fullId);
    }

    void idsAreGivenInOrder()
    {
        QCOMPARE(makeId(u"00T", 1), u"00T000000000001EAA"_s);
        QCOMPARE(makeId(u"00T", 62), u"00T000000000010EAA"_s);
        QVERIFY(makeId(u"00T", 61) < makeId(u"00T", 62));
        QVERIFY(makeId(u"00T", 35) < makeId(u"00T", 36)); // Z before a
    }

    void theLogTellsWhoDidWhat()
    {
        OrgFace face;
        QVERIFY(face.log.changes().empty()); // founding the org is no change
        const Id contact = face.org.addContact(
            {u"Kari"_s, u"Nordmann"_s, u"k@example.com"_s, {}, {}, std::nullopt}, Actor::Seed);
        face.upsert({{{keyFieldName, u"hs:1:note:1"_s}, {u"WhoId"_s, contact}}});
        face.upsert({{{keyFieldName, u"hs:1:note:1"_s}, {u"Subject"_s, u"x"_s},
            {u"Status"_s, u"Completed"_s}}});
        face.upsert({{{keyFieldName, u"hs:1:note:1"_s}, {u"Subject"_s, u"x"_s}}});
        const Id task = face.org.tasks()[0].id;
        face.org.editTask(task, {{u"Priority"_s, u"Low"_s}});
        face.org.deleteRecord(task);
        face.org.undelete(task);
        QCOMPARE(story(face),
            (QStringList{u"seed created Contact"_s, u"api created Task hs:1:note:1"_s,
                u"api updated Task hs:1:note:1 (Subject, Status, CompletedDateTime, IsClosed)"_s,
                u"api updated Task hs:1:note:1 ()"_s, u"user updated Task hs:1:note:1 (Priority)"_s,
                u"user deleted Task hs:1:note:1"_s, u"user updated Task hs:1:note:1 ()"_s}));
        QCOMPARE(face.log.changes()[1].id, task);
        QCOMPARE(face.log.changes()[1].at, face.now);
    }

    void refusedEditsLeaveNoTrace()
    {
        OrgFace face;
        const Id task = face.org.add(u"Task"_s, {}).id;
        QCOMPARE(face.org.editTask(task, {{u"Status"_s, u"?"_s}}).errors.at(0).statusCode,
            u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s);
        QCOMPARE(face.org.edit(u"00T000000000Zzz"_s, {}).errors.at(0).statusCode, u"NOT_FOUND"_s);
        QCOMPARE(face.log.changes().size(), std::size_t(1));
    }

    void conversionMovesTheLeadsTasks()
    {
        OrgFace face;
        const Id account = face.org.addAccount({.name = u"Vik"_s, .ownerId = {}});
        const Id contact = face.org.addContact(
            {u"Per"_s, u"Hansen"_s, u"p@example.com"_s, account, {}, std::nullopt});
        const Id lead = face.org.addLead(
            {u"Per"_s, u"Hansen"_s, u"Vik"_s, u"p@example.com"_s, {}, std::nullopt});
        face.upsert({{{keyFieldName, u"a"_s}, {u"WhoId"_s, lead}}});
        const std::size_t before = face.log.changes().size();
        face.wait(std::chrono::seconds(3));
        face.org.convertLead(lead, contact);
        QCOMPARE(story(face, before),
            (QStringList{u"user converted Lead"_s, u"user updated Task a (WhoId)"_s}));
        const Task task = face.org.tasks()[0];
        QCOMPARE(task.whoId, contact);
        QCOMPARE(task.systemModstamp - task.createdDate, std::chrono::milliseconds(3000));
        QCOMPARE(
            face.column(
                u"SELECT ConvertedContactId FROM Lead WHERE IsConverted = true AND ConvertedAccountId = '%1'"_s
                    .arg(account),
                u"ConvertedContactId"_s),
            contact);
        QCOMPARE(face.org.edit(lead, {{u"Company"_s, u"x"_s}}).errors.at(0).statusCode,
            u"CANNOT_UPDATE_CONVERTED_LEAD"_s);
    }

    void mergingLeavesTheWinner()
    {
        OrgFace face;
        const Id winner
            = face.org.addContact({u"A"_s, u"A"_s, u"a@example.com"_s, {}, {}, std::nullopt});
        const Id loser
            = face.org.addContact({u"B"_s, u"B"_s, u"a@example.com"_s, {}, {}, std::nullopt});
        face.upsert({{{keyFieldName, u"a"_s}, {u"WhoId"_s, loser}}});
        face.org.mergeContacts(winner, loser);
        QCOMPARE(face.org.tasks()[0].whoId, winner);
        QCOMPARE(face.column(u"SELECT Id FROM Contact WHERE Email = 'A@example.com'"_s, u"Id"_s),
            winner);
        QCOMPARE(face.column(u"SELECT MasterRecordId FROM Contact WHERE Id = '%1'"_s.arg(loser),
                     u"MasterRecordId"_s, true),
            winner);
        QCOMPARE(OrgFace::outcomes(face.upsert({{{keyFieldName, u"b"_s}, {u"WhoId"_s, loser}}})),
            u"ENTITY_IS_DELETED"_s);
    }

    void lateCommitsBecomeVisibleWithAnOldStamp()
    {
        OrgFace face;
        const Id task = face.org.add(u"Task"_s, {}).id;
        face.wait(std::chrono::minutes(10));
        face.org.editLate(task, {{u"Subject"_s, u"late"_s}}, face.now - std::chrono::minutes(5));
        QCOMPARE(
            face.column(
                u"SELECT SystemModstamp FROM Task WHERE SystemModstamp > 2026-11-23T10:00:00Z AND SystemModstamp < 2026-11-23T10:10:00Z"_s,
                u"SystemModstamp"_s),
            u"2026-11-23T10:05:00.000+0000"_s);
    }

    void peopleKeepTheirCreationDate()
    {
        OrgFace face;
        const Id contact = face.org.addContact(
            {u"A"_s, u"A"_s, u"a@example.com"_s, {}, {}, face.now - std::chrono::hours(24)});
        QCOMPARE(face.org.record(contact)->value(u"CreatedDate"_s).toString(),
            u"2026-11-22T10:00:00.000+0000"_s);
        QCOMPARE(face.org.record(contact)->value(u"Name"_s).toString(), u"A A"_s);
        const Id user = face.org.addUser({.name = u"Bo Berg"_s,
            .email = u"bo@example.com"_s,
            .username = {},
            .federationId = u"BB"_s,
            .isActive = true,
            .userType = u"Standard"_s});
        QCOMPARE(face.org.record(user)->value(u"FirstName"_s).toString(), u"Bo"_s);
        QVERIFY(!face.org.record(user)->value(u"Username"_s).toString().isEmpty());
        QCOMPARE(face.org.count(u"User"_s), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(SalesforceEditsTest)
#include "tst_salesforceedits.moc"
