// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/day.h"

#include "core/property.h"

#include <QTest>

using namespace core;
using namespace std::chrono;

namespace {

Instant at(const char* iso)
{
    const auto found = fromIsoText(QString::fromLatin1(iso));
    Q_ASSERT(found);
    return *found;
}

} // namespace

// Calendar days, wall clock times and ISO times.
class DayTest final : public QObject
{
    Q_OBJECT

private slots:
    void anInstantHasItsDayAndTimeInTheZone_data();
    void anInstantHasItsDayAndTimeInTheZone();
    void millisecondsBeforeMidnightAreStillTheOldDay();
    void aZoneIsKnownOnlyByItsIanaId_data();
    void aZoneIsKnownOnlyByItsIanaId();
    void anUnknownZoneCountsAsUtc();
    void isoTimesAreRead_data();
    void isoTimesAreRead();
    void otherTextIsNoIsoTime_data();
    void otherTextIsNoIsoTime();
    void isoTextComesBack();
};

void DayTest::anInstantHasItsDayAndTimeInTheZone_data()
{
    QTest::addColumn<QString>("iso");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("time");
    const auto row = [](const char* name, const char* iso, const char* zone, const char* time) {
        QTest::newRow(name) << QString::fromLatin1(iso) << QString::fromLatin1(zone)
                            << QString::fromLatin1(time);
    };
    row("UTC", "2026-11-23T14:05:59.999Z", "UTC", "2026-11-23 14:05");
    row("Kiritimati last minute", "2026-11-23T09:59:59Z", "Pacific/Kiritimati", "2026-11-23 23:59");
    row("Kiritimati new day", "2026-11-23T10:00:00Z", "Pacific/Kiritimati", "2026-11-24 00:00");
    row("Kiritimati before it left out a day", "1994-12-31T09:59:59Z", "Pacific/Kiritimati",
        "1994-12-30 23:59");
    row("Kiritimati after it left out a day", "1994-12-31T10:00:00Z", "Pacific/Kiritimati",
        "1995-01-01 00:00");
    row("Niue, a day behind", "2026-11-23T10:59:59Z", "Pacific/Niue", "2026-11-22 23:59");
    row("Oslo winter", "2026-01-01T22:59:59Z", "Europe/Oslo", "2026-01-01 23:59");
    row("Oslo winter midnight", "2026-01-01T23:00:00Z", "Europe/Oslo", "2026-01-02 00:00");
    row("Oslo summer", "2026-07-01T21:59:59Z", "Europe/Oslo", "2026-07-01 23:59");
    row("Oslo summer midnight", "2026-07-01T22:00:00Z", "Europe/Oslo", "2026-07-02 00:00");
    row("Oslo spring, first instant of the day", "2026-03-28T23:00:00Z", "Europe/Oslo",
        "2026-03-29 00:00");
    row("Oslo spring, before the gap", "2026-03-29T00:59:59Z", "Europe/Oslo", "2026-03-29 01:59");
    row("Oslo spring, after the gap", "2026-03-29T01:00:00Z", "Europe/Oslo", "2026-03-29 03:00");
    row("Oslo spring, day of 23 hours ends", "2026-03-29T22:00:00Z", "Europe/Oslo",
        "2026-03-30 00:00");
    row("Oslo autumn, first 02:30", "2026-10-25T00:30:00Z", "Europe/Oslo", "2026-10-25 02:30");
    row("Oslo autumn, second 02:30", "2026-10-25T01:30:00Z", "Europe/Oslo", "2026-10-25 02:30");
    row("Oslo autumn, day of 25 hours", "2026-10-25T22:59:59Z", "Europe/Oslo", "2026-10-25 23:59");
    row("Oslo autumn, day of 25 hours ends", "2026-10-25T23:00:00Z", "Europe/Oslo",
        "2026-10-26 00:00");
    row("St. John's winter half hour", "2026-01-15T03:29:59Z", "America/St_Johns",
        "2026-01-14 23:59");
    row("St. John's winter midnight", "2026-01-15T03:30:00Z", "America/St_Johns",
        "2026-01-15 00:00");
    row("St. John's summer midnight", "2026-07-15T02:30:00Z", "America/St_Johns",
        "2026-07-15 00:00");
    row("St. John's spring gap", "2026-03-08T05:30:00Z", "America/St_Johns", "2026-03-08 03:00");
    row("Kathmandu, 45 minutes", "2026-11-23T18:15:00Z", "Asia/Kathmandu", "2026-11-24 00:00");
    row("Sao Paulo, clock change at midnight", "2018-11-04T03:00:00Z", "America/Sao_Paulo",
        "2018-11-04 01:00");
    row("leap day", "2028-02-28T23:30:00Z", "Europe/Oslo", "2028-02-29 00:30");
    row("no leap day in 2100", "2100-02-28T23:30:00Z", "Europe/Oslo", "2100-03-01 00:30");
    row("year's end", "2026-12-31T23:00:00Z", "Europe/Oslo", "2027-01-01 00:00");
    row("before 1970", "1969-12-31T23:30:00Z", "Europe/Oslo", "1970-01-01 00:30");
    row("one millisecond before 1970", "1969-12-31T23:59:59.999Z", "UTC", "1969-12-31 23:59");
    row("long before 1970", "1912-04-15T02:20:00Z", "UTC", "1912-04-15 02:20");
    row("older name", "2026-11-23T04:59:00Z", "US/Eastern", "2026-11-22 23:59");
}

void DayTest::anInstantHasItsDayAndTimeInTheZone()
{
    QFETCH(const QString, iso);
    QFETCH(const QString, zone);
    QFETCH(const QString, time);
    const auto instant = fromIsoText(iso);
    QVERIFY(instant);
    QCOMPARE(timeText(*instant, zone), time);
    QCOMPARE(dayOf(*instant, zone), time.left(10));
}

void DayTest::millisecondsBeforeMidnightAreStillTheOldDay()
{
    const QString zone = QStringLiteral("Europe/Oslo");
    const Instant midnight = at("2026-11-23T23:00:00Z");
    QCOMPARE(dayOf(midnight - 1ms, zone), QStringLiteral("2026-11-23"));
    QCOMPARE(dayOf(midnight, zone), QStringLiteral("2026-11-24"));
}

void DayTest::aZoneIsKnownOnlyByItsIanaId_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<bool>("known");
    for (const char* zone : {"UTC", "Europe/Oslo", "Pacific/Kiritimati", "America/St_Johns",
             "US/Eastern", "Asia/Calcutta", "Etc/GMT+5", "America/Argentina/Buenos_Aires"})
        QTest::newRow(zone) << QString::fromLatin1(zone) << true;
    for (const char* zone : {"", " ", "Europe", "Europe/", "/Europe/Oslo", "europe/oslo",
             "Europe/Oslo ", "Europe/Olso", "CEST", "UTC+01:00", "+01:00", "posixrules",
             "localtime", "posix/Europe/Oslo", "right/Europe/Oslo", "Europe/../Europe/Oslo",
             "../../etc/passwd", "America/Argentina", "account", "Europe/Osl\xf8"})
        QTest::addRow("not '%s'", zone) << QString::fromLatin1(zone) << false;
}

void DayTest::aZoneIsKnownOnlyByItsIanaId()
{
    QFETCH(const QString, zone);
    QFETCH(const bool, known);
    QCOMPARE(isKnownZone(zone), known);
}

void DayTest::anUnknownZoneCountsAsUtc()
{
    const Instant instant = at("2026-11-23T23:30:00Z");
    QCOMPARE(timeText(instant, QStringLiteral("Nowhere/Town")), QStringLiteral("2026-11-23 23:30"));
    QCOMPARE(timeText(instant, QString()), QStringLiteral("2026-11-23 23:30"));
}

void DayTest::isoTimesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds");
    const auto row = [](const char* text, qint64 ms) {
        QTest::newRow(text) << QString::fromLatin1(text) << ms;
    };
    row("1970-01-01T00:00:00Z", 0);
    row("1970-01-01T00:00:00.001Z", 1);
    row("1970-01-01T00:00:00.1Z", 100);
    row("1970-01-01T00:00:00.12Z", 120);
    row("1970-01-01T00:00:00.123999Z", 123);
    row("1970-01-01T00:00:00.123999999Z", 123);
    row("1969-12-31T23:59:59.999Z", -1);
    row("2028-02-29T12:00:00Z", 1835438400000);
    row("2026-11-23T10:00:00+00:00", 1795428000000);
    row("2026-11-23T10:00:00.000+0000", 1795428000000);
}

void DayTest::isoTimesAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, milliseconds);
    const auto instant = fromIsoText(text);
    QVERIFY(instant);
    QCOMPARE(qint64(instant->time_since_epoch().count()), milliseconds);
}

void DayTest::otherTextIsNoIsoTime_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00Z",
             "2026-11-23 10:00:00Z", "2026-11-23t10:00:00Z", "2026-11-23T10:00:00z",
             "2026-11-23T10:00:00+01:00", "2026-11-23T10:00:00-00:00", "2026-11-23T24:00:00Z",
             "2026-11-23T10:60:00Z", "2026-11-23T10:00:60Z", "2026-02-29T10:00:00Z",
             "2026-13-01T10:00:00Z", "2026-00-01T10:00:00Z", "2026-04-31T10:00:00Z",
             "2026-11-23T10:00:00.Z", "2026-11-23T10:00:00.1234567890Z", "2026-11-23T10:00:00,5Z",
             " 2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z ", "2026-11-23T10:00:00ZZ",
             "26-11-23T10:00:00Z", "12026-11-23T10:00:00Z", "-026-11-23T10:00:00Z", "1795428000000",
             "2026-1-23T10:00:00Z", "account", "2026-11-2\xb3T10:00:00Z"})
        QTest::addRow("'%s'", text) << QString::fromLatin1(text);
}

void DayTest::otherTextIsNoIsoTime()
{
    QFETCH(const QString, text);
    QCOMPARE(fromIsoText(text), std::nullopt);
}

void DayTest::isoTextComesBack()
{
    QCOMPARE(isoText(at("2026-11-23T10:00:00.07Z")), QStringLiteral("2026-11-23T10:00:00.070Z"));
    QCOMPARE(isoText(at("1969-12-31T23:59:59.999Z")), QStringLiteral("1969-12-31T23:59:59.999Z"));
    QVERIFY(property::holds("isoText comes back", [] {
        // years 0001 to 9999
        const Instant instant(
            milliseconds(*rc::gen::inRange<std::int64_t>(-62135596800000, 253402300800000)));
        RC_ASSERT(fromIsoText(isoText(instant)) == instant);
    }));
}

QTEST_GUILESS_MAIN(DayTest)
#include "tst_day.moc"
