// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/executor.h"
#include "store/conflicts.h"
#include "store/errors.h"
#include "store/excluded.h"
#include "store/journal.h"
#include "store/log.h"
#include "store/waiting.h"

namespace engine {

// Collects what became of a batch and stores all of it in one transaction: link and base, journal,
// error list, waiting and excluded lists, log.
class Recorder final
{
public:
    Recorder(const Services& services, qint64 run);

    // A row that writes nothing to a CRM.
    void quiet(const SpooledAction& spooled);
    // A row that was sent; `outcome` is Created, Updated or Rejected.
    void outcome(qint64 seq, const SpooledAction& spooled, const salesforce::WriteOutcome& outcome);

    // Adds to `tally` what was stored.
    core::Result<void> store(Tally& tally);
    const std::vector<Leftover>& leftovers() const { return m_leftovers; }

private:
    struct Change // of one pair
    {
        core::Action action;
        core::SalesforceId task;
    };
    void succeeded(qint64 seq, const core::Action& action, const salesforce::WriteOutcome& outcome);
    void refused(qint64 seq, const core::Action& action, const salesforce::WriteOutcome& outcome);
    void line(
        store::LogLevel level, const QString& code, const core::Action& action, QStringList args);
    core::Result<void> storeLinks();
    core::Result<void> storeRefusals();
    core::Result<void> storeLists();

    const Services& m_services;
    qint64 m_run;
    std::vector<Change> m_changes;
    std::vector<qint64> m_confirmed;
    std::vector<qint64> m_superseded;
    std::vector<store::JournalFailure> m_failures;
    std::vector<store::ErrorRow> m_errors;
    std::vector<core::Key> m_settledKeys; // no longer failing, excluded or waiting
    std::vector<store::ActivityRef> m_settledActivities;
    bool m_usersChanged = false; // since they were read
    std::vector<store::WaitingRow> m_waiting;
    std::vector<store::ExcludedRow> m_excluded;
    std::vector<store::ConflictRow> m_conflicts;
    std::vector<core::HubSpotId> m_forget; // contacts whose Who is not usable any more
    std::vector<store::LogRow> m_lines;
    std::vector<Leftover> m_leftovers;
    Tally m_tally;
};

} // namespace engine
