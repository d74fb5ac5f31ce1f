// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/faults.h"
#include "sandbox/time.h"
#include "sandboxserver/service.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace sandboxserver {

struct Options
{
    Ports ports;
    std::uint64_t seed = 1;
    int contacts = 400;
    int activities = 1000;
    std::chrono::minutes age{0}; // the generated data ends this long ago
    std::optional<sandbox::Instant> until; // or at this time: equal seeds then give equal worlds
    bool rateLimits = false;
    bool keyField = true;
    bool exitWithParent = false;
    std::vector<sandbox::Fault> faults;
};

struct HelpText
{
    QString text;
};
struct UsageError
{
    QString sentence;
};

// The command line, the program's name first.
std::variant<Options, HelpText, UsageError> readOptions(const QStringList& arguments);

} // namespace sandboxserver
