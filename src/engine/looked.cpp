// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/looked.h"

#include "store/cache.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace engine {

namespace {

// Every part goes in with its length, so that no two lists of parts look alike.
quint64 hashOf(const QStringList& parts)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    for (const QString& part : parts) {
        const QByteArray bytes = part.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ':');
        hash.addData(bytes);
    }
    return qFromLittleEndian<quint64>(hash.result().constData());
}

} // namespace

core::Result<Looked> Looked::load(const Services& services, const QString& name)
{
    Looked looked;
    looked.m_name = name;
    const store::Cache cache(services.database);
    const auto entry = cache.value(name);
    if (!entry)
        return tl::unexpected(entry.error());
    if (!entry->has_value())
        return looked;
    const QByteArray& bytes = (*entry)->bytes;
    for (qsizetype at = 0; at + 8 <= bytes.size(); at += 8)
        looked.m_before.insert(qFromLittleEndian<quint64>(bytes.constData() + at));
    return looked;
}

bool Looked::isNew(quint64 fingerprint)
{
    if (m_now.size() >= rowsMax)
        m_now.clear(); // rows come in the order of their time, and only the newest come again
    m_now.insert(fingerprint);
    return !m_before.contains(fingerprint);
}

core::Result<void> Looked::store(const Services& services) const
{
    std::vector<quint64> sorted(m_now.begin(), m_now.end());
    std::sort(sorted.begin(), sorted.end());
    QByteArray bytes(static_cast<qsizetype>(sorted.size()) * 8, Qt::Uninitialized);
    char* at = bytes.data();
    for (const quint64 fingerprint : sorted) {
        qToLittleEndian(fingerprint, at);
        at += 8;
    }
    store::Cache cache(services.database);
    return cache.put(m_name, {bytes, services.clock.wall()});
}

quint64 fingerprint(const core::Contact& contact)
{
    QStringList parts{contact.id.value, contact.email, contact.owner.value,
        contact.salesforceContactId, contact.salesforceLeadId};
    for (const core::HubSpotId& merged : contact.mergedIds)
        parts.append(merged.value);
    return hashOf(parts);
}

quint64 fingerprint(const core::Person& person)
{
    const auto flag = [](bool is) { return QString::number(is ? 1 : 0); };
    return hashOf({person.id.value, person.email, flag(person.deleted), person.masterRecord.value,
        flag(person.converted), person.convertedContact.value});
}

} // namespace engine
