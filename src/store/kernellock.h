// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

#include <memory>

namespace store {

// An exclusive lock on a file that belongs to this object, not to the process, and that the kernel
// releases when the process dies, however it dies (flock). Works on local file systems only.
class KernelLock final
{
public:
    // Does not wait. Null if somebody else holds it. The file is created (0600) and never removed:
    // removing it would let two holders lock two files of the same name.
    [[nodiscard]] static core::Result<std::unique_ptr<KernelLock>> tryLock(const QString& path);

    ~KernelLock();
    KernelLock(const KernelLock&) = delete;
    KernelLock& operator=(const KernelLock&) = delete;

private:
    explicit KernelLock(int file)
        : m_file(file)
    {
    }

    int m_file; // descriptor
};

} // namespace store
