// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kind.h"
#include "core/settings.h"

#include <variant>
#include <vector>

namespace profiles {

// What the window may ask of the engine's thread (Host::send). One is carried out after the other.

// Which accounts these are, and what the org offers; tells whether it is online.
struct LookAround
{
    bool again = false; // a profile that could not be opened or connected is opened anew
};

struct MakePlan
{
    std::optional<core::Settings> trying; // see engine::SyncOptions
    std::vector<core::Kind> kinds; // empty = all that are on
};

struct Sync
{
    std::optional<QString> planHash; // write exactly the rows of this plan
    bool confirmed = false; // by a person who saw what the guard holds
};

// A change of what is stored when its turn comes: others may have stored theirs meanwhile.
struct ChangeKind
{
    struct Turn // a new start if it was off (R1.4)
    {
        bool on = false;
        std::optional<core::Instant> startAt;
    };
    core::Kind kind = core::Kind::Task;
    std::optional<Turn> turn;
    std::optional<QString> taskType; // empty: -- No task type --
};

struct CreateKeyField
{
};

struct ReadRows // of the last plan, payloads included
{
    std::vector<qint64> seqs;
};

struct ShowRow // of the last plan, with what both sides have of it now
{
    qint64 seq = 0;
};

struct Cancel
{
}; // what is going on now; takes effect at the next safe boundary

using Command = std::variant<LookAround, MakePlan, Sync, ChangeKind, CreateKeyField, ReadRows,
    ShowRow, Cancel>;

} // namespace profiles
