// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/compression.h"

#include <zlib.h>

#include <algorithm>

namespace sandboxserver {
namespace {

constexpr int gzipWindow = 15 + 16; // zlib's way to say "with a gzip header"
constexpr int memoryLevel = 8;
constexpr qsizetype blockSize = 64 * 1024;

// zlib takes its input as a pointer to non-const bytes and does not write to them.
Bytef* input(const QByteArray& bytes)
{
    return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.constData()));
}

} // namespace

QByteArray gzip(const QByteArray& bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzipWindow, memoryLevel, Z_DEFAULT_STRATEGY)
        != Z_OK)
        return {};
    QByteArray packed(
        static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
        Qt::Uninitialized);
    stream.next_in = input(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

std::optional<QByteArray> gunzip(const QByteArray& bytes, qsizetype sizeMax)
{
    z_stream stream{};
    if (inflateInit2(&stream, gzipWindow) != Z_OK)
        return std::nullopt;
    stream.next_in = input(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    QByteArray plain;
    int state = Z_OK;
    while (state == Z_OK && plain.size() <= sizeMax) {
        const qsizetype start = plain.size();
        plain.resize(start + blockSize);
        stream.next_out = reinterpret_cast<Bytef*>(plain.data() + start);
        stream.avail_out = static_cast<uInt>(blockSize);
        state = inflate(&stream, Z_NO_FLUSH);
        plain.truncate(start + blockSize - static_cast<qsizetype>(stream.avail_out));
    }
    const bool isWhole = state == Z_STREAM_END && stream.avail_in == 0 && plain.size() <= sizeMax;
    inflateEnd(&stream);
    return isWhole ? std::optional(std::move(plain)) : std::nullopt;
}

} // namespace sandboxserver
