// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the object graph of activitybridge: the real clock, keychain and environment, the ways
// into a profile, the look, the window.

#include "auth/keychainstore.h"
#include "gui/mainwindow.h"
#include "gui/support/theme.h"
#include "net/systemclock.h"
#include "profiles/profile.h"
#include "profiles/thismachine.h"

#include <QApplication>
#include <QCommandLineParser>

namespace {

struct Wishes
{
    bool demo = false;
    QString profile;
    QString profilesFolder; // empty: the usual one
    gui::Variant variant = gui::Variant::Light;
};

Wishes wishesOf(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("HubSpot activities become Salesforce tasks, in plain sight."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(
        QStringLiteral("demo"), QStringLiteral("open sample data on this machine, no account"));
    const QCommandLineOption profile(
        QStringLiteral("profile"), QStringLiteral("open this profile"), QStringLiteral("NAME"));
    const QCommandLineOption folder(QStringLiteral("profile-dir"),
        QStringLiteral("where the profiles are"), QStringLiteral("DIR"));
    const QCommandLineOption look(QStringLiteral("theme"),
        QStringLiteral("light or dark; as the system has it without"), QStringLiteral("NAME"));
    parser.addOptions({demo, profile, folder, look});
    parser.process(application);
    Wishes wishes{
        parser.isSet(demo), parser.value(profile), parser.value(folder), gui::systemVariant()};
    if (parser.value(look) == QLatin1String("dark"))
        wishes.variant = gui::Variant::Dark;
    else if (parser.value(look) == QLatin1String("light"))
        wishes.variant = gui::Variant::Light;
    return wishes;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("activitybridge"));
    QApplication::setApplicationDisplayName(QStringLiteral("ActivityBridge"));
    QApplication::setApplicationVersion(QStringLiteral(ACTIVITYBRIDGE_VERSION));
    const Wishes wishes = wishesOf(application);
    const auto theme = gui::Theme::load(wishes.variant);
    if (!theme)
        qFatal("%s", qPrintable(theme.error().what));
    theme->apply(application);

    net::SystemClock clock;
    auth::KeychainStore secrets;
    profiles::Surroundings surroundings = profiles::thisMachine(clock, secrets);
    if (!wishes.profilesFolder.isEmpty())
        surroundings.profilesFolder = wishes.profilesFolder;
    profiles::SandboxProcess::Sample demo;
    demo.keyField = true; // set-up is not what one looks around for first
    const app::Doors doors{[&] { return profiles::profileNames(surroundings.profilesFolder); },
        [&](const QString& name) {
            return std::make_unique<app::Workspace>(
                profiles::openingProfile(surroundings, name), clock);
        },
        [&] {
            return std::make_unique<app::Workspace>(
                profiles::openingDemo(surroundings, demo), clock);
        }};
    gui::MainWindow window(doors, *theme);
    if (wishes.demo)
        window.openDemo();
    else if (!wishes.profile.isEmpty())
        window.openProfile(wishes.profile);
    else
        window.openStart();
    window.show();
    return QApplication::exec();
}
