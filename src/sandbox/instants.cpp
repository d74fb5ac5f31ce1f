// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/instants.h"

#include <algorithm>

namespace sandbox {

namespace {

void appendNumber(QByteArray& out, int number, int digits)
{
    for (int divisor = digits == 4 ? 1000 : digits == 3 ? 100 : 10; divisor > 0; divisor /= 10)
        out.append(static_cast<char>('0' + number / divisor % 10));
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// Reads `digits` digits at `from`; -1 if one of them is something else.
int numberAt(QByteArrayView text, qsizetype from, int digits)
{
    if (from + digits > text.size())
        return -1;
    int number = 0;
    for (int i = 0; i < digits; ++i) {
        const char letter = text[from + i];
        if (!isDigit(letter))
            return -1;
        number = number * 10 + (letter - '0');
    }
    return number;
}

std::optional<std::chrono::sys_days> dayFrom(QByteArrayView text)
{
    if (text.size() < 10 || text[4] != '-' || text[7] != '-')
        return {};
    const int year = numberAt(text, 0, 4);
    const int month = numberAt(text, 5, 2);
    const int day = numberAt(text, 8, 2);
    if (year < 0 || month < 0 || day < 0)
        return {};
    const std::chrono::year_month_day date{std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok())
        return {};
    return std::chrono::sys_days{date};
}

// "08:01:02Z" or "08:01:02.123Z".
std::optional<std::chrono::milliseconds> timeFrom(QByteArrayView text)
{
    if (text.size() < 9 || text.back() != 'Z' || text[2] != ':' || text[5] != ':')
        return {};
    const int hour = numberAt(text, 0, 2);
    const int minute = numberAt(text, 3, 2);
    const int second = numberAt(text, 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return {};
    int millisecond = 0;
    if (text.size() > 9) {
        millisecond = text.size() == 13 && text[8] == '.' ? numberAt(text, 9, 3) : -1;
        if (millisecond < 0)
            return {};
    }
    return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second}
    + std::chrono::milliseconds{millisecond};
}

} // namespace

QByteArray isoText(Instant at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{at - day};
    QByteArray out;
    out.reserve(24);
    appendNumber(out, static_cast<int>(date.year()), 4);
    out.append('-');
    appendNumber(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    out.append('-');
    appendNumber(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    out.append('T');
    appendNumber(out, static_cast<int>(time.hours().count()), 2);
    out.append(':');
    appendNumber(out, static_cast<int>(time.minutes().count()), 2);
    out.append(':');
    appendNumber(out, static_cast<int>(time.seconds().count()), 2);
    out.append('.');
    appendNumber(out, static_cast<int>(time.subseconds().count()), 3);
    out.append('Z');
    return out;
}

std::optional<Instant> instantFrom(QByteArrayView text)
{
    const bool isNegative = text.startsWith('-');
    const auto digits = isNegative ? text.sliced(1) : text;
    if (!digits.isEmpty() && digits.size() <= 14
        && std::all_of(digits.begin(), digits.end(), isDigit))
        return Instant{std::chrono::milliseconds{text.toByteArray().toLongLong()}};
    const auto day = dayFrom(text);
    if (!day)
        return {};
    if (text.size() == 10)
        return Instant{*day};
    if (text[10] != 'T')
        return {};
    const auto time = timeFrom(text.sliced(11));
    if (!time)
        return {};
    return Instant{*day} + *time;
}

} // namespace sandbox
