// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/taskmapping.h"
#include "core/timeframe.h"
#include "core/valuemaps.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace core {

namespace {

// A subject template adds at most this much in front of a title before the subject is cut and the
// title continues in the description, which it then feeds.
constexpr int longTitle = 128; // UTF-16 units

// One hash over the values that feed a field. Each part goes in with its length, so that no two
// lists of parts look alike.
class Source final
{
public:
    void add(QStringView text)
    {
        const QByteArray bytes = text.toUtf8();
        addNumber(bytes.size());
        m_hash.addData(bytes);
    }
    void add(const std::optional<Instant>& moment)
    {
        addNumber(moment ? 1 : 0);
        addNumber(moment ? moment->time_since_epoch().count() : 0);
    }
    // `content`: HubSpot has something there.
    quint64 result(bool content) const
    {
        const quint64 hash = qFromBigEndian<quint64>(m_hash.result().constData());
        return (hash & ~quint64{1}) | (content ? 1U : 0U);
    }

private:
    void addNumber(qint64 number)
    {
        const qint64 bytes = qToBigEndian(number);
        char buffer[sizeof bytes];
        memcpy(buffer, &bytes, sizeof bytes);
        m_hash.addData({buffer, sizeof buffer});
    }

    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

quint64 ofText(QStringView text)
{
    Source source;
    source.add(text);
    return source.result(!text.isEmpty());
}

quint64 ofMoment(const std::optional<Instant>& moment)
{
    Source source;
    source.add(moment);
    return source.result(moment.has_value());
}

// The text that subjects are made of: of a note only its first line, so that an edit below it does
// not touch the subject.
quint64 ofSubject(const Activity& activity, Kind kind)
{
    if (kind == Kind::Note)
        return ofText(subjectOf(activity, kind, QStringLiteral("{first line}"), subjectMax).text);
    return ofText(activity.title);
}

// The plain text part of an email counts too: it is used where the HTML shows nothing.
quint64 ofDescription(const Activity& activity, Kind kind)
{
    const auto* email = std::get_if<EmailDetails>(&activity.details);
    const QString text = email ? email->text : QString();
    Source source;
    source.add(activity.bodyHtml);
    source.add(text);
    if (kind != Kind::Task)
        source.add(dateOf(activity, kind).moment); // in the first line
    if (activity.title.size() > longTitle)
        source.add(activity.title);
    return source.result(!activity.bodyHtml.trimmed().isEmpty() || !text.trimmed().isEmpty());
}

void addTaskSources(const TaskDetails& task, Sources& sources)
{
    sources[TaskField::Status] = ofText(effectiveStatus(task.status));
    sources[TaskField::Priority] = ofText(effectivePriority(task.priority));
}

void addCallSources(const CallDetails& call, Sources& sources)
{
    sources[TaskField::CallType] = ofText(call.direction);
    sources[TaskField::CallDisposition] = ofText(call.disposition);
    const QString duration = call.duration ? QString::number(call.duration->count()) : QString();
    sources[TaskField::CallDurationInSeconds] = ofText(duration);
}

} // namespace

Sources sourcesOf(const Activity& activity, Kind kind, const Activity& readable)
{
    Sources sources;
    for (const TaskField field : fieldsOf(kind))
        sources[field] = 0;
    sources[TaskField::Subject] = ofSubject(readable, kind);
    sources[TaskField::Description] = ofDescription(activity, kind);
    sources[TaskField::ActivityDate] = ofMoment(dateOf(activity, kind).moment);
    // Whether the owner counts is a setting for some kinds (R1.6): it is remembered for all of
    // them.
    sources[TaskField::OwnerId] = ofText(activity.owner.value);
    if (const auto* task = std::get_if<TaskDetails>(&activity.details); task && kind == Kind::Task)
        addTaskSources(*task, sources);
    if (const auto* call = std::get_if<CallDetails>(&activity.details); call && kind == Kind::Call)
        addCallSources(*call, sources);
    return sources;
}

Sources sourcesOf(const Activity& activity, Kind kind)
{
    return sourcesOf(activity, kind, activity);
}

} // namespace core
