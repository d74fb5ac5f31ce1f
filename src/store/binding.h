// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QString>

namespace store {

class Database;

// The accounts that a profile belongs to for ever, and the salt of its hashes. Empty = not yet.
struct Bound
{
    QString portal; // HubSpot portal id
    QString org; // Salesforce organization id
    QByteArray salt;
    bool operator==(const Bound&) const = default;
};

// F26: a store never meets another account than the first. The row carries a checksum.
class Binding final
{
public:
    explicit Binding(Database& database);

    [[nodiscard]] core::Result<Bound> current() const;

    // Binds what is not bound yet and returns the result. WrongAccount, with both ids, if portal or
    // org is another one; nothing is stored then. Empty values are not asked about. A salt that is
    // there stays; `wanted.salt` is only taken the first time.
    [[nodiscard]] core::Result<Bound> bind(const Bound& wanted);

    // bind() without storing anything: for connections that only look.
    [[nodiscard]] core::Result<void> check(const QString& portal, const QString& org) const;

private:
    Database& m_database;
};

} // namespace store
