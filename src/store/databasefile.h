// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QString>

// Nothing in here opens a file that may be a database in use: closing it again would take the locks
// from every other connection of this process to that file (that is how POSIX locks work).
namespace store {

// What lies on the disk before SQLite touches it.
struct FileState
{
    bool exists = false; // with content: SQLite itself starts with an empty file
    bool unclean = false; // a write-ahead log with content: the last user did not close it, or
                          // still has it open
    bool halfMade = false; // whoever made it did not come to use a write-ahead log: there is at
                           // most one page, and a rollback journal that takes it back
};

// Folder (0700 if it is made here) and file (0600, also if it was wider) for a database that will
// be written. Refuses network file systems (WAL needs shared memory) and a log without its
// database.
[[nodiscard]] core::Result<FileState> prepareForWriting(const QString& path);

// For a reader: nothing is created; a missing file is Error::Store.
[[nodiscard]] core::Result<FileState> prepareForReading(const QString& path);

// StoreDamaged if the file is not a multiple of `pageBytes` although no log tells that somebody is
// at it: SQLite takes a few bytes for an empty file and fills up a page that was cut off.
[[nodiscard]] core::Result<void> checkWholePages(const QString& path, qint64 pageBytes);

// An empty file with mode 0600 that was not there before.
[[nodiscard]] core::Result<void> createPrivateFile(const QString& path);

// "nfs4", "cifs" …: true if locks and shared memory cannot be trusted there.
[[nodiscard]] bool isNetworkFileSystem(const QByteArray& type);

// The next free name for a copy of a database with that schema, in the folder `backups` beside it
// (made if missing).
[[nodiscard]] core::Result<QString> nextBackupPath(const QString& path, int schema);

// Removes the oldest copies in that folder until `keep` are left.
[[nodiscard]] core::Result<void> removeOldBackups(const QString& path, int keep);

} // namespace store
