// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/faultspec.h"
#include "sandboxserver/options.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sandboxserver;

namespace {

// A fault in words, so that a table can name it.
QString told(const sandbox::Fault& fault)
{
    const auto& match = fault.match;
    const QString side = !match.side            ? u"any"_s
        : *match.side == sandbox::Side::HubSpot ? u"hubspot"_s
                                                : u"salesforce"_s;
    return u"%1 %2 %3 first %4 every %5 times %6 %7"_s.arg(side, QString::fromLatin1(match.method),
        QString::fromLatin1(match.pathPart), QString::number(fault.when.first),
        QString::number(fault.when.every), QString::number(fault.when.times),
        sandbox::faultName(fault.action));
}

} // namespace

class ServerOptionsTest final : public QObject
{
    Q_OBJECT

private slots:
    void faultSpecsAreRead_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("meaning"); // empty: refused
        const auto row = [](const QString& spec, const QString& meaning) {
            QTest::newRow(qPrintable(spec)) << spec << meaning;
        };
        row(u"salesforce:PATCH:/composite/sobjects=drop"_s,
            u"salesforce PATCH /composite/sobjects first 1 every 1 times 1 drop_before"_s);
        row(u"hubspot:*:search@3=commit-then-drop"_s,
            u"hubspot  search first 3 every 1 times 1 commit_then_drop"_s);
        row(u"any:GET:@2/5=truncate"_s, u"any GET  first 2 every 5 times 0 truncate"_s);
        row(u"any:*:@1/2x3=html"_s, u"any   first 1 every 2 times 3 html200"_s);
        row(u"any:*:@1x3=delay:50"_s, u"any   first 1 every 1 times 3 delay"_s);
        row(u"any:*:=status:429,10"_s, u"any   first 1 every 1 times 1 status"_s);
        row(u"any:*:=revoke"_s, u"any   first 1 every 1 times 1 revoke_token"_s);
        row(u"any:*:=partial:0,3,50pm"_s, u"any   first 1 every 1 times 1 partial"_s);
        row(u"hubspot:*:=lag:100,200"_s, u"hubspot   first 1 every 1 times 1 stale_index"_s);
        row(u"any:*:=budget:5"_s, u"any   first 1 every 1 times 1 budget"_s);
        row(u"any:*:=schema:salesforce,Task,Type,Call"_s,
            u"any   first 1 every 1 times 1 schema_change"_s);
        row(u"any:*:=merge:hubspot,1,2"_s, u"any   first 1 every 1 times 1 merge"_s);
        row(u"any:*:=convert:00Q,003"_s, u"any   first 1 every 1 times 1 convert"_s);
        for (const QString& wrong :
            {u""_s, u"drop"_s, u"hubspot:GET:x"_s, u"zendesk:GET:x=drop"_s, u"any:get:x=drop"_s,
                u"any:*:x=explode"_s, u"any:*:x@0=drop"_s, u"any:*:x@a=drop"_s, u"any:*:x=drop:1"_s,
                u"any:*:x=delay"_s, u"any:*:x=status:200"_s, u"any:*:x=status:503,x"_s,
                u"any:*:x=partial"_s, u"any:*:x=partial:1001pm"_s, u"any:*:x=lag:5"_s,
                u"any:*:x=lag:9,5"_s, u"any:*:x=merge:1,2"_s, u"any:*:x=budget:-1"_s})
            row(wrong, {});
    }
    void faultSpecsAreRead()
    {
        QFETCH(QString, spec);
        QFETCH(QString, meaning);
        const auto read = readFaultSpec(spec);
        const auto* fault = std::get_if<sandbox::Fault>(&read);
        QCOMPARE(fault ? told(*fault) : QString(), meaning);
    }

    void argumentsOfFaultsArrive()
    {
        const auto action = [](const QString& text) {
            return std::get<sandbox::Fault>(readFaultSpec(u"any:*:="_s + text)).action;
        };
        const auto status = std::get<sandbox::Status>(action(u"status:429,10"_s));
        QCOMPARE(status.code, 429);
        QCOMPARE(status.retryAfter, std::optional(std::chrono::seconds(10)));
        QVERIFY(!std::get<sandbox::Status>(action(u"status:503"_s)).retryAfter);
        const auto rows = std::get<sandbox::PartialFailure>(action(u"partial:0,3,50pm"_s)).rows;
        QCOMPARE(rows.indexes, (std::vector<int>{0, 3}));
        QCOMPARE(rows.perMille, 50);
        QCOMPARE(std::get<sandbox::SchemaChange>(action(u"schema:salesforce,Task,Type"_s)).value,
            QString());
        QCOMPARE(std::get<sandbox::Delay>(action(u"delay:50"_s)).by, std::chrono::milliseconds(50));
    }

    void optionsAreRead()
    {
        const auto read = readOptions({u"x"_s, u"--hubspot-port"_s, u"8001"_s,
            u"--salesforce-port=8002"_s, u"--seed"_s, u"7"_s, u"--contacts"_s, u"5"_s,
            u"--activities"_s, u"9"_s, u"--rate-limits"_s, u"on"_s, u"--key-field"_s, u"off"_s,
            u"--exit-with-parent"_s, u"--age"_s, u"60"_s, u"--until"_s, u"2026-01-31T12:00:00Z"_s,
            u"--fault"_s, u"any:*:=drop"_s, u"--fault"_s, u"any:*:=html"_s});
        const auto& options = std::get<Options>(read);
        QCOMPARE(options.ports.hubspot, quint16(8001));
        QCOMPARE(options.ports.salesforce, quint16(8002));
        QCOMPARE(options.seed, std::uint64_t(7));
        QCOMPARE(options.contacts, 5);
        QCOMPARE(options.activities, 9);
        QCOMPARE(options.age, std::chrono::minutes{60});
        QCOMPARE(options.until->time_since_epoch().count(), 1769860800000);
        QVERIFY(options.rateLimits && !options.keyField && options.exitWithParent);
        QCOMPARE(options.faults.size(), std::size_t(2));
    }

    void defaultsAreGentle()
    {
        const auto read = readOptions({u"x"_s});
        const auto& options = std::get<Options>(read);
        QCOMPARE(options.ports.hubspot, quint16(0));
        QVERIFY(!options.rateLimits && options.keyField && !options.exitWithParent
            && options.faults.empty());
    }

    void wrongOptionsAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word"); // in the sentence
        QTest::newRow("unknown") << QStringList{u"--speed"_s} << u"speed"_s;
        QTest::newRow("port") << QStringList{u"--hubspot-port"_s, u"70000"_s} << u"hubspot-port"_s;
        QTest::newRow("seed") << QStringList{u"--seed"_s, u"x"_s} << u"seed"_s;
        QTest::newRow("age") << QStringList{u"--age"_s, u"-1"_s} << u"age"_s;
        QTest::newRow("time") << QStringList{u"--until"_s, u"yesterday"_s} << u"until"_s;
        QTest::newRow("zone") << QStringList{u"--until"_s, u"2026-01-31T12:00:00"_s} << u"until"_s;
        QTest::newRow("switch") << QStringList{u"--rate-limits"_s, u"yes"_s} << u"rate-limits"_s;
        QTest::newRow("fault") << QStringList{u"--fault"_s, u"bang"_s} << u"bang"_s;
        QTest::newRow("argument") << QStringList{u"now"_s} << u"now"_s;
    }
    void wrongOptionsAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const auto read = readOptions(QStringList{u"x"_s} + arguments);
        const auto* wrong = std::get_if<UsageError>(&read);
        QVERIFY(wrong);
        QVERIFY2(wrong->sentence.contains(word), qPrintable(wrong->sentence));
    }

    void helpExplainsFaults()
    {
        const auto read = readOptions({u"x"_s, u"--help"_s});
        QVERIFY(std::get<HelpText>(read).text.contains(u"commit-then-drop"_s));
    }
};

QTEST_GUILESS_MAIN(ServerOptionsTest)
#include "tst_serveroptions.moc"
