// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spool.h"

#include <sodium.h>

#include <QDir>

namespace engine {

namespace {

constexpr qsizetype pendingMax = 256 * 1024;

core::Error ioError(const QTemporaryFile& file)
{
    const bool full = file.error() == QFileDevice::ResourceError; // ENOSPC
    return {core::Error::Kind::Store,
        QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()),
        full ? QStringLiteral("DISK_FULL") : QStringLiteral("SPOOL")};
}

unsigned char* bytes(QByteArray& array)
{
    return reinterpret_cast<unsigned char*>(array.data());
}
const unsigned char* bytes(const QByteArray& array)
{
    return reinterpret_cast<const unsigned char*>(array.constData());
}

// The offset is used once per key, which is what a nonce must be.
QByteArray nonceOf(qint64 offset)
{
    QByteArray nonce(crypto_secretbox_NONCEBYTES, '\0');
    std::memcpy(nonce.data(), &offset, sizeof offset);
    return nonce;
}

} // namespace

Spool::Spool(const QString& folder)
    : m_file(QDir(folder).filePath(QStringLiteral("plan-XXXXXX.spool")))
    , m_key(crypto_secretbox_KEYBYTES, Qt::Uninitialized)
{
    crypto_secretbox_keygen(bytes(m_key));
}

Spool::~Spool()
{
    sodium_memzero(m_key.data(), static_cast<std::size_t>(m_key.size()));
}

core::Result<std::unique_ptr<Spool>> Spool::create(const QString& folder)
{
    if (sodium_init() < 0)
        return tl::unexpected(core::Error{core::Error::Kind::Store, QStringLiteral("libsodium")});
    std::unique_ptr<Spool> spool(new Spool(folder));
    if (!spool->m_file.open())
        return tl::unexpected(ioError(spool->m_file));
    return spool;
}

bool Spool::flush()
{
    if (m_pending.isEmpty())
        return true;
    if (!m_file.seek(m_end - m_pending.size()) || m_file.write(m_pending) != m_pending.size())
        return false;
    m_pending.clear();
    return true;
}

core::Result<Spool::Place> Spool::append(const QByteArray& payload)
{
    const Place place{m_end, payload.size() + qsizetype{crypto_secretbox_MACBYTES}};
    QByteArray sealed(place.size, Qt::Uninitialized);
    const QByteArray nonce = nonceOf(place.offset);
    crypto_secretbox_easy(bytes(sealed), bytes(payload),
        static_cast<unsigned long long>(payload.size()), bytes(nonce), bytes(m_key));
    m_pending += sealed;
    m_end += place.size;
    if (m_pending.size() >= pendingMax && !flush())
        return tl::unexpected(ioError(m_file));
    return place;
}

core::Result<QByteArray> Spool::read(Place place)
{
    if (!flush() || !m_file.seek(place.offset))
        return tl::unexpected(ioError(m_file));
    const QByteArray sealed = m_file.read(place.size);
    if (sealed.size() != place.size)
        return tl::unexpected(ioError(m_file));
    QByteArray payload(place.size - qsizetype{crypto_secretbox_MACBYTES}, Qt::Uninitialized);
    const QByteArray nonce = nonceOf(place.offset);
    if (crypto_secretbox_open_easy(bytes(payload), bytes(sealed),
            static_cast<unsigned long long>(sealed.size()), bytes(nonce), bytes(m_key))
        != 0) {
        return tl::unexpected(core::Error{core::Error::Kind::Store,
            m_file.fileName() + QStringLiteral(": a plan row was changed on disk"),
            QStringLiteral("SPOOL")});
    }
    return payload;
}

} // namespace engine
