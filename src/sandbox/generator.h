// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"

#include <cstdint>

namespace sandbox {

struct Amounts
{
    int contacts = 400; // HubSpot contacts; most have a partner in Salesforce
    int activities = 1000; // HubSpot activities of the five objects together
};

// Fills an empty world with what an admin's account looks like; the same seed, amounts and now give
// the same world. Activities spread over the 60 days before now. At least 85 % of them are eligible
// for the sync when startAt precedes all data. All changes are logged with the actor "seed".
void generate(World& world, std::uint64_t seed, const Amounts& amounts);

} // namespace sandbox
