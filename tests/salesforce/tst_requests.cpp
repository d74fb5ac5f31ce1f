// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/requests.h"

#include "printed.h"
#include "salesforce/queries.h"

#include <QJsonArray>
#include <QTest>
#include <QUrlQuery>

#include <functional>

using core::SalesforceId;
using core::TaskField;
using salesforce::PeopleQuery;
using salesforce::Requests;
using salesforce::TaskWrite;
using salesforce::UpsertMode;

namespace {

constexpr int uriBytesMax = 16'384; // Salesforce contract 4.1

QString idText(const char* prefix, int number)
{
    const QString text
        = QLatin1String(prefix) + QStringLiteral("%1").arg(number, 12, 10, QLatin1Char('0'));
    return core::salesforceId(text)->value;
}

std::vector<SalesforceId> ids(const char* prefix, int count)
{
    std::vector<SalesforceId> result;
    for (int i = 0; i < count; ++i)
        result.push_back({idText(prefix, i)});
    return result;
}

core::OrgDescription fullOrg()
{
    core::OrgDescription org;
    for (const auto field : core::allTaskFields)
        org.createable.append(core::apiName(field));
    org.updateable = org.createable;
    org.keyField = {.visible = true, .unique = true, .externalId = true, .writable = true};
    return org;
}

Requests requests()
{
    return Requests(QUrl(QStringLiteral("https://acme.my.salesforce.com")), QStringLiteral("68.0"));
}

std::vector<TaskWrite> twoWrites()
{
    TaskWrite full{{QStringLiteral("hs:62515:call:101")}, {}};
    full.fields = {{TaskField::Subject, QStringLiteral("Call: \"Q3\" renewal – næste år")},
        {TaskField::Description, QStringLiteral("line 1\nline 2\tend")},
        {TaskField::Status, QStringLiteral("Completed")},
        {TaskField::Priority, QStringLiteral("Normal")},
        {TaskField::ActivityDate, QStringLiteral("2026-11-20")},
        {TaskField::TaskSubtype, QStringLiteral("Call")}, {TaskField::WhoId, idText("003", 1)},
        {TaskField::OwnerId, idText("005", 1)}, {TaskField::IsReminderSet, false},
        {TaskField::CallType, QStringLiteral("Outbound")}, {TaskField::CallDurationInSeconds, 90}};
    TaskWrite emptied{{QStringLiteral("hs:62515:task:7")}, {}};
    emptied.fields
        = {{TaskField::ActivityDate, QJsonValue::Null}, {TaskField::Type, QJsonValue::Null}};
    return {full, emptied};
}

QByteArray madeRequest(const QString& name)
{
    static const std::map<QString, std::function<net::Request()>> makers{
        {QStringLiteral("versions"), [] { return requests().versions(); }},
        {QStringLiteral("userinfo"), [] { return requests().userInfo(); }},
        {QStringLiteral("describe"), [] { return requests().describeTask({}); }},
        {QStringLiteral("describe-if-changed"),
            [] { return requests().describeTask("Wed, 21 Oct 2026 07:28:00 GMT"); }},
        {QStringLiteral("statuses"), [] { return requests().query(salesforce::taskStatuses()); }},
        {QStringLiteral("users"), [] { return requests().query(salesforce::assignableUsers()); }},
        {QStringLiteral("organization"),
            [] { return requests().query(salesforce::organization()); }},
        {QStringLiteral("people"),
            [] {
                const PeopleQuery wanted{.contacts = ids("003", 2),
                    .leads = ids("00Q", 1),
                    .emails = {QStringLiteral("O'Hara+crm@Example.org"),
                        QStringLiteral(" o'hara+crm@example.org "), QString()}};
                return requests().composite(salesforce::peopleQueries(wanted));
            }},
        {QStringLiteral("changed-people"),
            [] {
                const core::Instant stamp{std::chrono::milliseconds(1'795'428'000'000)};
                return requests().composite(
                    {salesforce::changedContacts({.stamp = stamp, .id = {}}),
                        salesforce::changedLeads({.stamp = stamp, .id = {idText("00Q", 7)}})});
            }},
        {QStringLiteral("retrieve"),
            [] {
                const auto shape = salesforce::shapeOf(fullOrg());
                return requests().retrieveTasks(ids("00T", 2), shape.names());
            }},
        {QStringLiteral("retrieve-hidden-fields"),
            [] {
                auto org = fullOrg();
                org.createable = {QStringLiteral("Subject"), QStringLiteral("TaskSubtype")};
                org.updateable = {QStringLiteral("Subject"), QStringLiteral("Status")};
                org.keyField = {};
                return requests().retrieveTasks(ids("00T", 1), salesforce::shapeOf(org).names());
            }},
        {QStringLiteral("keyed-tasks-first"),
            [] {
                return requests().query(salesforce::keyedTaskPage(
                    QStringLiteral("hs:62515:"), {}, salesforce::shapeOf(fullOrg())));
            }},
        {QStringLiteral("keyed-tasks-next"),
            [] {
                return requests().query(salesforce::keyedTaskPage(
                    QStringLiteral("hs:6_%:"), {idText("00T", 9)}, salesforce::shapeOf(fullOrg())));
            }},
        {QStringLiteral("keyed-tasks-since"),
            [] {
                return requests().query(salesforce::keyedTaskPage(QStringLiteral("hs:62515:"), {},
                    salesforce::shapeOf(fullOrg()),
                    core::Instant(std::chrono::seconds(1'795'428'000))));
            }},
        {QStringLiteral("upsert"),
            [] { return requests().upsertTasks(twoWrites(), UpsertMode::CreateOrUpdate); }},
        {QStringLiteral("update-only"),
            [] { return requests().upsertTasks(twoWrites(), UpsertMode::UpdateOnly); }},
        {QStringLiteral("delete"), [] { return requests().deleteTasks(ids("00T", 2)); }},
        {QStringLiteral("create-key-field"), [] { return requests().createKeyField(); }},
        {QStringLiteral("create-permission-set"), [] { return requests().createPermissionSet(); }},
        {QStringLiteral("permit-key-field"),
            [] { return requests().permitKeyField({idText("0PS", 1)}, QStringLiteral("Task")); }},
        {QStringLiteral("assign-permission-set"),
            [] { return requests().assignPermissionSet({idText("0PS", 1)}, {idText("005", 1)}); }},
    };
    return printed::request(makers.at(name)());
}

// The longest URL of a request: its own, or those inside a Composite.
qsizetype longestUrl(const net::Request& request)
{
    qsizetype longest = request.url.toEncoded().size();
    const auto body = QJsonDocument::fromJson(request.body).object();
    for (const auto& part : body.value(u"compositeRequest").toArray())
        longest = std::max(
            longest, qsizetype(part.toObject().value(u"url").toString().toUtf8().size()));
    return longest;
}

// How many literals the queries hold together, and how long their URLs get.
struct Cut
{
    qsizetype literals = 0;
    qsizetype queries = 0;
    qsizetype longest = 0;
    qsizetype longestSoql = 0;
};

Cut cutOf(const std::vector<salesforce::Select>& queries)
{
    Cut cut;
    for (const auto& select : queries) {
        cut.literals += select.where->text().count(QLatin1String("','")) + 1;
        cut.queries += 1;
        cut.longestSoql = std::max(cut.longestSoql, salesforce::encoded(select.text()).size());
        cut.longest = std::max({cut.longest, longestUrl(requests().composite({select})),
            longestUrl(requests().query(select))});
    }
    return cut;
}

} // namespace

class RequestsTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreAsRecorded_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"versions", "userinfo", "describe", "describe-if-changed",
                 "statuses", "users", "organization", "people", "changed-people", "retrieve",
                 "retrieve-hidden-fields", "keyed-tasks-first", "keyed-tasks-next",
                 "keyed-tasks-since", "upsert", "update-only", "delete", "create-key-field",
                 "create-permission-set", "permit-key-field", "assign-permission-set"})
            QTest::newRow(name) << name;
    }
    void requestsAreAsRecorded()
    {
        QFETCH(QString, name);
        QVERIFY(support::compareGolden(
            QStringLiteral("salesforce/%1.request.txt").arg(name), madeRequest(name)));
    }

    void queriesOfThousandsStayBelowTheUrlLimit_data()
    {
        QTest::addColumn<PeopleQuery>("wanted");
        QTest::addColumn<qsizetype>("literals");
        QTest::addColumn<qsizetype>("queriesMax");
        QStringList normal, lengthy, hostile;
        for (int i = 0; i < 3000; ++i) {
            normal.append(QStringLiteral("firstname.lastname%1@example.com").arg(i));
            lengthy.append(
                QString(200, QLatin1Char('x')) + QStringLiteral("%1@long.example").arg(i));
            hostile.append(QStringLiteral("%1''''''''%%%%%%%%øøøøøøøøøø😀@{q}").arg(i));
        }
        QTest::newRow("5,000 contact ids")
            << PeopleQuery{ids("003", 5000), {}, {}} << 5000LL << 8LL;
        QTest::newRow("5,000 lead ids") << PeopleQuery{{}, ids("00Q", 5000), {}} << 5000LL << 8LL;
        QTest::newRow("3,000 addresses") << PeopleQuery{{}, {}, normal} << 6000LL << 18LL;
        QTest::newRow("3,000 long addresses") << PeopleQuery{{}, {}, lengthy} << 6000LL << 90LL;
        QTest::newRow("3,000 hostile ones") << PeopleQuery{{}, {}, hostile} << 6000LL << 80LL;
        QTest::newRow("few") << PeopleQuery{ids("003", 3), ids("00Q", 3), {normal[0]}} << 8LL
                             << 4LL;
        QTest::newRow("nothing") << PeopleQuery{} << 0LL << 0LL;
    }
    void queriesOfThousandsStayBelowTheUrlLimit()
    {
        QFETCH(PeopleQuery, wanted);
        QFETCH(qsizetype, literals);
        QFETCH(qsizetype, queriesMax);
        const auto cut = cutOf(salesforce::peopleQueries(wanted));
        QCOMPARE(cut.literals, literals);
        QVERIFY2(cut.longest < uriBytesMax, qPrintable(QString::number(cut.longest)));
        QVERIFY(cut.longestSoql <= salesforce::soqlBytesMax);
        QVERIFY2(cut.queries <= queriesMax, qPrintable(QString::number(cut.queries)));
    }

    void keysStayBelowTheUrlLimit()
    {
        std::vector<core::Key> keys;
        for (int i = 0; i < 2000; ++i)
            keys.push_back({QStringLiteral("hs:62515:call:%1").arg(10'000'000'000LL + i)});
        keys.push_back(keys.front());
        const auto cut = cutOf(salesforce::taskQueries(keys, salesforce::shapeOf(fullOrg())));
        QCOMPARE(cut.literals, qsizetype(2000));
        QVERIFY(cut.longest < uriBytesMax);
        QVERIFY2(cut.queries <= 5, qPrintable(QString::number(cut.queries))); // one Composite call
    }

    void addressesThatNoRecordCanHaveAreNotAsked()
    {
        const PeopleQuery wanted{{}, {},
            {QString(), QStringLiteral("  "), QString(255, QLatin1Char('a')),
                QString(5000, QLatin1Char('\''))}};
        QVERIFY(salesforce::peopleQueries(wanted).empty());
    }

    void idsOfOtherTypesAreNotAsked()
    {
        const PeopleQuery wanted{ids("00Q", 2), ids("001", 2), {}};
        QVERIFY(salesforce::peopleQueries(wanted).empty());
    }

    void urlsOfDeletesStayBelowTheLimit()
    {
        QVERIFY(
            longestUrl(requests().deleteTasks(ids("00T", salesforce::upsertMax))) < uriBytesMax);
    }

    void theNextPageIsAPathOfTheQueryResource_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("good");
        QTest::newRow("query") << "/services/data/v68.0/query/01gxx0000004CAAAA2-2000" << true;
        QTest::newRow("queryAll") << "/services/data/v68.0/queryAll/01gxx0000004CAAAA2-500" << true;
        QTest::newRow("another host")
            << "https://evil.example/services/data/v68.0/query/1" << false;
        QTest::newRow("host without scheme")
            << "//evil.example/services/data/v68.0/query/1" << false;
        QTest::newRow("another resource") << "/services/data/v68.0/sobjects/Task" << false;
        QTest::newRow("out of the folder") << "/services/data/v68.0/query/../../x" << false;
        QTest::newRow("percent") << "/services/data/v68.0/query/%2e%2e" << false;
        QTest::newRow("fragment") << "/services/data/v68.0/query/1#x" << false;
        QTest::newRow("very long")
            << QStringLiteral("/services/data/v68.0/query/") + QString(600, u'1') << false;
        QTest::newRow("empty") << "" << false;
    }
    void theNextPageIsAPathOfTheQueryResource()
    {
        QFETCH(QString, path);
        QFETCH(bool, good);
        const auto request = requests().nextPage(path);
        QCOMPARE(request.has_value(), good);
        if (good) {
            QCOMPARE(
                request->url.toString(), QStringLiteral("https://acme.my.salesforce.com") + path);
        } else {
            QCOMPARE(request.error().kind, core::Error::Kind::Protocol);
        }
    }

    void aFullBatchIsBuiltFast()
    {
        std::vector<TaskWrite> batch;
        for (int i = 0; i < salesforce::upsertMax; ++i) {
            auto write = twoWrites().front();
            write.key.value = QStringLiteral("hs:62515:call:%1").arg(i);
            write.fields[TaskField::Description] = QString(1000, QLatin1Char('d'));
            batch.push_back(std::move(write));
        }
        net::Request request;
        QBENCHMARK
        {
            request = requests().upsertTasks(batch, UpsertMode::CreateOrUpdate);
        }
        const auto records
            = QJsonDocument::fromJson(request.body).object().value(u"records").toArray();
        QCOMPARE(records.size(), qsizetype(salesforce::upsertMax));
    }
};

QTEST_GUILESS_MAIN(RequestsTest)
#include "tst_requests.moc"
