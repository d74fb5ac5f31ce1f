// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/contact.h"
#include "core/directory.h"
#include "hubspot/changedsince.h"
#include "hubspot/values.h"
#include "net/transport.h"

#include <QHash>

namespace hubspot {

// HubSpot's API in terms of core values. Stateless: every call names all it needs, any number of
// ids is cut into batches. Errors: those of the transport chain, Protocol (JSON path in `what`),
// Forbidden (missing scopes named), Rejected. HubSpot contract sections 1-6; paths of version
// 2026-09 (one constant per family in requests.h).
class Client final
{
public:
    Client(net::Transport& transport, QUrl base);

    net::Task<core::Result<core::HubSpotAccount>> account(std::stop_token stop);
    net::Task<core::Result<std::vector<OwnerRecord>>> owners(
        std::stop_token stop); // archived ones too
    net::Task<core::Result<std::vector<Property>>> properties(QString object, std::stop_token stop);

    net::Task<core::Result<Page<core::Activity>>> changedActivities(
        core::ActivityObject object, ChangedSince from, std::stop_token stop);
    net::Task<core::Result<Page<core::Contact>>> changedContacts(
        ChangedSince from, std::stop_token stop);

    // By id; ids that are missing or in the other state are absent from the answer.
    net::Task<core::Result<std::vector<core::Activity>>> activities(core::ActivityObject object,
        std::vector<core::HubSpotId> ids, RecordState state, std::stop_token stop);
    // One page of the recycle bin, from `after` on (empty = from the first). Emails are deleted for
    // good and never lie there (HubSpot contract 2.8).
    net::Task<core::Result<BinPage>> archivedActivities(
        core::ActivityObject object, QString after, std::stop_token stop);
    // By id; a merged id answers with the surviving contact, whose mergedIds name it.
    net::Task<core::Result<std::vector<core::Contact>>> contacts(
        std::vector<core::HubSpotId> ids, std::stop_token stop);
    // Contacts of each activity; an activity without contacts has an empty entry.
    net::Task<core::Result<QHash<core::HubSpotId, std::vector<core::HubSpotId>>>> contactsOf(
        core::ActivityObject object, std::vector<core::HubSpotId> ids, std::stop_token stop);

    // When each named property of an activity last changed, for conflicts by rule "newest" (R2.4).
    net::Task<core::Result<QHash<core::HubSpotId, QHash<QString, core::Instant>>>> lastChanges(
        core::ActivityObject object, std::vector<core::HubSpotId> ids, QStringList properties,
        std::stop_token stop);

private:
    net::Transport& m_transport;
    QUrl m_base;
};

} // namespace hubspot
