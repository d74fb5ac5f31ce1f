// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watermarks.h"

#include "store/rowcheck.h"
#include "store/rows.h"

namespace store {

namespace {

qint64 checkOf(const QString& name, const Watermark& mark)
{
    return RowCheck().add(name).add(mark.stamp).add(mark.id).value();
}

} // namespace

Watermarks::Watermarks(Database& database)
    : m_database(database)
{
}

core::Result<std::map<QString, Watermark>> Watermarks::all() const
{
    std::map<QString, Watermark> marks;
    auto read
        = eachRow(m_database, QStringLiteral("SELECT name, stamp, id, row_crc FROM watermark"), {},
            [&](const Statement& row) -> core::Result<void> {
                const Watermark mark{row.instant(1), row.text(2)};
                if (checkOf(row.text(0), mark) != row.integer(3))
                    return tl::unexpected(damagedRow(m_database, QStringLiteral("watermark")));
                marks.insert_or_assign(row.text(0), mark);
                return {};
            });
    if (!read)
        return tl::unexpected(read.error());
    return marks;
}

core::Result<std::optional<Watermark>> Watermarks::value(const QString& name) const
{
    auto marks = all(); // a dozen rows
    if (!marks)
        return tl::unexpected(marks.error());
    const auto it = marks->find(name);
    return it == marks->end() ? std::nullopt : std::optional(it->second);
}

core::Result<void> Watermarks::set(const QString& name, const Watermark& mark)
{
    auto changed = change(m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO watermark(name, stamp, id, row_crc) VALUES (?, ?, ?, ?)"),
        name, mark.stamp, mark.id, checkOf(name, mark));
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

core::Result<void> Watermarks::clear(const QString& name)
{
    auto changed = change(m_database, QStringLiteral("DELETE FROM watermark WHERE name = ?"), name);
    if (!changed)
        return tl::unexpected(changed.error());
    return {};
}

} // namespace store
