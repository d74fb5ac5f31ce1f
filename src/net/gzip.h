// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace net {

// RFC 1952. Level 1 is the right one for us: a body of Salesforce tasks shrinks to about the same size as with level 6
// in a fifth of the time (README).
[[nodiscard]] QByteArray gzip(const QByteArray& bytes, int level = 1);

struct Inflated
{
    enum class What { Whole, TooLarge, Damaged };
    What what = What::Damaged;
    QByteArray bytes; // only if Whole
};

// Undoes gzip; gives up as soon as more than `sizeMax` bytes have come out, so a bomb costs no more memory than that.
[[nodiscard]] Inflated gunzip(const QByteArray& bytes, qsizetype sizeMax);

} // namespace net
