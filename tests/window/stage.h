// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"
#include "gui/mainwindow.h"
#include "gui/support/theme.h"
#include "net/systemclock.h"
#include "profiles/profile.h"
#include "profiles/sandboxprocess.h"
#include "profiles/thismachine.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

// The real window on a real sandbox process, for whoever drives or photographs it.
namespace window {

class Stage final
{
public:
    // ACTIVITYBRIDGE_BIN names the folder of the programs; without it they lie beside this one.
    explicit Stage(
        const profiles::SandboxProcess::Sample& sample, gui::Variant variant = gui::Variant::Light);
    ~Stage();

    // A window on a profile that keeps its place when the window is closed and opened again.
    void openProfile();
    void openStart();
    void close() { window.reset(); }

    // A widget by the name of its form, below `parent` or anywhere in the window.
    template <typename T> T* find(const QString& name, const QWidget* parent = nullptr)
    {
        T* found = (parent ? parent : window.get())->findChild<T*>(name);
        if (!found)
            qFatal("there is no %s", qPrintable(name));
        return found;
    }
    void click(const QString& button);
    [[nodiscard]] const app::Status& status() const;
    [[nodiscard]] bool waitIdle(int milliseconds = 60'000) const; // online, nothing going on

    // Switches a kind on from the day that the panel suggests, as a person does.
    void switchOn(core::Kind kind);

    std::unique_ptr<profiles::SandboxProcess> sandbox;
    std::unique_ptr<gui::MainWindow> window;

private:
    [[nodiscard]] app::Doors doors();

    gui::Theme m_theme;
    net::SystemClock m_clock;
    std::unique_ptr<auth::SecretStore> m_secrets;
    QTemporaryDir m_folder;
    std::unique_ptr<profiles::Surroundings> m_surroundings;
    profiles::SandboxProcess::Sample m_sample;
};

} // namespace window
