// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/contact.h"
#include "core/directory.h"
#include "core/error.h"
#include "hubspot/values.h"

#include <QByteArray>
#include <QHash>

#include <vector>

// Bytes → values: the bodies of answers of status 200 and 207. Pure and strict: a required field
// that is missing, null or of another type is Protocol with the JSON path in `what`; unknown fields
// are ignored. A property that is null, empty or absent is empty (HubSpot leaves out names that an
// account does not know). A row of activities whose id and stamp can be read is set aside
// (Activity::unreadable) and ends nothing. An entry of `errors` that does not mean "there is none"
// is an error of the whole call: Forbidden for missing scopes, else Rejected (HubSpot
// contract 3.1, 4.1).
namespace hubspot {

// `results` of a search or of a batch read.
template <typename T> struct Rows
{
    std::vector<T> rows;
    QString after; // where the following page starts; empty on the last one
    bool operator==(const Rows&) const = default;
};

struct OwnersPage
{
    std::vector<OwnerRecord> owners;
    QString after; // where the next page starts; empty on the last one
    bool operator==(const OwnersPage&) const = default;
};

struct ContactsOf
{
    core::HubSpotId activity;
    std::vector<core::HubSpotId> contacts; // each once, in HubSpot's order
    QString after; // more contacts from here; empty = these are all
    bool operator==(const ContactsOf&) const = default;
};

// When each property of one record last changed; a property without history is absent.
struct LastChanges
{
    core::HubSpotId id;
    QHash<QString, core::Instant> changes;
    bool operator==(const LastChanges&) const = default;
};

[[nodiscard]] core::Result<core::HubSpotAccount> parseAccount(const QByteArray& body);
[[nodiscard]] core::Result<OwnersPage> parseOwners(const QByteArray& body);
[[nodiscard]] core::Result<std::vector<Property>> parseProperties(const QByteArray& body);

// Records that HubSpot does not find are absent from the rows of a batch read.
[[nodiscard]] core::Result<Rows<core::Activity>> parseActivities(
    core::ActivityObject object, const QByteArray& body);
[[nodiscard]] core::Result<Rows<core::Contact>> parseContacts(const QByteArray& body);
[[nodiscard]] core::Result<std::vector<LastChanges>> parseLastChanges(const QByteArray& body);

// Activities without a contact may be absent.
[[nodiscard]] core::Result<std::vector<ContactsOf>> parseAssociations(const QByteArray& body);

} // namespace hubspot
