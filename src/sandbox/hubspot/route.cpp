// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/route.h"

#include <array>

namespace sandbox::hubspot {

namespace {

struct Prefix
{
    const char* path;
    Family family;
    Dialect dialect;
};

constexpr std::array prefixes{Prefix{"/crm/objects/2026-09", Family::Objects, Dialect::Dated},
    Prefix{"/crm/objects/2026-03", Family::Objects, Dialect::Dated},
    Prefix{"/crm/v3/objects", Family::Objects, Dialect::V3},
    Prefix{"/crm/v4/objects", Family::Objects, Dialect::V4},
    Prefix{"/crm/associations/2026-09", Family::Associations, Dialect::Dated},
    Prefix{"/crm/associations/2026-03", Family::Associations, Dialect::Dated},
    Prefix{"/crm/v4/associations", Family::Associations, Dialect::V4},
    Prefix{"/crm/properties/2026-09", Family::Definitions, Dialect::Dated},
    Prefix{"/crm/properties/2026-03", Family::Definitions, Dialect::Dated},
    Prefix{"/crm/v3/properties", Family::Definitions, Dialect::V3},
    Prefix{"/crm/owners/2026-09", Family::Owners, Dialect::Dated},
    Prefix{"/crm/owners/2026-03", Family::Owners, Dialect::Dated},
    Prefix{"/crm/v3/owners", Family::Owners, Dialect::V3},
    Prefix{"/account-info/2026-09", Family::Account, Dialect::Dated},
    Prefix{"/account-info/2026-03", Family::Account, Dialect::Dated},
    Prefix{"/account-info/v3", Family::Account, Dialect::V3}};

QByteArray decoded(QByteArray text, bool plusIsSpace)
{
    if (plusIsSpace)
        text.replace('+', ' ');
    return QByteArray::fromPercentEncoding(text);
}

} // namespace

std::optional<Route> routeOf(const QByteArray& path)
{
    for (const auto& prefix : prefixes) {
        if (!path.startsWith(prefix.path))
            continue;
        auto rest = path.sliced(static_cast<qsizetype>(qstrlen(prefix.path)));
        if (!rest.isEmpty() && !rest.startsWith('/'))
            continue;
        if (rest.endsWith('/'))
            rest.chop(1);
        Route route{prefix.family, prefix.dialect, {}};
        if (rest.isEmpty())
            return route;
        for (const auto& segment : rest.sliced(1).split('/'))
            route.rest.append(decoded(segment, false));
        return route;
    }
    return {};
}

Query::Query(const QByteArray& target)
{
    const auto start = target.indexOf('?');
    if (start < 0)
        return;
    for (const auto& item : target.sliced(start + 1).split('&')) {
        if (item.isEmpty())
            continue;
        const auto equals = item.indexOf('=');
        const auto name = decoded(equals < 0 ? item : item.left(equals), true);
        const auto value = equals < 0 ? QByteArray() : decoded(item.mid(equals + 1), true);
        m_items.emplace_back(name, QString::fromUtf8(value));
    }
}

std::optional<QString> Query::text(QByteArrayView name) const
{
    std::optional<QString> found;
    for (const auto& [key, value] : m_items) {
        if (key == name)
            found = value;
    }
    return found;
}

QStringList Query::list(QByteArrayView name) const
{
    QStringList values;
    for (const auto& [key, value] : m_items) {
        if (key == name)
            values.append(value.split(u',', Qt::SkipEmptyParts));
    }
    return values;
}

QByteArray Query::other(const QByteArrayList& names) const
{
    for (const auto& [key, value] : m_items) {
        if (!names.contains(key))
            return key;
    }
    return {};
}

} // namespace sandbox::hubspot
