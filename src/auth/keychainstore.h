// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"

namespace auth {

// The system's keychain (Secret Service, Keychain, Credential Manager) through QtKeychain. An entry
// is written, read back and compared before the write counts. Secrets above 1,000 bytes are
// refused: Windows could not keep them in one entry.
class KeychainStore final : public SecretStore
{
public:
    net::Task<core::Result<void>> write(QString name, Secret secret) override;
    net::Task<core::Result<std::optional<Secret>>> read(QString name) override;
    net::Task<core::Result<void>> remove(QString name) override;
};

} // namespace auth
