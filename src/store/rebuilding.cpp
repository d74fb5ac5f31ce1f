// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/rebuilding.h"

#include "store/database.h"
#include "store/databasefile.h"
#include "store/kernellock.h"
#include "store/links.h"
#include "store/sqlerror.h"
#include "store/transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace store {

namespace {

struct Salvaged
{
    std::optional<core::Error> trouble;
    bool opened = false;
    std::optional<StoredSettings> settings;
    Bound binding;
    std::vector<core::Link> tombstones;
};

core::Result<std::vector<core::Link>> tombstonesOf(
    Database& database, std::vector<core::Link>& found)
{
    constexpr int pageSize = 2000;
    const Links links(database);
    for (core::Key after;;) {
        auto page = links.page(after, pageSize);
        if (!page)
            return page;
        if (page->empty())
            return found;
        after = page->back().key;
        for (core::Link& link : *page) {
            if (link.state != core::Link::State::Live)
                found.push_back(std::move(link));
        }
    }
}

// Whatever can be read; the first trouble is kept.
Salvaged salvage(const QString& path)
{
    Salvaged salvaged;
    auto database = Database::open({path, true});
    if (!database) {
        salvaged.trouble = database.error();
        return salvaged;
    }
    salvaged.opened = true;
    const auto note = [&salvaged](const auto& result) {
        if (!result && !salvaged.trouble)
            salvaged.trouble = result.error();
        return result.has_value();
    };
    if (const auto settings = SettingsStore(**database).load(); note(settings))
        salvaged.settings = *settings;
    if (const auto binding = Binding(**database).current(); note(binding))
        salvaged.binding = *binding;
    note(tombstonesOf(**database, salvaged.tombstones));
    return salvaged;
}

// The database and what SQLite keeps beside it, under the same names, so that it can be opened
// there.
core::Result<QString> moveAside(const RebuildOptions& options)
{
    const QString folder = QDir(asideFolder(options.path)).filePath(options.time);
    if (!QDir().mkpath(folder))
        return tl::unexpected(storeError(folder, QStringLiteral("cannot create the folder")));
    for (const char* end : {"-wal", "-shm", ""}) {
        const QString from = options.path + QLatin1String(end);
        const QString to = QDir(folder).filePath(QFileInfo(from).fileName());
        if (QFileInfo::exists(from) && !QFile::rename(from, to))
            return tl::unexpected(
                storeError(from, QStringLiteral("cannot be moved to %1").arg(to)));
    }
    return folder;
}

core::Result<void> fill(Database& database, const Salvaged& salvaged, const QByteArray& fallback)
{
    auto transaction = Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const QByteArray json = salvaged.settings ? salvaged.settings->json : fallback;
    if (!json.isEmpty()) {
        if (auto saved = SettingsStore(database).save(json); !saved)
            return tl::unexpected(saved.error());
    }
    if (auto bound = Binding(database).bind(salvaged.binding); !bound)
        return tl::unexpected(bound.error());
    if (auto put = Links(database).putMany(salvaged.tombstones); !put)
        return put;
    return transaction->commit();
}

} // namespace

QString asideFolder(const QString& path)
{
    return QFileInfo(path).absolutePath() + QStringLiteral("/moved-aside");
}

core::Result<Rebuilt> rebuild(const RebuildOptions& options)
{
    const auto lock
        = KernelLock::tryLock(QFileInfo(options.path).absolutePath() + QStringLiteral("/run.lock"));
    if (!lock)
        return tl::unexpected(lock.error());
    if (!*lock)
        return tl::unexpected(storeError(
            options.path, QStringLiteral("a run holds the profile"), core::Error::Kind::Locked));
    Rebuilt rebuilt;
    Salvaged salvaged;
    if (QFileInfo::exists(options.path)) {
        salvaged = salvage(options.path);
        const auto moved = moveAside(options);
        if (!moved)
            return tl::unexpected(moved.error());
        rebuilt.movedTo = *moved;
    }
    auto fresh = Database::open({options.path, false});
    auto filled = fresh ? fill(**fresh, salvaged, options.settings)
                        : core::Result<void>(tl::unexpected(fresh.error()));
    if (!filled) {
        core::Error error = filled.error();
        error.what += QStringLiteral("; the old database is in ") + rebuilt.movedTo;
        return tl::unexpected(error);
    }
    rebuilt.trouble = salvaged.trouble;
    rebuilt.opened = salvaged.opened;
    rebuilt.settingsKept = salvaged.settings.has_value();
    rebuilt.binding = salvaged.binding;
    rebuilt.tombstones = int(salvaged.tombstones.size());
    return rebuilt;
}

} // namespace store
