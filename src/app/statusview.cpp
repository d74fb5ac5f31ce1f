// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/statusview.h"

#include "app/tr.h"
#include "words/errors.h"
#include "words/names.h"

#include <QLocale>

namespace app {

namespace {

using profiles::Job;

Notice noticeOf(const core::Error& error)
{
    const words::Explained explained = words::explain(error);
    Notice notice{Notice::Tone::Error, explained.what, explained.nextStep, Remedy::None};
    if (error.kind == core::Error::Kind::SetUpIncomplete
        && error.code == QLatin1String("KEY_FIELD_MISSING")) {
        notice.nextStep = tr("It can be created from here; it changes no record.");
        notice.remedy = Remedy::CreateKeyField;
    } else if (error.kind == core::Error::Kind::Cancelled) {
        notice.tone = Notice::Tone::Info;
        notice.nextStep = tr("What was written is on record; the next run goes on from there.");
    } else if (core::isTransient(error.kind)) {
        notice.tone = Notice::Tone::Warning;
        notice.remedy = Remedy::LookAgain;
    }
    return notice;
}

QString number(int value)
{
    return QLocale().toString(value);
}

Notice noticeOf(const engine::SyncResult& result)
{
    if (result.guard)
        return {Notice::Tone::Warning, words::guardSentence(*result.guard),
            tr("Nothing was written. Look at the plan and confirm it there."), Remedy::ShowPlan};
    const engine::Tally& tally = result.tally;
    Notice notice{Notice::Tone::Good,
        tally.writes() == 0 && tally.failed == 0
            ? tr("Everything is in step: nothing had to be written.")
            : tr("%1 tasks created, %2 updated, %3 failed.")
                  .arg(number(tally.created), number(tally.updated), number(tally.failed)),
        {}, Remedy::None};
    if (tally.failed > 0 || result.openOutcomes > 0 || tally.changedSincePlan > 0) {
        notice.tone = Notice::Tone::Warning;
        notice.nextStep = tr("The log names each record and why.");
    }
    return notice;
}

// The admin sees this if nothing else came of it; what a job brought has its own place.
bool isBackground(Job job)
{
    return job == Job::LookingAround || job == Job::Saving;
}

QString jobText(Job job)
{
    switch (job) {
    case Job::LookingAround:
        return tr("Asking HubSpot and Salesforce who they are …");
    case Job::Planning:
        return tr("Making a plan …");
    case Job::Syncing:
        return tr("Starting …");
    case Job::Saving:
        return tr("Saving the settings …");
    case Job::CreatingKeyField:
        return tr("Creating the key field …");
    }
    return {};
}

Connection connectionAfter(const core::Error& error)
{
    using Kind = core::Error::Kind;
    if (error.kind == Kind::SignInNeeded || error.kind == Kind::NoVault)
        return Connection::NotConnected;
    return Connection::Offline;
}

} // namespace

StatusView::StatusView(const net::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void StatusView::set(Status status)
{
    if (status == m_status)
        return;
    m_status = std::move(status);
    emit changed();
}

void StatusView::noteEnd(Status& status, const profiles::JobEnded& ended) const
{
    status.job.reset();
    status.stopping = false;
    status.progress = {};
    if (ended.error) {
        status.notice = noticeOf(*ended.error);
        if (ended.job == Job::LookingAround) {
            status.connection = connectionAfter(*ended.error);
            status.notice->remedy = Remedy::LookAgain;
        }
    } else if (ended.job == Job::CreatingKeyField) {
        status.notice = {Notice::Tone::Good, tr("The key field is there."), {}, Remedy::None};
    }
}

void StatusView::take(const profiles::Event& event)
{
    Status status = m_status;
    if (const auto* opened = std::get_if<profiles::Opened>(&event)) {
        status.profile = opened->profile;
        status.environment = opened->isDemo ? Environment::Demo : Environment::Unknown;
        status.connection = Connection::Looking;
    } else if (const auto* failed = std::get_if<profiles::OpeningFailed>(&event)) {
        status.connection = Connection::Closed;
        status.notice = noticeOf(failed->error);
        status.notice->remedy = Remedy::LookAgain;
    } else if (const auto* looked = std::get_if<profiles::LookedAround>(&event)) {
        status.connection = Connection::Online;
        status.accounts = tr("HubSpot %1 · Salesforce %2")
                              .arg(looked->account.portalId, looked->identity.organization.value);
        if (status.environment != Environment::Demo)
            status.environment
                = looked->identity.sandbox ? Environment::Sandbox : Environment::Production;
    } else if (const auto* began = std::get_if<profiles::JobBegan>(&event)) {
        status.job = began->job;
        if (!isBackground(began->job))
            status.notice.reset();
        m_meter.begin(jobText(began->job), m_clock.monotonic());
        status.progress = m_meter.shown();
    } else if (const auto* happened = std::get_if<engine::Event>(&event)) {
        m_meter.take(*happened, m_clock.monotonic());
        status.progress = m_meter.shown();
    } else if (const auto* synced = std::get_if<profiles::Synced>(&event)) {
        status.notice = noticeOf(synced->result);
        if (!synced->result.stoppedBy)
            status.connection = Connection::Online;
    } else if (const auto* ended = std::get_if<profiles::JobEnded>(&event)) {
        noteEnd(status, *ended);
    }
    set(std::move(status));
}

void StatusView::sync()
{
    if (m_status.canSync())
        emit wants(profiles::Sync{});
}

void StatusView::cancel()
{
    if (!m_status.canCancel())
        return;
    Status status = m_status;
    status.stopping = true;
    set(std::move(status));
    emit wants(profiles::Cancel{});
}

void StatusView::lookAgain()
{
    dismissNotice();
    emit wants(profiles::LookAround{true});
}

void StatusView::createKeyField()
{
    emit wants(profiles::CreateKeyField{});
    emit wants(profiles::LookAround{});
}

void StatusView::dismissNotice()
{
    if (!m_status.notice)
        return;
    m_status.notice.reset();
    emit changed();
}

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::Unknown:
        return {};
    case Environment::Production:
        return tr("Production");
    case Environment::Sandbox:
        return tr("Sandbox");
    case Environment::Demo:
        return tr("Demo");
    }
    return {};
}

QString connectionText(Connection connection)
{
    switch (connection) {
    case Connection::Opening:
        return tr("Opening …");
    case Connection::Looking:
        return tr("Connecting …");
    case Connection::Online:
        return tr("Connected");
    case Connection::Offline:
        return tr("Offline");
    case Connection::NotConnected:
        return tr("Not connected");
    case Connection::Closed:
        return tr("Could not be opened");
    }
    return {};
}

} // namespace app
