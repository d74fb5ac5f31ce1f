// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"

namespace auth {

// Lets a store whose entries are small keep longer secrets: Windows takes 2,560 bytes an entry,
// often as UTF-16, so half of that. Up to partMax bytes go into the entry `name` as they are.
// Longer ones are cut: the entries `name#1` … `name#n` hold the parts and `name` the header
// "v1:n:sha256", written last, so that half a write is not taken for a secret. Every write is read
// back and compared. NoVault: longer than secretMax (code SECRET_TOO_LONG), or what came back is
// not what was written (code KEYCHAIN_DIFFERS).
class SplitStore final : public SecretStore
{
public:
    explicit SplitStore(SecretStore& entries);

    net::Task<core::Result<void>> write(QString name, Secret secret) override;
    net::Task<core::Result<std::optional<Secret>>> read(QString name) override;
    net::Task<core::Result<void>> remove(QString name) override;

    static constexpr qsizetype partMax = 1000; // bytes
    static constexpr qsizetype secretMax = 16 * 1024; // bytes

private:
    [[nodiscard]] net::Task<core::Result<void>> put(QString name, Secret secret);
    [[nodiscard]] net::Task<core::Result<void>> dropParts(QString name, int from);

    SecretStore& m_entries;
};

} // namespace auth
