// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>

// The reading pages of the admin endpoint. Lines are one JSON object each.
namespace sandboxserver {

QByteArray changeLines(const sandbox::World& world, std::uint64_t from); // sequence > from
QByteArray requestLines(const sandbox::World& world, std::uint64_t from); // sequence > from
QByteArray taskLines(
    const sandbox::World& world, std::uint64_t from); // all but the first `from`, deleted ones too
QJsonObject counts(const sandbox::World& world);

} // namespace sandboxserver
