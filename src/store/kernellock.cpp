// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/kernellock.h"

#include "store/sqlerror.h"

#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace store {

namespace {

core::Error systemError(const QString& path, int code)
{
    return storeError(path,
        QStringLiteral("cannot lock: %1 (errno %2)")
            .arg(QString::fromLocal8Bit(std::strerror(code)))
            .arg(code));
}

int lockOnce(int file)
{
    int result = -1;
    do {
        result = ::flock(file, LOCK_EX | LOCK_NB);
    } while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : errno;
}

} // namespace

core::Result<std::unique_ptr<KernelLock>> KernelLock::tryLock(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    // Between open and lock another process may have put a new file in the place of this one.
    constexpr int attempts = 5;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const int file = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0)
            return tl::unexpected(systemError(path, errno));
        std::unique_ptr<KernelLock> lock(new KernelLock(path, file));
        const int code = lockOnce(file);
        if (code == EWOULDBLOCK)
            return nullptr;
        if (code != 0)
            return tl::unexpected(systemError(path, code));
        if (lock->isInPlace())
            return lock;
    }
    return nullptr;
}

core::Result<std::unique_ptr<KernelLock>> KernelLock::replace(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray fresh = name + ".new";
    // One may lie there from somebody who died before the next step.
    if (::unlink(fresh.constData()) != 0 && errno != ENOENT)
        return tl::unexpected(systemError(path, errno));
    const int file
        = ::open(fresh.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return tl::unexpected(systemError(path, errno));
    std::unique_ptr<KernelLock> lock(new KernelLock(path, file));
    if (const int code = lockOnce(file); code != 0)
        return tl::unexpected(systemError(path, code));
    if (::rename(fresh.constData(), name.constData()) != 0)
        return tl::unexpected(systemError(path, errno));
    return lock;
}

bool KernelLock::isInPlace() const
{
    struct stat mine = {};
    struct stat there = {};
    return ::fstat(m_file, &mine) == 0
        && ::lstat(QFile::encodeName(m_path).constData(), &there) == 0
        && mine.st_dev == there.st_dev && mine.st_ino == there.st_ino;
}

core::Result<void> KernelLock::touch()
{
    if (::futimens(m_file, nullptr) != 0)
        return tl::unexpected(systemError(m_path, errno));
    return {};
}

core::Result<void> KernelLock::write(const QByteArray& note)
{
    if (::ftruncate(m_file, 0) != 0
        || ::pwrite(m_file, note.constData(), static_cast<std::size_t>(note.size()), 0)
            != note.size())
        return tl::unexpected(systemError(m_path, errno));
    return {};
}

core::Result<QByteArray> KernelLock::read() const
{
    char bytes[64];
    const ssize_t count = ::pread(m_file, bytes, sizeof bytes, 0);
    if (count < 0)
        return tl::unexpected(systemError(m_path, errno));
    return QByteArray(bytes, qsizetype(count));
}

KernelLock::~KernelLock()
{
    // Closing the only descriptor of this open file releases the lock.
    ::close(m_file);
}

} // namespace store
