// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/link.h"
#include "core/reason.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

namespace store {

// Base as bytes: per field its number (1 byte) and its two hashes (8 bytes each, little-endian),
// ascending.
[[nodiscard]] QByteArray packBase(const core::Base& base);
// Nothing if the bytes are not what packBase() makes.
[[nodiscard]] std::optional<core::Base> unpackBase(QByteArrayView bytes);

// Arguments as a JSON array, a why-chain as an array of [code, arg, arg …].
[[nodiscard]] QString packArgs(const QStringList& args);
[[nodiscard]] std::optional<QStringList> unpackArgs(const QString& json);
[[nodiscard]] QString packWhy(const core::Why& why);
[[nodiscard]] std::optional<core::Why> unpackWhy(const QString& json);

} // namespace store
