// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/surroundings.h"

namespace profiles {

// The surroundings of a program that runs for a person: its environment, the usual place of
// profiles, the folder of the running program, randomness of the operating system. After the
// application object was made.
[[nodiscard]] Surroundings thisMachine(net::Clock& clock, auth::SecretStore& secrets);

} // namespace profiles
