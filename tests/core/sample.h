// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activity.h"
#include "core/day.h"

#include <QString>

#include <utility>

namespace sample {

inline QString utf8(const char* text)
{
    return QString::fromUtf8(text);
}

// An activity of that sort, created 2026-11-23T13:05:00Z, with this title and body.
template <typename Details>
core::Activity activity(const QString& title, const QString& bodyHtml, Details details = {})
{
    core::Activity made;
    made.title = title;
    made.bodyHtml = bodyHtml;
    made.created = core::fromIsoText(utf8("2026-11-23T13:05:00Z")).value_or(core::Instant());
    made.details = std::move(details);
    return made;
}

} // namespace sample
