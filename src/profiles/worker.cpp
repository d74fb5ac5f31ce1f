// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/worker.h"

#include "engine/preparation.h"
#include "profiles/keptsettings.h"
#include "profiles/rowfacts.h"

#include <QThread>

#include <algorithm>

namespace profiles {

namespace {

// Runs a coroutine of the engine to its end in this thread's event loop.
template <typename T> T finish(net::Task<T> task)
{
    return QCoro::waitFor(std::move(task));
}

net::Task<core::Result<LookedAround>> lookedAround(engine::Services& services, std::stop_token stop)
{
    const auto prepared = co_await engine::prepare(services, false, stop);
    if (!prepared)
        co_return tl::unexpected(prepared.error());
    LookedAround looked;
    looked.account = prepared->account;
    looked.identity = prepared->identity;
    looked.org = prepared->org;
    co_return looked;
}

bool isTrial(const Command& command)
{
    const auto* plan = std::get_if<MakePlan>(&command);
    return plan && plan->trying;
}

core::Settings changed(core::Settings settings, const ChangeKind& change)
{
    core::KindSettings& kind = settings.toSalesforce[change.kind];
    if (change.turn) {
        kind.on = change.turn->on;
        kind.startAt = change.turn->startAt;
        kind.onSince.reset(); // applySettings() keeps the moment of what was on
    }
    if (change.taskType)
        kind.taskType = *change.taskType;
    return settings;
}

// What a job must not be called done with.
std::optional<core::Error> errorOf(const core::Result<engine::SyncResult>& result)
{
    if (!result)
        return result.error();
    return result->stoppedBy;
}

} // namespace

Worker::Worker(Opener opener, Tell tell)
    : m_opener(std::move(opener))
    , m_tell(std::move(tell))
{
}

Worker::~Worker() = default;

void Worker::open()
{
    m_busy = true;
    openPlace();
    m_busy = false;
    carryOutAll();
}

void Worker::openPlace()
{
    m_run.reset();
    m_place.reset();
    auto place = m_opener();
    if (!place) {
        m_tell(OpeningFailed{place.error()});
        return;
    }
    m_place = std::move(*place);
    Session& session = *m_place->session;
    auto settings = settingsOf(session.profile(), session.database());
    if (settings)
        m_tell(Opened{session.profile().name, session.database().path(),
            m_place->sandbox != nullptr, *settings});
    else
        m_tell(OpeningFailed{settings.error()});
}

void Worker::take(const Command& command)
{
    if (std::holds_alternative<Cancel>(command)) {
        m_stop.request_stop();
        return;
    }
    if (isTrial(command)) { // the one before is of a question that nobody asks any more
        std::erase_if(m_waiting, &isTrial);
        if (m_trying)
            m_stop.request_stop();
    }
    m_waiting.push_back(command);
    carryOutAll();
}

void Worker::close()
{
    m_closing = true;
    m_waiting.clear();
    m_stop.request_stop();
    if (!m_busy)
        end();
}

void Worker::end()
{
    m_run.reset();
    m_place.reset();
    thread()->quit();
}

// Commands that come while one is being carried out wait: its event loop may bring them here.
void Worker::carryOutAll()
{
    if (m_busy)
        return;
    m_busy = true;
    while (!m_waiting.empty()) {
        const Command command = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_stop = std::stop_source();
        m_trying = isTrial(command);
        const auto* look = std::get_if<LookAround>(&command);
        if (look && look->again && (!m_place || m_place->notConnected))
            openPlace(); // whoever hears of it asks again
        else if (m_place)
            std::visit([this](const auto& one) { carryOut(one); }, command);
    }
    m_busy = false;
    if (m_closing)
        end();
}

core::Result<void> Worker::mustBeConnected() const
{
    if (m_place->notConnected)
        return tl::unexpected(*m_place->notConnected);
    return {};
}

template <typename T> void Worker::ended(Job job, const core::Result<T>& result)
{
    m_tell(JobEnded{job, result ? std::nullopt : std::optional(result.error())});
}

void Worker::carryOut(const LookAround&)
{
    m_tell(JobBegan{Job::LookingAround});
    if (auto connected = mustBeConnected(); !connected)
        return ended(Job::LookingAround, connected);
    m_place->surroundings.stop = m_stop.get_token();
    auto lease = m_place->session->lease(); // what is asked for is kept in the store
    if (!lease)
        return ended(Job::LookingAround, lease);
    const auto looked = finish(lookedAround(m_place->session->services(), m_stop.get_token()));
    if (looked)
        m_tell(*looked);
    ended(Job::LookingAround, looked);
}

core::Result<engine::SyncResult> Worker::run(engine::SyncOptions options)
{
    if (auto connected = mustBeConnected(); !connected)
        return tl::unexpected(connected.error());
    m_place->surroundings.stop = m_stop.get_token();
    auto lease = m_place->session->lease();
    if (!lease)
        return tl::unexpected(lease.error());
    engine::Services& services = m_place->session->services();
    services.observer = [this](const engine::Event& event) { m_tell(event); };
    m_run.reset(); // before the new plan takes the place of its rows
    m_run = std::make_unique<engine::SyncRun>(services, std::move(options));
    auto result = finish(m_run->run(m_stop.get_token()));
    services.observer = {};
    return result;
}

void Worker::carryOut(const MakePlan& command)
{
    m_tell(JobBegan{Job::Planning});
    engine::SyncOptions options;
    options.planOnly = true;
    options.trying = command.trying;
    options.scope.onlyKinds = QSet<core::Kind>(command.kinds.begin(), command.kinds.end());
    auto result = run(std::move(options));
    if (result && !result->stoppedBy)
        m_tell(PlanMade{*result, command});
    // One that was stopped for the next trial has not failed.
    const bool isSuperseded = m_trying && std::any_of(m_waiting.begin(), m_waiting.end(), &isTrial);
    m_tell(JobEnded{Job::Planning, isSuperseded ? std::nullopt : errorOf(result)});
}

void Worker::carryOut(const Sync& command)
{
    m_tell(JobBegan{Job::Syncing});
    engine::SyncOptions options;
    options.planHash = command.planHash;
    options.confirmed = command.confirmed;
    auto result = run(std::move(options));
    if (result)
        m_tell(Synced{*result});
    m_tell(JobEnded{Job::Syncing, errorOf(result)});
}

// `on` without a moment begins now, and now is what the services say it is.
core::Result<void> Worker::save(const ChangeKind& change)
{
    m_place->surroundings.stop = m_stop.get_token();
    Session& session = *m_place->session;
    auto lease = session.lease();
    if (!lease)
        return tl::unexpected(lease.error());
    auto stored = settingsOf(session.profile(), session.database());
    if (!stored)
        return tl::unexpected(stored.error());
    core::Instant now = m_place->surroundings.clock.wall();
    if (!m_place->notConnected)
        now += session.services().toSalesforce->ahead().value_or(std::chrono::milliseconds(0));
    auto settings = core::applySettings(*stored, changed(*stored, change), now);
    if (!settings)
        return tl::unexpected(settings.error());
    auto saved = storeSettings(session.profile(), session.database(), *settings);
    if (saved)
        m_tell(SettingsSaved{*settings});
    return saved;
}

void Worker::carryOut(const ChangeKind& command)
{
    m_tell(JobBegan{Job::Saving});
    ended(Job::Saving, save(command));
}

void Worker::carryOut(const CreateKeyField&)
{
    m_tell(JobBegan{Job::CreatingKeyField});
    if (auto connected = mustBeConnected(); !connected)
        return ended(Job::CreatingKeyField, connected);
    engine::Services& services = m_place->session->services();
    const auto field = finish(services.salesforce.createKeyField(m_stop.get_token()));
    ended(Job::CreatingKeyField, field);
}

void Worker::carryOut(const ReadRows& command)
{
    auto rows
        = m_run ? m_run->rows(command.seqs) : core::Result<std::vector<engine::PlannedAction>>();
    if (rows) // else the rows stay without their texts, and the next run says what is wrong
        m_tell(RowsRead{std::move(*rows)});
}

void Worker::carryOut(const ShowRow& command)
{
    auto rows = m_run ? m_run->rows(std::vector<qint64>{command.seq})
                      : core::Result<std::vector<engine::PlannedAction>>();
    RowShown shown;
    shown.row.seq = command.seq;
    if (!rows)
        shown.error = rows.error();
    else if (!rows->empty())
        shown.row = std::move(rows->front());
    if (rows && !rows->empty() && !m_place->notConnected) {
        const auto facts = finish(factsOf(
            m_place->session->services(), m_run->org(), shown.row.action, m_stop.get_token()));
        shown.activity = facts.activity;
        shown.task = facts.task;
        shown.error = facts.error;
    }
    m_tell(shown);
}

} // namespace profiles
