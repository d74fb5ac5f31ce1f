// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/json.h"

#include "net/isotime.h"

#include <QTest>

using namespace std::chrono_literals;

class JsonTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryType();
    void namesThePathOfTheFirstError_data();
    void namesThePathOfTheFirstError();
    void absentAndNullAreTheSameForOptionals();
    void keepsTheFirstErrorOnly();
    void ignoresUnknownMembers();
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void depthIsCappedOutsideOfStrings();
    void readsTimes_data();
    void readsTimes();
    void writesTimes();
    void readsHttpDates_data();
    void readsHttpDates();
};

void JsonTest::readsEveryType()
{
    const net::Json json(
        R"({"s":"é","n":9007199254740993,"b":true,"t":"2026-11-23T10:00:00Z",
        "o":{"id":7},"a":[{"id":"x"},{"id":"y"}],"l":["p","q"],"m":[1,"2"]})");
    const auto root = json.object();
    QCOMPARE(root.string(u"s"), QStringLiteral("é"));
    QCOMPARE(root.integer(u"n"), std::int64_t(9007199254740993)); // not through a double
    QCOMPARE(root.boolean(u"b"), true);
    QCOMPARE(root.instant(u"t"), *net::parseIsoTime(u"2026-11-23T10:00:00Z"));
    QCOMPARE(root.object(u"o").id(u"id"), QStringLiteral("7"));
    QStringList ids;
    for (const auto& row : root.array(u"a").objects())
        ids.append(row.string(u"id"));
    QCOMPARE(ids, QStringList({QStringLiteral("x"), QStringLiteral("y")}));
    QCOMPARE(root.array(u"l").strings(), QStringList({QStringLiteral("p"), QStringLiteral("q")}));
    QCOMPARE(root.array(u"m").ids(), QStringList({QStringLiteral("1"), QStringLiteral("2")}));
    QCOMPARE(json.finish(3).value(), 3);
}

void JsonTest::namesThePathOfTheFirstError_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const QByteArray& bytes, const QString& what) {
        QTest::newRow(name) << bytes << what;
    };
    row("missing", R"({"results":[{"properties":{"a":"x"}},{"properties":{}}]})",
        QStringLiteral("results[1].properties.a: expected a string, found nothing"));
    row("null", R"({"results":[{"properties":{"a":null}}]})",
        QStringLiteral("results[0].properties.a: expected a string, found null"));
    row("number", R"({"results":[{"properties":{"a":1}}]})",
        QStringLiteral("results[0].properties.a: expected a string, found a number"));
    row("no object", R"({"results":[{"properties":[]}]})",
        QStringLiteral("results[0].properties: expected an object, found an array"));
    row("element", R"({"results":[{"properties":{"a":"x"}},true]})",
        QStringLiteral("results[1]: expected an object, found a boolean"));
    row("no array", R"({"results":{}})",
        QStringLiteral("results: expected an array, found an object"));
    row("array root", R"([])", QStringLiteral("document: expected an object"));
}

void JsonTest::namesThePathOfTheFirstError()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, what);
    const net::Json json(bytes);
    for (const auto& row : json.object().array(u"results").objects())
        static_cast<void>(row.object(u"properties").string(u"a"));
    QVERIFY(json.error());
    QCOMPARE(json.error()->what, what);
    QCOMPARE(json.error()->kind, core::Error::Kind::Protocol);
    QVERIFY(!json.finish(1).has_value());
}

void JsonTest::absentAndNullAreTheSameForOptionals()
{
    const net::Json json(R"({"n":null,"e":""})");
    const auto root = json.object();
    for (const QStringView key : {QStringView(u"n"), QStringView(u"missing")}) {
        QVERIFY(!root.has(key));
        QVERIFY(!root.optionalString(key));
        QVERIFY(!root.optionalId(key));
        QVERIFY(!root.optionalInteger(key));
        QVERIFY(!root.optionalBoolean(key));
        QVERIFY(!root.optionalInstant(key));
        QVERIFY(!root.optionalObject(key));
        QVERIFY(root.optionalArray(key).isEmpty());
    }
    QCOMPARE(root.optionalString(u"e"), QString());
    QVERIFY(root.has(u"e"));
    QVERIFY(!json.error());

    static_cast<void>(root.optionalInteger(u"e")); // another type is still an error
    QCOMPARE(json.error()->what, QStringLiteral("e: expected a whole number, found a string"));
}

void JsonTest::keepsTheFirstErrorOnly()
{
    const net::Json json(R"({"a":1.5,"o":{}})");
    const auto root = json.object();
    QCOMPARE(root.integer(u"a"), 0);
    root.object(u"o").fail(u"x", QStringLiteral("second"));
    QCOMPARE(json.error()->what, QStringLiteral("a: expected a whole number, found a number"));
}

void JsonTest::ignoresUnknownMembers()
{
    const net::Json json(R"({"id":"1","new":{"deep":[1,2]}})");
    QCOMPARE(json.object().string(u"id"), QStringLiteral("1"));
    QVERIFY(!json.error());
}

void JsonTest::refusesWhatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("html") << QByteArray("<html></html>");
    QTest::newRow("cut") << QByteArray(R"({"a":[1,2)");
    QTest::newRow("trailing") << QByteArray(R"({"a":1}x)");
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\xfe\"}");
}

void JsonTest::refusesWhatIsNotJson()
{
    QFETCH(QByteArray, bytes);
    const net::Json json(bytes);
    QVERIFY(json.object().keys().isEmpty());
    QVERIFY(json.error());
    QVERIFY2(json.error()->what.startsWith(QStringLiteral("document: not JSON at byte")),
        qPrintable(json.error()->what));
}

void JsonTest::depthIsCappedOutsideOfStrings()
{
    const auto nested = [](int depth) {
        return "{\"a\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + "}";
    };
    QVERIFY(!net::Json(nested(net::jsonDepthMax)).error());
    QVERIFY(net::Json(nested(net::jsonDepthMax + 1)).error());
    QVERIFY(net::Json(QByteArray(5'000'000, '[')).error());
    const net::Json brackets("{\"a\":\"\\\"" + QByteArray(1000, '[') + "\"}");
    QVERIFY(!brackets.error());
}

void JsonTest::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("millis"); // since 2026-11-23T10:00:00Z; -1 = refused
    const auto row = [](const char* text, qint64 millis) {
        QTest::newRow(text) << QString::fromLatin1(text) << millis;
    };
    row("2026-11-23T10:00:00Z", 0);
    row("2026-11-23T10:00:00.1Z", 100);
    row("2026-11-23T10:00:00.12Z", 120);
    row("2026-11-23T10:00:00.123Z", 123);
    row("2026-11-23T10:00:00.123999999Z", 123);
    row("2026-11-23T10:00:00.000+0000", 0);
    row("2026-11-23T11:30:00.000+01:30", 0);
    row("2026-11-22T22:00:00.000-1200", 0);
    row("2026-11-23T10:00:00", -1);
    row("2026-11-23T10:00:00.Z", -1);
    row("2026-11-23T10:00:00.1234567890Z", -1);
    row("2026-11-23 10:00:00Z", -1);
    row("2026-02-30T10:00:00Z", -1);
    row("2026-11-23T24:00:00Z", -1);
    row("2026-11-23T10:00:60Z", -1);
    row("2026-11-23T10:00:00Zx", -1);
    row("2026-11-23T10:00:00+1", -1);
    row("", -1);
    row("1700000000000", -1);
}

void JsonTest::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(qint64, millis);
    using namespace std::chrono;
    const core::Instant start = sys_days(2026y / November / 23d) + 10h;
    const auto time = net::parseIsoTime(text);
    QCOMPARE(time.has_value(), millis >= 0);
    if (time)
        QCOMPARE(qint64((*time - start).count()), millis);
}

void JsonTest::writesTimes()
{
    using namespace std::chrono;
    const core::Instant time = sys_days(2024y / February / 29d) + 23h + 59min + 58s + 7ms;
    QCOMPARE(net::isoTime(time), QStringLiteral("2024-02-29T23:59:58.007Z"));
    QCOMPARE(net::isoTime(core::Instant(-1ms)), QStringLiteral("1969-12-31T23:59:59.999Z"));
    QCOMPARE(net::parseIsoTime(net::isoTime(time)), time);
}

void JsonTest::readsHttpDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("iso");
    QTest::newRow("fixdate") << QByteArray("Tue, 24 Nov 2026 10:59:48 GMT")
                             << QStringLiteral("2026-11-24T10:59:48.000Z");
    QTest::newRow("spaces") << QByteArray(" Tue, 24 Nov 2026 10:59:48 GMT ")
                            << QStringLiteral("2026-11-24T10:59:48.000Z");
    QTest::newRow("old form") << QByteArray("Tuesday, 24-Nov-26 10:59:48 GMT") << QString();
    QTest::newRow("month") << QByteArray("Tue, 24 Foo 2026 10:59:48 GMT") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("zone") << QByteArray("Tue, 24 Nov 2026 10:59:48 CET") << QString();
}

void JsonTest::readsHttpDates()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, iso);
    const auto time = net::parseHttpDate(text);
    QCOMPARE(time ? net::isoTime(*time) : QString(), iso);
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
