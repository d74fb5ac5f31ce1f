// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"
#include "core/people.h"
#include "engine/services.h"

#include <QHash>

namespace engine {

// Who is synced with whom (R1.0): answers from the store, reads what the store does not know,
// follows changes on both sides. Keeps no list of its own, so memory does not grow with the number
// of contacts.
class ContactBook final
{
public:
    // `salt` is that of the profile's address hashes.
    ContactBook(const Services& services, QByteArray salt);

    using Known = QHash<core::HubSpotId, core::KnownContact>;

    // The contacts with these ids, under the id that was asked (a merged id answers with its
    // survivor). Contacts that HubSpot no longer has are absent; those that stood for nobody are
    // looked at once more in every run. `now` is server time: the moment a new match counts as
    // first seen (R1.4).
    net::Task<core::Result<Known>> known(
        std::vector<core::HubSpotId> ids, core::Instant now, std::stop_token stop);

    // Reads what changed among contacts and people since the last run, mends the store and moves
    // the cursors. One contacts search and one Composite when nothing changed. What waited for a
    // contact is found by the store (Waiting::ready), so a crash after this call loses nothing.
    net::Task<core::Result<void>> followChanges(core::Instant now, std::stop_token stop);

    // What Salesforce's clock shows now, after followChanges().
    core::Instant salesforceTime() const;

private:
    using Resolved = std::vector<core::KnownContact>;
    net::Task<core::Result<core::People>> peopleOf(
        const std::vector<core::Contact>& contacts, std::stop_token stop);
    net::Task<core::Result<Resolved>> resolve(
        std::vector<core::Contact> contacts, core::Instant now, std::stop_token stop);
    net::Task<core::Result<void>> followHubSpot(core::Instant now, std::stop_token stop);
    net::Task<core::Result<void>> followSalesforce(core::Instant now, std::stop_token stop);
    net::Task<core::Result<void>> takeChanged(
        std::vector<core::Contact> changed, core::Instant now, std::stop_token stop);
    bool sameAsKnown(const core::Contact& contact, const core::KnownContact& known) const;
    core::Result<std::vector<core::HubSpotId>> affectedBy(
        const std::vector<core::Person>& people) const;

    const Services& m_services;
    QByteArray m_salt;
    QSet<core::HubSpotId> m_looked; // in this run
    std::optional<core::Instant> m_lastLook; // cursor of the run before
    core::Instant m_salesforceTime; // as followChanges() saw it
    net::Clock::Monotonic m_salesforceAsked{};
};

} // namespace engine
