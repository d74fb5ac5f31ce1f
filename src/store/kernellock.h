// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace store {

// An exclusive lock on a file that belongs to this object, not to the process, and that the kernel
// releases when the process dies, however it dies (flock). Works on local file systems only. The
// file's time of change is the holder's last sign of life; its content is the holder's to use.
class KernelLock final
{
public:
    // Does not wait. Null if somebody else holds it. The file is created (0600) and never removed.
    [[nodiscard]] static core::Result<std::unique_ptr<KernelLock>> tryLock(const QString& path);

    // A lock on a new file that takes the place of the one that a silent holder keeps locked. Who
    // calls this must have made sure that nobody else does at the same time.
    [[nodiscard]] static core::Result<std::unique_ptr<KernelLock>> replace(const QString& path);

    // False if replace() or somebody who tidied up took the file away: this lock guards nothing any
    // more.
    [[nodiscard]] bool isInPlace() const;
    // A sign of life.
    [[nodiscard]] core::Result<void> touch();
    // The content: a few bytes. They may be lost in a power cut.
    [[nodiscard]] core::Result<void> write(const QByteArray& note);
    [[nodiscard]] core::Result<QByteArray> read() const;

    ~KernelLock();
    KernelLock(const KernelLock&) = delete;
    KernelLock& operator=(const KernelLock&) = delete;

private:
    KernelLock(const QString& path, int file)
        : m_path(path)
        , m_file(file)
    {
    }

    QString m_path;
    int m_file; // descriptor
};

} // namespace store
