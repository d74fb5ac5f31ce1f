// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/splitstore.h"

namespace auth {

// Entries of the system's keychain (Secret Service, Keychain, Credential Manager) through
// QtKeychain, under the service "ActivityBridge". Never QtKeychain's plain-text fallback: whatever
// is wrong with the keychain is NoVault, `what` says what to do, and nothing is kept.
class KeychainEntries final : public SecretStore
{
public:
    net::Task<core::Result<void>> write(QString name, Secret secret) override;
    net::Task<core::Result<std::optional<Secret>>> read(QString name) override;
    net::Task<core::Result<void>> remove(QString name) override;
};

// The keychain for secrets of up to 16 KiB: cut into entries that every system takes, verified
// after each write.
class KeychainStore final : public SecretStore
{
public:
    KeychainStore();

    net::Task<core::Result<void>> write(QString name, Secret secret) override;
    net::Task<core::Result<std::optional<Secret>>> read(QString name) override;
    net::Task<core::Result<void>> remove(QString name) override;

private:
    KeychainEntries m_entries;
    SplitStore m_split;
};

} // namespace auth
