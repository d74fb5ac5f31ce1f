// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.h"
#include "profiles/session.h"

namespace cli {

// The profile that the command line names.
[[nodiscard]] inline profiles::Profile profileOf(const Invocation& invocation)
{
    return profiles::profileAt(invocation.profilesFolder, invocation.profile);
}

[[nodiscard]] inline core::Result<std::unique_ptr<profiles::Session>> opened(
    Invocation& invocation, profiles::Session::Need need)
{
    return profiles::Session::open(invocation.surroundings, profileOf(invocation), need);
}

} // namespace cli
