// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/uploaddevice.h"

#include "net/nodelay.h"

#include <algorithm>
#include <cstring>

namespace net {

UploadDevice::UploadDevice(QByteArray body, QObject* parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 UploadDevice::bytesAvailable() const
{
    return m_body.size() - m_read;
}

qint64 UploadDevice::readData(char* to, qint64 sizeMax)
{
    // The first piece is asked for when the connection stands and the head is written: the moment
    // for the option.
    if (m_read == 0 && m_body.size() > writePiece)
        sendWithoutDelay();
    const qint64 count = std::min(sizeMax, m_body.size() - m_read);
    if (count == 0)
        return m_read == m_body.size() && sizeMax > 0 ? -1 : 0;
    std::memcpy(to, m_body.constData() + m_read, std::size_t(count));
    m_read += count;
    return count;
}

} // namespace net
