// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults.h"

#include <QTest>

using namespace Qt::StringLiterals;
using sandbox::Side;

namespace {

sandbox::HttpRequest request(const QByteArray& method, const QByteArray& target)
{
    return {method, target, {}, {}};
}

// Which of `count` equal requests are hit: "01001".
QString hits(const sandbox::When& when, int count)
{
    sandbox::FaultPlan plan;
    plan.add({{}, when, sandbox::DropBefore{}});
    QString text;
    for (int i = 0; i < count; ++i)
        text += plan.hit(Side::HubSpot, request("GET", "/x")).empty() ? u'0' : u'1';
    return text;
}

} // namespace

class FaultsTest final : public QObject
{
    Q_OBJECT

private slots:
    void hitsWhenDue_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("every");
        QTest::addColumn<int>("times");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the first") << 1 << 1 << 1 << u"100000"_s;
        QTest::newRow("the third") << 3 << 1 << 1 << u"001000"_s;
        QTest::newRow("all") << 1 << 1 << 0 << u"111111"_s;
        QTest::newRow("from the second, twice") << 2 << 1 << 2 << u"011000"_s;
        QTest::newRow("every other") << 1 << 2 << 0 << u"101010"_s;
        QTest::newRow("every third from the second") << 2 << 3 << 0 << u"010010"_s;
        QTest::newRow("every other, twice") << 2 << 2 << 2 << u"010100"_s;
    }

    void hitsWhenDue()
    {
        QFETCH(int, first);
        QFETCH(int, every);
        QFETCH(int, times);
        QFETCH(QString, expected);
        QCOMPARE(hits({first, every, times}, 6), expected);
    }

    void countsOnlyWhatMatches_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<bool>("isHit");
        QTest::newRow("everything") << QByteArray() << QByteArray() << true;
        QTest::newRow("method") << QByteArray("POST") << QByteArray() << true;
        QTest::newRow("other method") << QByteArray("GET") << QByteArray() << false;
        QTest::newRow("part") << QByteArray("POST") << QByteArray("/tasks/se") << true;
        QTest::newRow("prefix") << QByteArray() << QByteArray("/crm/") << true;
        QTest::newRow("other part") << QByteArray() << QByteArray("/calls/") << false;
        QTest::newRow("never the query") << QByteArray() << QByteArray("token") << false;
    }

    void countsOnlyWhatMatches()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, part);
        QFETCH(bool, isHit);
        sandbox::FaultPlan plan;
        plan.add({{Side::HubSpot, method, part}, {}, sandbox::HtmlPage{}});
        QVERIFY(plan.hit(Side::Salesforce, request("POST", "/crm/tasks/search?token=1")).empty());
        QCOMPARE(
            !plan.hit(Side::HubSpot, request("POST", "/crm/tasks/search?token=1")).empty(), isHit);
    }

    void actionsKeepTheirOrder()
    {
        sandbox::FaultPlan plan;
        plan.add({{}, {}, sandbox::Delay{}});
        plan.add({{}, {2, 1, 1}, sandbox::HtmlPage{}});
        plan.add({{}, {1, 1, 0}, sandbox::Truncate{}});
        const auto names = [&plan] {
            QStringList words;
            for (const auto& action : plan.hit(Side::HubSpot, request("GET", "/")))
                words.append(sandbox::faultName(action));
            return words.join(u' ');
        };
        QCOMPARE(names(), u"delay truncate"_s);
        QCOMPARE(names(), u"html200 truncate"_s);
        QCOMPARE(names(), u"truncate"_s);
        plan.clear();
        QCOMPARE(names(), QString());
    }

    void rowsAreListedOrDrawn()
    {
        const sandbox::RowFaults none;
        QVERIFY(!none.any() && !none.hits(0));
        const sandbox::RowFaults listed{{3, 5}, 0, 0};
        QVERIFY(listed.any() && listed.hits(3) && listed.hits(5) && !listed.hits(4));
        const sandbox::RowFaults drawn{{}, 250, 11};
        int count = 0;
        for (int row = 0; row < 1000; ++row) {
            QCOMPARE(drawn.hits(row), drawn.hits(row));
            count += drawn.hits(row) ? 1 : 0;
        }
        QVERIFY2(count > 200 && count < 300, qPrintable(QString::number(count)));
        const sandbox::RowFaults other{{}, 250, 12};
        bool isSame = true;
        for (int row = 0; row < 100; ++row)
            isSame = isSame && drawn.hits(row) == other.hits(row);
        QVERIFY(!isSame);
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
