// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalface.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using sandbox_test::Object;
using sandbox_test::PortalFace;

namespace {

QByteArray filter(const char* name, const char* op, const QByteArray& value)
{
    return QByteArray("{\"propertyName\":\"") + name + "\",\"operator\":\"" + op + "\",\"value\":\""
        + value + "\"}";
}

QByteArray search(const QByteArray& filters, const QByteArray& more = {})
{
    return R"({"filterGroups":[{"filters":[)" + filters + "]}]" + more + '}';
}

const QByteArray byChange
    = R"(,"sorts":[{"propertyName":"hs_lastmodifieddate","direction":"ASCENDING"}])";

QByteArray ms(sandbox::Instant at)
{
    return QByteArray::number(static_cast<qlonglong>(at.time_since_epoch().count()));
}

// Three tasks, one second apart.
struct ThreeTasks
{
    PortalFace face;
    QString first = face.addTask(u"Ring kunden"_s);
    QString second = (face.wait(1s), face.addTask(u"Send tilbud"_s));
    QString third = (face.wait(1s), face.addTask(u"Send kontrakt"_s));
};

} // namespace

class HubspotSearchTest final : public QObject
{
    Q_OBJECT

private slots:
    void showsTheChangesSinceAMoment()
    {
        ThreeTasks tasks;
        const auto since = filter("hs_lastmodifieddate", "GTE", ms(tasks.face.now - 1s));
        const auto answer = tasks.face.post("tasks/search",
            search(since,
                byChange + R"(,"properties":["hs_task_subject","hs_task_body","nonsense"])"));
        QCOMPARE(answer.status(), 200);
        QCOMPARE(answer.object().value(u"total"_s).toInt(), 2);
        QCOMPARE(answer.ids(), tasks.second + u',' + tasks.third);
        QCOMPARE(answer.after(), QString());
        const auto shown = answer.properties(0);
        QCOMPARE(shown.value(u"hs_task_subject"_s).toString(), u"Send tilbud"_s);
        QVERIFY(shown.value(u"hs_task_body"_s).isNull()); // defined but empty
        QVERIFY(!shown.contains(u"nonsense"_s)); // unknown names are ignored on reading
        QCOMPARE(shown.value(u"hs_lastmodifieddate"_s).toString(), u"2026-11-23T10:00:01.000Z"_s);
        QCOMPARE(shown.value(u"hs_object_id"_s).toString(), tasks.second);
    }

    void comparesByTheRules_data()
    {
        QTest::addColumn<QByteArray>("filters");
        QTest::addColumn<QString>("subjects");
        const QByteArray times = "2026-11-23T10:00:0";
        const auto row = [](const char* name, const QByteArray& filters, const QString& subjects) {
            QTest::newRow(name) << filters << subjects;
        };
        row("gt", filter("hs_lastmodifieddate", "GT", times + "0.000Z"), u"b,c"_s);
        row("gte", filter("hs_lastmodifieddate", "GTE", times + "1.000Z"), u"b,c"_s);
        row("lt", filter("hs_lastmodifieddate", "LT", times + "1Z"), u"a"_s);
        row("lte", filter("hs_lastmodifieddate", "LTE", times + "1.000Z"), u"a,b"_s);
        row("eq", filter("hs_lastmodifieddate", "EQ", times + "1.000Z"), u"b"_s);
        row("neq", filter("hs_lastmodifieddate", "NEQ", times + "1.000Z"), u"a,c"_s);
        row("empty range", filter("hs_lastmodifieddate", "GT", times + "9Z"), u""_s);
        row("between",
            R"({"propertyName":"hs_createdate","operator":"BETWEEN","value":"2026-11-23T10:00:01Z",)"
            R"("highValue":"2026-11-23T10:00:02Z"})",
            u"b,c"_s);
        row("text without case", filter("hs_task_subject", "EQ", "A"), u"a"_s);
        row("options with case", filter("hs_task_status", "EQ", "completed"), u""_s);
        row("options", filter("hs_task_status", "EQ", "COMPLETED"), u"b"_s);
        row("in wants lower case",
            R"({"propertyName":"hs_task_body","operator":"IN","values":["Hei"]})", u""_s);
        row("in", R"({"propertyName":"hs_task_body","operator":"IN","values":["hei","x"]})",
            u"c"_s);
        row("not in", R"({"propertyName":"hs_task_subject","operator":"NOT_IN","values":["a"]})",
            u"b,c"_s);
        row("has", R"({"propertyName":"hs_task_body","operator":"HAS_PROPERTY"})", u"c"_s);
        row("has not", R"({"propertyName":"hs_task_body","operator":"NOT_HAS_PROPERTY"})",
            u"a,b"_s);
        row("token", filter("hs_task_body", "CONTAINS_TOKEN", "he*"), u"c"_s);
        row("no token", filter("hs_task_body", "NOT_CONTAINS_TOKEN", "du"), u"c"_s);
        row("all of a group",
            filter("hs_task_subject", "GT", "a") + ',' + filter("hs_task_subject", "LT", "c"),
            u"b"_s);
        row("ids are numbers", filter("hs_object_id", "LT", "999"), u""_s);
        row("every id", filter("hs_object_id", "GT", "999"), u"a,b,c"_s);
    }

    void comparesByTheRules()
    {
        QFETCH(QByteArray, filters);
        QFETCH(QString, subjects);
        PortalFace face;
        face.portal.addActivity(Object::Tasks, {{u"hs_task_subject"_s, u"a"_s}});
        face.wait(1s);
        face.portal.addActivity(
            Object::Tasks, {{u"hs_task_subject"_s, u"b"_s}, {u"hs_task_status"_s, u"COMPLETED"_s}});
        face.wait(1s);
        face.portal.addActivity(
            Object::Tasks, {{u"hs_task_subject"_s, u"c"_s}, {u"hs_task_body"_s, u"Hei"_s}});
        const auto answer = face.post(
            "tasks/search", search(filters, byChange + R"(,"properties":["hs_task_subject"])"));
        QCOMPARE(answer.status(), 200);
        QStringList found;
        for (int row = 0; row < answer.results().size(); ++row)
            found.append(answer.properties(row).value(u"hs_task_subject"_s).toString());
        QCOMPARE(found.join(u','), subjects);
        QCOMPARE(answer.object().value(u"total"_s).toInt(), static_cast<int>(found.size()));
    }

    void groupsAreAlternatives()
    {
        ThreeTasks tasks;
        const auto answer = tasks.face.post("tasks/search",
            R"({"filterGroups":[{"filters":[)" + filter("hs_task_subject", "EQ", "ring kunden")
                + R"(]},{"filters":[)" + filter("hs_lastmodifieddate", "GTE", ms(tasks.face.now))
                + "]}]" + byChange + '}');
        QCOMPARE(answer.ids(), tasks.first + u',' + tasks.third);
    }

    void sortsEitherWay_data()
    {
        QTest::addColumn<QByteArray>("sorts");
        QTest::addColumn<QString>("order");
        QTest::newRow("none: by id") << QByteArray("[]") << u"012"_s;
        QTest::newRow("text") << QByteArray(R"(["hs_task_subject"])") << u"021"_s;
        QTest::newRow("text down") << QByteArray(R"(["-hs_task_subject"])") << u"120"_s;
        QTest::newRow("change down")
            << QByteArray(R"([{"propertyName":"hs_lastmodifieddate","direction":"DESCENDING"}])")
            << u"210"_s;
        QTest::newRow("id down") << QByteArray(
            R"([{"propertyName":"hs_object_id","direction":"DESCENDING"}])")
                                 << u"210"_s;
    }

    void sortsEitherWay()
    {
        QFETCH(QByteArray, sorts);
        QFETCH(QString, order);
        ThreeTasks tasks;
        const QStringList ids{tasks.first, tasks.second, tasks.third};
        QStringList expected;
        for (const QChar digit : order)
            expected.append(ids.at(digit.digitValue()));
        const auto answer
            = tasks.face.post("tasks/search", R"({"filterGroups":[],"sorts":)" + sorts + '}');
        QCOMPARE(answer.ids(), expected.join(u','));
    }

    void pagesByOffset()
    {
        PortalFace face;
        QStringList all;
        for (int i = 0; i < 25; ++i)
            all.append(face.addTask(QString::number(i)));
        QStringList read;
        QString after = u"0"_s;
        int pages = 0;
        while (!after.isEmpty() && pages < 10) {
            const auto answer = face.post("tasks/search",
                R"({"filterGroups":[])" + byChange + ",\"limit\":10,\"after\":\"" + after.toLatin1()
                    + "\"}");
            QCOMPARE(answer.object().value(u"total"_s).toInt(), 25);
            read.append(answer.ids().split(u','));
            after = answer.after();
            ++pages;
        }
        QCOMPARE(pages, 3);
        QCOMPARE(read, all); // one millisecond for all: then by id
    }

    void endsAtTenThousandRows()
    {
        PortalFace face;
        for (int i = 0; i < 10050; ++i)
            face.addTask(u"x"_s);
        const auto page = [&](const QByteArray& after) {
            return face.post("tasks/search",
                R"({"filterGroups":[])" + byChange + ",\"limit\":200,\"after\":\"" + after + "\"}");
        };
        const auto last = page("9800");
        QCOMPARE(last.results().size(), 200);
        QCOMPARE(last.after(), u"10000"_s);
        QCOMPARE(last.object().value(u"total"_s).toInt(), 10050);
        QCOMPARE(page("10000").problem(), u"400 VALIDATION_ERROR"_s);
        QCOMPARE(page("9801").problem(), u"400 VALIDATION_ERROR"_s);
    }

    void drainsOneMillisecondById()
    {
        PortalFace face;
        QStringList ids;
        for (int i = 0; i < 300; ++i)
            ids.append(face.addTask(u"bulk"_s));
        face.wait(5ms);
        face.addTask(u"later"_s);
        const auto answer = face.post("tasks/search",
            search(filter("hs_lastmodifieddate", "EQ", ms(face.now - 5ms)) + ','
                    + filter("hs_object_id", "GT", ids.at(199).toLatin1()),
                R"(,"sorts":[{"propertyName":"hs_object_id","direction":"ASCENDING"}],"limit":200)"));
        QCOMPARE(answer.ids(), QStringList(ids.mid(200)).join(u','));
    }

    void refusesWhatHubSpotRefuses_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row
            = [](const char* name, const QByteArray& body, const char* path = "tasks/search") {
                  QTest::newRow(name) << QByteArray(path) << body;
              };
        const auto stamp = filter("hs_lastmodifieddate", "GTE", "0");
        row("limit", R"({"filterGroups":[],"limit":201})");
        row("limit 0", R"({"filterGroups":[],"limit":0})");
        row("limit as text", R"({"filterGroups":[],"limit":"10"})");
        row("after as number", R"({"filterGroups":[],"after":10})");
        row("after of words", R"({"filterGroups":[],"after":"x"})");
        row("unknown member", R"({"filterGroups":[],"filter":[]})");
        row("two sorts", R"({"filterGroups":[],"sorts":["hs_createdate","hs_timestamp"]})");
        row("sort by nothing", R"({"filterGroups":[],"sorts":["nonsense"]})");
        row("direction",
            R"({"filterGroups":[],"sorts":[{"propertyName":"hs_createdate","direction":"UP"}]})");
        row("unknown property", search(filter("nonsense", "EQ", "1")));
        row("contacts' name for the stamp", search(filter("lastmodifieddate", "GTE", "0")));
        row("activities' name for the stamp", search(stamp), "contacts/search");
        row("operator", search(filter("hs_createdate", "SINCE", "0")));
        row("value of the wrong type", search(filter("hs_createdate", "GTE", "yesterday")));
        row("value as number",
            search(R"({"propertyName":"hs_createdate","operator":"GTE","value":5})"));
        row("value missing", search(R"({"propertyName":"hs_createdate","operator":"GTE"})"));
        row("values for one",
            search(R"({"propertyName":"hs_createdate","operator":"EQ","values":["1"]})"));
        row("value for many",
            search(R"({"propertyName":"hs_createdate","operator":"IN","value":"1"})"));
        row("high value missing", search(filter("hs_createdate", "BETWEEN", "0")));
        row("preview", search(filter("hs_body_preview_html", "EQ", "x")));
        row("html of emails", search(filter("hs_email_html", "EQ", "x")), "emails/search");
        row("preview of emails", search(filter("hs_body_preview", "EQ", "x")), "emails/search");
        row("empty group", R"({"filterGroups":[{"filters":[]}]})");
        row("7 filters in a group", search(QByteArrayList(7, stamp).join(',')));
        row("6 groups",
            R"({"filterGroups":[)" + QByteArrayList(6, R"({"filters":[)" + stamp + "]}").join(',')
                + "]}");
        row("20 filters",
            R"({"filterGroups":[)"
                + QByteArrayList(4, R"({"filters":[)" + QByteArrayList(5, stamp).join(',') + "]}")
                      .join(',')
                + "]}");
        row("3,001 characters",
            "{\"filterGroups\":[],\"properties\":[\"" + QByteArray(2966, 'x') + "\"]}");
        row("not JSON", "{");
        row("a list", "[]");
    }

    void refusesWhatHubSpotRefuses()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        PortalFace face;
        QCOMPARE(face.post(path, body).problem(), u"400 VALIDATION_ERROR"_s);
    }

    void takesWhatIsJustAllowed()
    {
        PortalFace face;
        const auto stamp = filter("hs_lastmodifieddate", "GTE", "0");
        const auto characters
            = "{\"filterGroups\":[],\"properties\":[\"" + QByteArray("ø").repeated(2963) + "\"]}";
        QCOMPARE(QString::fromUtf8(characters).size(), 3000);
        QCOMPARE(face.post("tasks/search", characters).status(), 200);
        QCOMPARE(
            face.post("tasks/search", search(QByteArrayList(6, stamp).join(','))).status(), 200);
        QCOMPARE(
            face.post("contacts/search", search(filter("lastmodifieddate", "GTE", "0"))).status(),
            200);
    }

    void hidesTheArchivedAndTheRestored()
    {
        ThreeTasks tasks;
        tasks.face.portal.archiveActivity(Object::Tasks, tasks.second);
        QCOMPARE(tasks.face.post("tasks/search", R"({"filterGroups":[]})").ids(),
            tasks.first + u',' + tasks.third);
        tasks.face.wait(1s);
        tasks.face.portal.restoreActivity(Object::Tasks, tasks.second);
        QCOMPARE(tasks.face.post("tasks/search", "{\"filterGroups\":[]" + byChange + '}').ids(),
            tasks.first + u',' + tasks.third + u',' + tasks.second);
    }

    void findsByContact()
    {
        PortalFace face;
        const auto kari = face.addContact(u"kari@example.no"_s);
        const auto task = face.addTask(u"a"_s, {kari});
        face.addTask(u"b"_s);
        QCOMPARE(
            face.post("tasks/search", search(filter("associations.contact", "EQ", kari.toLatin1())))
                .ids(),
            task);
    }

    void theIndexLagsBehind()
    {
        ThreeTasks tasks;
        sandbox::IndexLag lag;
        lag.atLeast = lag.atMost = 1500ms;
        tasks.face.portal.setIndexLag(lag);
        const auto all = "{\"filterGroups\":[]" + byChange + '}';
        QCOMPARE(tasks.face.post("tasks/search", all).ids(), tasks.first);
        // Reading by id shows what the search does not know yet.
        QCOMPARE(tasks.face
                     .post("tasks/batch/read",
                         "{\"inputs\":[{\"id\":\"" + tasks.third.toLatin1() + "\"}]}")
                     .ids(),
            tasks.third);
        tasks.face.wait(499ms);
        QCOMPARE(tasks.face.post("tasks/search", all).results().size(), 1);
        tasks.face.wait(1ms);
        QCOMPARE(tasks.face.post("tasks/search", all).ids(), tasks.first + u',' + tasks.second);
        tasks.face.wait(10s);
        QCOMPARE(tasks.face.post("tasks/search", all).results().size(), 3);
    }

    void theLagOfSomeIsLongAndAlwaysTheSame()
    {
        sandbox::IndexLag lag;
        lag.atMost = 90s;
        lag.tailPerMille = 100;
        lag.tail = 30min;
        lag.seed = 3;
        QCOMPARE(lag.longest(), std::chrono::milliseconds(30min));
        int late = 0;
        for (std::uint64_t id = 0; id < 1000; ++id) {
            const auto own = lag.of(id, 1795392000000);
            QCOMPARE(own, lag.of(id, 1795392000000));
            QVERIFY(own <= 90s || own == 30min);
            late += own == 30min ? 1 : 0;
        }
        QVERIFY2(late > 60 && late < 140, qPrintable(QString::number(late)));
    }
};

QTEST_GUILESS_MAIN(HubspotSearchTest)
#include "tst_hubspotsearch.moc"
