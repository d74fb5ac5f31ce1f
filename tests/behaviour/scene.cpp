// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"

#include "store/apiuse.h"
#include "store/errors.h"
#include "store/lease.h"
#include "store/runs.h"
#include "store/transaction.h"
#include "support/runtask.h"

namespace scene {

namespace {

using namespace std::chrono_literals;

const QUrl hubSpotBase(QStringLiteral("https://hubspot.sandbox"));
const QUrl salesforceBase(QStringLiteral("https://salesforce.sandbox"));

} // namespace

// The way between a process and one service.
class Scene::Watched final : public net::Transport
{
public:
    Watched(net::Transport& next, Scene& scene, bool isHubSpot)
        : m_next(next)
        , m_scene(scene)
        , m_isHubSpot(isHubSpot)
    {
    }
    net::Task<core::Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        if (m_scene.beforeRequest)
            m_scene.beforeRequest();
        if (!m_isHubSpot || !m_scene.m_limits)
            return m_next.send(std::move(request), stop);
        return limited(std::move(request), stop);
    }

private:
    net::Task<core::Result<net::Response>> limited(net::Request request, std::stop_token stop)
    {
        const core::Instant now = m_scene.rig.clock.wall();
        const sandbox::HttpRequest arriving{"POST", request.url.path().toUtf8(), {}, {}};
        auto refusal = m_scene.m_limits->admit(arriving, now);
        if (refusal) {
            m_scene.refused.push_back({now, arriving.target.endsWith("/search")});
            co_return net::Response{refusal->status, refusal->headers, refusal->body};
        }
        auto answer = co_await m_next.send(std::move(request), stop);
        sandbox::HttpResponse told;
        m_scene.m_limits->describe(arriving, told);
        if (answer)
            answer->headers.insert(answer->headers.end(), told.headers.begin(), told.headers.end());
        co_return answer;
    }

    net::Transport& m_next;
    Scene& m_scene;
    bool m_isHubSpot;
};

// What one process holds.
struct Scene::Program
{
    explicit Program(Scene& scene)
        : hubSpotSide(scene.rig.world, sandbox::Side::HubSpot, hubSpotBase, scene.clock)
        , salesforceSide(scene.rig.world, sandbox::Side::Salesforce, salesforceBase, scene.clock)
        , hubSpotWatched(hubSpotSide, scene, true)
        , salesforceWatched(salesforceSide, scene, false)
        , toHubSpot(hubSpotWatched, {hubSpotBase, auth::Secret(scene.m_hubSpotToken)}, scene.clock,
              random(), options(scene, core::Service::HubSpot))
        , toSalesforce(salesforceWatched, {salesforceBase, auth::Secret(scene.m_salesforceToken)},
              scene.clock, random(), options(scene, core::Service::Salesforce))
        , hubspot(toHubSpot, hubSpotBase)
        , salesforce(toSalesforce, salesforceBase)
    {
    }
    static std::function<quint64()> random()
    {
        return [seed = quint64(7)]() mutable { return seed = seed * 6364136223846793005U + 1; };
    }
    static auth::Chain::Options options(const Scene& scene, core::Service service)
    {
        return {service, scene.m_options.policies, scene.m_options.retries};
    }

    support::SandboxTransport hubSpotSide;
    support::SandboxTransport salesforceSide;
    Watched hubSpotWatched;
    Watched salesforceWatched;
    auth::Chain toHubSpot;
    auth::Chain toSalesforce;
    hubspot::Client hubspot;
    salesforce::Client salesforce;
};

Scene::Scene(Options options)
    : clock(rig.clock)
    , person(rig.addPerson(QStringLiteral("Kari")))
    , m_options(std::move(options))
{
    restart();
}

Scene::~Scene() = default;

QString Scene::addCall(const QString& title, const QString& body)
{
    const QString id = rig.addCall(person, title, body);
    m_titles.insert(id, title);
    return id;
}

void Scene::editCall(const QString& id, const QString& title)
{
    rig.world.portal().editActivity(
        sandbox::hubspot::Object::Calls, id, {{QStringLiteral("hs_call_title"), title}});
    m_titles.insert(id, title);
}

void Scene::step(int number)
{
    if (number == 0) {
        m_first = addCall(QStringLiteral("First"));
        addCall(QStringLiteral("Second"));
    } else {
        editCall(m_first, QStringLiteral("First, edited"));
        addCall(QStringLiteral("Third"));
    }
    rig.pass(10min);
}

int Scene::requestsOfTheStory()
{
    Scene scene;
    for (int number = 0; number < steps; ++number) {
        scene.step(number);
        if (const auto ended = scene.run())
            qFatal("the story: %s", qPrintable(ended->what));
    }
    return scene.requests();
}

void Scene::restart()
{
    m_program = std::make_unique<Program>(*this);
}

void Scene::renewTokens()
{
    const QByteArray number = QByteArray::number(++m_tokens);
    m_hubSpotToken = "hubspot-token-" + number;
    m_salesforceToken = "salesforce-token-" + number;
    rig.world.portal().addToken(m_hubSpotToken);
    rig.world.org().acceptToken(m_salesforceToken, rig.world.org().apiUser());
    restart();
}

void Scene::limitHubSpot()
{
    m_limits.emplace(true);
}

void Scene::spend(core::Service service, int calls)
{
    auto transaction = store::Transaction::begin(*rig.database);
    store::ApiUse use(*rig.database);
    if (!transaction || !use.add(service, clock.wall(), calls) || !transaction->commit())
        qFatal("calls could not be noted");
}

void Scene::setBudget(int hubSpotCallsPerDay, int salesforceCallsPerDay)
{
    QByteArray json = rig::Rig::allKindsOn();
    json.chop(1);
    json += ", \"budget\": {\"hubspotCallsPerDay\": " + QByteArray::number(hubSpotCallsPerDay)
        + ", \"salesforceCallsPerDay\": " + QByteArray::number(salesforceCallsPerDay) + "}}";
    rig.applySettings(json);
}

void Scene::fault(sandbox::Match match, sandbox::When when, sandbox::FaultAction action)
{
    rig.world.faults().add({std::move(match), when, std::move(action)});
}

core::Result<engine::SyncResult> Scene::tryRun(engine::SyncOptions options)
{
    auto lease = store::Lease::tryAcquire(*rig.database);
    if (!lease)
        return tl::unexpected(lease.error());
    const engine::Services services{m_program->hubspot, m_program->salesforce, *rig.database, clock,
        m_spool.path(), QByteArray(16, 'x'), {}, &m_program->toHubSpot, &m_program->toSalesforce};
    engine::SyncRun run(services, std::move(options));
    return support::runTask(rig.clock, run.run({}));
}

std::optional<core::Error> Scene::run(engine::SyncOptions options)
{
    auto result = tryRun(std::move(options));
    return result ? result->stoppedBy : std::optional(result.error());
}

core::Error Scene::stopped()
{
    const auto error = run();
    if (!error)
        qFatal("the run came to its end");
    return *error;
}

store::RunRow Scene::lastRun()
{
    const auto rows = store::Runs(*rig.database).list(1);
    if (!rows || rows->empty())
        qFatal("there is no run");
    return rows->front();
}

auth::Chain& Scene::toHubSpot()
{
    return m_program->toHubSpot;
}

auth::Chain& Scene::toSalesforce()
{
    return m_program->toSalesforce;
}

QString Scene::wrong()
{
    const auto creates = rig.createsByKey();
    QHash<QString, sandbox::salesforce::Task> tasks;
    rig.world.org().eachTask([&tasks](const sandbox::salesforce::Task& task) {
        if (!task.isDeleted)
            tasks.insert(task.key, task);
    });
    for (auto it = m_titles.cbegin(); it != m_titles.cend(); ++it) {
        const QString key = rig.keyOf(QStringLiteral("call"), it.key());
        const auto task = tasks.constFind(key);
        if (task == tasks.cend())
            return key + QStringLiteral(" is lost");
        if (creates.value(key) != 1)
            return QStringLiteral("%1 was created %2 times").arg(key).arg(creates.value(key));
        if (task->subject != QStringLiteral("Call: ") + it.value())
            return QStringLiteral("%1 is \"%2\"").arg(key, task->subject);
        if (task->whoId != person.salesforceContact)
            return key + QStringLiteral(" is on somebody else");
    }
    if (creates.size() != m_titles.size())
        return QStringLiteral("%1 tasks were created").arg(creates.size());
    const auto errors = store::Errors(*rig.database).list(1);
    if (!errors || !errors->empty())
        return QStringLiteral("a record is marked failed");
    const int writes = rig.salesforceWrites();
    rig.pass(2h); // the hourly pass looks at everything again
    const auto quiet = run();
    if (quiet)
        return QStringLiteral("the quiet run ended by ") + core::kindName(quiet->kind);
    return rig.salesforceWrites() == writes ? QString() : QStringLiteral("the quiet run wrote");
}

} // namespace scene
