// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/timeframe.h"

#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

// R1.4.
class TimeFrameTest final : public QObject
{
    Q_OBJECT

private slots:
    void theTimeThatCounts_data();
    void theTimeThatCounts();
    void theMomentOfTheDate_data();
    void theMomentOfTheDate();
    void framesBeginAtTheirMoment_data();
    void framesBeginAtTheirMoment();
};

void TimeFrameTest::theTimeThatCounts_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("timestamp"); // seconds after creation
    QTest::addColumn<QString>("property");
    const QString created = u"hs_createdate"_s;
    for (const Kind kind : supportedKinds) {
        const bool createdOnly = kind == Kind::Task || kind == Kind::Meeting;
        const QString name = settingsName(kind);
        QTest::newRow(qPrintable(name + u", later"_s)) << kind << 1 << created;
        QTest::newRow(qPrintable(name + u", same"_s)) << kind << 0 << created;
        QTest::newRow(qPrintable(name + u", earlier"_s))
            << kind << -1 << (createdOnly ? created : u"hs_timestamp"_s);
    }
}

void TimeFrameTest::theTimeThatCounts()
{
    QFETCH(Kind, kind);
    QFETCH(int, timestamp);
    QFETCH(QString, property);
    Activity a = activity(kind);
    a.timestamp = a.created + timestamp;
    const Dated counted = timeThatCounts(a, kind);
    QCOMPARE(counted.property, property);
    QCOMPARE(
        isoText(*counted.moment), isoText(property == u"hs_timestamp" ? *a.timestamp : a.created));
    a.timestamp.reset();
    QCOMPARE(isoText(*timeThatCounts(a, kind).moment), isoText(a.created));
}

void TimeFrameTest::theMomentOfTheDate_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("hasTimestamp");
    QTest::addColumn<bool>("hasStart");
    QTest::addColumn<QString>("property");
    QTest::addColumn<int>("moment"); // seconds after creation; 0 with hs_timestamp: none
    const auto row = [](const char* name, Kind kind, bool timestamp, bool start,
                         const QString& property, int moment) {
        QTest::newRow(name) << kind << timestamp << start << property << moment;
    };
    row("task with a due date", Kind::Task, true, false, u"hs_timestamp"_s, 10);
    row("task without one", Kind::Task, false, false, u"hs_timestamp"_s, 0);
    row("meeting", Kind::Meeting, true, true, u"hs_meeting_start_time"_s, 20);
    row("meeting without start", Kind::Meeting, true, false, u"hs_timestamp"_s, 10);
    row("meeting without times", Kind::Meeting, false, false, u"hs_createdate"_s, 0);
    row("call", Kind::Call, true, false, u"hs_timestamp"_s, 10);
    row("call without time", Kind::Call, false, false, u"hs_createdate"_s, 0);
    row("note", Kind::Note, true, false, u"hs_timestamp"_s, 10);
    row("send", Kind::SalesEmailSend, true, false, u"hs_timestamp"_s, 10);
    row("reply", Kind::SalesEmailReply, true, false, u"hs_timestamp"_s, 10);
}

void TimeFrameTest::theMomentOfTheDate()
{
    QFETCH(Kind, kind);
    QFETCH(bool, hasTimestamp);
    QFETCH(bool, hasStart);
    QFETCH(QString, property);
    QFETCH(int, moment);
    Activity a = activity(kind);
    a.timestamp = hasTimestamp ? std::optional(a.created + 10) : std::nullopt;
    if (kind == Kind::Meeting)
        a.details
            = MeetingDetails{hasStart ? std::optional(a.created + 20) : std::nullopt, {}, {}, {}};
    const Dated date = dateOf(a, kind);
    QCOMPARE(date.property, property);
    const bool none = kind == Kind::Task && !hasTimestamp;
    QCOMPARE(date.moment ? isoText(*date.moment) : QString(),
        none ? QString() : isoText(a.created + moment));
}

void TimeFrameTest::framesBeginAtTheirMoment_data()
{
    QTest::addColumn<bool>("hasOnSince");
    QTest::addColumn<int>("startAt"); // seconds after onSince; 1: none
    QTest::addColumn<int>("time"); // likewise
    QTest::addColumn<bool>("within");
    QTest::newRow("one second before") << true << 1 << -1 << false;
    QTest::newRow("at that moment") << true << 1 << 0 << true;
    QTest::newRow("one second after") << true << 1 << 1 << true;
    QTest::newRow("never switched on") << false << 1 << 1000 << false;
    QTest::newRow("back-fill, before onSince") << true << -100 << -50 << true;
    QTest::newRow("back-fill, at its start") << true << -100 << -100 << true;
    QTest::newRow("back-fill, a second before its start") << true << -100 << -101 << false;
    QTest::newRow("startAt after onSince replaces it") << true << 100 << 50 << false;
}

void TimeFrameTest::framesBeginAtTheirMoment()
{
    QFETCH(bool, hasOnSince);
    QFETCH(int, startAt);
    QFETCH(int, time);
    QFETCH(bool, within);
    KindSettings settings;
    if (hasOnSince)
        settings.onSince = onSince;
    if (startAt != 1)
        settings.startAt = onSince + startAt;
    const TimeFrame frame = timeFrameOf(settings);
    QCOMPARE(frame.backFill, startAt != 1);
    QCOMPARE(isWithin(frame, onSince + time), within);
}

QTEST_GUILESS_MAIN(TimeFrameTest)
#include "tst_timeframe.moc"
