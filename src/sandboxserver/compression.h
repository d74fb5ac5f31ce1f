// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace sandboxserver {

// gzip at the fastest level: loopback gains nothing from more.
QByteArray gzip(const QByteArray& bytes);

// None if the bytes are not one whole gzip stream, or are more than `sizeMax` when unpacked.
std::optional<QByteArray> gunzip(const QByteArray& bytes, qsizetype sizeMax);

} // namespace sandboxserver
