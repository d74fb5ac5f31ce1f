// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

namespace store {

class Database;

// Everything that is written between begin() and commit() is stored together or not at all.
// commit() returns after the data is on the disk (synchronous=FULL). The destructor rolls back what
// was not committed.
//
// If this connection holds the lease, its epoch is checked first: a holder that was overtaken gets
// Locked and commits nothing (reliability 3.6). One transaction at a time per connection; a second
// one is Error::Store.
class Transaction final
{
public:
    [[nodiscard]] static core::Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    // Once. After an error nothing was stored, and the transaction is over.
    [[nodiscard]] core::Result<void> commit();

private:
    explicit Transaction(Database& database)
        : m_database(&database)
    {
    }
    void rollBack();

    Database* m_database; // null = over
};

} // namespace store
