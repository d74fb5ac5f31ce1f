// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/contacts.h"
#include "store/fixture.h"
#include "store/journal.h"
#include "store/links.h"
#include "store/log.h"
#include "store/planrows.h"
#include "store/runs.h"
#include "store/samples.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <ctime>

using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;

// Wall time and the processor's: the second is the one to compare when the machine does other
// things too.
class Stopwatch final
{
public:
    Stopwatch() { m_wall.start(); }
    double wallMs() const { return double(m_wall.nsecsElapsed()) / 1e6; }
    double processorMs() const { return double(std::clock() - m_start) * 1e3 / CLOCKS_PER_SEC; }

private:
    QElapsedTimer m_wall;
    std::clock_t m_start = std::clock();
};

// Figures on the disk, printed and not asserted: read them from a Release build (the others do a
// tenth of the work).
class StoreSpeedTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void batchesOfASync();
    void linksAroundAChunk();
    void contactsOfAnAccount();
    void planOnDisk();
    void sizeAndMemory();

private:
    enum class Promise { WithTheRecord, InItsOwnTransaction };
    void promiseAndRecord(int first, int count, Promise promise);
    void say(const char* what, int rows, const Stopwatch& watch);

#ifdef NDEBUG
    static constexpr int scale = 20000;
#else
    static constexpr int scale = 2000;
#endif
    QTemporaryDir m_folder;
    std::unique_ptr<store::Database> m_database;
};

void StoreSpeedTest::initTestCase()
{
    m_database = fixture::open(m_folder.filePath(QStringLiteral("state.sqlite")));
    QVERIFY(m_database != nullptr);
}

void StoreSpeedTest::say(const char* what, int rows, const Stopwatch& watch)
{
    const double wall = watch.wallMs();
    qInfo("%-46s %6d rows %8.1f ms wall %8.1f ms processor %6.2f us/row", what, rows, wall,
        watch.processorMs(), wall * 1000 / rows);
}

void StoreSpeedTest::promiseAndRecord(int first, int count, Promise promise)
{
    store::Links links(*m_database);
    store::Journal journal(*m_database);
    store::Log log(*m_database);
    std::vector<store::Intent> intents;
    std::vector<core::Link> values;
    std::vector<qint64> seqs;
    std::vector<store::LogRow> lines;
    for (int number = first; number < first + count; ++number) {
        intents.push_back(sample::intent(number, number));
        values.push_back(sample::link(number));
        seqs.push_back(number);
        lines.push_back({0, at(number), 1, store::LogLevel::Info, QStringLiteral("created"),
            sample::key(number), {QString::number(number)}});
    }
    const auto promised = [&] { return journal.plannedAndSent(1, first, intents); };
    if (promise == Promise::InItsOwnTransaction)
        QCOMPARE(failure(inTransaction(*m_database, promised)), QString());
    const auto stored = inTransaction(*m_database, [&]() -> core::Result<void> {
        auto step = promise == Promise::WithTheRecord ? promised() : core::Result<void>();
        if (step)
            step = links.putMany(values);
        if (step && promise == Promise::InItsOwnTransaction)
            step = journal.confirmed(1, seqs);
        return step ? log.append(lines) : step;
    });
    QCOMPARE(failure(stored), QString());
}

void StoreSpeedTest::batchesOfASync()
{
    constexpr int batchSize = 200;
    store::Runs runs(*m_database);
    QCOMPARE(failure(inTransaction(*m_database,
                 [&] {
                     return runs.begin({at(1), QStringLiteral("manual"), {}, 1});
                 })),
        QString());
    Stopwatch timer;
    for (int first = 1; first < scale; first += batchSize)
        promiseAndRecord(first, batchSize, Promise::WithTheRecord);
    say("one transaction per 200: journal, link, log", scale, timer);
    timer = {};
    for (int first = scale + 1; first < 2 * scale; first += batchSize)
        promiseAndRecord(first, batchSize, Promise::InItsOwnTransaction);
    say("two per 200: sent | link, confirmed, log", scale, timer);
}

void StoreSpeedTest::linksAroundAChunk()
{
    std::vector<core::Key> keys;
    for (int index = 0; index < 2000; ++index)
        keys.push_back(sample::key(1 + (index * 7919) % scale));
    const store::Links links(*m_database);
    for (int round = 0; round < 3; ++round) {
        Stopwatch timer;
        QCOMPARE(valueOf(links.around(keys)).size(), 2000);
        say("links around 2,000 keys", 2000, timer);
    }
    Stopwatch timer;
    QCOMPARE(valueOf(links.living()), 2 * scale);
    say("living links", 2 * scale, timer);
}

void StoreSpeedTest::contactsOfAnAccount()
{
    store::Contacts contacts(*m_database);
    std::vector<core::KnownContact> values;
    std::vector<core::HubSpotId> ids;
    for (int number = 0; number < 2 * scale; ++number) {
        values.push_back(sample::contact(number));
        ids.push_back(values.back().id);
    }
    Stopwatch timer;
    QCOMPARE(failure(inTransaction(*m_database, [&] { return contacts.putMany(values, at(1)); })),
        QString());
    say("contacts written in one transaction", 2 * scale, timer);
    timer = {};
    QCOMPARE(valueOf(contacts.around(ids)).size(), 2 * scale);
    say("contacts around all of them", 2 * scale, timer);
}

void StoreSpeedTest::planOnDisk()
{
    store::PlanRows plan(*m_database);
    Stopwatch timer;
    for (int first = 0; first < scale; first += 2000) {
        std::vector<store::PlanRow> rows;
        for (int number = first + 1; number <= first + 2000; ++number) {
            store::PlanRow row;
            row.seq = number;
            row.action = QStringLiteral("createTask");
            row.key = sample::key(number);
            row.activity = {QString::number(number)};
            row.rowHash = QByteArray(32, 'r');
            row.why
                = {{core::ReasonCode::KindOn, {QStringLiteral("tasks"), QStringLiteral("2026")}},
                    {core::ReasonCode::OnlyContact, {QString::number(number)}},
                    {core::ReasonCode::NewActivity, {}}};
            rows.push_back(row);
        }
        QCOMPARE(failure(inTransaction(*m_database, [&] { return plan.add(rows); })), QString());
    }
    say("plan rows written, 2,000 per transaction", scale, timer);
    timer = {};
    int seen = 0;
    QCOMPARE(
        failure(plan.visitHashesByKey([&seen](const auto&, const auto&, const auto&) { ++seen; })),
        QString());
    QCOMPARE(seen, scale);
    say("hashes by key", scale, timer);
    timer = {};
    for (qint64 after = 0; after < scale; after += 200)
        QCOMPARE(valueOf(plan.page(after, 200, {QStringLiteral("createTask"), {}})).size(),
            std::size_t(200));
    say("pages of 200 of one action", scale, timer);
    timer = {};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return plan.clear(); })), QString());
    say("plan cleared", scale, timer);
}

void StoreSpeedTest::sizeAndMemory()
{
    const QString copy = m_folder.filePath(QStringLiteral("links.sqlite"));
    const auto alone = fixture::open(copy);
    store::Links links(*alone);
    QCOMPARE(failure(inTransaction(*alone, [&] { return links.putMany(sample::links(scale)); })),
        QString());
    const QString packed = m_folder.filePath(QStringLiteral("packed.sqlite"));
    QCOMPARE(failure(alone->backUp(packed)), QString());
    qInfo("%lld bytes per link with its indexes", QFileInfo(packed).size() / scale);
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM"))
                qInfo("peak memory of this test with its sample values: %s",
                    line.mid(6).trimmed().constData());
        }
    }
}

QTEST_GUILESS_MAIN(StoreSpeedTest)
#include "tst_storespeed.moc"
