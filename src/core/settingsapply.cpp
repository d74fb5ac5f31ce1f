// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include "core/day.h"
#include "core/settingsnames.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace core {

namespace {

Error problem(const QString& what)
{
    return {Error::Kind::Settings, what};
}

template <typename Key, typename Value>
Value valueOrDefault(const std::map<Key, Value>& map, const Key& key)
{
    const auto found = map.find(key);
    return found == map.end() ? Value() : found->second;
}

// R1.4: the moment of switching on stays while a kind or section is on; off and on again is a new
// one.
template <typename Key, typename Value>
void keepMoments(const std::map<Key, Value>& stored, std::map<Key, Value>& wanted, Instant now)
{
    for (auto& [key, value] : wanted) {
        const Value before = valueOrDefault(stored, key);
        if (!value.on)
            value.onSince.reset();
        else if (!value.onSince)
            value.onSince = before.on && before.onSince ? *before.onSince : now;
    }
}

std::optional<Error> startInFuture(const KindSettings& kind, const QString& path, Instant now)
{
    if (!kind.startAt || *kind.startAt <= now)
        return std::nullopt;
    return problem(QStringLiteral("%1.startAt: must not be in the future (now is %2)")
                       .arg(path, isoText(now)));
}

std::optional<Error> startsInFuture(const Settings& settings, Instant now)
{
    for (const auto& [kind, value] : settings.toSalesforce) {
        if (auto error
            = startInFuture(value, QStringLiteral("toSalesforce.") + settingsName(kind), now))
            return error;
    }
    for (const auto& [type, value] : settings.integrationEvents) {
        if (auto error
            = startInFuture(value, QStringLiteral("toSalesforce.integrationEvents.") + type, now))
            return error;
    }
    return std::nullopt;
}

// Parts of the file whose keys are not fixed, so that keys may contain dots and can be removed.
bool isMap(const QString& path)
{
    return path == u"assignedTo.overrides" || path == u"valueMaps.taskStatus"
        || path == u"valueMaps.taskPriority";
}

constexpr std::array<QStringView, 9> kindKeys{u"on", u"onSince", u"startAt", u"taskType",
    u"subject", u"body", u"onDelete", u"filters", u"rollUp"};

// The steps of a key below `path`. An event type may contain dots: of its steps only the last can
// be a key of the kind.
QStringList stepsBelow(const QString& path, const QStringList& steps)
{
    const QString whole = steps.join(u'.');
    if (isMap(path))
        return {whole};
    if (path != u"toSalesforce.integrationEvents")
        return steps;
    const bool named = steps.size() > 1
        && std::ranges::find(kindKeys, QStringView(steps.last())) != kindKeys.end();
    return named ? QStringList{steps.mid(0, steps.size() - 1).join(u'.'), steps.last()}
                 : QStringList{whole};
}

// `object` with the value at the key; an unknown key is put in too, for the strict reader to name.
Result<QJsonObject> with(
    QJsonObject object, const QString& path, QStringList steps, const QJsonValue& value)
{
    steps = stepsBelow(path, steps);
    const QString key = steps.takeFirst();
    const QString below = path.isEmpty() ? key : path + u'.' + key;
    if (steps.isEmpty()) {
        const bool removes
            = value.isNull() && (isMap(path) || path == u"toSalesforce.integrationEvents");
        if (removes)
            object.remove(key);
        else
            object.insert(key, value);
        return object;
    }
    const QJsonValue child = object.value(key);
    if (!child.isUndefined() && !child.isObject())
        return tl::unexpected(problem(below + QStringLiteral(": has no keys below it")));
    auto inner = with(child.toObject(), below, steps, value);
    if (!inner)
        return inner;
    object.insert(key, *inner);
    return object;
}

QJsonValue jsonOrText(const QString& text)
{
    const auto document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return document.array().size() == 1 ? document.array().first() : QJsonValue(text);
}

// The moment of an earlier time on says nothing, and must not come back with `on`.
Settings withoutOldMoments(Settings settings)
{
    const auto forget = [](auto& map) {
        for (auto& [key, value] : map) {
            if (!value.on)
                value.onSince.reset();
        }
    };
    forget(settings.toSalesforce);
    forget(settings.integrationEvents);
    forget(settings.toHubSpot);
    return settings;
}

} // namespace

const KindSettings& Settings::of(Kind kind) const
{
    static const KindSettings defaults;
    const auto found = toSalesforce.find(kind);
    return found == toSalesforce.end() ? defaults : found->second;
}

Result<Settings> applySettings(const Settings& stored, Settings wanted, Instant now)
{
    if (auto error = startsInFuture(wanted, now))
        return tl::unexpected(*error);
    keepMoments(stored.toSalesforce, wanted.toSalesforce, now);
    keepMoments(stored.integrationEvents, wanted.integrationEvents, now);
    keepMoments(stored.toHubSpot, wanted.toHubSpot, now);
    // What is stored must be what a file can say, whoever made the settings.
    return parseSettings(writeSettings(wanted));
}

Result<Settings> setSetting(const Settings& stored, const QString& key, const QString& value)
{
    const QByteArray base = writeSettings(withoutOldMoments(stored));
    const auto changed = with(
        QJsonDocument::fromJson(base).object(), QString(), key.split(u'.'), jsonOrText(value));
    if (!changed)
        return tl::unexpected(changed.error());
    auto settings = parseSettings(QJsonDocument(*changed).toJson());
    if (!settings)
        return settings;
    // Switching off leaves a moment behind, and setting one while off would: neither is kept.
    Settings clean = withoutOldMoments(*settings);
    if (clean != *settings && key.endsWith(QLatin1String(".onSince")))
        return tl::unexpected(
            problem(key + QStringLiteral(": is set by switching on; first set on")));
    return clean;
}

} // namespace core
