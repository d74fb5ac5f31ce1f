// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"
#include "core/error.h"

#include <QHash>

#include <vector>

namespace store {

class Database;

// What is remembered of HubSpot contacts: ids, owner, match, and the address as a hash. Rows carry
// a checksum.
class Contacts final
{
public:
    explicit Contacts(Database& database);

    // The known ones among these.
    [[nodiscard]] core::Result<QHash<core::HubSpotId, core::KnownContact>> around(
        const std::vector<core::HubSpotId>& ids) const;

    // All contacts with one of these addresses, ascending by id as text; empty hashes find nothing.
    [[nodiscard]] core::Result<std::vector<core::KnownContact>> byEmail(
        const std::vector<core::EmailHash>& hashes) const;

    // All contacts matched to one of these Salesforce contacts or leads.
    [[nodiscard]] core::Result<std::vector<core::KnownContact>> byWho(
        const std::vector<core::SalesforceId>& ids) const;

    // Ascending by id as text, after the given one (empty = from the start), at most `limit` (1 to
    // 5,000).
    [[nodiscard]] core::Result<std::vector<core::KnownContact>> page(
        const core::HubSpotId& after, int limit) const;

    [[nodiscard]] core::Result<int> count() const;

    // Stores or replaces by id; `seen` is when HubSpot last told us about them.
    [[nodiscard]] core::Result<void> putMany(
        const std::vector<core::KnownContact>& contacts, core::Instant seen);
    [[nodiscard]] core::Result<void> forget(const std::vector<core::HubSpotId>& ids);

private:
    Database& m_database;
};

} // namespace store
