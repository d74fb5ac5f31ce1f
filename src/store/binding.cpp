// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/binding.h"

#include "store/changes.h"
#include "store/rowcheck.h"
#include "store/rows.h"
#include "store/sqlerror.h"

namespace store {

namespace {

qint64 checkOf(const Bound& bound)
{
    return RowCheck().add(bound.portal).add(bound.org).add(bound.salt).value();
}

std::optional<Bound> makeBound(const Statement& row)
{
    Bound bound{row.text(0), row.text(1), row.blob(2)};
    if (checkOf(bound) != row.integer(3))
        return std::nullopt;
    return bound;
}

bool isAnother(const QString& bound, const QString& wanted)
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
    const Query query{QStringLiteral("binding"),
        QStringLiteral("SELECT portal, org, salt, row_crc FROM binding")};
    const auto bound = firstOf<Bound>(m_database, query, &makeBound);
    if (!bound)
        return tl::unexpected(bound.error());
    return bound->value_or(Bound{});
}

core::Result<void> Binding::check(const QString& portal, const QString& org) const
{
    const auto bound = current();
    if (!bound)
        return tl::unexpected(bound.error());
    QString what;
    if (isAnother(bound->portal, portal))
        what = QStringLiteral("belongs to HubSpot account %1, not %2").arg(bound->portal, portal);
    else if (isAnother(bound->org, org))
        what = QStringLiteral("belongs to Salesforce org %1, not %2").arg(bound->org, org);
    if (what.isEmpty())
        return {};
    return tl::unexpected(storeError(m_database.path(), what, core::Error::Kind::WrongAccount));
}

core::Result<Bound> Binding::bind(const Bound& wanted)
{
    if (auto checked = check(wanted.portal, wanted.org); !checked)
        return tl::unexpected(checked.error());
    const auto before = current();
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
    auto written = write(m_database,
        QStringLiteral("INSERT OR REPLACE INTO binding(one, portal, org, salt, row_crc) "
                       "VALUES (1, ?, ?, ?, ?)"),
        bound.portal, bound.org, bound.salt, checkOf(bound));
    if (!written)
        return tl::unexpected(written.error());
    return bound;
}

} // namespace store
