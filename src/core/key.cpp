// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decide.h"

#include <QCryptographicHash>

#include <algorithm>

namespace core {

namespace {

constexpr qsizetype keyMax = 64;
constexpr qsizetype hashedLength = 40; // hex digits of SHA-256 that stand for an id

bool isPlain(const QString& id)
{
    const auto plain = [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
            || (c >= QLatin1Char('a') && c <= QLatin1Char('f')) || c == QLatin1Char('-');
    };
    return !id.isEmpty() && std::all_of(id.begin(), id.end(), plain);
}

} // namespace

QString keyPrefix(const QString& portalId)
{
    return QStringLiteral("hs:") + portalId.toLower() + QLatin1Char(':');
}

Key keyOf(const QString& portalId, Kind kind, const HubSpotId& id)
{
    const QString front = keyPrefix(portalId) + keyCode(kind) + QLatin1Char(':');
    if (isPlain(id.value) && front.size() + id.value.size() <= keyMax)
        return {front + id.value};
    const QByteArray hash
        = QCryptographicHash::hash(id.value.toUtf8(), QCryptographicHash::Sha256).toHex();
    return {front + QString::fromLatin1(hash.left(hashedLength))};
}

} // namespace core
