// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/stage.h"

#include "gui/support/switch.h"

#include <QApplication>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace window {

namespace {

gui::Theme themeOf(gui::Variant variant)
{
    auto theme = gui::Theme::load(variant);
    if (!theme)
        qFatal("%s", qPrintable(theme.error().what));
    return std::move(*theme);
}

} // namespace

Stage::Stage(const profiles::SandboxProcess::Sample& sample, gui::Variant variant)
    : m_theme(themeOf(variant))
    , m_secrets(std::make_unique<auth::MemoryStore>())
    , m_sample(sample)
{
    m_theme.apply(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    m_surroundings
        = std::make_unique<profiles::Surroundings>(profiles::thisMachine(m_clock, *m_secrets));
    m_surroundings->profilesFolder = m_folder.path();
    m_surroundings->programFolder
        = qEnvironmentVariable("ACTIVITYBRIDGE_BIN", m_surroundings->programFolder);
    auto started = profiles::SandboxProcess::start(m_surroundings->programFolder, sample);
    if (!started)
        qFatal("%s", qPrintable(started.error().what));
    sandbox = std::move(*started);
    m_surroundings->variables = sandbox->variables();
    const auto made = profiles::create(profiles::profileAt(m_folder.path(), u"acme"_s));
    if (!made)
        qFatal("%s", qPrintable(made.error().what));
}

Stage::~Stage()
{
    window.reset(); // it works with all the others
}

app::Doors Stage::doors()
{
    return {[this] { return profiles::profileNames(m_folder.path()); },
        [this](const QString& name) {
            return std::make_unique<app::Workspace>(
                profiles::openingProfile(*m_surroundings, name), m_clock);
        },
        [this] {
            return std::make_unique<app::Workspace>(
                profiles::openingDemo(*m_surroundings, m_sample), m_clock);
        }};
}

void Stage::openProfile()
{
    window = std::make_unique<gui::MainWindow>(doors(), m_theme);
    window->openProfile(u"acme"_s);
    window->show();
    if (!QTest::qWaitForWindowExposed(window.get()))
        qFatal("the window does not show");
}

void Stage::openStart()
{
    window = std::make_unique<gui::MainWindow>(doors(), m_theme);
    window->openStart();
    window->show();
    if (!QTest::qWaitForWindowExposed(window.get()))
        qFatal("the window does not show");
}

void Stage::click(const QString& button)
{
    auto* found = find<QAbstractButton>(button);
    if (!found->isVisible() || !found->isEnabled())
        qFatal("%s cannot be clicked", qPrintable(button));
    QTest::mouseClick(found, Qt::LeftButton);
}

const app::Status& Stage::status() const
{
    return window->workspace()->status.status();
}

bool Stage::waitIdle(int milliseconds) const
{
    return QTest::qWaitFor([this] { return status().canSync(); }, milliseconds);
}

void Stage::switchOn(core::Kind kind)
{
    click(u"toggle."_s + core::settingsName(kind));
    auto* fromDate = find<QRadioButton>(u"fromDate"_s);
    QTest::mouseClick(fromDate, Qt::LeftButton, {}, QPoint(8, fromDate->height() / 2));
    app::ActivitiesView& view = window->workspace()->activities;
    if (!QTest::qWaitFor(
            [&] { return view.panel() && view.panel()->count == app::TogglePanel::Count::Counted; },
            60'000))
        qFatal("nothing was counted");
    click(u"confirm"_s);
    if (!QTest::qWaitFor(
            [&] {
                return find<gui::Switch>(u"toggle."_s + core::settingsName(kind))->isChecked()
                    && status().isIdle();
            },
            10'000))
        qFatal("it was not switched on");
}

} // namespace window
