// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include "store/databasefile.h"
#include "store/sqlerror.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace store {

namespace {

// More than all repositories together have; what comes in above is not kept.
constexpr std::size_t statementsMax = 128;

} // namespace

Database::Database(const OpenOptions& options)
    : m_options(options)
    , m_connection(QStringLiteral("store-%1").arg(quintptr(this), 0, 16))
{
}

Database::~Database()
{
    m_idle.clear();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

bool Database::isInMemory() const
{
    return m_options.path == QLatin1String(":memory:");
}

core::Result<void> Database::connect()
{
    auto connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    connection.setDatabaseName(m_options.path);
    // 5 s (F13): long enough for another process's transaction, short enough for a person.
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    if (m_options.readOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    connection.setConnectOptions(options);
    if (!connection.open())
        return tl::unexpected(
            sqlError(connection.lastError(), m_options.path, QStringLiteral("open")));
    return {};
}

core::Result<void> Database::execute(const QString& sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return tl::unexpected(failed(sqlError(query.lastError(), m_options.path, sql)));
    return {};
}

core::Result<Statement> Database::reading(const QString& sql)
{
    if (const auto idle = m_idle.find(sql); idle != m_idle.end()) {
        auto query = std::move(idle->second);
        m_idle.erase(idle);
        return Statement(*this, sql, std::move(query));
    }
    auto query = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connection, false));
    query->setForwardOnly(true);
    if (!query->prepare(sql))
        return tl::unexpected(failed(sqlError(query->lastError(), m_options.path, sql)));
    return Statement(*this, sql, std::move(query));
}

core::Result<Statement> Database::writing(const QString& sql)
{
    if (!m_inTransaction)
        return tl::unexpected(
            storeError(m_options.path, QStringLiteral("write outside a transaction: ") + sql));
    return reading(sql);
}

void Database::takeBack(const QString& sql, std::unique_ptr<QSqlQuery> query)
{
    query->finish();
    if (m_idle.size() < statementsMax)
        m_idle.insert_or_assign(sql, std::move(query));
}

core::Error Database::failed(const core::Error& error)
{
    if (stopsWriting(error) && !m_failure)
        m_failure = error;
    return error;
}

core::Error Database::damaged(const QString& table)
{
    return failed(storeError(m_options.path,
        QStringLiteral("a row of %1 does not match its checksum").arg(table),
        core::Error::Kind::StoreDamaged));
}

core::Result<void> Database::checkpoint()
{
    if (isInMemory() || isReadOnly() || m_inTransaction || m_failure)
        return {};
    return execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

core::Result<void> Database::backUp(const QString& file)
{
    if (m_inTransaction)
        return tl::unexpected(
            storeError(m_options.path, QStringLiteral("backup inside a transaction")));
    if (auto created = createPrivateFile(file); !created)
        return created;
    auto statement = reading(QStringLiteral("VACUUM INTO ?"));
    auto copied = statement ? statement->run(file) : tl::unexpected(statement.error());
    if (!copied && !QFile::remove(file))
        return tl::unexpected(
            storeError(file, copied.error().what + QStringLiteral("; the rest of it is left")));
    return copied;
}

core::Result<void> Database::check()
{
    auto statement = reading(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!statement)
        return tl::unexpected(statement.error());
    return finding(*statement);
}

core::Result<void> Database::quickCheck()
{
    auto statement = reading(QStringLiteral("PRAGMA quick_check(1)"));
    if (!statement)
        return tl::unexpected(statement.error());
    return finding(*statement);
}

core::Result<void> Database::finding(Statement& statement)
{
    if (auto ran = statement.run(); !ran)
        return ran;
    const auto row = statement.next();
    if (!row)
        return tl::unexpected(row.error());
    const QString found = *row ? statement.text(0) : QStringLiteral("no answer");
    if (found == QLatin1String("ok"))
        return {};
    return tl::unexpected(
        failed(storeError(m_options.path, found, core::Error::Kind::StoreDamaged)));
}

} // namespace store
