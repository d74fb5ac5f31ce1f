// SPDX-License-Identifier: GPL-3.0-or-later
#include "orgface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandbox::salesforce;
using sandbox_test::Answer;
using sandbox_test::OrgFace;

namespace {

QJsonObject sub(const QString& reference, const QString& url, const QString& method = u"GET"_s)
{
    return {{u"method"_s, method}, {u"referenceId"_s, reference},
        {u"url"_s, u"/services/data/v68.0/"_s + url}};
}

QJsonObject compositeOf(const QJsonArray& subs, bool isAllOrNone = false)
{
    return {{u"allOrNone"_s, isAllOrNone}, {u"compositeRequest"_s, subs}};
}

const QString countTasks = u"query?q=SELECT+COUNT()+FROM+Task"_s;

QString statuses(const Answer& answer)
{
    QStringList words;
    for (const QJsonValue& part : answer.object().value(u"compositeResponse"_s).toArray())
        words.append(u"%1 %2"_s.arg(part.toObject().value(u"referenceId"_s).toString())
                         .arg(part.toObject().value(u"httpStatusCode"_s).toInt()));
    return words.join(QChar(u','));
}

} // namespace

class SalesforceGateTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyAnswerTellsUsageAndDate()
    {
        OrgFace face;
        const Answer first = face.get("limits");
        QCOMPARE(first.header("Sforce-Limit-Info"), QByteArray("api-usage=1/100000"));
        QCOMPARE(first.header("Date"), QByteArray("Mon, 23 Nov 2026 10:00:00 GMT"));
        QCOMPARE(
            first.object().value(u"DailyApiRequests"_s).toObject().value(u"Remaining"_s).toInt(),
            99'999);
        QCOMPARE(face.get("nothing").header("Sforce-Limit-Info"), QByteArray("api-usage=2/100000"));
    }

    void tokensOpenTheDoor()
    {
        OrgFace face;
        face.token = "wrong";
        const Answer refused = face.get("limits");
        QCOMPARE(refused.problem(), u"401 INVALID_SESSION_ID"_s);
        QCOMPARE(refused.array().at(0).toObject().value(u"message"_s).toString(),
            u"Session expired or invalid"_s);
        QCOMPARE(face.org.callsUsed(), 0);
        face.token.clear();
        QCOMPARE(face.get("limits").status(), 401);
        face.token = defaultToken;
        QCOMPARE(face.get("limits").status(), 200);
        face.org.revokeTokens();
        QCOMPARE(face.get("limits").status(), 401);
        face.org.acceptToken("new", face.org.apiUser());
        face.token = "new";
        QCOMPARE(face.get("limits").status(), 200);
        face.org.setUserActive(face.org.apiUser(), false);
        QCOMPARE(face.get("limits").status(), 401);
    }

    void whoAmI()
    {
        OrgFace face;
        const Answer info = face.send("GET", "/services/oauth2/userinfo");
        QCOMPARE(info.object().value(u"user_id"_s).toString(), face.org.apiUser());
        QCOMPARE(info.object().value(u"organization_id"_s).toString(), face.org.organizationId());
        const QByteArray path
            = (u"/id/"_s + face.org.organizationId() + u'/' + face.org.apiUser()).toLatin1();
        QCOMPARE(face.send("GET", path).object().value(u"username"_s).toString(),
            u"ada.admin@example.com"_s);
        face.token = "wrong";
        const Answer refused = face.send("GET", "/services/oauth2/userinfo");
        QCOMPARE(refused.status(), 403);
        QCOMPARE(refused.response.body, QByteArray("Bad_OAuth_Token"));
        QCOMPARE(face.org.callsUsed(), 0);
    }

    // Clients start here: they read the version and follow the address of the identity.
    void aVersionTellsWhatItOffersAndWhoAsks()
    {
        OrgFace face;
        const auto offered = [&face](sandbox::Headers headers) {
            return face.send("GET", "/services/data/v67.0", {}, std::move(headers)).object();
        };
        const QString path = u"/id/"_s + face.org.organizationId() + u'/' + face.org.apiUser();
        QCOMPARE(offered({}).value(u"sobjects"_s).toString(), u"/services/data/v67.0/sobjects"_s);
        QCOMPARE(
            offered({}).value(u"identity"_s).toString(), u"https://login.salesforce.com"_s + path);
        // By HTTP the login service is the sandbox itself.
        const QString here = u"http://127.0.0.1:4711"_s + path;
        const sandbox::Headers host{{"Host", "127.0.0.1:4711"}};
        QCOMPARE(offered(host).value(u"identity"_s).toString(), here);
        QCOMPARE(face.send("GET", path.toLatin1() + "?format=json", {}, host)
                     .object()
                     .value(u"id"_s)
                     .toString(),
            here);
        face.token = "wrong";
        QCOMPARE(face.send("GET", "/services/data/v67.0").problem(), u"401 INVALID_SESSION_ID"_s);
    }

    void allTypesAreListedAsTheyAreDescribed()
    {
        OrgFace face;
        const QJsonObject global = face.get("sobjects").object();
        QCOMPARE(global.value(u"encoding"_s).toString(), u"UTF-8"_s);
        QCOMPARE(global.value(u"maxBatchSize"_s).toInt(), 200);
        QStringList names;
        for (const QJsonValue& value : global.value(u"sobjects"_s).toArray()) {
            const QJsonObject listed = value.toObject();
            names.append(listed.value(u"name"_s).toString());
            QVERIFY(!listed.contains(u"fields"_s));
            const QJsonObject described = face.send("GET",
                                                  listed.value(u"urls"_s)
                                                      .toObject()
                                                      .value(u"describe"_s)
                                                      .toString()
                                                      .toLatin1())
                                              .object();
            QVERIFY(!described.value(u"fields"_s).toArray().isEmpty());
            for (const QString& key : listed.keys())
                QCOMPARE(listed.value(key), described.value(key));
        }
        for (const QString& name : {u"Contact"_s, u"Event"_s, u"Lead"_s, u"Task"_s, u"User"_s})
            QVERIFY2(names.contains(name), qPrintable(name));
        QCOMPARE(face.send("POST", "sobjects", QJsonObject()).status(), 405);
    }

    void versionsAreOfferedAndRetired()
    {
        OrgFace face;
        face.token.clear();
        const QJsonArray offered = face.send("GET", "/services/data/").array();
        QCOMPARE(offered.size(), 9);
        QCOMPARE(offered.at(0).toObject().value(u"label"_s).toString(), u"Spring '24"_s);
        QCOMPARE(offered.at(8).toObject(),
            (QJsonObject{{u"label"_s, u"Winter '27"_s}, {u"url"_s, u"/services/data/v68.0"_s},
                {u"version"_s, u"68.0"_s}}));
        face.token = defaultToken;
        QCOMPARE(face.send("GET", "/services/data/v60.0/limits").status(), 200);
        QCOMPARE(face.send("GET", "/services/data/v59.0/limits").problem(),
            u"410 UNSUPPORTED_API_VERSION"_s);
        QCOMPARE(face.send("GET", "/services/data/v69.0/limits").problem(), u"404 NOT_FOUND"_s);
        QCOMPARE(face.send("GET", "/services/data/68.0/limits").problem(), u"404 NOT_FOUND"_s);
        face.org.setVersions(66, 67);
        QCOMPARE(face.get("limits").problem(), u"404 NOT_FOUND"_s);
    }

    void theDailyLimitRolls()
    {
        OrgFace face;
        face.org.setDailyLimit(2);
        QCOMPARE(face.get("limits").status(), 200);
        face.wait(std::chrono::hours(1));
        QCOMPARE(face.get("limits").status(), 200);
        QCOMPARE(face.get("limits").problem(), u"403 REQUEST_LIMIT_EXCEEDED"_s);
        QCOMPARE(face.org.callsUsed(), 2);
        face.wait(std::chrono::hours(23));
        QCOMPARE(face.get("limits").problem(), u"403 REQUEST_LIMIT_EXCEEDED"_s);
        face.wait(std::chrono::seconds(60) - std::chrono::milliseconds(124));
        QCOMPARE(face.get("limits").problem(), u"403 REQUEST_LIMIT_EXCEEDED"_s);
        face.wait(std::chrono::milliseconds(1));
        QCOMPARE(face.get("limits").status(), 200);
        QCOMPARE(face.get("limits").problem(), u"403 REQUEST_LIMIT_EXCEEDED"_s);
    }

    void longUrisAreRefusedBeforeAnythingElse()
    {
        OrgFace face;
        const QByteArray start = face.base + "query?q=SELECT+Id+FROM+Task+WHERE+Subject+IN+(";
        const auto target
            = [&](qsizetype length) { return start + QByteArray(length - start.size(), 'x'); };
        QCOMPARE(face.send("GET", target(16'384)).status(), 400);
        QCOMPARE(face.send("GET", target(16'385)).status(), 414);
        QCOMPARE(face.org.callsUsed(), 1);
    }

    void urisAreDecodedStrictly_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        const QByteArray query
            = "/services/data/v68.0/"
              "query?q=SELECT+Id+FROM+Task+WHERE+SystemModstamp+%3E+2026-11-23T10:00:00";
        QTest::newRow("Z") << query + "Z" << 200;
        QTest::newRow("plus encoded") << query + "%2B01:00" << 200;
        QTest::newRow("plus bare is a space") << query + "+01:00" << 400;
        QTest::newRow("broken escape") << query + "%2" << 400;
        QTest::newRow("not UTF-8") << query + "%FF" << 400;
        QTest::newRow("no query") << QByteArray("/services/data/v68.0/query") << 400;
        QTest::newRow("double slash") << QByteArray("//services/data//v68.0/limits") << 200;
    }
    void urisAreDecodedStrictly()
    {
        QFETCH(QByteArray, target);
        OrgFace face;
        QTEST(face.send("GET", target).status(), "status");
    }

    void pagesFollowTheCursor()
    {
        OrgFace face;
        for (int i = 0; i < 450; ++i)
            face.org.add(u"Task"_s, {{u"Subject"_s, QString::number(i)}});
        const QByteArray first = face.base + "query?q=SELECT+Subject+FROM+Task+ORDER+BY+Id";
        const auto page = [&](const QByteArray& target, const QByteArray& batch) {
            return face.send("GET", target, {}, {{"Sforce-Query-Options", batch}});
        };
        QStringList subjects;
        QList<int> sizes;
        QByteArray target = first;
        while (!target.isEmpty()) {
            const QJsonObject answer = page(target, "batchSize=200").object();
            QCOMPARE(answer.value(u"totalSize"_s).toInt(), 450);
            const QJsonArray rows = answer.value(u"records"_s).toArray();
            sizes.append(int(rows.size()));
            for (const QJsonValue& row : rows)
                subjects.append(row.toObject().value(u"Subject"_s).toString());
            target = answer.value(u"nextRecordsUrl"_s).toString().toLatin1();
            QCOMPARE(answer.value(u"done"_s).toBool(), target.isEmpty());
        }
        QCOMPARE(sizes, (QList<int>{200, 200, 50}));
        for (int i = 0; i < 450; ++i)
            QCOMPARE(subjects.at(i), QString::number(i));
        QCOMPARE(page(first, "batchSize=199").problem(), u"400 INVALID_BATCH_SIZE"_s);
        QCOMPARE(page(first, "batchSize=2001").problem(), u"400 INVALID_BATCH_SIZE"_s);
        face.org.setPageSizeMax(30); // wide rows: fewer than asked for
        const QJsonObject shortPage = face.send("GET", first).object();
        QCOMPARE(shortPage.value(u"records"_s).toArray().size(), 30);
        const QByteArray next = shortPage.value(u"nextRecordsUrl"_s).toString().toLatin1();
        QCOMPARE(face.send("GET", next).object().value(u"records"_s).toArray().size(), 30);
        face.wait(std::chrono::hours(48));
        QCOMPARE(face.send("GET", next).problem(), u"400 INVALID_QUERY_LOCATOR"_s);
        QCOMPARE(face.get("query/nothing-2000").problem(), u"400 INVALID_QUERY_LOCATOR"_s);
    }

    void compositePacksCallsIntoOne()
    {
        OrgFace face;
        const Answer answer = face.send("POST", "composite",
            compositeOf({sub(u"a"_s, countTasks), sub(u"b"_s, u"sobjects/Nothing/describe"_s),
                sub(u"c"_s, u"limits"_s)}));
        QCOMPARE(answer.status(), 200);
        QCOMPARE(statuses(answer), u"a 200,b 404,c 200"_s);
        QCOMPARE(face.org.callsUsed(), 1);
        const QJsonObject first
            = answer.object().value(u"compositeResponse"_s).toArray().at(0).toObject();
        QCOMPARE(first.value(u"body"_s).toObject().value(u"totalSize"_s), QJsonValue(0));
        QVERIFY(first.value(u"httpHeaders"_s).isObject());
    }

    void compositeIsLimited_data()
    {
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QString>("problem"); // of the whole
        const auto many = [](int count, const QString& url) {
            QJsonArray subs;
            for (int i = 0; i < count; ++i)
                subs.append(sub(u"r%1"_s.arg(i), url));
            return compositeOf(subs);
        };
        QJsonObject strange = compositeOf({sub(u"a"_s, u"limits"_s)});
        strange.insert(u"halt"_s, true);
        QJsonObject wrongFlag = compositeOf({sub(u"a"_s, u"limits"_s)});
        wrongFlag.insert(u"allOrNone"_s, u"no"_s);
        QJsonObject noReference = sub({}, u"limits"_s);
        QTest::newRow("25") << many(25, u"limits"_s) << u"200"_s;
        QTest::newRow("26") << many(26, u"limits"_s) << u"400 LIMIT_EXCEEDED"_s;
        QTest::newRow("5 queries") << many(5, countTasks) << u"200"_s;
        QTest::newRow("6 queries") << many(6, countTasks) << u"400 LIMIT_EXCEEDED"_s;
        QTest::newRow("6 collections")
            << many(6, u"composite/sobjects?ids=00T"_s) << u"400 LIMIT_EXCEEDED"_s;
        QTest::newRow("none") << many(0, {}) << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("same reference")
            << compositeOf({sub(u"a"_s, u"limits"_s), sub(u"a"_s, u"limits"_s)})
            << u"400 INVALID_INPUT"_s;
        QTest::newRow("no reference") << compositeOf({noReference}) << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("method") << compositeOf({sub(u"a"_s, u"limits"_s, u"HEAD"_s)})
                                << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("unknown member") << strange << u"400 JSON_PARSER_ERROR"_s;
        QTest::newRow("flag") << wrongFlag << u"400 JSON_PARSER_ERROR"_s;
    }
    void compositeIsLimited()
    {
        QFETCH(QJsonObject, body);
        OrgFace face;
        QTEST(face.send("POST", "composite", body).problem(), "problem");
    }

    void subrequestsAreAsStrictAsRequests()
    {
        OrgFace face;
        QJsonObject otherVersion = sub(u"a"_s, {});
        otherVersion.insert(u"url"_s, u"/services/data/v60.0/limits"_s);
        QJsonObject reference = sub(u"c"_s, u"sobjects/Task"_s, u"POST"_s);
        reference.insert(u"body"_s, QJsonObject{{u"WhoId"_s, u"@{a.id}"_s}});
        const QString longQuery = u"query?q="_s + QString(16'384, u'x');
        QCOMPARE(statuses(face.send("POST", "composite",
                     compositeOf({otherVersion, sub(u"b"_s, longQuery), reference,
                         sub(u"d"_s, u"composite"_s, u"POST"_s)}))),
            u"a 404,b 414,c 400,d 404"_s);
    }

    void compositeWritesAreOneTransactionIfAsked()
    {
        OrgFace face;
        const auto upsert = [](const QString& reference, const QString& status) {
            QJsonObject part = sub(reference, u"sobjects/Task"_s, u"POST"_s);
            part.insert(u"body"_s, QJsonObject{{u"Status"_s, status}});
            return part;
        };
        const QJsonArray subs{
            upsert(u"a"_s, u"Completed"_s), upsert(u"b"_s, u"?"_s), upsert(u"c"_s, u"Completed"_s)};
        QCOMPARE(statuses(face.send("POST", "composite", compositeOf(subs, true))),
            u"a 400,b 400,c 400"_s);
        QCOMPARE(face.org.count(u"Task"_s), std::size_t(0));
        QVERIFY(face.log.changes().empty());
        QCOMPARE(
            statuses(face.send("POST", "composite", compositeOf(subs))), u"a 201,b 400,c 201"_s);
        QCOMPARE(face.org.count(u"Task"_s), std::size_t(2));
    }

    void collectionsWorkInsideComposite()
    {
        OrgFace face;
        QJsonArray subs;
        for (int part = 0; part < 5; ++part) {
            QList<QJsonObject> tasks;
            for (int i = 0; i < 200; ++i)
                tasks.append({{keyFieldName, u"hs:1:note:%1"_s.arg(part * 200 + i)}});
            QJsonObject upsert = sub(u"r%1"_s.arg(part),
                u"composite/sobjects/Task/HubSpot_Engagement_Id__c"_s, u"PATCH"_s);
            upsert.insert(u"body"_s, OrgFace::tasksBody(tasks));
            subs.append(upsert);
        }
        QCOMPARE(statuses(face.send("POST", "composite", compositeOf(subs))),
            u"r0 200,r1 200,r2 200,r3 200,r4 200"_s);
        QCOMPARE(face.org.count(u"Task"_s), std::size_t(1000));
        QCOMPARE(face.org.callsUsed(), 1);
    }

    void whatIsNotOfferedIsNotFound_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char* path :
            {"/", "/services", "/services/oauth2/token", "/services/data/v68.0/jobs/ingest",
                "/services/data/v68.0/composite/graph", "/services/data/v68.0/sobjects/Nothing",
                "/services/data/v68.0/sobjects/Task/x/y/z", "/services/data/v68.0/limits/x",
                "/services/data/v68.0/query/a/b", "/id/00D/005"})
            QTest::newRow(path) << QByteArray(path);
    }
    void whatIsNotOfferedIsNotFound()
    {
        QFETCH(QByteArray, path);
        OrgFace face;
        const int status = face.send("GET", path).status();
        QCOMPARE(status, path.startsWith("/id/") ? 403 : 404);
    }
};

QTEST_GUILESS_MAIN(SalesforceGateTest)
#include "tst_salesforcegate.moc"
