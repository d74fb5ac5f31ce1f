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
    std::vector<const Person*> with(const QString& email, bool lead) const;

    QHash<QString, Person> m_byId;
    QMultiHash<QString, QString> m_byEmail; // normalised address -> id
};

// Ids that must still be read before `whose` can answer for this contact (salesforcecontactid,
// salesforceleadid, and the targets of merges and conversions found so far); empty when nothing is
// missing. `asked` are ids that were read and are not in this org.
[[nodiscard]] std::vector<SalesforceId> unresolved(
    const Contact& contact, const People& people, const QSet<QString>& asked);

// R1.0 (a): by one of the ids that HubSpot holds for the contact; nothing if `people` has none of
// them.
[[nodiscard]] std::optional<Match> matchById(const Contact& contact, const People& people);

// R1.0. `Synced::since` is the later of both creation dates; see `withMoment` for the rest of R1.4.
// Follows merges (MasterRecordId) and conversions at most 10 steps; a converted lead stands for its
// contact.
[[nodiscard]] Match whose(const Contact& contact, const People& people);

// When a contact was looked at.
struct Looks
{
    Instant last; // the last look before this one: the cursor of the previous run
    Instant now; // this look, server time
    bool operator==(const Looks&) const = default;
};

// R1.4: the moment a contact became synced. Without an earlier look (`before` empty) it is what
// `whose` says. A contact that was synced before stays synced since then, whatever its Who became
// by merge, conversion or a changed address. A contact that had no match at `looks.last` became
// synced when the later of both records was created, if that is after the last look; else a merge
// or a changed address made the match, and the moment is when it was first seen.
[[nodiscard]] Match withMoment(
    Match found, const std::optional<KnownContact>& before, const Looks& looks);

} // namespace core
