// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/indexlag.h"
#include "sandbox/time.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <map>

// A whole history of both CRMs and of the program between them, drawn from one number.
namespace simulation {

using sandbox::Instant;

inline constexpr Instant beginning{
    std::chrono::milliseconds(1'795'428'000'000)}; // 2026-11-23 10:00

// What the settings say about one kind; by the code of its keys ("task", "call", "ssend" ...).
struct KindPolicy
{
    Instant from; // nothing before it goes over
    bool backFill = false; // startAt is set: contacts may become synced later
    QString taskType; // empty = none
};

// What a seed decides before its history begins. Histories are short and many: sizes are skewed
// towards small ones, and every seed has trouble of its own.
struct Seed
{
    std::uint64_t number = 0;
    int contacts = 10;
    int activities = 20;
    int cycles = 3;
    int editsBetween = 6; // at most, between two runs
    int editPerMille = 0; // chance of an edit at a remote call
    int crashPerMille = 0; // chance of a run that is cut off at one of its effects
    bool losesStore = false; // deleted, or replaced by an older backup, between two runs
    bool clockIsWrong = false; // the program's clock, not the services'
    bool rateLimits = false;
    sandbox::IndexLag lag;
    QString conflicts; // "newest", "hubspot", "salesforce", "ask"
    bool ownersOfMeetingsAndEmails = false;
    std::map<QString, KindPolicy> kinds; // those that are on

    [[nodiscard]] QByteArray settings() const; // the settings file
    [[nodiscard]] QString text() const; // one line for the trace
};

[[nodiscard]] Seed draw(std::uint64_t number);

} // namespace simulation
