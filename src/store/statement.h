// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/ids.h"
#include "core/time.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <memory>
#include <optional>
#include <vector>

class QSqlQuery;

namespace store {

class Database;

// How values become columns: ids and keys as TEXT, hashes as BLOB, times as INTEGER milliseconds
// since 1970 (UTC), nothing as NULL. A null QString or QByteArray is an empty one, never NULL.
[[nodiscard]] QVariant column(const QString& value);
[[nodiscard]] QVariant column(const QByteArray& value);
[[nodiscard]] QVariant column(qint64 value);
[[nodiscard]] QVariant column(int value);
[[nodiscard]] QVariant column(bool value);
[[nodiscard]] QVariant column(core::Instant value);
[[nodiscard]] QVariant column(const core::Key& value);
[[nodiscard]] QVariant column(const core::HubSpotId& value);
[[nodiscard]] QVariant column(const core::SalesforceId& value);
[[nodiscard]] QVariant column(const core::EmailHash& value);
template <typename T> [[nodiscard]] QVariant column(const std::optional<T>& value)
{
    return value ? column(*value) : QVariant();
}

// A prepared statement on loan from the connection's cache; goes back, reset, in the destructor.
// Rows are read once, forwards. While rows are left unread the connection holds a read transaction:
// do not keep one.
class Statement final
{
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Binds the values in order and executes; may be called again and again.
    template <typename... Values> [[nodiscard]] core::Result<void> run(const Values&... values)
    {
        int position = 0;
        (bind(position++, column(values)), ...);
        return execute(position);
    }
    [[nodiscard]] core::Result<void> runWith(const std::vector<QVariant>& values);

    // True if there is a row; false at the end.
    [[nodiscard]] core::Result<bool> next();

    // Columns of the current row, counted from 0.
    [[nodiscard]] bool isNull(int index) const;
    [[nodiscard]] QString text(int index) const;
    [[nodiscard]] QByteArray blob(int index) const;
    [[nodiscard]] qint64 integer(int index) const;
    [[nodiscard]] int smallInteger(int index) const;
    [[nodiscard]] core::Instant instant(int index) const;
    [[nodiscard]] std::optional<core::Instant> maybeInstant(int index) const;

    // Of the last run().
    [[nodiscard]] qint64 insertedId() const;
    [[nodiscard]] int rowsChanged() const;

private:
    friend class Database;
    Statement(Database& database, const QString& sql, std::unique_ptr<QSqlQuery> query);
    void bind(int position, const QVariant& value);
    core::Result<void> execute(int bound);

    Database* m_database;
    QString m_sql;
    std::unique_ptr<QSqlQuery> m_query;
};

} // namespace store
