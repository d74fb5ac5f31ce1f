// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/kernellock.h"

#include "store/sqlerror.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
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
    const int file = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return tl::unexpected(systemError(path, errno));
    std::unique_ptr<KernelLock> lock(new KernelLock(file));
    const int code = lockOnce(file);
    if (code == EWOULDBLOCK)
        return nullptr;
    if (code != 0)
        return tl::unexpected(systemError(path, code));
    return lock;
}

KernelLock::~KernelLock()
{
    // Closing the only descriptor of this open file releases the lock.
    ::close(m_file);
}

} // namespace store
