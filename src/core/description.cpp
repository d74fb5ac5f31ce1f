// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include "core/body.h"
#include "core/day.h"
#include "core/tidy.h"

#include <QStringList>

#include <algorithm>

namespace core {

namespace {

// These words go into Salesforce, where the org reads English; they are no user interface.
QString wordOf(Kind kind)
{
    switch (kind) {
    case Kind::FormSubmission:
        return QStringLiteral("Form submission");
    case Kind::MarketingEmailSend:
        return QStringLiteral("Marketing email sent");
    case Kind::MarketingEmailOpen:
        return QStringLiteral("Marketing email opened");
    case Kind::MarketingEmailClick:
        return QStringLiteral("Marketing email clicked");
    case Kind::SalesEmailSend:
        return QStringLiteral("Email sent");
    case Kind::SalesEmailOpen:
        return QStringLiteral("Email opened");
    case Kind::SalesEmailClick:
        return QStringLiteral("Email clicked");
    case Kind::SalesEmailReply:
        return QStringLiteral("Email reply");
    case Kind::Meeting:
        return QStringLiteral("Meeting");
    case Kind::Call:
        return QStringLiteral("Call");
    case Kind::Note:
        return QStringLiteral("Note");
    case Kind::ContentView:
        return QStringLiteral("Document viewed");
    case Kind::Task:
        return QStringLiteral("Task");
    case Kind::IntegrationEvent:
        return QStringLiteral("Event");
    }
    Q_UNREACHABLE();
}

// When it happened: a meeting's start, a task's creation (its timestamp is when it is due), else
// the timestamp.
Instant timeOf(const Activity& activity)
{
    if (std::holds_alternative<TaskDetails>(activity.details))
        return activity.created;
    const auto* meeting = std::get_if<MeetingDetails>(&activity.details);
    const auto start = meeting ? meeting->start : std::nullopt;
    return start.value_or(activity.timestamp.value_or(activity.created));
}

QString note(qsizetype kept, int length)
{
    return QStringLiteral("\n\n[Cut by ActivityBridge: %1 of %2 characters]").arg(kept).arg(length);
}

// Cut so that text and note together fit; where the note would take more than half, the text stands
// alone.
Fitted fitted(const QString& text, int maxCharacters)
{
    const int length = static_cast<int>(text.size());
    if (length <= maxCharacters)
        return {text, length, false};
    const auto cut = [&text](qsizetype room) {
        QString kept = text.first(cutBefore(text, std::max<qsizetype>(room, 0)));
        while (kept.endsWith(u' ') || kept.endsWith(u'\n'))
            kept.chop(1);
        return kept;
    };
    // The number of what is kept is never longer than the limit's.
    const qsizetype room = maxCharacters - note(maxCharacters, length).size();
    if (2 * room < maxCharacters)
        return {cut(maxCharacters), length, true};
    const QString kept = cut(room);
    return {(kept + note(kept.size(), length)).trimmed(), length, true};
}

} // namespace

QString bodyText(const Activity& activity)
{
    const QString text = plainText(activity.bodyHtml);
    const auto* email = std::get_if<EmailDetails>(&activity.details);
    return text.isEmpty() && email ? tidyText(email->text) : text;
}

Fitted descriptionOf(const Activity& activity, Kind kind, const DescriptionOptions& options)
{
    QStringList head;
    if (!options.recordLink.isEmpty()) {
        head
            += QStringLiteral("%1 · %2 · %3")
                   .arg(timeText(timeOf(activity), options.zone), wordOf(kind), options.recordLink);
    }
    if (!options.fullSubject.isEmpty())
        head += QStringLiteral("Subject: ") + tidyLine(options.fullSubject);
    QStringList parts(head.join(u'\n'));
    if (options.body)
        parts += bodyText(activity);
    parts.removeAll(QString());
    return fitted(parts.join(QStringLiteral("\n\n")), options.maxCharacters);
}

} // namespace core
