// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/leftover.h"
#include "engine/services.h"
#include "store/watermarks.h"

namespace engine {

// Once a day everything that waits is looked at anew: neither an association nor a merge of
// contacts changes an activity, two Salesforce contacts stop being ambiguous when one of them gets
// another address, and a search index may show a change later than any overlap. In portions of
// 2,000 activities per run, so that a long list costs no single run much.
class WaitingSweep final
{
public:
    explicit WaitingSweep(const Services& services)
        : m_services(services)
    {
    }

    // The next portion, to be decided by id; nothing between two sweeps.
    core::Result<std::vector<Leftover>> next();

    // The portion was decided and what came of it is stored. To be called in a transaction.
    core::Result<void> done();

private:
    const Services& m_services;
    std::optional<store::Watermark> m_reached; // set: a portion is under way
};

} // namespace engine
