// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/simulation.h"

#include "simulation/faultswarm.h"
#include "simulation/history.h"
#include "simulation/program.h"
#include "support/faultvfs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace simulation {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using sandbox::Side;

namespace {

constexpr int calmRunsMax = 3; // within so many runs after the last trouble everything is at rest

// Memory where there is some: a history writes its store a few hundred times, each time to the
// disk.
QString folderTemplate()
{
    const QString memory = u"/dev/shm"_s;
    const QString base = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return base + u"/activitybridge-simulation-XXXXXX"_s;
}

class Stage final
{
public:
    Stage(std::uint64_t number, const Options& options)
        : m_seed(draw(number))
        , m_trace(options.trace)
        , m_truth(beginning)
        , m_clock(m_truth)
        , m_folder(folderTemplate())
        , m_random(number, "stage")
        , m_latency(number, "latency")
        , m_world({[this] { return m_truth.wall(); }, m_seed.rateLimits, number})
        , m_chronicle(m_world)
        , m_history(m_world, m_chronicle, m_seed, m_trace)
        , m_swarm(m_world, m_seed)
        , m_oracles(m_world, m_chronicle, m_seed)
        , m_machine{m_world, m_truth, m_clock, m_latency, m_witness, m_power, m_folder.path(),
              "sandbox-hubspot-token", "sandbox-salesforce-token"}
    {
        m_vfs.obey(&m_power);
        m_witness.sent
            = [this](Side side, const net::Request& request) { m_oracles.sent(side, request); };
        m_witness.arriving
            = [this](Side side, const net::Request& request) { arriving(side, request); };
        m_witness.handled = [this](Side side) { handled(side); };
        m_witness.answered = [this](Side side, const net::Request& request,
                                 const core::Result<net::Response>& answer, std::size_t changes) {
            m_oracles.answered(side, request, answer, changes);
        };
    }

    Ending play();

private:
    void arriving(Side side, const net::Request& request);
    void handled(Side side);
    void betweenRuns();
    void mishap();
    void run();
    void calmDown();
    void comeToRest();
    void signInAgain();
    void keepBackup();
    bool restoreBackup();
    void removeStore();
    void noteChanges();

    Seed m_seed;
    Trace m_trace;
    support::FakeClock m_truth;
    WrongClock m_clock;
    QTemporaryDir m_folder;
    sandbox::Random m_random;
    sandbox::Random m_latency;
    sandbox::World m_world;
    Chronicle m_chronicle;
    History m_history;
    FaultSwarm m_swarm;
    Oracles m_oracles;
    Witness m_witness;
    support::Power m_power;
    support::FaultVfs m_vfs; // under every database of this history
    std::size_t m_effects = 200; // of the last run that came to its end
    Machine m_machine;
    Ending m_ending;
    std::size_t m_noted = 0; // rows of the log in the trace
    int m_signIns = 0;
    bool m_calm = false;
    std::optional<core::Error> m_error; // of the last run
};

void Stage::arriving(Side side, const net::Request& request)
{
    if (!m_calm && request.replay == net::Replay::Unsafe && m_random.chance(m_seed.editPerMille)) {
        m_history.meddle(request.body);
        m_oracles.look();
    }
    if (!m_calm && m_random.chance(m_seed.editPerMille)) {
        m_history.edit();
        m_oracles.look();
    }
    m_swarm.beforeRequest(side);
}

void Stage::handled(Side side)
{
    m_oracles.look();
    noteChanges();
    const sandbox::LoggedRequest& request = m_world.requests().requests().back();
    ++m_ending.requests;
    m_trace.note(m_world.now(),
        u"%1 %2 %3 -> %4 %5"_s.arg(side == Side::HubSpot ? u"H"_s : u"S"_s,
            QString::fromLatin1(request.method), QString::fromLatin1(request.path),
            QString::number(request.status), request.faults.join(u',')));
}

void Stage::noteChanges()
{
    const auto& changes = m_world.log().changes();
    for (; m_noted < changes.size(); ++m_noted) {
        const sandbox::Change& change = changes[m_noted];
        m_trace.note(change.at,
            u"  %1 %2 %3 %4 %5 %6"_s.arg(change.actor, change.object, change.id)
                .arg(static_cast<int>(change.what))
                .arg(change.key, change.fields.join(u',')));
    }
}

void Stage::run()
{
    if (!m_calm)
        m_swarm.beginRun();
    ++m_ending.runs;
    m_oracles.runBegins();
    m_trace.note(m_world.now(), u"run %1"_s.arg(m_ending.runs));
    m_power.restore();
    const bool cutOff = !m_calm && m_random.chance(m_seed.crashPerMille);
    if (cutOff)
        m_power.cutBefore(static_cast<std::size_t>(m_random.below(static_cast<int>(m_effects))));
    Program program(m_machine);
    auto started = program.start(m_seed.settings());
    core::Result<engine::SyncResult> result
        = started ? program.sync() : tl::unexpected(started.error());
    if (!m_power.isOn()) {
        ++m_ending.crashes;
        m_error.reset();
        m_oracles.runWasCut();
        m_trace.note(m_world.now(), u"run was cut off"_s);
        return;
    }
    m_effects = m_power.effects().size() + 1;
    m_error = result ? result->stoppedBy : std::optional(result.error());
    m_oracles.runEnds(program.asked(), program.conflicts());
    if (m_error)
        m_trace.note(m_world.now(), u"run ended by %1 %2"_s.arg(m_error->code, m_error->what));
    else
        m_trace.note(m_world.now(),
            u"run ended: outcome %1, read %2, created %3, updated %4, failed %5, open %6"_s
                .arg(static_cast<int>(result->outcome))
                .arg(result->activitiesRead)
                .arg(result->tally.created)
                .arg(result->tally.updated)
                .arg(result->tally.failed)
                .arg(result->openOutcomes));
}

void Stage::signInAgain()
{
    const QByteArray number = QByteArray::number(++m_signIns);
    m_machine.hubSpotToken = "hubspot-" + number;
    m_machine.salesforceToken = "salesforce-" + number;
    m_world.portal().addToken(m_machine.hubSpotToken);
    m_world.org().acceptToken(m_machine.salesforceToken, m_world.org().apiUser());
}

void Stage::removeStore()
{
    const QDir folder(m_folder.path());
    for (const QString& name : folder.entryList({u"status.sqlite*"_s}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

// The program is not running. After a power cut half of what was written may still be in the log of
// the database: a backup has both files.
void Stage::keepBackup()
{
    const QDir folder(m_folder.path());
    for (const QString& ending : {u""_s, u"-wal"_s}) {
        const QString backup = folder.filePath(u"backup"_s + ending);
        QFile::remove(backup);
        QFile::copy(m_machine.database() + ending, backup);
    }
}

bool Stage::restoreBackup()
{
    const QDir folder(m_folder.path());
    QFile::copy(folder.filePath(u"backup-wal"_s), m_machine.database() + u"-wal"_s);
    return QFile::copy(folder.filePath(u"backup"_s), m_machine.database());
}

// The store is a cache: it may be gone, or older than it was.
void Stage::mishap()
{
    if (!m_seed.losesStore)
        return;
    if (m_random.chance(300)) {
        removeStore();
        const bool restored = m_random.chance(500) && restoreBackup();
        m_oracles.storeWasLost();
        m_trace.note(m_world.now(), restored ? u"store restored"_s : u"store deleted"_s);
    } else if (m_random.chance(500)) {
        keepBackup();
    }
}

void Stage::betweenRuns()
{
    const int edits = m_random.below(m_seed.editsBetween + 1);
    const auto pause = m_random.chance(600) ? std::chrono::minutes(m_random.between(1, 40))
        : m_random.chance(750)              ? std::chrono::minutes(m_random.between(40, 600))
                                            : std::chrono::minutes(m_random.between(600, 4000));
    for (int i = 0; i <= edits; ++i) {
        m_truth.advance(std::chrono::milliseconds(pause) / (edits + 1));
        if (i < edits)
            m_history.edit();
        m_oracles.look();
    }
    noteChanges();
    mishap();
    if (m_seed.clockIsWrong && m_random.chance(500)) {
        m_clock.set(std::chrono::minutes(m_random.between(-1440, 1440)));
        m_trace.note(m_world.now(), u"the clock is wrong"_s);
    }
    if (m_error && m_error->kind == core::Error::Kind::SignInNeeded && m_random.chance(700))
        signInAgain();
}

void Stage::calmDown()
{
    m_calm = true;
    m_swarm.calm();
    m_history.mend();
    signInAgain();
    m_oracles.look();
    // What was refused is due again, and no cache is older than a day, by a clock that may have
    // been set back by two.
    m_truth.advance(m_seed.clockIsWrong ? 73h : 25h);
}

void Stage::comeToRest()
{
    for (int i = 1; i <= calmRunsMax; ++i) {
        run();
        if (m_error)
            m_oracles.broken(u"stuck"_s, m_error->code + u' ' + m_error->what);
        if (i < calmRunsMax)
            m_truth.advance(70min);
    }
    m_oracles.mustBeQuiet();
    m_oracles.atEnd();
}

Ending Stage::play()
{
    m_trace.note(m_world.now(), m_seed.text());
    m_history.settle();
    m_oracles.look();
    m_noted = m_world.log().changes().size();
    m_world.portal().setIndexLag(m_seed.lag);
    m_truth.advance(10min);
    for (int cycle = 0; cycle < m_seed.cycles; ++cycle) {
        run();
        betweenRuns();
    }
    calmDown();
    comeToRest();
    m_ending.seed = m_seed.number;
    m_ending.violations = m_oracles.violations();
    for (const Violation& violation : m_ending.violations)
        m_trace.note(m_world.now(), u"BROKEN "_s + violation.oracle + u": "_s + violation.what);
    m_ending.traceHash = m_trace.hash();
    m_ending.changes = static_cast<int>(m_world.log().changes().size());
    m_ending.gapEdits = m_oracles.gapEdits();
    for (const sandbox::Change& change : m_world.log().changes())
        m_ending.tasks += change.object == "Task"_L1 && change.actor == "api"_L1
            && change.what == sandbox::Change::What::Created;
    return m_ending;
}

} // namespace

Ending simulate(std::uint64_t seed, const Options& options)
{
    return Stage(seed, options).play();
}

} // namespace simulation
