// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan.h"

#include <QTest>

using namespace core;
using namespace Qt::StringLiterals;

// R5.11.
class GuardTest final : public QObject
{
    Q_OBJECT

private slots:
    void bigPlansAreHeld_data();
    void bigPlansAreHeld();
};

void GuardTest::bigPlansAreHeld_data()
{
    QTest::addColumn<int>("creates");
    QTest::addColumn<int>("updates");
    QTest::addColumn<int>("deletes");
    QTest::addColumn<int>("links");
    QTest::addColumn<QString>("finding"); // what, planned, limit; empty: may run
    QTest::newRow("nothing") << 0 << 0 << 0 << 0 << QString();
    QTest::newRow("5,000 creates") << 5000 << 0 << 0 << 0 << QString();
    QTest::newRow("5,001 creates") << 5001 << 0 << 0 << 100000 << u"creates 5001 5000"_s;
    QTest::newRow("50 updates of few") << 0 << 50 << 0 << 60 << QString();
    QTest::newRow("51 updates of few") << 0 << 51 << 0 << 500 << u"updates 51 50"_s;
    QTest::newRow("10 % of 1,009") << 0 << 100 << 0 << 1009 << QString();
    QTest::newRow("above 10 % of 1,009") << 0 << 101 << 0 << 1009 << u"updates 101 100"_s;
    QTest::newRow("101 of 1,010") << 0 << 101 << 0 << 1010 << QString();
    QTest::newRow("10 deletes of few") << 0 << 0 << 10 << 0 << QString();
    QTest::newRow("11 deletes of few") << 0 << 0 << 11 << 200 << u"deletes 11 10"_s;
    QTest::newRow("5 % of 1,000") << 0 << 0 << 50 << 1000 << QString();
    QTest::newRow("above 5 % of 1,000") << 0 << 0 << 51 << 1000 << u"deletes 51 50"_s;
    QTest::newRow("the worst first") << 9000 << 9000 << 9000 << 0 << u"deletes 9000 10"_s;
    QTest::newRow("updates before creates") << 9000 << 9000 << 0 << 0 << u"updates 9000 50"_s;
    QTest::newRow("very many links") << 0 << 100000000 << 0 << 2000000000 << QString();
}

void GuardTest::bigPlansAreHeld()
{
    QFETCH(int, creates);
    QFETCH(int, updates);
    QFETCH(int, deletes);
    QFETCH(int, links);
    QFETCH(QString, finding);
    PlanCounts counts;
    counts.creates = creates;
    counts.updates = updates;
    counts.deletes = deletes;
    const auto found = guard(counts, links);
    QString text;
    if (found) {
        const QStringList what{u"creates"_s, u"updates"_s, u"deletes"_s};
        text = u"%1 %2 %3"_s.arg(what.at(static_cast<int>(found->what)))
                   .arg(found->planned)
                   .arg(found->limit);
    }
    QCOMPARE(text, finding);
}

QTEST_GUILESS_MAIN(GuardTest)
#include "tst_guard.moc"
