// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"

#include <QCryptographicHash>

namespace core {

namespace {

constexpr int shortLength = 15;
constexpr int longLength = 18;
constexpr int groupLength = 5; // one suffix character stands for the case of five characters

bool isAsciiLetterOrDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
}

// The three characters that make a case-sensitive id safe where case gets lost: each holds five
// bits, one per character of its group, set for a capital letter, the first character being the
// lowest bit.
QString suffixOf(QStringView id)
{
    constexpr QStringView digits = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    QString suffix;
    for (int group = 0; group < shortLength; group += groupLength) {
        int bits = 0;
        for (int i = 0; i < groupLength; ++i) {
            const QChar c = id.at(group + i);
            if (c >= u'A' && c <= u'Z')
                bits |= 1 << i;
        }
        suffix.append(digits.at(bits));
    }
    return suffix;
}

QStringView withoutLeadingZeros(QStringView digits)
{
    while (digits.size() > 1 && digits.front() == u'0')
        digits = digits.sliced(1);
    return digits;
}

} // namespace

std::optional<SalesforceId> salesforceId(const QString& text)
{
    if (text.size() != shortLength && text.size() != longLength)
        return std::nullopt;
    for (const QChar c : text) {
        if (!isAsciiLetterOrDigit(c))
            return std::nullopt;
    }
    const QStringView id = QStringView(text).first(shortLength);
    const QString suffix = suffixOf(id);
    if (text.size() == longLength && QStringView(text).sliced(shortLength) != suffix)
        return std::nullopt;
    return SalesforceId{id.toString() + suffix};
}

bool higherId(const HubSpotId& a, const HubSpotId& b)
{
    const QStringView left = withoutLeadingZeros(a.value);
    const QStringView right = withoutLeadingZeros(b.value);
    if (left.size() != right.size())
        return left.size() > right.size();
    return left.compare(right) > 0;
}

EmailHash emailHash(const QString& email, const QByteArray& salt)
{
    const QString address = email.trimmed().toLower();
    if (address.isEmpty())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(salt);
    hash.addData(address.toUtf8());
    return {hash.result()};
}

} // namespace core
