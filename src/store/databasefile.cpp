// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databasefile.h"

#include "store/sqlerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStorageInfo>

#include <algorithm>
#include <array>
#include <map>

namespace store {

namespace {

constexpr QFile::Permissions privateFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions privateFolder = privateFile | QFile::ExeOwner;

core::Error fileError(const QString& path, const QString& doing, const QString& why)
{
    return storeError(path, QStringLiteral("%1: %2").arg(doing, why));
}

core::Result<void> makeFolder(const QString& path)
{
    if (QFileInfo(path).isDir())
        return {};
    const QString parent = QFileInfo(path).absolutePath();
    if (parent != path) {
        if (auto made = makeFolder(parent); !made)
            return made;
    }
    if (!QDir().mkdir(path, privateFolder) && !QFileInfo(path).isDir())
        return tl::unexpected(storeError(path, QStringLiteral("cannot create the folder")));
    return {};
}

core::Result<void> makePrivate(const QString& path)
{
    QFile file(path);
    constexpr QFile::Permissions wide = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if ((file.permissions() & wide) && !file.setPermissions(privateFile))
        return tl::unexpected(
            fileError(path, QStringLiteral("cannot set mode 0600"), file.errorString()));
    return {};
}

bool hasLog(const QString& path)
{
    return QFileInfo(path + QStringLiteral("-wal")).size() > 0;
}

core::Result<FileState> lookAt(const QString& path)
{
    constexpr qint64 onePage = 4096; // SQLite's own choice, and ours
    FileState state;
    const qint64 size = QFileInfo(path).size();
    state.exists = size > 0;
    state.unclean = hasLog(path);
    state.halfMade = state.exists && size <= onePage && !state.unclean
        && QFileInfo(path + QStringLiteral("-journal")).size() > 0;
    // SQLite would throw the log away.
    if (state.unclean && !state.exists)
        return tl::unexpected(
            storeError(path, QStringLiteral("the file is empty, but its write-ahead log is not"),
                core::Error::Kind::StoreDamaged));
    if (!state.exists)
        return state;
    if (auto whole = checkWholePages(path, 512); !whole)
        return tl::unexpected(whole.error());
    return state;
}

QString backupFolder(const QString& path)
{
    return QFileInfo(path).absolutePath() + QStringLiteral("/backups");
}

// Copies of this database by their running number.
std::map<int, QString> backupsOf(const QString& path)
{
    const QRegularExpression pattern(
        QStringLiteral("^%1-v\\d+-(\\d+)\\.sqlite$")
            .arg(QRegularExpression::escape(QFileInfo(path).completeBaseName())));
    std::map<int, QString> found;
    const QDir folder(backupFolder(path));
    for (const QString& name : folder.entryList(QDir::Files)) {
        const auto match = pattern.match(name);
        if (match.hasMatch())
            found.emplace(match.captured(1).toInt(), folder.filePath(name));
    }
    return found;
}

} // namespace

core::Result<void> checkWholePages(const QString& path, qint64 pageBytes)
{
    const qint64 size = QFileInfo(path).size();
    // With a log the file may be in the middle of a checkpoint, of this moment or of the last one
    // who used it.
    if (size % pageBytes == 0 || hasLog(path))
        return {};
    return tl::unexpected(
        storeError(path, QStringLiteral("is not whole pages of a database (%1 bytes)").arg(size),
            core::Error::Kind::StoreDamaged));
}

bool isNetworkFileSystem(const QByteArray& type)
{
    static constexpr std::array names{"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs",
        "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2"};
    return std::any_of(
        names.begin(), names.end(), [&type](const char* name) { return type == name; });
}

core::Result<void> createPrivateFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, privateFile))
        return tl::unexpected(fileError(path, QStringLiteral("cannot create"), file.errorString()));
    return {};
}

core::Result<FileState> prepareForWriting(const QString& path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (auto made = makeFolder(folder); !made)
        return tl::unexpected(made.error());
    const QByteArray type = QStorageInfo(folder).fileSystemType();
    if (isNetworkFileSystem(type))
        return tl::unexpected(storeError(path,
            QStringLiteral(
                "is on a network file system (%1); the status database needs a local one")
                .arg(QString::fromUtf8(type))));
    // If another process creates it in between, it is there, which is all that is wanted.
    if (!QFileInfo::exists(path)) {
        if (auto created = createPrivateFile(path); !created && !QFileInfo::exists(path))
            return tl::unexpected(created.error());
    }
    const auto state = lookAt(path);
    if (!state)
        return state;
    if (auto secured = makePrivate(path); !secured)
        return tl::unexpected(secured.error());
    return state;
}

core::Result<FileState> prepareForReading(const QString& path)
{
    const auto state = lookAt(path);
    if (state && !state->exists)
        return tl::unexpected(storeError(path, QStringLiteral("there is no database to read")));
    return state;
}

core::Result<QString> nextBackupPath(const QString& path, int schema)
{
    if (auto made = makeFolder(backupFolder(path)); !made)
        return tl::unexpected(made.error());
    const auto existing = backupsOf(path);
    const int number = existing.empty() ? 1 : existing.rbegin()->first + 1;
    return QStringLiteral("%1/%2-v%3-%4.sqlite")
        .arg(backupFolder(path), QFileInfo(path).completeBaseName())
        .arg(schema)
        .arg(number);
}

core::Result<void> removeOldBackups(const QString& path, int keep)
{
    const auto existing = backupsOf(path);
    auto surplus = qsizetype(existing.size()) - keep;
    for (const auto& [number, name] : existing) {
        if (surplus-- <= 0)
            break;
        QFile file(name);
        if (!file.remove())
            return tl::unexpected(
                fileError(name, QStringLiteral("cannot remove"), file.errorString()));
    }
    return {};
}

} // namespace store
