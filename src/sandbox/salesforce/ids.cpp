// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/salesforce/ids.h"

#include <algorithm>

namespace sandbox::salesforce {
namespace {

constexpr int shortLength = 15;
constexpr int fullLength = 18;
constexpr int prefixLength = 3;
constexpr int groupLength = 5; // one character of the suffix speaks for five of the id

bool isUpper(QChar c)
{
    return c >= QChar(u'A') && c <= QChar(u'Z');
}

bool isIdCharacter(QChar c)
{
    return isUpper(c) || (c >= QChar(u'a') && c <= QChar(u'z'))
        || (c >= QChar(u'0') && c <= QChar(u'9'));
}

QString suffixOf(QStringView shortId)
{
    constexpr QStringView digits = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    QString suffix;
    for (int start = 0; start < shortLength; start += groupLength) {
        int mask = 0;
        for (int i = 0; i < groupLength; ++i) {
            if (isUpper(shortId[start + i]))
                mask |= 1 << i;
        }
        suffix += digits[mask];
    }
    return suffix;
}

} // namespace

QString makeId(QStringView prefix, std::uint64_t number)
{
    constexpr QStringView digits
        = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString tail(shortLength - prefixLength, QChar(u'0'));
    for (qsizetype i = tail.size() - 1; i >= 0 && number > 0; --i) {
        tail[i] = digits[static_cast<qsizetype>(number % 62)];
        number /= 62;
    }
    const QString id = prefix.toString() + tail;
    return id + suffixOf(id);
}

std::optional<QString> normalizedId(QStringView id)
{
    if ((id.size() != shortLength && id.size() != fullLength)
        || !std::ranges::all_of(id, isIdCharacter))
        return std::nullopt;
    const QString suffix = suffixOf(id.left(shortLength));
    if (id.size() == fullLength && id.mid(shortLength).compare(suffix, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return id.left(shortLength).toString() + suffix;
}

} // namespace sandbox::salesforce
