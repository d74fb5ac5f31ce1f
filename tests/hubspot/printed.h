// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hubspot/parse.h"
#include "net/isotime.h"
#include "net/transport.h"
#include "support/golden.h"

#include <QStringList>

// Values as text, one field a line, for golden files and readable failures.
namespace printed {

inline QString quoted(const QString& text)
{
    QString out;
    for (const QChar c : text) {
        if (c == u'\n')
            out += QStringLiteral("\\n");
        else if (c == u'"' || c == u'\\')
            out += QString(u'\\') + c;
        else if (c.unicode() < 0x20 || c.isSurrogate() || !c.isPrint())
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return u'"' + out + u'"';
}

inline QString moment(std::optional<core::Instant> at)
{
    return at ? net::isoTime(*at) : QStringLiteral("-");
}

inline QString ids(const std::vector<core::HubSpotId>& list)
{
    QStringList texts;
    for (const core::HubSpotId& id : list)
        texts.append(id.value);
    return texts.isEmpty() ? QStringLiteral("-") : texts.join(QStringLiteral(", "));
}

class Lines final
{
public:
    void head(const QString& text) { m_text += text + u'\n'; }
    void field(const char* name, const QString& value)
    {
        m_text += QStringLiteral("  %1: %2\n").arg(QLatin1String(name), value);
    }
    QByteArray bytes() const { return m_text.toUtf8(); }

private:
    QString m_text;
};

inline void details(Lines& lines, const core::TaskDetails& task)
{
    lines.field("status", quoted(task.status));
    lines.field("priority", quoted(task.priority));
    lines.field("type", quoted(task.type));
}
inline void details(Lines& lines, const core::CallDetails& call)
{
    lines.field("direction", quoted(call.direction));
    lines.field("disposition", quoted(call.disposition));
    lines.field("status", quoted(call.status));
    lines.field("duration",
        call.duration ? QStringLiteral("%1 ms").arg(call.duration->count()) : QStringLiteral("-"));
}
inline void details(Lines& lines, const core::MeetingDetails& meeting)
{
    lines.field("start", moment(meeting.start));
    lines.field("end", moment(meeting.end));
    lines.field("outcome", quoted(meeting.outcome));
    lines.field("location", quoted(meeting.location));
}
inline void details(Lines&, const core::NoteDetails&) { }
inline void details(Lines& lines, const core::EmailDetails& email)
{
    lines.field("direction", quoted(email.direction));
    lines.field("status", quoted(email.status));
    lines.field("text", quoted(email.text));
}

inline QByteArray text(const hubspot::Rows<core::Activity>& page)
{
    Lines lines;
    for (const core::Activity& activity : page.rows) {
        lines.head(core::objectName(activity.object) + u' ' + activity.id.value);
        lines.field("created", moment(activity.created));
        lines.field("modified", moment(activity.modified));
        lines.field("timestamp", moment(activity.timestamp));
        lines.field("owner", quoted(activity.owner.value));
        lines.field("title", quoted(activity.title));
        lines.field("body", quoted(activity.bodyHtml));
        lines.field("source", quoted(activity.source));
        lines.field("sourceLabel", quoted(activity.sourceLabel));
        lines.field("archived", activity.archived ? QStringLiteral("yes") : QStringLiteral("no"));
        std::visit([&](const auto& of) { details(lines, of); }, activity.details);
        if (!activity.unreadable.isEmpty())
            lines.field("unreadable", activity.unreadable);
    }
    lines.head(!page.after.isEmpty() ? QStringLiteral("more") : QStringLiteral("no more"));
    return lines.bytes();
}

inline QByteArray text(const hubspot::Rows<core::Contact>& page)
{
    Lines lines;
    for (const core::Contact& contact : page.rows) {
        lines.head(QStringLiteral("contact ") + contact.id.value);
        lines.field("email", quoted(contact.email));
        lines.field("name", quoted(contact.name));
        lines.field("owner", quoted(contact.owner.value));
        lines.field("created", moment(contact.created));
        lines.field("modified", moment(contact.modified));
        lines.field("salesforceContactId", quoted(contact.salesforceContactId));
        lines.field("salesforceLeadId", quoted(contact.salesforceLeadId));
        lines.field("merged", ids(contact.mergedIds));
    }
    lines.head(!page.after.isEmpty() ? QStringLiteral("more") : QStringLiteral("no more"));
    return lines.bytes();
}

inline QByteArray text(const hubspot::OwnersPage& page)
{
    Lines lines;
    for (const hubspot::OwnerRecord& owner : page.owners) {
        lines.head(QStringLiteral("owner ") + owner.id.value);
        lines.field("email", quoted(owner.email));
        lines.field("name", quoted(owner.name));
        lines.field("archived", owner.archived ? QStringLiteral("yes") : QStringLiteral("no"));
    }
    lines.head(QStringLiteral("after ") + quoted(page.after));
    return lines.bytes();
}

inline QByteArray text(const core::HubSpotAccount& account)
{
    Lines lines;
    lines.head(QStringLiteral("account ") + account.portalId);
    lines.field("type", quoted(account.accountType));
    lines.field("zone", quoted(account.timeZone));
    lines.field("uiDomain", quoted(account.uiDomain));
    return lines.bytes();
}

inline QByteArray text(const std::vector<hubspot::Property>& properties)
{
    Lines lines;
    for (const hubspot::Property& property : properties) {
        lines.head(property.name);
        lines.field("type", quoted(property.type));
        lines.field("unique", property.unique ? QStringLiteral("yes") : QStringLiteral("no"));
        lines.field("options", quoted(property.options.join(u'|')));
    }
    return lines.bytes();
}

inline QByteArray text(const std::vector<hubspot::ContactsOf>& entries)
{
    Lines lines;
    for (const hubspot::ContactsOf& entry : entries) {
        lines.head(QStringLiteral("activity ") + entry.activity.value);
        lines.field("contacts", ids(entry.contacts));
        lines.field("after", quoted(entry.after));
    }
    return lines.bytes();
}

inline QByteArray text(const std::vector<hubspot::LastChanges>& records)
{
    Lines lines;
    for (const hubspot::LastChanges& record : records) {
        lines.head(record.id.value);
        QStringList names = record.changes.keys();
        names.sort();
        for (const QString& name : names)
            lines.field(name.toLatin1().constData(), moment(record.changes.value(name)));
    }
    return lines.bytes();
}

inline QByteArray bucket(net::Bucket bucket)
{
    switch (bucket) {
    case net::Bucket::HubSpot:
        return "HubSpot";
    case net::Bucket::HubSpotSearch:
        return "HubSpotSearch";
    case net::Bucket::HubSpotAssociations:
        return "HubSpotAssociations";
    default:
        return "not a bucket of this layer";
    }
}

// Method, address, headers, how it may be treated, body.
inline QByteArray text(const net::Request& request)
{
    QByteArray out = request.method == net::Method::Get ? "GET " : "POST ";
    out += request.url.toEncoded() + '\n';
    for (const auto& [name, value] : request.headers)
        out += name + ": " + value + '\n';
    out += "(bucket " + bucket(request.bucket);
    out += request.replay == net::Replay::Safe ? ", may be repeated" : ", NOT to be repeated";
    out += request.compress ? ", compressed)\n" : ")\n";
    if (!request.body.isEmpty())
        out += '\n' + support::prettyJson(request.body);
    return out;
}

inline QString text(const core::Error& error)
{
    return QStringLiteral("%1 %2 %3 | %4")
        .arg(int(error.kind))
        .arg(error.httpStatus)
        .arg(error.code, error.what);
}

} // namespace printed
