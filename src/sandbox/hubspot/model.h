// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/changelog.h"
#include "sandbox/hubspot/associations.h"
#include "sandbox/hubspot/table.h"
#include "sandbox/hubspot/values.h"
#include "sandbox/indexlag.h"

#include <array>
#include <map>

namespace sandbox::hubspot {

// Who writes: the actor of the change log and what HubSpot records as the source.
struct Writer
{
    QString actor;
    QByteArray source; // "INTEGRATION" or "CRM_UI"
    QByteArray sourceId;
    QByteArray sourceLabel;
};

[[nodiscard]] Writer apiWriter();
[[nodiscard]] Writer personWriter(const QString& actor);

// Everything the portal knows, with the rules that hold whoever writes: stamps, archiving, merging,
// the change log. Callers have checked what they write.
class Model final
{
public:
    Model(const Now& now, ChangeLog& log);

    [[nodiscard]] Table& table(Object object)
    {
        return m_tables.at(static_cast<std::size_t>(object));
    }
    [[nodiscard]] const Table& table(Object object) const
    {
        return m_tables.at(static_cast<std::size_t>(object));
    }
    [[nodiscard]] const Associations& associations() const { return m_associations; }
    [[nodiscard]] Instant now() const { return m_now(); }

    Account account;
    IndexLag indexLag;
    int associationPageSize = 500;

    [[nodiscard]] const std::map<std::uint64_t, Owner>& owners() const { return m_owners; }
    QString putOwner(Owner owner); // adds, or replaces the one with its id

    // An id of 0 is given by the portal. Associations made here are part of the creation, also in
    // the log.
    RecordId create(
        Object object, Record record, const std::vector<RecordId>& contacts, const Writer& writer);
    void update(Object object, RecordId id, std::vector<Value> changes, const Writer& writer);
    // Emails are gone for good, everything else goes to the recycle bin (HubSpot contract 2.8).
    void archive(Object object, RecordId id, const Writer& writer);
    void restore(Object object, RecordId id, const Writer& writer);
    // Association changes leave hs_lastmodifieddate alone. False if nothing changed. The log names
    // the contact in `fields`.
    bool associate(Object activity, RecordId id, RecordId contact, const Writer& writer);
    bool dissociate(Object activity, RecordId id, RecordId contact, const Writer& writer);
    void merge(RecordId winner, RecordId loser, const Writer& writer);

    // Live contacts of a live activity, ascending.
    [[nodiscard]] std::vector<RecordId> liveContacts(Object activity, RecordId id) const;
    [[nodiscard]] std::vector<RecordId> liveActivities(RecordId contact, Object activity) const;
    [[nodiscard]] bool isLive(Object object, RecordId id) const;

private:
    void log(
        Object object, RecordId id, Change::What what, QStringList fields, const Writer& writer);
    void completeTask(std::vector<Value>& changes, const Record* before) const;

    Now m_now;
    ChangeLog& m_log;
    std::array<Table, allObjects.size()> m_tables;
    Associations m_associations;
    std::map<std::uint64_t, Owner> m_owners;
    std::uint64_t m_nextOwner = 64492917;
    std::int64_t m_nextUser = 293199;
};

} // namespace sandbox::hubspot
