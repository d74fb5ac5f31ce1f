// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/leftover.h"
#include "engine/payload.h"
#include "engine/services.h"
#include "salesforce/client.h"
#include "store/planrows.h"

#include <optional>
#include <vector>

namespace engine {

// One row of the plan with what it writes.
struct PlannedWrite
{
    store::PlanRow row;
    SpooledAction spooled;
};
using Batch = std::vector<PlannedWrite>;

// What an executor did, so far.
struct Tally
{
    int created = 0;
    int updated = 0;
    int deleted = 0;
    int adopted = 0;
    int failed = 0;
    int conflicts = 0;
    int changedSincePlan = 0; // rows not performed because the record or its task changed
    bool limitReached = false;
    int writes() const { return created + updated + deleted; }
};

// One batch on its way: the promise is committed to the journal, the call is made, and every
// outcome is recorded in one transaction (reliability 3.2). Nothing is ever sent a second time;
// what ended unknown stays `sent` for the Settler, what must be decided anew is in leftovers().
class BatchWriter final
{
public:
    BatchWriter(const Services& services, qint64 run, Tally& tally);

    // At most 200 rows of one action. Gives those that had to wait until after `notAfter`: they
    // were not sent and are not promised any more, so they may be written again after another look.
    net::Task<core::Result<std::vector<store::PlanRow>>> write(
        Batch batch, std::optional<net::Clock::Monotonic> notAfter);

    const std::vector<Leftover>& leftovers() const { return m_leftovers; }
    bool unknownOutcomes() const { return m_unknown; }

private:
    core::Result<void> promise(const Batch& batch);
    core::Result<void> takeBack(const Batch& batch);
    net::Task<core::Result<std::vector<salesforce::WriteOutcome>>> ask(
        const Batch& batch, std::optional<net::Clock::Monotonic> notAfter);
    net::Task<core::Result<std::vector<store::PlanRow>>> call(
        Batch batch, std::optional<net::Clock::Monotonic> notAfter);
    net::Task<core::Result<std::vector<store::PlanRow>>> callByHalves(
        Batch batch, std::optional<net::Clock::Monotonic> notAfter);
    core::Result<void> record(
        const Batch& batch, const std::vector<salesforce::WriteOutcome>& outcomes);

    const Services& m_services;
    qint64 m_run;
    Tally& m_tally;
    std::vector<Leftover> m_leftovers;
    qint64 m_batch = 0;
    bool m_unknown = false;
};

} // namespace engine
