// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watermarks.h"

#include "store/changes.h"
#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

struct Named
{
    QString name;
    Watermark mark;
};

qint64 checkOf(const QString& name, const Watermark& mark)
{
    return RowCheck().add(name).add(mark.stamp).add(mark.id).value();
}

std::optional<Named> makeMark(const Statement& row)
{
    Named named{row.text(0), {row.instant(1), row.text(2)}};
    if (checkOf(named.name, named.mark) != row.integer(3))
        return std::nullopt;
    return named;
}

Query query(QLatin1String rest, std::vector<QVariant> values = {})
{
    return {QStringLiteral("watermark"),
        QStringLiteral("SELECT name, stamp, id, row_crc FROM watermark ") + rest,
        std::move(values)};
}

} // namespace

Watermarks::Watermarks(Database& database)
    : m_database(database)
{
}

core::Result<std::optional<Watermark>> Watermarks::value(const QString& name) const
{
    auto found = firstOf<Named>(
        m_database, query(QLatin1String("WHERE name = ?"), {column(name)}), &makeMark);
    if (!found)
        return tl::unexpected(found.error());
    return *found ? std::optional((*found)->mark) : std::nullopt;
}

core::Result<std::map<QString, Watermark>> Watermarks::all() const
{
    std::map<QString, Watermark> marks;
    auto read = eachValue<Named>(m_database, query(QLatin1String("ORDER BY name")), &makeMark,
        [&marks](Named&& named) { marks.emplace(named.name, named.mark); });
    if (!read)
        return tl::unexpected(read.error());
    return marks;
}

core::Result<void> Watermarks::set(const QString& name, const Watermark& mark)
{
    return write(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO watermark(name, stamp, id, row_crc) VALUES (?, ?, ?, ?)"),
        name, mark.stamp, mark.id, checkOf(name, mark));
}

core::Result<void> Watermarks::clear(const QString& name)
{
    return write(m_database, QStringLiteral("DELETE FROM watermark WHERE name = ?"), name);
}

} // namespace store
