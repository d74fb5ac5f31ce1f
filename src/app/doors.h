// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace.h"

#include <functional>
#include <memory>

namespace app {

// The ways into a workspace that the program offers; main.cpp makes them.
struct Doors
{
    std::function<QStringList()> profiles; // names of the admin's own
    std::function<std::unique_ptr<Workspace>(const QString& name)> profile;
    std::function<std::unique_ptr<Workspace>()> demo;
};

} // namespace app
