// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/hubspot/call.h"
#include "sandbox/hubspot/render.h"
#include "sandbox/hubspot/validation.h"
#include "sandbox/instants.h"

#include <QDateTime>
#include <QTimeZone>

// Account details and owners (HubSpot contract 1.4, 4.2).
namespace sandbox::hubspot {

namespace {

constexpr int ownersMax = 100;

void writeOwner(JsonWriter& out, const Owner& owner, Instant at)
{
    out.beginObject().key("id").text(owner.id);
    if (owner.type == QStringLiteral("QUEUE"))
        out.key("email").null();
    else
        out.key("email").text(owner.email);
    out.key("type").text(owner.type);
    out.key("firstName").text(owner.firstName).key("lastName").text(owner.lastName);
    out.key("userId");
    if (owner.archived)
        out.null();
    else
        out.number(owner.userId);
    out.key("userIdIncludingInactive").number(owner.userId);
    out.key("createdAt").text(isoText(at)).key("updatedAt").text(isoText(at));
    out.key("archived").boolean(owner.archived).key("teams").beginArray().endArray().endObject();
}

// Owners are older than everything else in the portal; nobody reads when they came.
constexpr Instant ownersSince{std::chrono::sys_days{std::chrono::year{2024} / 1 / 8}};

Answer readOwner(Call& call, const QByteArray& id)
{
    if (auto problem = onlyParameters(call, {"idProperty", "archived"}))
        return std::move(*problem);
    const auto property = call.query.text("idProperty").value_or(QStringLiteral("id"));
    if (property != QStringLiteral("id") && property != QStringLiteral("userId"))
        return invalid(QStringLiteral("idProperty must be id or userId"));
    const auto archived = booleanParameter(call, "archived");
    if (const auto* problem = std::get_if<Problem>(&archived))
        return *problem;
    for (const auto& [number, owner] : call.model.owners()) {
        const auto own = property == QStringLiteral("id")
            ? owner.id.toUtf8()
            : QByteArray::number(qlonglong{owner.userId});
        if (own != id || owner.archived != std::get<bool>(archived))
            continue;
        JsonWriter out;
        writeOwner(out, owner, ownersSince);
        return jsonResponse(200, out.take());
    }
    return notFound(QStringLiteral("Could not find owner with id %1").arg(QString::fromUtf8(id)));
}

Answer listOwners(Call& call)
{
    if (auto problem = onlyParameters(call, {"limit", "after", "email", "archived"}))
        return std::move(*problem);
    const auto limit = integerParameter(call, "limit", ownersMax, 1, ownersMax);
    if (const auto* problem = std::get_if<Problem>(&limit))
        return *problem;
    const auto archived = booleanParameter(call, "archived");
    if (const auto* problem = std::get_if<Problem>(&archived))
        return *problem;
    const auto after = recordIdFrom(call.query.text("after").value_or(QStringLiteral("0")));
    if (!after)
        return invalid(QStringLiteral("Query parameter after is not one this endpoint gave"));
    const auto email = call.query.text("email");
    JsonWriter out;
    out.beginObject().key("results").beginArray();
    const auto& owners = call.model.owners();
    int count = 0;
    std::uint64_t last = 0;
    auto row = owners.upper_bound(*after);
    for (; row != owners.end(); ++row) {
        const auto& owner = row->second;
        const bool isOther = email && owner.email.compare(*email, Qt::CaseInsensitive) != 0;
        if (isOther || owner.archived != std::get<bool>(archived))
            continue;
        if (count == std::get<int>(limit))
            break;
        writeOwner(out, owner, ownersSince);
        last = row->first;
        ++count;
    }
    out.endArray();
    if (row != owners.end())
        writeNext(out, last);
    out.endObject();
    return jsonResponse(200, out.take());
}

QString offsetText(int seconds)
{
    const int minutes = qAbs(seconds) / 60;
    return QStringLiteral("%1%2:%3")
        .arg(QChar(seconds < 0 ? u'-' : u'+'))
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

} // namespace

Answer handleAccount(Call& call)
{
    if (call.route.rest != QByteArrayList{"details"})
        return noSuchPath();
    if (call.request.method != "GET")
        return wrongMethod(call);
    const auto& account = call.model.account;
    const QTimeZone zone(account.timeZone.toLatin1());
    const int offset = zone.isValid()
        ? zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(epochMs(call.model.now()), Qt::UTC))
        : 0;
    JsonWriter out;
    out.beginObject().key("portalId").number(account.portalId);
    out.key("accountType").text(account.accountType).key("timeZone").text(account.timeZone);
    out.key("utcOffset").text(offsetText(offset));
    out.key("utcOffsetMilliseconds").number(qint64{offset} * 1000);
    out.key("companyCurrency").text(account.currency);
    out.key("additionalCurrencies").beginArray().endArray();
    out.key("uiDomain").text(account.uiDomain);
    out.key("dataHostingLocation").text(account.hostingLocation).endObject();
    return jsonResponse(200, out.take());
}

Answer handleOwners(Call& call)
{
    if (call.request.method != "GET")
        return wrongMethod(call);
    if (call.route.rest.isEmpty())
        return listOwners(call);
    return call.route.rest.size() == 1 ? readOwner(call, call.route.rest.first())
                                       : Answer(noSuchPath());
}

} // namespace sandbox::hubspot
