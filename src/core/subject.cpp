// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include "core/body.h"
#include "core/tidy.h"

#include <QStringList>

#include <algorithm>

namespace core {

namespace {

// What a kind's template may name. {first line} is the first line of the body that is not empty.
QStringList variablesOf(Kind kind)
{
    const auto titled = [](const char16_t* name) {
        return QStringList{QString::fromUtf16(name), QStringLiteral("first line")};
    };
    switch (kind) {
    case Kind::FormSubmission:
        return {QStringLiteral("form")};
    case Kind::MarketingEmailSend:
    case Kind::MarketingEmailOpen:
    case Kind::MarketingEmailClick:
        return {QStringLiteral("email")};
    case Kind::SalesEmailOpen:
    case Kind::SalesEmailClick:
        return {QStringLiteral("subject")};
    case Kind::SalesEmailSend:
    case Kind::SalesEmailReply:
    case Kind::Task:
        return titled(u"subject");
    case Kind::Meeting:
    case Kind::Call:
        return titled(u"title");
    case Kind::Note:
        return {QStringLiteral("first line")};
    case Kind::ContentView:
        return {QStringLiteral("document")};
    case Kind::IntegrationEvent:
        return {QStringLiteral("integration"), QStringLiteral("event")};
    }
    Q_UNREACHABLE();
}

QString valueOf(const Activity& activity, QStringView variable)
{
    if (variable == u"title" || variable == u"subject")
        return tidyLine(activity.title);
    if (variable == u"first line") {
        const QString text = bodyText(activity);
        return tidyLine(text.left(text.indexOf(u'\n')));
    }
    return {}; // of kinds whose records this version does not read
}

// A template with its variables filled in.
struct Filled
{
    QString text;
    bool emptyAtStart = false; // it begins with a variable that had no value
    bool emptyAtEnd = false;
};

Filled filled(const Activity& activity, QStringView subjectTemplate)
{
    Filled result;
    while (!subjectTemplate.isEmpty()) {
        const auto open = subjectTemplate.indexOf(u'{');
        const auto close = subjectTemplate.indexOf(u'}', open);
        if (open < 0 || close < 0)
            break;
        const QStringView before = subjectTemplate.first(open);
        const QString value = valueOf(activity, subjectTemplate.sliced(open + 1, close - open - 1));
        result.text += before;
        result.emptyAtStart |= value.isEmpty() && result.text.trimmed().isEmpty();
        result.text += value;
        subjectTemplate = subjectTemplate.sliced(close + 1);
        result.emptyAtEnd = value.isEmpty();
    }
    result.text += subjectTemplate;
    result.emptyAtEnd = result.emptyAtEnd && subjectTemplate.trimmed().isEmpty();
    return result;
}

// Without the blanks and separators that a missing value leaves behind: "Call: " becomes "Call".
QString withoutSeparators(QStringView text, bool atStart, bool atEnd)
{
    const auto isSeparator = [](QChar c) { return QStringView(u" :,;|/-–—").contains(c); };
    const auto first
        = atStart ? std::find_if_not(text.begin(), text.end(), isSeparator) : text.begin();
    text = text.sliced(first - text.begin());
    const auto last
        = atEnd ? std::find_if_not(text.rbegin(), text.rend(), isSeparator) : text.rbegin();
    return text.chopped(last - text.rbegin()).toString();
}

Fitted fitted(const QString& text, int maxCodePoints)
{
    const int length = codePoints(text);
    if (length <= maxCodePoints)
        return {text, length, false};
    if (maxCodePoints < 1)
        return {{}, length, true};
    const QStringView view(text);
    const qsizetype room = cutBefore(view, unitsOf(view, maxCodePoints - 1));
    // Back to the end of a word, unless that is a long way back (one endless word, or a script
    // without blanks).
    const qsizetype blank = text[room] == u' ' ? room : text.lastIndexOf(u' ', room - 1);
    const bool near = room > 0 && 2 * blank >= room;
    return {view.first(near ? blank : room).trimmed().toString() + u'…', length, true};
}

} // namespace

QString defaultSubject(Kind kind)
{
    switch (kind) {
    case Kind::FormSubmission:
        return QStringLiteral("Submitted: {form}");
    case Kind::MarketingEmailSend:
        return QStringLiteral("Sent {email}");
    case Kind::MarketingEmailOpen:
        return QStringLiteral("Opened {email}");
    case Kind::MarketingEmailClick:
        return QStringLiteral("Clicked {email}");
    case Kind::SalesEmailSend:
        return QStringLiteral("Sent {subject}");
    case Kind::SalesEmailOpen:
        return QStringLiteral("Opened {subject}");
    case Kind::SalesEmailClick:
        return QStringLiteral("Clicked {subject}");
    case Kind::SalesEmailReply:
        return QStringLiteral("Replied {subject}");
    case Kind::Meeting:
        return QStringLiteral("Meeting: {title}");
    case Kind::Call:
        return QStringLiteral("Call: {title}");
    case Kind::Note:
        return QStringLiteral("Note: {first line}");
    case Kind::ContentView:
        return QStringLiteral("Viewed {document}");
    case Kind::Task:
        return QStringLiteral("{subject}");
    case Kind::IntegrationEvent:
        return QStringLiteral("{integration}: {event}");
    }
    Q_UNREACHABLE();
}

std::optional<QString> subjectProblem(Kind kind, const QString& subjectTemplate)
{
    const QStringList variables = variablesOf(kind);
    QStringView rest(subjectTemplate);
    while (true) {
        const auto brace = std::find_if(
            rest.begin(), rest.end(), [](QChar c) { return c == u'{' || c == u'}'; });
        if (brace == rest.end())
            return std::nullopt;
        rest = rest.sliced(brace - rest.begin());
        const auto close = rest.indexOf(u'}');
        if (rest.startsWith(u'}'))
            return QStringLiteral("} without {");
        if (close < 0 || rest.sliced(1, close).contains(u'{'))
            return QStringLiteral("{ without }");
        const QString name = rest.sliced(1, close - 1).toString();
        if (!variables.contains(name)) {
            return QStringLiteral("unknown variable {%1}; allowed: {%2}")
                .arg(name, variables.join(QStringLiteral("}, {")));
        }
        rest = rest.sliced(close + 1);
    }
}

Fitted subjectOf(
    const Activity& activity, Kind kind, const QString& subjectTemplate, int maxCodePoints)
{
    const Filled subject
        = filled(activity, subjectTemplate.isEmpty() ? defaultSubject(kind) : subjectTemplate);
    const QString line = tidyLine(subject.text);
    return fitted(withoutSeparators(line, subject.emptyAtStart, subject.emptyAtEnd), maxCodePoints);
}

} // namespace core
