// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/secretstore.h"

namespace auth {

net::Task<core::Result<void>> MemoryStore::write(QString name, Secret secret)
{
    m_secrets.insert(name, std::move(secret));
    co_return core::Result<void>{};
}

net::Task<core::Result<std::optional<Secret>>> MemoryStore::read(QString name)
{
    const auto it = m_secrets.constFind(name);
    std::optional<Secret> found;
    if (it != m_secrets.constEnd())
        found = *it;
    co_return found;
}

net::Task<core::Result<void>> MemoryStore::remove(QString name)
{
    m_secrets.remove(name);
    co_return core::Result<void>{};
}

} // namespace auth
