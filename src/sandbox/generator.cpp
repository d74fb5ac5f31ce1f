// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/generator.h"

#include "sandbox/generation/activities.h"
#include "sandbox/generation/people.h"

namespace sandbox {

void generate(World& world, std::uint64_t seed, const Amounts& amounts)
{
    world.portal().setActor(QStringLiteral("seed"));
    const auto staff = generation::hire(world);
    const auto crowd = generation::meet(world, seed, staff, amounts.contacts);
    generation::keepBusy(world, seed, staff, crowd, amounts.activities);
    world.portal().setActor(QStringLiteral("user"));
}

} // namespace sandbox
