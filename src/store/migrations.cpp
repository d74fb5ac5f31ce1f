// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations.h"

#include "store/changes.h"
#include "store/rows.h"
#include "store/sqlerror.h"
#include "store/transaction.h"

#include <QFile>

#include <array>

// Resources of a static library are linked only if somebody asks for them; the macro must stand
// outside a namespace.
static void makeResourcesKnown()
{
    Q_INIT_RESOURCE(store);
}

namespace store {

namespace {

core::Result<void> createTables(Database& database)
{
    return runScript(database, QStringLiteral(":/store/schema/v1.sql"));
}

// Adding a migration is adding a row (and the next file in schema/).
constexpr std::array steps{
    Migration{1, createTables},
};
static_assert(versionsRise(steps));

core::Result<void> apply(Database& database, const Migration& step)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto version = number(database, QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::unexpected(version.error());
    if (*version >= step.version)
        return {};
    if (auto applied = step.apply(database); !applied)
        return applied;
    // Pragmas take no bound values; both numbers are ours.
    for (const QString& sql : {QStringLiteral("PRAGMA application_id = %1").arg(applicationId),
             QStringLiteral("PRAGMA user_version = %1").arg(step.version)}) {
        if (auto ran = write(database, sql); !ran)
            return ran;
    }
    return transaction->commit();
}

} // namespace

std::span<const Migration> migrations()
{
    return steps;
}

core::Result<void> migrate(Database& database, std::span<const Migration> wanted)
{
    for (const Migration& step : wanted) {
        if (auto applied = apply(database, step); !applied)
            return applied;
    }
    return {};
}

core::Result<void> runScript(Database& database, const QString& resource)
{
    makeResourcesKnown();
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(storeError(resource, file.errorString()));
    QString sql;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(QLatin1String("--")))
            continue;
        sql += line + u'\n';
        if (!line.endsWith(u';'))
            continue;
        if (auto ran = write(database, sql.trimmed()); !ran)
            return ran;
        sql.clear();
    }
    return {};
}

} // namespace store
