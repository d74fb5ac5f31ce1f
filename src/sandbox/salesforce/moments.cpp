// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/moments.h"

#include <QRegularExpression>
#include <QString>

#include <array>
#include <cstdio>

namespace sandbox::salesforce {
namespace {

using namespace std::chrono;

constexpr int yearMin = 1700;
constexpr int yearMax = 4000;
constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> months{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool areDigits(QStringView text)
{
    for (const QChar c : text) {
        if (c < QChar(u'0') || c > QChar(u'9'))
            return false;
    }
    return !text.isEmpty();
}

// "hh:mm:ss" and optionally ".SSS".
std::optional<milliseconds> readTime(QStringView text)
{
    const bool hasMilliseconds
        = text.size() == 12 && text[8] == QChar(u'.') && areDigits(text.mid(9));
    if ((text.size() != 8 && !hasMilliseconds) || text[2] != QChar(u':') || text[5] != QChar(u':')
        || !areDigits(text.left(2)) || !areDigits(text.mid(3, 2)) || !areDigits(text.mid(6, 2)))
        return std::nullopt;
    const int hour = text.left(2).toInt();
    const int minute = text.mid(3, 2).toInt();
    const int second = text.mid(6, 2).toInt();
    if (hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return hours(hour) + minutes(minute) + seconds(second)
        + milliseconds(hasMilliseconds ? text.mid(9).toInt() : 0);
}

// "Z", "+01:00", and without the colon if `isColonOptional`.
std::optional<minutes> readOffset(QStringView text, bool isColonOptional)
{
    if (text == u"Z")
        return minutes(0);
    const bool hasColon = text.size() == 6 && text[3] == QChar(u':');
    if ((!hasColon && !(isColonOptional && text.size() == 5))
        || (text[0] != QChar(u'+') && text[0] != QChar(u'-')))
        return std::nullopt;
    const QStringView hour = text.mid(1, 2);
    const QStringView minute = text.right(2);
    if (!areDigits(hour) || !areDigits(minute) || hour.toInt() > 14 || minute.toInt() > 59)
        return std::nullopt;
    const minutes offset = hours(hour.toInt()) + minutes(minute.toInt());
    return text[0] == QChar(u'-') ? -offset : offset;
}

std::optional<Instant> readInstant(QStringView text, bool isColonOptional)
{
    if (text.size() < 20 || text[10] != QChar(u'T'))
        return std::nullopt;
    const QStringView rest = text.mid(11);
    qsizetype zone = 0;
    while (zone < rest.size() && u"0123456789:."_qs.contains(rest[zone]))
        ++zone;
    const auto date = readDate(text.left(10));
    const auto time = readTime(rest.left(zone));
    const auto offset = readOffset(rest.mid(zone), isColonOptional);
    if (!date || !time || !offset)
        return std::nullopt;
    constexpr qint64 julianEpoch = 2'440'588; // 1970-01-01
    return Instant(days(date->toJulianDay() - julianEpoch)) + *time - *offset;
}

} // namespace

std::optional<QDate> readDate(QStringView text)
{
    if (text.size() != 10 || text[4] != QChar(u'-') || text[7] != QChar(u'-')
        || !areDigits(text.left(4)) || !areDigits(text.mid(5, 2)) || !areDigits(text.mid(8)))
        return std::nullopt;
    const QDate date(text.left(4).toInt(), text.mid(5, 2).toInt(), text.mid(8).toInt());
    if (!date.isValid() || date.year() < yearMin || date.year() > yearMax)
        return std::nullopt;
    return date;
}

std::optional<Instant> readDateTimeLiteral(QStringView text)
{
    return readInstant(text, false);
}

std::optional<Instant> readDateTime(QStringView text)
{
    return readInstant(text, true);
}

QByteArray dateText(const QDate& date)
{
    return date.toString(Qt::ISODate).toLatin1();
}

QByteArray dateTimeText(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d+0000",
        int(date.year()), unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
        int(time.minutes().count()), int(time.seconds().count()), int(time.subseconds().count()));
    return text.data();
}

QByteArray httpDate(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(instant) - day);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        weekdays[weekday(day).c_encoding()], unsigned(date.day()),
        months[unsigned(date.month()) - 1], int(date.year()), int(time.hours().count()),
        int(time.minutes().count()), int(time.seconds().count()));
    return text.data();
}

std::optional<Instant> readHttpDate(const QByteArray& text)
{
    // "Mon, 23 Nov 2026 10:00:00 GMT"
    const QList<QByteArray> words = text.split(' ');
    if (words.size() != 6 || words[5] != "GMT")
        return std::nullopt;
    unsigned month = 0;
    while (month < months.size() && words[2] != months[month])
        ++month;
    const QDate date(words[3].toInt(), int(month) + 1, words[1].toInt());
    if (month == months.size() || !date.isValid())
        return std::nullopt;
    const auto time = readTime(QString::fromLatin1(words[4]));
    const auto midnight = readDateTimeLiteral(QString::fromLatin1(dateText(date) + "T00:00:00Z"));
    if (!time || !midnight)
        return std::nullopt;
    return *midnight + *time;
}

} // namespace sandbox::salesforce
