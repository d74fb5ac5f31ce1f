// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "store/transaction.h"

namespace engine {

// Runs `write` (returning Result<void>) inside one transaction: all of it is stored or nothing.
template <typename Write>
[[nodiscard]] core::Result<void> inTransaction(store::Database& database, Write write)
{
    auto transaction = store::Transaction::begin(database);
    if (!transaction)
        return tl::unexpected(transaction.error());
    core::Result<void> written = write();
    if (!written)
        return written;
    return transaction->commit();
}

} // namespace engine
