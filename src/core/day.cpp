// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/day.h"

#include <QByteArray>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace core {

namespace {

using namespace std::chrono;

// QTimeZone remembers the zones it has read: making one by name costs a fifth of a microsecond, so
// nothing is kept here.
QDateTime local(Instant instant, const QString& zone)
{
    const auto since = static_cast<qint64>(instant.time_since_epoch().count());
    const QTimeZone found(zone.isEmpty() ? QByteArrayLiteral("UTC") : zone.toLatin1());
    if (!found.isValid())
        return QDateTime::fromMSecsSinceEpoch(since, Qt::UTC);
    return QDateTime::fromMSecsSinceEpoch(since, found);
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// Reads fixed parts of a text from its front; `ok` stays false once something did not fit.
struct Reader
{
    QStringView rest;
    bool ok = true;

    unsigned number(qsizetype digits)
    {
        ok = ok && rest.size() >= digits
            && std::all_of(rest.begin(), rest.begin() + digits, isDigit);
        if (!ok)
            return 0;
        unsigned value = 0;
        for (const QChar c : rest.first(digits))
            value = value * 10 + static_cast<unsigned>(c.unicode() - u'0');
        rest = rest.sliced(digits);
        return value;
    }

    void expect(QChar c)
    {
        ok = ok && rest.startsWith(c);
        if (ok)
            rest = rest.sliced(1);
    }

    // A fraction of a second of 1 to 9 digits, in whole milliseconds; what is finer is dropped.
    unsigned fraction()
    {
        if (!ok || !rest.startsWith(u'.'))
            return 0;
        rest = rest.sliced(1);
        const auto digits = std::find_if_not(rest.begin(), rest.end(), isDigit) - rest.begin();
        ok = digits >= 1 && digits <= 9;
        if (!ok)
            return 0;
        unsigned value = 0;
        for (qsizetype i = 0; i < 3; ++i)
            value = value * 10 + (i < digits ? static_cast<unsigned>(rest[i].unicode() - u'0') : 0);
        rest = rest.sliced(digits);
        return value;
    }
};

bool isUtc(QStringView offset)
{
    return offset == u"Z" || offset == u"+00:00" || offset == u"+0000";
}

} // namespace

QString dayOf(Instant instant, const QString& zone)
{
    return local(instant, zone).date().toString(u"yyyy-MM-dd");
}

bool isKnownZone(const QString& zone)
{
    const auto isPart = [](QChar c) {
        return isDigit(c) || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'/'
            || c == u'_' || c == u'-' || c == u'+';
    };
    if (zone.isEmpty() || zone.startsWith(u'/') || !std::all_of(zone.begin(), zone.end(), isPart))
        return false;
    if (QTimeZone::isTimeZoneIdAvailable(zone.toLatin1()))
        return true;
    // Older names (US/Eastern) are files of the zone database but not in its list. So are a few
    // folders and copies, which are no IANA ids.
    return zone.contains(u'/') && !zone.startsWith(u"posix/") && !zone.startsWith(u"right/")
        && QTimeZone(zone.toLatin1()).isValid();
}

QString timeText(Instant instant, const QString& zone)
{
    return local(instant, zone).toString(u"yyyy-MM-dd HH:mm");
}

QString isoText(Instant instant)
{
    const auto since = static_cast<qint64>(instant.time_since_epoch().count());
    return QDateTime::fromMSecsSinceEpoch(since, Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Instant> fromIsoText(const QString& text)
{
    Reader reader{text};
    const auto y = reader.number(4);
    reader.expect(u'-');
    const auto m = reader.number(2);
    reader.expect(u'-');
    const auto d = reader.number(2);
    reader.expect(u'T');
    const auto hour = reader.number(2);
    reader.expect(u':');
    const auto minute = reader.number(2);
    reader.expect(u':');
    const auto second = reader.number(2);
    const auto fraction = reader.fraction();
    const year_month_day date{year(static_cast<int>(y)), month(m), day(d)};
    if (!reader.ok || !isUtc(reader.rest) || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return sys_days(date) + hours(hour) + minutes(minute) + seconds(second)
        + milliseconds(fraction);
}

} // namespace core
