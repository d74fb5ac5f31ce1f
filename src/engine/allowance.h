// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "engine/services.h"

namespace engine {

struct Calls
{
    int hubSpot = 0;
    int salesforce = 0;
    bool operator==(const Calls&) const = default;
};

// What may still be called, and what was: holds the doors to the services to the day's budget of
// the settings (R5.12) and to the pauses that the services asked for, and writes down every call,
// over all commands of the profile. Needs the lease. Without chains in the services nothing is
// counted or held back.
class Allowance final
{
public:
    explicit Allowance(const Services& services);

    // To be called before the first call. Waits for a pause that is nearly over; the reason of the
    // pause, with its end in resumeAt, if it lasts longer.
    net::Task<core::Result<void>> open(const core::Settings& settings, std::stop_token stop);

    // Calls since open().
    Calls calls() const;
    // Stores what was called since the last note. In a transaction of its own.
    core::Result<void> note();
    // The error with the moment from which it is worth trying again, where that is known; a pause
    // that a service asked for is stored, so that no other command disturbs it.
    core::Result<core::Error> noted(core::Error error);

    // While it lives, calls may take from the reserve of the budget: to finish what was begun.
    class Finishing final
    {
    public:
        explicit Finishing(const Services& services);
        ~Finishing();
        Q_DISABLE_COPY_MOVE(Finishing)

    private:
        const Services& m_services;
    };

private:
    core::Result<void> hold(auth::Chain* chain, core::Service service, int callsPerDay) const;
    core::Result<std::optional<core::Error>> pause() const;
    Calls made() const; // by the chains, since the process began

    const Services& m_services;
    int m_hubSpotPerDay = 0;
    int m_salesforcePerDay = 0;
    Calls m_before; // open()
    Calls m_noted;
};

} // namespace engine
