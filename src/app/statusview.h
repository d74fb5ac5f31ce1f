// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/progressmeter.h"
#include "profiles/events.h"

#include <QObject>

namespace app {

enum class Environment { Unknown, Production, Sandbox, Demo };
enum class Connection { Opening, Looking, Online, Offline, NotConnected, Closed };
enum class Remedy { None, LookAgain, CreateKeyField, ShowPlan }; // what a notice's button does

// Something that the user should know now, with the next step.
struct Notice
{
    enum class Tone { Good, Info, Warning, Error };
    Tone tone = Tone::Info;
    QString what;
    QString nextStep;
    Remedy remedy = Remedy::None;
    bool operator==(const Notice&) const = default;
};

// Everything that the header shows.
struct Status
{
    QString profile;
    Environment environment = Environment::Unknown;
    Connection connection = Connection::Opening;
    QString accounts; // "HubSpot 123 · Salesforce 00D…"
    std::optional<profiles::Job> job; // that is going on
    ProgressShown progress;
    bool stopping = false; // the user cancelled, the safe boundary is not reached yet
    std::optional<Notice> notice;
    bool operator==(const Status&) const = default;

    [[nodiscard]] bool isIdle() const { return !job; }
    // Offline is what the last attempt found: another one may find otherwise.
    [[nodiscard]] bool canSync() const
    {
        return !job && (connection == Connection::Online || connection == Connection::Offline);
    }
    [[nodiscard]] bool canCancel() const { return job && !stopping; }
};

// View-model of the header: profile, connection, what is going on, what went wrong.
class StatusView final : public QObject
{
    Q_OBJECT

public:
    explicit StatusView(const net::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const Status& status() const { return m_status; }
    void take(const profiles::Event& event);

    void sync();
    void cancel();
    void lookAgain();
    void createKeyField();
    void dismissNotice();

signals:
    void changed();
    void wants(const profiles::Command& command);

private:
    void set(Status status);
    void noteEnd(Status& status, const profiles::JobEnded& ended) const;

    const net::Clock& m_clock;
    ProgressMeter m_meter;
    Status m_status;
};

[[nodiscard]] QString environmentName(Environment environment);
[[nodiscard]] QString connectionText(Connection connection);

} // namespace app
