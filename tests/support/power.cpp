// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/power.h"

namespace support {

bool Power::allows(Effect effect)
{
    if (!isOn())
        return false;
    m_effects.push_back(effect);
    return true;
}

void Power::cutBefore(std::size_t n)
{
    m_cutBefore = n;
    m_effects.clear();
}

} // namespace support
