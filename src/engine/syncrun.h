// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan.h"
#include "engine/allowance.h"
#include "engine/executor.h"
#include "engine/planscope.h"
#include "engine/services.h"
#include "store/runs.h"

#include <optional>

namespace engine {

struct SyncOptions
{
    bool planOnly = false; // decide and show, write to neither CRM
    // A plan of what the kinds of these settings would do; those of the profile stay. With planOnly
    // only, and sync cannot be asked to write that plan.
    std::optional<core::Settings> trying;
    bool confirmed = false; // --yes: what the guard holds may run
    std::optional<QString> planHash; // write exactly the rows of this plan (R5.1)
    std::optional<int> writesMax; // canary
    PlanScope scope;
    QString trigger = QStringLiteral("manual");
};

struct SyncResult
{
    qint64 run = 0; // 0 for a plan
    store::RunOutcome outcome = store::RunOutcome::Done;
    QString planHash;
    core::PlanCounts planned;
    std::optional<core::GuardFinding> guard; // set: nothing was written
    std::vector<core::Kind> blockedKinds; // their task type is not in the org (R1.2)
    Tally tally;
    int activitiesRead = 0;
    int openOutcomes = 0; // writes whose outcome is still not known
    int remaining = 0; // planned writes that a run which ended early did not come to
    Calls calls; // made by this run
    // The run ended early; what was recorded stays. resumeAt says when it is worth going on.
    std::optional<core::Error> stoppedBy;
};

// A row of the plan with its payload.
struct PlannedAction
{
    qint64 seq = 0;
    core::Action action;
};

// One run from reading to the last recorded outcome; lives for that run only. The caller holds the
// lease. Errors before anything was decided are the Result's error; later ones are in
// SyncResult::stoppedBy. Both are in the row of the run, so that `status` can tell.
class SyncRun final
{
public:
    SyncRun(const Services& services, SyncOptions options);
    ~SyncRun();

    net::Task<core::Result<SyncResult>> run(std::stop_token stop);

    // Rows of the plan with their payloads, after run() and while this object lives: the first
    // ones, or those with these numbers (a number that the plan has not is left out).
    core::Result<std::vector<core::Action>> rows(int limit) const;
    // None if another process made a plan since.
    core::Result<std::vector<PlannedAction>> rows(const std::vector<qint64>& seqs) const;
    // What the org offers; empty before it was asked.
    core::OrgDescription org() const;

private:
    struct Parts; // what lives as long as the run
    net::Task<core::Result<void>> makeReady(core::Settings settings, std::stop_token stop);
    net::Task<core::Result<void>> decideAndWrite(std::stop_token stop);
    net::Task<core::Result<void>> writeRounds(std::stop_token stop);
    net::Task<core::Result<std::vector<Leftover>>> settle(std::stop_token stop);
    core::Result<void> rememberPlan();
    core::Result<void> takeRowsOfPlan();
    core::Result<void> begin(qint64 settingsRevision);
    core::Result<void> finish(std::optional<core::Error> error);
    void blockKindsWithoutType();
    void add(const Tally& tally);
    bool coversEverything() const;

    const Services& m_services;
    SyncOptions m_options;
    SyncResult m_result;
    Allowance m_allowance;
    std::unique_ptr<Parts> m_parts;
};

} // namespace engine
