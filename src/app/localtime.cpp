// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/localtime.h"

#include "core/day.h"

#include <QTimeZone>

namespace app {

QString localTime(core::Instant instant)
{
    return core::timeText(instant, QString::fromLatin1(QTimeZone::systemTimeZoneId()));
}

} // namespace app
