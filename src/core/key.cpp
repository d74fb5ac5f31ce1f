// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decide.h"

#include <QCryptographicHash>

#include <algorithm>

namespace core {

namespace {

constexpr int keyMax = 64; // characters of HubSpot_Engagement_Id__c
constexpr int hashedIdLength = 40;

bool isPlainId(QStringView id)
{
    const auto isPart
        = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || c == u'-'; };
    return !id.isEmpty() && std::ranges::all_of(id, isPart);
}

} // namespace

QString keyPrefix(const QString& portalId)
{
    return QStringLiteral("hs:") + portalId + QStringLiteral(":");
}

Key keyOf(const QString& portalId, Kind kind, const HubSpotId& id)
{
    const QString front = (keyPrefix(portalId) + keyCode(kind) + QStringLiteral(":")).toLower();
    if (isPlainId(id.value) && front.size() + id.value.size() <= keyMax)
        return {front + id.value};
    const QByteArray hash
        = QCryptographicHash::hash(id.value.toUtf8(), QCryptographicHash::Sha256).toHex();
    return {front + QString::fromLatin1(hash.first(hashedIdLength))};
}

} // namespace core
