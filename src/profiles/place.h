// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/sandboxprocess.h"
#include "profiles/session.h"

#include <QTemporaryDir>

#include <functional>

namespace profiles {

// A profile that is open, and all that it stands on. Belongs to the thread that opened it.
struct Place
{
    explicit Place(Surroundings around)
        : surroundings(std::move(around))
    {
    }

    Surroundings surroundings;
    std::unique_ptr<QTemporaryDir> folder; // of the demo
    std::unique_ptr<SandboxProcess> sandbox; // of the demo
    std::unique_ptr<Session> session;
    std::optional<core::Error> notConnected; // why session->services() must not be asked
};

// Opens a place in the thread in which it is called.
using Opener = std::function<core::Result<std::unique_ptr<Place>>()>;

// A profile of the admin's own. One that is not connected opens too: its history can be read.
[[nodiscard]] Opener openingProfile(const Surroundings& surroundings, const QString& name);

// Sample data: a sandbox process of its own and a profile in a temporary folder, both gone with the
// place.
[[nodiscard]] Opener openingDemo(
    const Surroundings& surroundings, const SandboxProcess::Sample& sample);

} // namespace profiles
