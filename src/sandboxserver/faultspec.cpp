// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/faultspec.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <functional>
#include <limits>

namespace sandboxserver {
namespace {

using namespace Qt::StringLiterals;
using namespace sandbox;

using Made = std::optional<FaultAction>;

std::optional<int> number(
    const QString& text, int min = 0, int max = std::numeric_limits<int>::max())
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    return isNumber && value >= min && value <= max ? std::optional(value) : std::nullopt;
}

std::optional<Side> sideNamed(const QString& text)
{
    if (text == "hubspot"_L1)
        return Side::HubSpot;
    return text == "salesforce"_L1 ? std::optional(Side::Salesforce) : std::nullopt;
}

Made delay(const QStringList& words)
{
    const auto by = words.size() == 1 ? number(words[0]) : std::nullopt;
    return by ? Made(Delay{std::chrono::milliseconds(*by)}) : std::nullopt;
}

Made status(const QStringList& words)
{
    const auto code
        = words.isEmpty() || words.size() > 2 ? std::nullopt : number(words[0], 400, 599);
    const auto wait = words.size() == 2 ? number(words[1]) : std::optional(-1);
    if (!code || !wait)
        return std::nullopt;
    Status made{.code = *code, .retryAfter = std::nullopt};
    if (*wait >= 0)
        made.retryAfter = std::chrono::seconds(*wait);
    return made;
}

Made partial(const QStringList& words)
{
    PartialFailure made;
    for (const QString& word : words) {
        if (word.endsWith(u"pm"_s)) {
            const auto share = number(word.chopped(2), 0, 1000);
            if (!share)
                return std::nullopt;
            made.rows.perMille = *share;
        } else {
            const auto index = number(word);
            if (!index)
                return std::nullopt;
            made.rows.indexes.push_back(*index);
        }
    }
    return words.isEmpty() ? std::nullopt : Made(made);
}

Made lag(const QStringList& words)
{
    const auto from = words.size() == 2 ? number(words[0]) : std::nullopt;
    const auto to = words.size() == 2 ? number(words[1]) : std::nullopt;
    if (!from || !to || *to < *from)
        return std::nullopt;
    SetIndexLag made;
    made.lag.atLeast = std::chrono::milliseconds(*from);
    made.lag.atMost = std::chrono::milliseconds(*to);
    return made;
}

Made budget(const QStringList& words)
{
    const auto calls = words.size() == 1 ? number(words[0]) : std::nullopt;
    return calls ? Made(Budget{*calls}) : std::nullopt;
}

Made schema(const QStringList& words)
{
    const auto side = words.isEmpty() ? std::nullopt : sideNamed(words[0]);
    if (!side || words.size() < 3 || words.size() > 4)
        return std::nullopt;
    return SchemaChange{*side, words[1], words[2], words.value(3)};
}

Made merge(const QStringList& words)
{
    const auto side = words.size() == 3 ? sideNamed(words[0]) : std::nullopt;
    return side ? Made(Merge{*side, words[1], words[2]}) : std::nullopt;
}

Made convert(const QStringList& words)
{
    return words.size() == 2 ? Made(ConvertLead{words[0], words[1]}) : std::nullopt;
}

template <typename Action> Made plain(const QStringList& words)
{
    return words.isEmpty() ? Made(Action{}) : std::nullopt;
}

Made actionNamed(const QString& name, const QStringList& words)
{
    static const QHash<QString, Made (*)(const QStringList&)> makers{{u"drop"_s, plain<DropBefore>},
        {u"commit-then-drop"_s, plain<CommitThenDrop>}, {u"html"_s, plain<HtmlPage>},
        {u"truncate"_s, plain<Truncate>}, {u"revoke"_s, plain<RevokeToken>}, {u"delay"_s, delay},
        {u"status"_s, status}, {u"partial"_s, partial}, {u"lag"_s, lag}, {u"budget"_s, budget},
        {u"schema"_s, schema}, {u"merge"_s, merge}, {u"convert"_s, convert}};
    const auto maker = makers.value(name, nullptr);
    return maker ? maker(words) : std::nullopt;
}

// "@2", "@2/3", "@2/3x4"; nothing is "@1".
std::optional<When> whenOf(const QString& text)
{
    static const QRegularExpression form(u"^(?:@(\\d+)(?:/(\\d+))?(?:x(\\d+))?)?$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    When when;
    if (match.hasCaptured(1))
        when.first = match.captured(1).toInt();
    if (match.hasCaptured(2)) {
        when.every = match.captured(2).toInt();
        when.times = 0;
    }
    if (match.hasCaptured(3))
        when.times = match.captured(3).toInt();
    return when.first >= 1 && when.every >= 1 ? std::optional(when) : std::nullopt;
}

} // namespace

std::variant<Fault, QString> readFaultSpec(const QString& spec)
{
    const auto wrong = [&](const QString& what) { return u"%1: %2"_s.arg(spec, what); };
    static const QRegularExpression form(
        u"^([a-z]+):([A-Z]+|\\*):([^@=]*)(@[0-9/x]+)?=([a-z-]+)(?::(.*))?$"_s);
    const auto match = form.match(spec);
    if (!match.hasMatch())
        return wrong(u"not of the form side:METHOD:path-part[@when]=action[:arguments]"_s);
    Fault fault{.match = {}, .when = {}, .action = DropBefore{}};
    fault.match.side = sideNamed(match.captured(1));
    if (!fault.match.side && match.captured(1) != "any"_L1)
        return wrong(u"the side must be hubspot, salesforce or any"_s);
    if (match.captured(2) != "*"_L1)
        fault.match.method = match.captured(2).toLatin1();
    fault.match.pathPart = match.captured(3).toLatin1();
    const auto when = whenOf(match.captured(4));
    if (!when)
        return wrong(u"@ must be followed by first[/every][xTimes], counted from 1"_s);
    fault.when = *when;
    const Made action
        = actionNamed(match.captured(5), match.captured(6).split(QChar(u','), Qt::SkipEmptyParts));
    if (!action)
        return wrong(u"no such action, or not its arguments"_s);
    fault.action = *action;
    return fault;
}

QString faultSpecHelp()
{
    return u"side:METHOD:path-part[@first[/every][xTimes]]=action[:arguments]\n"
           "  side hubspot, salesforce or any; METHOD or *; the path part may be empty; without @ "
           "the first match is\n"
           "  hit, with /every all further ones unless xTimes limits them.\n"
           "  drop | commit-then-drop | truncate | html | revoke | delay:MS | "
           "status:CODE[,RETRY-AFTER-SECONDS] |\n"
           "  partial:INDEX,...,NNpm (pm: per mille of the rows) | lag:FROM-MS,TO-MS | "
           "budget:CALLS-LEFT |\n"
           "  schema:SIDE,OBJECT,FIELD[,VALUE] | merge:SIDE,WINNER,LOSER | convert:LEAD,CONTACT\n"
           "  e.g. salesforce:PATCH:/composite/sobjects@1/3=commit-then-drop"_s;
}

} // namespace sandboxserver
