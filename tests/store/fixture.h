// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"
#include "store/rows.h"
#include "store/transaction.h"

#include <QString>
#include <QTest>

#include <memory>
#include <optional>

// Opening, writing in one transaction and comparing results.
namespace fixture {

// Fails the test with the error's text and gives null.
inline std::unique_ptr<store::Database> open(const QString& path, bool readOnly = false)
{
    auto database = store::Database::open({path, readOnly});
    if (!database) {
        QTest::qFail(qUtf8Printable(database.error().what), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*database);
}

inline std::unique_ptr<store::Database> inMemory()
{
    return open(QStringLiteral(":memory:"));
}

// The error that opening ends with; nothing if it opens.
inline std::optional<core::Error> openError(const QString& path, bool readOnly = false)
{
    const auto database = store::Database::open({path, readOnly});
    return database ? std::nullopt : std::optional(database.error());
}

// `write` in a transaction of its own; the first error of begin, write and commit.
template <typename Write> core::Result<void> inTransaction(store::Database& database, Write&& write)
{
    auto transaction = store::Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto written = write();
    if (!written)
        return tl::unexpected(written.error());
    return transaction->commit();
}

// How many rows the last writing statement changed: one per row is one, one per chunk is many.
inline qint64 rowsOfTheLastStatement(store::Database& database)
{
    const auto changed = store::number(database, QStringLiteral("SELECT changes()"));
    return changed ? *changed : -1;
}

// A value or, after failing the test, its default.
template <typename T> T valueOf(core::Result<T> result)
{
    if (result)
        return std::move(*result);
    QTest::qFail(qUtf8Printable(result.error().what), __FILE__, __LINE__);
    return T{};
}

// The kind of the error; nothing if it went well.
template <typename T> std::optional<core::Error::Kind> errorOf(const core::Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().kind);
}

// Empty if it went well, else the error's text: QCOMPARE shows it.
inline QString failure(const core::Result<void>& result)
{
    return result ? QString() : result.error().what;
}

} // namespace fixture
