// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "core/time.h"

#include <QString>

#include <map>
#include <optional>

namespace store {

class Database;

// Up to where one source was read: the stamp of the server and, among equal stamps, the last id.
struct Watermark
{
    core::Instant stamp;
    QString id; // empty = everything up to and including `stamp`
    bool operator==(const Watermark&) const = default;
};

// Set when every task in Salesforce that carries a key of this portal was noted as a pair; removed
// when that may not be true any more (Lease).
inline const QString keyedTasksNoted = QStringLiteral("salesforce.keyed");

// Watermarks by name ("hubspot.tasks", "salesforce.task" …). Set one in the transaction that stored
// what it covers (reliability rule 3). Rows carry a checksum.
class Watermarks final
{
public:
    explicit Watermarks(Database& database);

    [[nodiscard]] core::Result<std::optional<Watermark>> value(const QString& name) const;
    [[nodiscard]] core::Result<std::map<QString, Watermark>> all() const;
    [[nodiscard]] core::Result<void> set(const QString& name, const Watermark& mark);
    [[nodiscard]] core::Result<void> clear(
        const QString& name); // read that source from its start again

private:
    Database& m_database;
};

} // namespace store
