// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/isotime.h"

#include <array>

namespace net {

namespace {

// Reads digits from the front of a text and never past its end.
class Scanner final
{
public:
    explicit Scanner(QStringView text)
        : m_text(text)
    {
    }

    bool literal(char16_t c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != QChar(c))
            return false;
        ++m_at;
        return true;
    }

    std::optional<int> digits(int count)
    {
        if (m_text.size() - m_at < count)
            return std::nullopt;
        int value = 0;
        for (int i = 0; i < count; ++i, ++m_at) {
            const char16_t c = m_text[m_at].unicode();
            if (c < u'0' || c > u'9')
                return std::nullopt;
            value = value * 10 + (c - u'0');
        }
        return value;
    }

    bool atDigit() const
    {
        return m_at < m_text.size() && m_text[m_at].unicode() >= u'0'
            && m_text[m_at].unicode() <= u'9';
    }
    bool atEnd() const { return m_at == m_text.size(); }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

std::optional<core::Instant> instantOf(
    int year, int month, int day, int hour, int minute, int second)
{
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
        std::chrono::day(unsigned(day))};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return core::Instant(
        sys_days(date) + hours(hour) + minutes(minute) + std::chrono::seconds(second));
}

// The fraction after the dot, cut to milliseconds; at most nine digits.
std::optional<int> fraction(Scanner& in)
{
    int value = 0;
    int count = 0;
    for (; in.atDigit(); ++count) {
        const int digit = *in.digits(1);
        if (count < 3)
            value = value * 10 + digit;
    }
    if (count < 1 || count > 9)
        return std::nullopt;
    for (; count < 3; ++count)
        value *= 10;
    return value;
}

std::optional<std::chrono::minutes> offset(Scanner& in)
{
    if (in.literal(u'Z'))
        return std::chrono::minutes(0);
    const bool minus = in.literal(u'-');
    if (!minus && !in.literal(u'+'))
        return std::nullopt;
    const auto hours = in.digits(2);
    in.literal(u':');
    const auto minutes = in.digits(2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    const std::chrono::minutes total(*hours * 60 + *minutes);
    return minus ? -total : total;
}

} // namespace

std::optional<core::Instant> parseIsoTime(QStringView text)
{
    Scanner in(text);
    const auto year = in.digits(4);
    if (!year || !in.literal(u'-'))
        return std::nullopt;
    const auto month = in.digits(2);
    if (!month || !in.literal(u'-'))
        return std::nullopt;
    const auto day = in.digits(2);
    if (!day || !in.literal(u'T'))
        return std::nullopt;
    const auto hour = in.digits(2);
    if (!hour || !in.literal(u':'))
        return std::nullopt;
    const auto minute = in.digits(2);
    if (!minute || !in.literal(u':'))
        return std::nullopt;
    const auto second = in.digits(2);
    if (!second)
        return std::nullopt;
    std::optional<int> millis = 0;
    if (in.literal(u'.'))
        millis = fraction(in);
    const auto shift = millis ? offset(in) : std::nullopt;
    if (!shift || !in.atEnd())
        return std::nullopt;
    const auto local = instantOf(*year, *month, *day, *hour, *minute, *second);
    if (!local)
        return std::nullopt;
    return *local + std::chrono::milliseconds(*millis) - *shift;
}

QString isoTime(core::Instant instant)
{
    using namespace std::chrono;
    const auto days = floor<std::chrono::days>(instant);
    const year_month_day date(days);
    const auto rest = (instant - days).count();
    std::array<char, 32> buffer{};
    const int length
        = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
            int(date.year()), unsigned(date.month()), unsigned(date.day()), int(rest / 3'600'000),
            int(rest / 60'000 % 60), int(rest / 1000 % 60), int(rest % 1000));
    return QString::fromLatin1(buffer.data(), length);
}

std::optional<core::Instant> parseHttpDate(const QByteArray& text)
{
    static constexpr std::array months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const QString all = QString::fromLatin1(text.trimmed());
    if (all.size() != 29 || all[3] != u',' || !all.endsWith(QStringLiteral(" GMT")))
        return std::nullopt;
    Scanner in(QStringView(all).mid(5));
    const auto day = in.digits(2);
    const auto name = QStringView(all).mid(8, 3);
    int month = 0;
    for (std::size_t i = 0; i < months.size(); ++i)
        if (name == QLatin1String(months[i]))
            month = int(i) + 1;
    Scanner rest(QStringView(all).mid(12));
    const auto year = rest.digits(4);
    if (!day || month == 0 || !year || !rest.literal(u' '))
        return std::nullopt;
    const auto hour = rest.digits(2);
    if (!hour || !rest.literal(u':'))
        return std::nullopt;
    const auto minute = rest.digits(2);
    if (!minute || !rest.literal(u':'))
        return std::nullopt;
    const auto second = rest.digits(2);
    if (!second)
        return std::nullopt;
    return instantOf(*year, month, *day, *hour, *minute, *second);
}

} // namespace net
