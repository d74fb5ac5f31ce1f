// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/kind.h"
#include "store/errors.h"

namespace engine {

// A record whose write did not come to an end: its source is read and decided anew, under the same
// key. Every leftover is also a due row of the error list, stored with the end of its journal row,
// so that a crash in between loses nothing.
struct Leftover
{
    core::Kind kind = core::Kind::Task;
    core::HubSpotId activity;
    bool operator==(const Leftover&) const = default;
};

[[nodiscard]] inline store::ErrorRow dueRow(
    const core::Key& key, const Leftover& leftover, const QString& code, core::Instant now)
{
    store::ErrorRow row;
    row.key = key;
    row.kind = leftover.kind;
    row.activity = leftover.activity;
    row.code = code;
    row.nextTryAt = now;
    return row;
}

} // namespace engine
