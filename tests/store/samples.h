// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"
#include "core/link.h"
#include "store/journal.h"

#include <array>

// Sample values, made from a number.
namespace sample {

inline core::Instant at(qint64 milliseconds)
{
    return core::Instant(std::chrono::milliseconds(milliseconds));
}

inline core::Key key(int number)
{
    return {QStringLiteral("hs:4711:task:%1").arg(number)};
}

inline core::SalesforceId salesforceId(QLatin1String prefix, int number)
{
    return {QStringLiteral("%1%2AAA").arg(prefix).arg(number, 12, 10, QLatin1Char('0'))};
}

inline core::Link link(int number)
{
    core::Link link;
    link.key = key(number);
    link.kind = core::allKinds.at(std::size_t(number) % core::allKinds.size());
    link.activity = {QString::number(number)};
    link.task = salesforceId(QLatin1String("00T"), number);
    link.contact = {QString::number(number / 3)};
    link.who = salesforceId(QLatin1String("003"), number / 3);
    link.activityVersion = at(1700000000000 + number);
    link.taskVersion = at(1700000100000 + number);
    for (std::size_t index = 0; index < 8; ++index) {
        const quint64 mixed = (quint64(number) + 1) * 0x9e3779b97f4a7c15ULL + index;
        link.base[core::allTaskFields.at(index)] = {mixed, ~mixed};
    }
    return link;
}

inline std::vector<core::Link> links(int count)
{
    std::vector<core::Link> links;
    for (int number = 1; number <= count; ++number)
        links.push_back(link(number));
    return links;
}

// Not synced, ambiguous, with a contact or with a lead, in turn; every fifth one has no address.
inline core::KnownContact contact(int number)
{
    core::KnownContact contact;
    contact.id = {QString::number(1000 + number)};
    contact.created = at(1600000000000 + number);
    contact.owner = {QString::number(number % 7)};
    if (number % 5 != 0)
        contact.email = {QByteArray::number(number).rightJustified(32, 'h')};
    if (number % 4 == 1)
        contact.match = core::Ambiguous{};
    else if (number % 4 != 0)
        contact.match = core::Synced{salesforceId(QLatin1String("003"), number), number % 4 == 3,
            at(1650000000000 + number)};
    return contact;
}

inline store::Intent intent(qint64 seq, int number)
{
    store::Intent intent;
    intent.seq = seq;
    intent.key = key(number);
    intent.op = QStringLiteral("createTask");
    intent.activity = {QString::number(number)};
    intent.payloadHash = QByteArray(32, 'p');
    intent.detail = QByteArray("detail ") + QByteArray::number(number);
    return intent;
}

} // namespace sample
