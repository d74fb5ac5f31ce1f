// SPDX-License-Identifier: GPL-3.0-or-later
// Database::open(): look first, through a connection that cannot write; touch the file only if it
// is sound and ours.
#include "store/database.h"
#include "store/databasefile.h"
#include "store/lease.h"
#include "store/migrations.h"
#include "store/rows.h"
#include "store/sqlerror.h"

#include <QSqlQuery>

namespace store {

namespace {

constexpr int backupsKept = 7;

// Version of the schema; 0 = there is nothing in it yet.
core::Result<int> recognised(Database& database, int newest)
{
    const auto id = number(database, QStringLiteral("PRAGMA application_id"));
    if (!id)
        return tl::unexpected(id.error());
    const auto version = number(database, QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::unexpected(version.error());
    const auto tables = number(database, QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    if (!tables)
        return tl::unexpected(tables.error());
    if (*id == 0 && *version == 0 && *tables == 0)
        return 0;
    if (*id != applicationId || *version <= 0)
        return tl::unexpected(storeError(database.path(),
            QStringLiteral("is not a status database of ActivityBridge (application id %1)")
                .arg(*id),
            core::Error::Kind::StoreDamaged));
    if (*version > newest)
        return tl::unexpected(storeError(database.path(),
            QStringLiteral("has schema %1; this program knows up to %2").arg(*version).arg(newest),
            core::Error::Kind::StoreNewer));
    return int(*version);
}

core::Result<void> bringUpToDate(Database& database, int version, std::span<const Migration> schema)
{
    if (version == schema.back().version)
        return {};
    if (version == 0)
        return migrate(database, schema);
    // Not under the hands of a run of an older program.
    const auto lease = Lease::tryAcquire(database);
    if (!lease)
        return tl::unexpected(lease.error());
    const auto backup = nextBackupPath(database.path(), version);
    if (!backup)
        return tl::unexpected(backup.error());
    if (auto copied = database.backUp(*backup); !copied)
        return copied;
    if (auto migrated = migrate(database, schema); !migrated)
        return migrated;
    return removeOldBackups(database.path(), backupsKept);
}

} // namespace

core::Result<int> Database::probe(const OpenOptions& options, bool unclean)
{
    Database looking({options.path, true, options.schema});
    if (auto connected = looking.connect(); !connected)
        return tl::unexpected(connected.error());
    const auto pageBytes = number(looking, QStringLiteral("PRAGMA page_size"));
    if (!pageBytes)
        return tl::unexpected(pageBytes.error());
    if (auto whole = checkWholePages(options.path, *pageBytes); !whole)
        return tl::unexpected(whole.error());
    const auto version = recognised(looking, options.schema.back().version);
    // Readers leave the checking to the one who writes.
    if (version && unclean && !options.readOnly) {
        if (auto sound = looking.quickCheck(); !sound)
            return tl::unexpected(sound.error());
    }
    return version;
}

// Looking cannot do this, as it may not write; and as long as it is not done, SQLite lets nobody
// read.
core::Result<FileState> Database::takeBackHalfMade(const OpenOptions& options)
{
    {
        Database writing(options);
        if (auto connected = writing.connect(); !connected)
            return tl::unexpected(connected.error());
        const auto read = number(writing, QStringLiteral("PRAGMA user_version"));
        if (!read)
            return tl::unexpected(read.error());
    }
    return prepareForWriting(options.path);
}

core::Result<void> Database::configure()
{
    QStringList pragmas{QStringLiteral("foreign_keys = ON"), QStringLiteral("trusted_schema = OFF"),
        QStringLiteral("cell_size_check = ON"), QStringLiteral("temp_store = MEMORY"),
        QStringLiteral("cache_size = -4096"), QStringLiteral("mmap_size = 0")};
    if (isReadOnly()) {
        pragmas << QStringLiteral("query_only = ON") << QStringLiteral("wal_autocheckpoint = 0");
    } else {
        // fullfsync is for macOS, where fsync() alone does not reach the disk.
        pragmas << QStringLiteral("synchronous = FULL") << QStringLiteral("secure_delete = ON")
                << QStringLiteral("fullfsync = ON") << QStringLiteral("checkpoint_fullfsync = ON");
    }
    for (const QString& pragma : pragmas) {
        if (auto ran = execute(QStringLiteral("PRAGMA ") + pragma); !ran)
            return ran;
    }
    if (isReadOnly() || isInMemory())
        return {};
    return useWriteAheadLog();
}

core::Result<void> Database::useWriteAheadLog()
{
    auto statement = reading(QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!statement)
        return tl::unexpected(statement.error());
    if (auto ran = statement->run(); !ran)
        return ran;
    const auto row = statement->next();
    if (!row)
        return tl::unexpected(row.error());
    const QString mode = *row ? statement->text(0) : QString();
    if (mode != QLatin1String("wal"))
        return tl::unexpected(storeError(path(),
            QStringLiteral("cannot use a write-ahead log here (journal mode %1)").arg(mode)));
    return {};
}

core::Result<std::unique_ptr<Database>> Database::open(const OpenOptions& options)
{
    std::unique_ptr<Database> database(new Database(options));
    int version = 0;
    if (!database->isInMemory()) {
        auto state
            = options.readOnly ? prepareForReading(options.path) : prepareForWriting(options.path);
        if (state && state->halfMade && !options.readOnly)
            state = takeBackHalfMade(options);
        if (!state)
            return tl::unexpected(state.error());
        const auto probed = state->exists ? probe(options, state->unclean) : core::Result<int>(0);
        if (!probed)
            return tl::unexpected(probed.error());
        version = *probed;
    }
    if (options.readOnly && version != options.schema.back().version)
        return tl::unexpected(storeError(options.path,
            QStringLiteral("has schema %1 and must be opened for writing first").arg(version)));
    if (auto connected = database->connect(); !connected)
        return tl::unexpected(connected.error());
    if (auto configured = database->configure(); !configured)
        return tl::unexpected(configured.error());
    if (auto current = bringUpToDate(*database, version, options.schema); !current)
        return tl::unexpected(current.error());
    database->m_idle.clear(); // statements of the schema are not run again
    return database;
}

} // namespace store
