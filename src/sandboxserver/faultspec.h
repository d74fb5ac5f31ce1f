// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/faults.h"

#include <QString>

#include <variant>

namespace sandboxserver {

// What a person writes for a fault; see faultSpecHelp(). A QString is what is wrong with it.
std::variant<sandbox::Fault, QString> readFaultSpec(const QString& spec);

// The text form with all actions, for --help and for error answers.
QString faultSpecHelp();

} // namespace sandboxserver
