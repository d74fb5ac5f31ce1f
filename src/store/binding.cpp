// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/binding.h"

#include "store/rowcheck.h"
#include "store/rows.h"
#include "store/sqlerror.h"

namespace store {

namespace {

qint64 checkOf(const Bound& bound)
{
    return RowCheck().add(bound.portal).add(bound.org).add(bound.salt).value();
}

bool differs(const QString& bound, const QString& wanted)
{
    return !bound.isEmpty() && !wanted.isEmpty() && bound != wanted;
}

} // namespace

Binding::Binding(Database& database)
    : m_database(database)
{
}

core::Result<Bound> Binding::current() const
{
    Bound bound;
    auto read
        = eachRow(m_database, QStringLiteral("SELECT portal, org, salt, row_crc FROM binding"), {},
            [&](const Statement& row) -> core::Result<void> {
                bound = {row.text(0), row.text(1), row.blob(2)};
                if (checkOf(bound) != row.integer(3))
                    return tl::unexpected(damagedRow(m_database, QStringLiteral("binding")));
                return {};
            });
    if (!read)
        return tl::unexpected(read.error());
    return bound;
}

core::Result<void> Binding::check(const QString& portal, const QString& org) const
{
    auto bound = current();
    if (!bound)
        return tl::unexpected(bound.error());
    if (differs(bound->portal, portal))
        return tl::unexpected(storeError(m_database.path(),
            QStringLiteral("HubSpot account %1, not %2").arg(bound->portal, portal),
            core::Error::Kind::WrongAccount));
    if (differs(bound->org, org))
        return tl::unexpected(storeError(m_database.path(),
            QStringLiteral("Salesforce org %1, not %2").arg(bound->org, org),
            core::Error::Kind::WrongAccount));
    return {};
}

core::Result<Bound> Binding::bind(const Bound& wanted)
{
    if (auto checked = check(wanted.portal, wanted.org); !checked)
        return tl::unexpected(checked.error());
    auto before = current();
    if (!before)
        return tl::unexpected(before.error());
    Bound bound = *before;
    if (bound.portal.isEmpty())
        bound.portal = wanted.portal;
    if (bound.org.isEmpty())
        bound.org = wanted.org;
    if (bound.salt.isEmpty())
        bound.salt = wanted.salt;
    if (bound == *before)
        return bound;
    auto changed = change(m_database,
        QStringLiteral("INSERT OR REPLACE INTO binding(one, portal, org, salt, row_crc) VALUES (1, "
                       "?, ?, ?, ?)"),
        bound.portal, bound.org, bound.salt, checkOf(bound));
    if (!changed)
        return tl::unexpected(changed.error());
    return bound;
}

} // namespace store
