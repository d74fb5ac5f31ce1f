// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace net {

namespace {

constexpr int gzipWindow = 15 + 16; // largest window, gzip header and check sum

// zlib takes non-const input and counts in unsigned int; bodies are far below that.
void give(z_stream& stream, const QByteArray& bytes)
{
    Q_ASSERT(bytes.size() <= std::numeric_limits<int>::max());
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
}

} // namespace

QByteArray gzip(const QByteArray& bytes, int level)
{
    z_stream stream{};
    [[maybe_unused]] const int started
        = deflateInit2(&stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY);
    Q_ASSERT(started == Z_OK);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    give(stream, bytes);
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    [[maybe_unused]] const int done = deflate(&stream, Z_FINISH); // fits: deflateBound
    Q_ASSERT(done == Z_STREAM_END);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

Inflated gunzip(const QByteArray& bytes, qsizetype sizeMax)
{
    using enum Inflated::What;
    z_stream stream{};
    if (inflateInit2(&stream, gzipWindow) != Z_OK)
        return {};
    give(stream, bytes);
    Inflated result;
    int state = Z_OK;
    while (state == Z_OK && result.bytes.size() <= sizeMax) {
        const qsizetype before = result.bytes.size();
        // Doubling, but never more than one byte above the limit: that byte says "too large".
        const qsizetype room
            = std::min(std::max<qsizetype>(before, 64 * 1024), sizeMax + 1 - before);
        result.bytes.resize(before + room);
        stream.next_out = reinterpret_cast<Bytef*>(result.bytes.data() + before);
        stream.avail_out = uInt(room);
        state = inflate(&stream, Z_NO_FLUSH);
        result.bytes.truncate(before + room - qsizetype(stream.avail_out));
        if (state == Z_OK && stream.avail_in == 0 && stream.avail_out != 0)
            break; // the input ended early
        if (state == Z_BUF_ERROR)
            break;
    }
    const bool trailing = stream.avail_in != 0;
    inflateEnd(&stream);
    if (result.bytes.size() > sizeMax)
        return {TooLarge, {}};
    if (state != Z_STREAM_END || trailing)
        return {};
    result.what = Whole;
    return result;
}

} // namespace net
