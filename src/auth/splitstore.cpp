// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/splitstore.h"

#include <QCryptographicHash>

namespace auth {

namespace {

const QByteArray headerStart = "v1:";
constexpr int partsMax
    = int((SplitStore::secretMax + SplitStore::partMax - 1) / SplitStore::partMax);

tl::unexpected<core::Error> noVault(const QString& what, const QString& code)
{
    core::Error error;
    error.kind = core::Error::Kind::NoVault;
    error.what = what;
    error.code = code;
    return tl::make_unexpected(std::move(error));
}

tl::unexpected<core::Error> differs()
{
    return noVault(
        QStringLiteral("the keychain did not give back what it was given: connect again"),
        QStringLiteral("KEYCHAIN_DIFFERS"));
}

QString partName(const QString& name, int number)
{
    return name + u'#' + QString::number(number);
}

QByteArray sumOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

struct Header
{
    int parts = 0;
    QByteArray sum;
};

QByteArray written(const Header& header)
{
    return headerStart + QByteArray::number(header.parts) + ':' + header.sum;
}

// Also a short secret that happens to look like a header goes into parts, so a header is always
// one.
std::optional<Header> headerIn(const QByteArray& entry)
{
    const auto fields = entry.split(':');
    if (!entry.startsWith(headerStart) || fields.size() != 3 || fields[2].size() != 64)
        return std::nullopt;
    const int parts = fields[1].toInt();
    if (parts < 1 || parts > partsMax)
        return std::nullopt;
    return Header{parts, fields[2]};
}

} // namespace

SplitStore::SplitStore(SecretStore& entries)
    : m_entries(entries)
{
}

net::Task<core::Result<void>> SplitStore::put(QString name, Secret secret)
{
    if (secret.size() <= partMax && !headerIn(secret.reveal())) {
        auto kept = co_await m_entries.write(name, std::move(secret));
        if (!kept)
            co_return kept;
        auto dropped = co_await dropParts(name, 1); // of a longer one before
        co_return dropped;
    }
    const QByteArray& bytes = secret.reveal();
    const Header header{int((bytes.size() + partMax - 1) / partMax), sumOf(bytes)};
    for (int number = 1; number <= header.parts; ++number) {
        const QString place = partName(name, number);
        Secret part(bytes.mid((number - 1) * partMax, partMax));
        auto kept = co_await m_entries.write(place, std::move(part));
        if (!kept)
            co_return kept;
    }
    Secret first(written(header));
    auto kept = co_await m_entries.write(name, std::move(first));
    if (!kept)
        co_return kept;
    auto dropped = co_await dropParts(name, header.parts + 1);
    co_return dropped;
}

// Parts are numbered without a gap, so the first one that is not there ends the search.
net::Task<core::Result<void>> SplitStore::dropParts(QString name, int from)
{
    for (int number = from; number <= partsMax; ++number) {
        const QString part = partName(name, number);
        auto there = co_await m_entries.read(part);
        if (!there)
            co_return tl::make_unexpected(there.error());
        if (!there->has_value())
            break;
        auto removed = co_await m_entries.remove(part);
        if (!removed)
            co_return removed;
    }
    co_return core::Result<void>();
}

net::Task<core::Result<void>> SplitStore::write(QString name, Secret secret)
{
    if (secret.size() > secretMax)
        co_return noVault(QStringLiteral("longer than %1 bytes").arg(secretMax),
            QStringLiteral("SECRET_TOO_LONG"));
    Secret copy = secret;
    auto kept = co_await put(name, std::move(copy));
    if (!kept)
        co_return kept;
    auto back = co_await read(name);
    if (!back)
        co_return tl::make_unexpected(back.error());
    if (!back->has_value() || !(**back == secret))
        co_return differs();
    co_return core::Result<void>();
}

net::Task<core::Result<std::optional<Secret>>> SplitStore::read(QString name)
{
    auto entry = co_await m_entries.read(name);
    if (!entry || !entry->has_value())
        co_return entry;
    const auto header = headerIn((*entry)->reveal());
    if (!header)
        co_return entry;
    QByteArray bytes;
    for (int number = 1; number <= header->parts; ++number) {
        const QString place = partName(name, number);
        auto part = co_await m_entries.read(place);
        if (!part)
            co_return part;
        if (!part->has_value())
            co_return differs();
        bytes += (*part)->reveal();
    }
    if (sumOf(bytes) != header->sum)
        co_return differs();
    std::optional<Secret> whole(std::in_place, bytes);
    overwrite(bytes);
    co_return whole;
}

net::Task<core::Result<void>> SplitStore::remove(QString name)
{
    auto removed = co_await m_entries.remove(name); // first: parts without a header are nothing
    if (!removed)
        co_return removed;
    auto dropped = co_await dropParts(name, 1);
    co_return dropped;
}

} // namespace auth
