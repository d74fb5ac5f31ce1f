// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secret.h"
#include "net/transport.h"

#include <QHash>
#include <QString>

#include <optional>

namespace auth {

// Where secrets are kept between processes, by name ("acme/hubspot"). Errors: NoVault whenever the
// keychain cannot be asked, whatever its reason; nothing is ever kept anywhere else instead.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual net::Task<core::Result<void>> write(QString name, Secret secret) = 0;
    // Nothing if there is no such entry.
    virtual net::Task<core::Result<std::optional<Secret>>> read(QString name) = 0;
    // An entry that is not there is removed already.
    virtual net::Task<core::Result<void>> remove(QString name) = 0;
};

// Kept for this process only: an explicit choice, and for tests.
class MemoryStore final : public SecretStore
{
public:
    net::Task<core::Result<void>> write(QString name, Secret secret) override;
    net::Task<core::Result<std::optional<Secret>>> read(QString name) override;
    net::Task<core::Result<void>> remove(QString name) override;

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace auth
