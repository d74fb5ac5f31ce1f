// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <vector>

namespace core {

// The Salesforce contacts and leads that one chunk needs, by id and by email.
class People final
{
public:
    void add(const Person& person); // a second add of the same id replaces the first
    const Person* find(const SalesforceId& id) const;
    std::vector<const Person*> contactsWith(const QString& email) const; // living ones only
    std::vector<const Person*> leadsWith(const QString& email) const;

private:
    QHash<QString, Person> m_byId;
    QMultiHash<QString, QString> m_byEmail; // normalised address -> id
};

// Ids that must still be read before `whose` can answer for this contact (salesforcecontactid, salesforceleadid, and
// the targets of merges and conversions found so far); empty when nothing is missing. `asked` are ids that were read
// and are not in this org.
[[nodiscard]] std::vector<SalesforceId> unresolved(
    const Contact& contact, const People& people, const QSet<QString>& asked);

// R1.0. `Synced::since` is the later of both creation dates; see `syncedSince` for the rest of R1.4. Follows merges
// (MasterRecordId) and conversions at most 10 steps; a converted lead stands for its contact.
[[nodiscard]] Match whose(const Contact& contact, const People& people);

// R1.4: when the match was made later than both records exist (merge, email change), the moment is when it was first
// seen. `before` is what was known of the contact until now, `seenBefore` when it was last looked at without a match.
[[nodiscard]] Match withMoment(Match found, const std::optional<KnownContact>& before, Instant firstSeen);

} // namespace core
