// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plannames.h"

#include "words/names.h"

namespace app {

std::vector<std::pair<core::Kind, QString>> supportedKinds()
{
    std::vector<std::pair<core::Kind, QString>> kinds;
    for (const core::Kind kind : core::allKinds) {
        if (core::isSupported(kind))
            kinds.emplace_back(kind, words::kindName(kind));
    }
    return kinds;
}

QString actionName(const QString& action)
{
    return words::actionName(action);
}

} // namespace app
