// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include "store/database.h"
#include "store/sqlerror.h"

#include <QSqlError>
#include <QSqlQuery>

namespace store {

QVariant column(const QString& value)
{
    return value.isNull() ? QVariant(QLatin1String("")) : QVariant(value);
}

QVariant column(const QByteArray& value)
{
    return value.isNull() ? QVariant(QByteArray("")) : QVariant(value);
}

QVariant column(qint64 value)
{
    return QVariant(value);
}

QVariant column(int value)
{
    return QVariant(value);
}

QVariant column(bool value)
{
    return QVariant(value ? 1 : 0);
}

QVariant column(core::Instant value)
{
    return QVariant(qint64(value.time_since_epoch().count()));
}

QVariant column(const core::Key& value)
{
    return column(value.value);
}

QVariant column(const core::HubSpotId& value)
{
    return column(value.value);
}

QVariant column(const core::SalesforceId& value)
{
    return column(value.value);
}

QVariant column(const core::EmailHash& value)
{
    return column(value.value);
}

Statement::Statement(Database& database, const QString& sql, std::unique_ptr<QSqlQuery> query)
    : m_database(&database)
    , m_sql(sql)
    , m_query(std::move(query))
{
}

Statement::Statement(Statement&&) noexcept = default;

Statement::~Statement()
{
    if (m_query)
        m_database->takeBack(m_sql, std::move(m_query));
}

void Statement::bind(int position, const QVariant& value)
{
    m_query->bindValue(position, value);
}

core::Result<void> Statement::runWith(const std::vector<QVariant>& values)
{
    int position = 0;
    for (const QVariant& value : values)
        bind(position++, value);
    return execute(position);
}

core::Result<void> Statement::execute(int bound)
{
    // Qt would quietly bind NULL to what is missing.
    Q_ASSERT(bound == m_sql.count(u'?'));
    Q_UNUSED(bound)
    if (!m_query->exec())
        return tl::unexpected(
            m_database->failed(sqlError(m_query->lastError(), m_database->path(), m_sql)));
    return {};
}

core::Result<bool> Statement::next()
{
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        return tl::unexpected(
            m_database->failed(sqlError(m_query->lastError(), m_database->path(), m_sql)));
    return false;
}

bool Statement::isNull(int index) const
{
    return m_query->isNull(index);
}

QString Statement::text(int index) const
{
    return m_query->value(index).toString();
}

QByteArray Statement::blob(int index) const
{
    return m_query->value(index).toByteArray();
}

qint64 Statement::integer(int index) const
{
    return m_query->value(index).toLongLong();
}

int Statement::smallInteger(int index) const
{
    return m_query->value(index).toInt();
}

core::Instant Statement::instant(int index) const
{
    return core::Instant(std::chrono::milliseconds(integer(index)));
}

std::optional<core::Instant> Statement::maybeInstant(int index) const
{
    if (isNull(index))
        return std::nullopt;
    return instant(index);
}

qint64 Statement::insertedId() const
{
    return m_query->lastInsertId().toLongLong();
}

int Statement::rowsChanged() const
{
    return m_query->numRowsAffected();
}

} // namespace store
