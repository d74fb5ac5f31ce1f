// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>

// The reading pages of the admin endpoint. Lines are one JSON object each.
namespace sandboxserver {

QByteArray changeLines(sandbox::World& world, std::uint64_t from); // sequence > from
QByteArray requestLines(sandbox::World& world, std::uint64_t from); // sequence > from
QByteArray taskLines(
    sandbox::World& world, std::uint64_t from); // all but the first `from`, deleted ones too
QJsonObject counts(sandbox::World& world);

} // namespace sandboxserver
