// SPDX-License-Identifier: GPL-3.0-or-later
#include "orgface.h"

#include "sandbox/salesforce/soql/query.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandbox::salesforce;
using sandbox_test::Answer;
using sandbox_test::OrgFace;

namespace {

// Three tasks a minute apart; a contact, a lead, an account.
struct Scene
{
    OrgFace face;
    Id account, contact, lead, call, mail, open;

    Scene()
    {
        Org& org = face.org;
        account = org.addAccount({.name = u"Fjord AS"_s, .ownerId = {}});
        contact = org.addContact(
            {u"Kari"_s, u"Nordmann"_s, u"Kari@Example.com"_s, account, {}, std::nullopt});
        lead = org.addLead(
            {u"Per"_s, u"Hansen"_s, u"Vik AS"_s, u"per@example.com"_s, {}, std::nullopt});
        call = task({{u"Subject"_s, u"Call: O'Neil 50%"_s}, {u"Status"_s, u"Completed"_s},
            {u"WhoId"_s, contact}, {u"TaskSubtype"_s, u"Call"_s}, {u"CallDurationInSeconds"_s, 61},
            {u"ActivityDate"_s, u"2026-11-20"_s}, {keyFieldName, u"hs:1:call:10"_s}});
        face.wait(std::chrono::minutes(1));
        mail
            = task({{u"Subject"_s, u"Sent hello"_s}, {u"WhoId"_s, lead}, {u"Priority"_s, u"High"_s},
                {u"ActivityDate"_s, u"2026-11-21"_s}, {keyFieldName, u"hs:1:ssend:11"_s}});
        face.wait(std::chrono::minutes(1));
        open = task({{u"Subject"_s, u"call back"_s}, {u"WhatId"_s, account}});
        face.wait(std::chrono::minutes(1));
    }

    Id task(const Fields& fields)
    {
        const Outcome outcome = face.org.add(u"Task"_s, fields);
        if (!outcome.ok())
            qFatal("the scene is wrong");
        return outcome.id;
    }
};

} // namespace

class SoqlTest final : public QObject
{
    Q_OBJECT

private slots:
    void conditionsChooseRows_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("subjects"); // in order of creation
        const QString call = u"Call: O'Neil 50%"_s, mail = u"Sent hello"_s, open = u"call back"_s;
        const auto row = [](const char* name, const QString& where, const QStringList& subjects) {
            QTest::newRow(name) << where << subjects.join(QChar(u','));
        };
        row("none", u""_s, {call, mail, open});
        row("text equal ignores case", u"WHERE Subject = 'SENT HELLO'"_s, {mail});
        row("text not equal", u"WHERE Subject != 'sent hello'"_s, {call, open});
        row("not equal includes null", u"WHERE HubSpot_Engagement_Id__c != 'hs:1:call:10'"_s,
            {mail, open});
        row("escape in text", u"WHERE Subject = 'call: o\\'neil 50%'"_s, {call});
        row("like", u"WHERE Subject LIKE 'call%'"_s, {call, open});
        row("like one", u"WHERE Subject LIKE 'sent_hello'"_s, {mail});
        row("like escaped percent", u"WHERE Subject LIKE '%0\\%'"_s, {call});
        row("like in the middle", u"WHERE Subject LIKE '%l%b%'"_s, {open});
        row("like key prefix", u"WHERE HubSpot_Engagement_Id__c LIKE 'hs:1:s%'"_s, {mail});
        row("like never meets null", u"WHERE HubSpot_Engagement_Id__c LIKE '%'"_s, {call, mail});
        row("in", u"WHERE Status IN ('Completed', 'Deferred')"_s, {call});
        row("not in", u"WHERE Status NOT IN ('Completed')"_s, {mail, open});
        row("in keys", u"WHERE HubSpot_Engagement_Id__c IN ('HS:1:CALL:10','hs:1:ssend:11','x')"_s,
            {call, mail});
        row("null", u"WHERE HubSpot_Engagement_Id__c = null"_s, {open});
        row("not null", u"WHERE HubSpot_Engagement_Id__c != NULL"_s, {call, mail});
        row("empty text is null", u"WHERE HubSpot_Engagement_Id__c = ''"_s, {open});
        row("boolean", u"WHERE IsClosed = true"_s, {call});
        row("boolean not", u"WHERE IsHighPriority != FALSE"_s, {mail});
        row("number", u"WHERE CallDurationInSeconds >= 61"_s, {call});
        row("number never meets null", u"WHERE CallDurationInSeconds < 999"_s, {call});
        row("date", u"WHERE ActivityDate > 2026-11-20"_s, {mail});
        row("date in", u"WHERE ActivityDate IN (2026-11-20,2026-11-21)"_s, {call, mail});
        row("stamp from", u"WHERE SystemModstamp >= 2026-11-23T10:01:00Z"_s, {mail, open});
        row("stamp window",
            u"WHERE SystemModstamp > 2026-11-23T10:00:00Z AND SystemModstamp < 2026-11-23T10:02:00Z"_s,
            {mail});
        row("stamp equal with milliseconds", u"WHERE SystemModstamp = 2026-11-23T10:01:00.000Z"_s,
            {mail});
        row("stamp with offset", u"WHERE SystemModstamp >= 2026-11-23T11:02:00+01:00"_s, {open});
        row("and", u"WHERE IsClosed = false AND Priority = 'High'"_s, {mail});
        row("or", u"WHERE Priority = 'High' OR IsClosed = true"_s, {call, mail});
        row("not", u"WHERE NOT Priority = 'High'"_s, {call, open});
        row("and with not in parentheses",
            u"WHERE IsClosed = false AND (NOT Subject LIKE 'call%')"_s, {mail});
        row("parentheses",
            u"WHERE (IsClosed = true OR Priority = 'High') AND (Subject LIKE 'sent%')"_s, {mail});
        row("keyset",
            u"WHERE (SystemModstamp > 2026-11-23T10:01:00Z OR (SystemModstamp = 2026-11-23T10:01:00Z AND Id > '00T000000000001'))"_s,
            {mail, open});
        row("who type", u"WHERE Who.Type = 'Lead'"_s, {mail});
        row("who name", u"WHERE Who.Name = 'kari nordmann'"_s, {call});
        row("what", u"WHERE What.Type = 'Account' AND What.Name LIKE 'fjord%'"_s, {open});
        row("owner",
            u"WHERE Owner.Name = 'Ada Admin' AND Owner.IsActive = true AND Owner.Type = 'User'"_s,
            {call, mail, open});
        row("relationship null", u"WHERE Who.Name = null"_s, {open});
        row("own name in front", u"WHERE Task.Priority = 'High'"_s, {mail});
        row("keywords in any case", u"where IsClosed = TRUE and Priority = 'normal'"_s, {call});
    }
    void conditionsChooseRows()
    {
        QFETCH(QString, where);
        Scene scene;
        QTEST(scene.face.column(
                  u"SELECT Subject FROM Task %1 ORDER BY Id"_s.arg(where), u"Subject"_s),
            "subjects");
    }

    void brokenQueriesAreRefused_data()
    {
        QTest::addColumn<QString>("soql");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const QString& soql, const QString& problem) {
            QTest::newRow(name) << soql << u"400 "_s + problem;
        };
        const QString malformed = u"MALFORMED_QUERY"_s;
        row("empty", u""_s, malformed);
        row("no select", u"Id FROM Task"_s, malformed);
        row("star", u"SELECT * FROM Task"_s, malformed);
        row("no from", u"SELECT Id"_s, malformed);
        row("comma", u"SELECT Id, FROM Task"_s, malformed);
        row("unterminated", u"SELECT Id FROM Task WHERE Subject = 'x"_s, malformed);
        row("escape", u"SELECT Id FROM Task WHERE Subject = 'a\\qb'"_s, malformed);
        row("wildcard escape outside like", u"SELECT Id FROM Task WHERE Subject = 'a\\%b'"_s,
            malformed);
        row("and with or",
            u"SELECT Id FROM Task WHERE IsClosed = true AND IsDeleted = false OR Priority = 'High'"_s,
            malformed);
        row("and with not", u"SELECT Id FROM Task WHERE IsClosed = true AND NOT IsDeleted = true"_s,
            malformed);
        row("missing parenthesis", u"SELECT Id FROM Task WHERE (IsClosed = true"_s, malformed);
        row("empty in", u"SELECT Id FROM Task WHERE Status IN ()"_s, malformed);
        row("in without list", u"SELECT Id FROM Task WHERE Status IN 'x'"_s, malformed);
        row("group by", u"SELECT Id FROM Task GROUP BY Id"_s, malformed);
        row("offset", u"SELECT Id FROM Task LIMIT 1 OFFSET 1"_s, malformed);
        row("limit word", u"SELECT Id FROM Task LIMIT x"_s, malformed);
        row("limit negative", u"SELECT Id FROM Task LIMIT -1"_s, malformed);
        row("aggregate", u"SELECT COUNT(Id) FROM Task"_s, malformed);
        row("semi-join", u"SELECT Id FROM Contact WHERE Id IN (SELECT WhoId FROM Task)"_s,
            malformed);
        row("two objects", u"SELECT Id FROM Task, Event"_s, malformed);
        row("semicolon", u"SELECT Id FROM Task;"_s, malformed);
        row("double quotes", u"SELECT Id FROM Task WHERE Subject = \"x\""_s, malformed);
        row("bad date", u"SELECT Id FROM Task WHERE ActivityDate = 2026-02-30"_s, malformed);
        row("zone missing", u"SELECT Id FROM Task WHERE SystemModstamp > 2026-11-23T10:00:00"_s,
            malformed);
        row("zone without colon",
            u"SELECT Id FROM Task WHERE SystemModstamp > 2026-11-23T10:00:00.000+0000"_s,
            malformed);
        row("plus became space",
            u"SELECT Id FROM Task WHERE SystemModstamp > 2026-11-23T10:00:00 01:00"_s, malformed);
        row("order of count", u"SELECT COUNT() FROM Task ORDER BY Id"_s, malformed);
        row("sort by description", u"SELECT Id FROM Task ORDER BY Description"_s, malformed);
        row("no such object", u"SELECT Id FROM Tasks"_s, u"INVALID_TYPE"_s);
        const QString field = u"INVALID_FIELD"_s;
        row("no such column", u"SELECT Id, Foo FROM Task"_s, field);
        row("no such column in where", u"SELECT Id FROM Task WHERE Foo = 1"_s, field);
        row("no such column in order", u"SELECT Id FROM Task ORDER BY Foo"_s, field);
        row("no such relationship", u"SELECT Foo.Name FROM Task"_s, field);
        row("no such field of who", u"SELECT Who.AccountId FROM Task"_s, field);
        row("beyond who", u"SELECT Who.Owner.Name FROM Task"_s, field);
        row("twice", u"SELECT Id, id FROM Task"_s, field);
        row("description filtered", u"SELECT Id FROM Task WHERE Description = 'x'"_s, field);
        row("unquoted text", u"SELECT Id FROM Task WHERE Subject = 5"_s, field);
        row("quoted boolean", u"SELECT Id FROM Task WHERE IsClosed = 'true'"_s, field);
        row("quoted datetime",
            u"SELECT Id FROM Task WHERE SystemModstamp > '2026-11-23T10:00:00Z'"_s, field);
        row("date for datetime", u"SELECT Id FROM Task WHERE SystemModstamp > 2026-11-23"_s, field);
        row("datetime for date", u"SELECT Id FROM Task WHERE ActivityDate > 2026-11-23T10:00:00Z"_s,
            field);
        row("quoted number", u"SELECT Id FROM Task WHERE CallDurationInSeconds = '5'"_s, field);
        row("null boolean", u"SELECT Id FROM Task WHERE IsClosed = null"_s, field);
        row("null ordered", u"SELECT Id FROM Task WHERE ActivityDate > null"_s, field);
        row("shared field without the switch", u"SELECT WhoCount FROM Task"_s, field);
        const QString filter = u"INVALID_QUERY_FILTER_OPERATOR"_s;
        row("bad id", u"SELECT Id FROM Task WHERE Id = 'abc'"_s, filter);
        row("id with a wrong suffix", u"SELECT Id FROM Task WHERE Id = '00T000000000001XXX'"_s,
            filter);
        row("like of id", u"SELECT Id FROM Task WHERE Id LIKE '00T%'"_s, filter);
        row("ordered boolean", u"SELECT Id FROM Task WHERE IsClosed > false"_s, filter);
    }
    void brokenQueriesAreRefused()
    {
        QFETCH(QString, soql);
        Scene scene;
        QTEST(scene.face.query(soql).problem(), "problem");
    }

    void literalAndQueryLengthsAreLimited()
    {
        // By subrequest of a composite the URI would be too long first, so the parser is asked
        // directly.
        const auto code = [](const QString& text) {
            const auto parsed = soql::parse(text);
            const auto* error = std::get_if<soql::QueryError>(&parsed);
            return error ? error->code : QString();
        };
        const QString query = u"SELECT Id FROM Task WHERE Subject = '%1'"_s;
        QCOMPARE(code(query.arg(QString(4000, u'x'))), QString());
        QCOMPARE(code(query.arg(QString(4001, u'x'))), u"MALFORMED_QUERY"_s);
        const QString padding(100'000 - 19, u' ');
        QCOMPARE(code(u"SELECT Id FROM Task"_s + padding), QString());
        QCOMPARE(code(u"SELECT Id FROM Task "_s + padding), u"MALFORMED_QUERY"_s);
        QCOMPARE(code(u"SELECT Id FROM Task WHERE "_s + QString(60, u'(') + u"IsClosed = true"_s
                     + QString(60, u')')),
            u"MALFORMED_QUERY"_s);
    }

    void relationshipsAreNested()
    {
        Scene scene;
        const QJsonObject row
            = scene.face
                  .rows(
                      u"SELECT Id, Who.Name, Who.Type, Who.Email, Owner.Name, What.Name, "
                      "CreatedBy.Email, SystemModstamp, ActivityDate, IsClosed, "
                      "CallDurationInSeconds, HubSpot_Engagement_Id__c FROM Task WHERE Id = '%1'"_s
                          .arg(scene.call))
                  .at(0)
                  .toObject();
        QCOMPARE(row.value(u"attributes"_s).toObject().value(u"url"_s).toString(),
            u"/services/data/v68.0/sobjects/Task/"_s + scene.call);
        const QJsonObject who = row.value(u"Who"_s).toObject();
        QCOMPARE(who.value(u"Name"_s).toString(), u"Kari Nordmann"_s);
        QCOMPARE(who.value(u"Type"_s).toString(), u"Contact"_s);
        QCOMPARE(who.value(u"Email"_s).toString(), u"Kari@Example.com"_s);
        QCOMPARE(row.value(u"Owner"_s).toObject().value(u"Name"_s).toString(), u"Ada Admin"_s);
        QVERIFY(row.value(u"What"_s).isNull());
        QCOMPARE(row.value(u"CreatedBy"_s).toObject().value(u"Email"_s).toString(),
            u"ada.admin@example.com"_s);
        QCOMPARE(row.value(u"SystemModstamp"_s).toString(), u"2026-11-23T10:00:00.000+0000"_s);
        QCOMPARE(row.value(u"ActivityDate"_s).toString(), u"2026-11-20"_s);
        QCOMPARE(row.value(u"IsClosed"_s), QJsonValue(true));
        QCOMPARE(row.value(u"CallDurationInSeconds"_s), QJsonValue(61));
        QCOMPARE(row.value(u"HubSpot_Engagement_Id__c"_s).toString(), u"hs:1:call:10"_s);
    }

    void textsAreEscapedInAnswers()
    {
        Scene scene;
        const QString text = u"a\"b\\c\nd\te\x01"
                             "f\u00e9\U0001F600"_s;
        scene.task({{u"Description"_s, text}});
        QCOMPARE(scene.face.rows(u"SELECT Description FROM Task ORDER BY Id DESC LIMIT 1"_s)
                     .at(0)
                     .toObject()
                     .value(u"Description"_s)
                     .toString(),
            text);
    }

    void twoStepsLeadThroughTheAccount()
    {
        Scene scene;
        QCOMPARE(
            scene.face
                .rows(
                    u"SELECT Account.Owner.Email FROM Contact WHERE Account.Owner.Name = 'Ada Admin'"_s)
                .at(0)
                .toObject()
                .value(u"Account"_s)
                .toObject()
                .value(u"Owner"_s)
                .toObject()
                .value(u"Email"_s)
                .toString(),
            u"ada.admin@example.com"_s);
    }

    void ordersByTermsAndDirections()
    {
        Scene scene;
        const auto order = [&](const QString& by) {
            return scene.face.column(
                u"SELECT Priority, Subject FROM Task ORDER BY "_s + by, u"Subject"_s);
        };
        QCOMPARE(
            order(u"ActivityDate"_s), u"call back,Call: O'Neil 50%,Sent hello"_s); // null first
        QCOMPARE(order(u"ActivityDate DESC"_s), u"Sent hello,Call: O'Neil 50%,call back"_s);
        QCOMPARE(
            order(u"Priority DESC, Subject ASC"_s), u"call back,Call: O'Neil 50%,Sent hello"_s);
        QCOMPARE(order(u"SystemModstamp DESC"_s), u"call back,Sent hello,Call: O'Neil 50%"_s);
        QCOMPARE(order(u"Subject DESC LIMIT 1"_s), u"Sent hello"_s);
        QCOMPARE(order(u"SystemModstamp, Id LIMIT 2"_s), u"Call: O'Neil 50%,Sent hello"_s);
    }

    void equalStampsAreOrderedById()
    {
        OrgFace face;
        for (int i = 0; i < 5; ++i)
            face.org.add(u"Task"_s, {{u"Subject"_s, QString::number(i)}});
        face.org.editTask(face.org.tasks()[1].id, {{u"Subject"_s, u"1"_s}});
        QCOMPARE(
            face.column(
                u"SELECT Subject FROM Task WHERE SystemModstamp >= 2026-11-23T10:00:00Z ORDER BY SystemModstamp, Id"_s,
                u"Subject"_s),
            u"0,1,2,3,4"_s);
    }

    void countsWithoutRows()
    {
        Scene scene;
        const QJsonObject answer
            = scene.face.query(u"SELECT COUNT() FROM Task WHERE IsClosed = false"_s).object();
        QCOMPARE(answer.value(u"totalSize"_s).toInt(), 2);
        QCOMPARE(answer.value(u"records"_s).toArray().size(), 0);
        QVERIFY(answer.value(u"done"_s).toBool());
    }

    void queryHidesDeletedAndArchived()
    {
        Scene scene;
        scene.face.org.deleteRecord(scene.mail);
        scene.face.org.archive(scene.call);
        const QString soql = u"SELECT Subject, IsDeleted, IsArchived FROM Task ORDER BY Id"_s;
        QCOMPARE(scene.face.column(soql, u"Subject"_s), u"call back"_s);
        QCOMPARE(scene.face.column(soql, u"IsDeleted"_s, true), u"false,true,false"_s);
        QCOMPARE(scene.face.column(soql, u"IsArchived"_s, true), u"true,false,false"_s);
        scene.face.org.purge(scene.mail);
        QCOMPARE(scene.face.column(soql, u"Subject"_s, true), u"Call: O'Neil 50%,call back"_s);
        QCOMPARE(scene.face.query(u"SELECT Id FROM Task WHERE Id = '%1'"_s.arg(scene.mail), true)
                     .object()
                     .value(u"totalSize"_s)
                     .toInt(),
            0);
    }

    void noOrderMeansNoOrderOfCreation()
    {
        Scene scene;
        QCOMPARE(scene.face.column(u"SELECT Subject FROM Task"_s, u"Subject"_s),
            u"call back,Sent hello,Call: O'Neil 50%"_s);
    }

    void indexesAndScansAgree()
    {
        // The same question with and without an index: NOT (NOT …) hides the term from the
        // outermost AND.
        OrgFace face;
        for (int i = 0; i < 300; ++i) {
            face.org.add(u"Task"_s,
                {{keyFieldName, u"hs:1:%1:%2"_s.arg(i % 3 ? u"note"_s : u"call"_s).arg(i)}});
            face.wait(std::chrono::seconds(i % 4));
        }
        for (const QString& term : {u"HubSpot_Engagement_Id__c LIKE 'hs:1:n%'"_s,
                 u"HubSpot_Engagement_Id__c IN ('HS:1:note:4','hs:1:call:3')"_s,
                 u"SystemModstamp >= 2026-11-23T10:02:00Z"_s,
                 u"SystemModstamp = 2026-11-23T10:02:00Z"_s,
                 u"SystemModstamp < 2026-11-23T10:02:00Z"_s}) {
            const QString fast
                = face.column(u"SELECT Id FROM Task WHERE %1 ORDER BY Id"_s.arg(term), u"Id"_s);
            const QString slow = face.column(
                u"SELECT Id FROM Task WHERE NOT (NOT %1) ORDER BY Id"_s.arg(term), u"Id"_s);
            QVERIFY(!fast.isEmpty());
            QCOMPARE(fast, slow);
        }
    }

    void statusesAndUsersCanBeRead()
    {
        OrgFace face;
        QCOMPARE(
            face.column(
                u"SELECT MasterLabel, ApiName, IsClosed, IsDefault, SortOrder FROM TaskStatus ORDER BY SortOrder"_s,
                u"ApiName"_s),
            u"Not Started,In Progress,Completed,Waiting on someone else,Deferred"_s);
        QCOMPARE(
            face.column(u"SELECT ApiName FROM TaskStatus WHERE IsClosed = true"_s, u"ApiName"_s),
            u"Completed"_s);
        QCOMPARE(face.column(u"SELECT ApiName FROM TaskPriority WHERE IsHighPriority = true"_s,
                     u"ApiName"_s),
            u"High"_s);
        face.org.addUser({.name = u"Bo Berg"_s,
            .email = u"bo@example.com"_s,
            .username = {},
            .federationId = {},
            .isActive = false,
            .userType = u"Standard"_s});
        face.org.addUser({.name = u"Partner"_s,
            .email = u"p@example.com"_s,
            .username = {},
            .federationId = {},
            .isActive = true,
            .userType = u"PowerPartner"_s});
        QCOMPARE(
            face.column(
                u"SELECT Id,Email,Username,FederationIdentifier,IsActive,UserType FROM User WHERE UserType='Standard' ORDER BY Name"_s,
                u"Email"_s),
            u"ada.admin@example.com,bo@example.com"_s);
        QCOMPARE(face.column(u"SELECT Name, IsSandbox FROM Organization"_s, u"Name"_s),
            u"Example Industries"_s);
    }
};

QTEST_GUILESS_MAIN(SoqlTest)
#include "tst_soql.moc"
