// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/settingscommand.h"

#include "cli/complaint.h"
#include "cli/opened.h"
#include "cli/tr.h"
#include "core/settings.h"
#include "profiles/keptsettings.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QSaveFile>

#include <optional>

namespace cli {

namespace {

constexpr qint64 fileMax = 1024 * 1024; // a settings file is a few KB

core::Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(core::Error{
            core::Error::Kind::Usage, QStringLiteral("%1: %2").arg(path, file.errorString())});
    if (file.size() > fileMax)
        return tl::unexpected(core::Error{core::Error::Kind::Settings,
            QStringLiteral("%1: larger than %2 bytes").arg(path).arg(fileMax)});
    return file.readAll();
}

// Every value of the file by its key path: "toSalesforce.calls.on" -> "true".
void flatten(const QJsonObject& object, const QString& path, QMap<QString, QString>& values)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = path.isEmpty() ? it.key() : path + QLatin1Char('.') + it.key();
        if (it->isObject() && !it->toObject().isEmpty()) {
            flatten(it->toObject(), key, values);
            continue;
        }
        const QByteArray text = QJsonDocument(QJsonArray{*it}).toJson(QJsonDocument::Compact);
        values.insert(key, QString::fromUtf8(text.mid(1, text.size() - 2)));
    }
}

QMap<QString, QString> valuesOf(const core::Settings& settings)
{
    QMap<QString, QString> values;
    flatten(QJsonDocument::fromJson(core::writeSettings(settings)).object(), {}, values);
    return values;
}

// "toSalesforce.calls.on: false -> true", one line per value that differs.
QStringList difference(const core::Settings& before, const core::Settings& after)
{
    const auto old = valuesOf(before);
    const auto now = valuesOf(after);
    QStringList keys = old.keys() + now.keys();
    keys.sort();
    keys.removeDuplicates();
    QStringList lines;
    for (const QString& key : keys) {
        const QString none = tr("(none)");
        if (old.value(key, none) != now.value(key, none))
            lines.append(QStringLiteral("%1: %2 -> %3")
                             .arg(key, old.value(key, none), now.value(key, none)));
    }
    return lines;
}

core::Result<void> print(
    Invocation& invocation, const QStringList& lines, const core::Settings& after, bool dryRun)
{
    for (const QString& line : lines)
        invocation.output.say(line);
    if (lines.isEmpty())
        invocation.output.say(tr("Nothing changes."));
    else if (dryRun)
        invocation.output.say(tr("Not stored (--dry-run)."));
    invocation.output.document({{QStringLiteral("stored"), !dryRun && !lines.isEmpty()},
        {QStringLiteral("settings"),
            QJsonDocument::fromJson(core::writeSettings(after)).object()}});
    return {};
}

// `wish` makes the wanted settings of those that are there. The lease is held from reading to
// writing: of two changes at the same time none is lost.
template <typename Wish>
core::Result<void> change(
    Invocation& invocation, profiles::Session& session, bool dryRun, Wish wish)
{
    std::optional<store::Lease> held;
    if (!dryRun) {
        auto lease = session.lease();
        if (!lease)
            return tl::unexpected(lease.error());
        held.emplace(std::move(*lease));
    }
    auto before = profiles::settingsOf(session.profile(), session.database());
    if (!before)
        return tl::unexpected(before.error());
    core::Result<core::Settings> wanted = wish(*before);
    if (!wanted)
        return tl::unexpected(wanted.error());
    auto after
        = core::applySettings(*before, std::move(*wanted), invocation.surroundings.clock.wall());
    if (!after)
        return tl::unexpected(after.error());
    // Stored also where nothing changes: the copy beside the store may be missing.
    if (!dryRun) {
        auto stored = profiles::storeSettings(session.profile(), session.database(), *after);
        if (!stored)
            return stored;
    }
    return print(invocation, difference(*before, *after), *after, dryRun);
}

core::Result<void> show(Invocation& invocation, profiles::Session& session)
{
    auto settings = profiles::settingsOf(session.profile(), session.database());
    if (!settings)
        return tl::unexpected(settings.error());
    const QByteArray json = core::writeSettings(*settings);
    const QString path = invocation.arguments.value(1);
    if (invocation.arguments.value(0) == QLatin1String("export") && !path.isEmpty()) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
            return tl::unexpected(core::Error{
                core::Error::Kind::Usage, QStringLiteral("%1: %2").arg(path, file.errorString())});
        invocation.output.say(tr("Settings written to %1.").arg(path));
        return {};
    }
    if (invocation.output.isJson()) {
        invocation.output.document(QJsonDocument::fromJson(json).object());
        return {};
    }
    for (const QString& line : QString::fromUtf8(json).trimmed().split(QLatin1Char('\n')))
        invocation.output.say(line);
    return {};
}

core::Result<void> perform(Invocation& invocation, profiles::Session& session)
{
    const QString verb = invocation.arguments.value(0, QStringLiteral("show"));
    if (verb == QLatin1String("show") || verb == QLatin1String("export"))
        return show(invocation, session);
    if (verb == QLatin1String("import") && invocation.arguments.size() == 2) {
        auto bytes = readFile(invocation.arguments[1]);
        if (!bytes)
            return tl::unexpected(bytes.error());
        return change(invocation, session, invocation.options.isSet(QStringLiteral("dry-run")),
            [&bytes](const core::Settings&) { return core::parseSettings(*bytes); });
    }
    if (verb == QLatin1String("set") && invocation.arguments.size() == 3)
        return change(invocation, session, false, [&invocation](const core::Settings& before) {
            return core::setSetting(before, invocation.arguments[1], invocation.arguments[2]);
        });
    return tl::unexpected(core::Error{core::Error::Kind::Usage,
        QStringLiteral("settings show | export [FILE] | import FILE [--dry-run] | set KEY VALUE")});
}

} // namespace

std::vector<Option> settingsOptions()
{
    return {{{QStringLiteral("dry-run")}, QStringLiteral("show what would change, store nothing")}};
}

ExitCode runSettings(Invocation& invocation)
{
    auto session = opened(invocation, profiles::Session::Need::Store);
    auto done = session ? perform(invocation, **session) : tl::unexpected(session.error());
    if (done)
        return ExitCode::Done;
    return complain(invocation, done.error());
}

} // namespace cli
