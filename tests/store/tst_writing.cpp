// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/apiuse.h"
#include "store/binding.h"
#include "store/cache.h"
#include "store/conflicts.h"
#include "store/contacts.h"
#include "store/errors.h"
#include "store/excluded.h"
#include "store/fixture.h"
#include "store/links.h"
#include "store/log.h"
#include "store/planrows.h"
#include "store/runs.h"
#include "store/samples.h"
#include "store/settingsstore.h"
#include "store/waiting.h"
#include "store/watermarks.h"

#include <functional>

using fixture::valueOf;
using sample::at;
using sample::key;

// Every repository writes through the transaction of its caller, or not at all: what belongs
// together would otherwise be stored in pieces.
class WritingTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsWrittenOutsideATransaction_data();
    void nothingIsWrittenOutsideATransaction();

private:
    // The text of the error; empty if it went well.
    using Write = std::function<QString(store::Database&)>;
    static void addDecided();
    static void addLists();
    static void addJournal();
    static void addRuns();
    static void addProfile();
};

namespace {

const core::HubSpotId activity{QStringLiteral("1")};
const QString name = QStringLiteral("x");

template <typename T> QString textOf(const core::Result<T>& result)
{
    return result ? QString() : result.error().what;
}

// A row of the table: one call of one repository.
template <typename Repository, typename Call> void add(const char* title, Call call)
{
    QTest::newRow(title) << std::function<QString(store::Database&)>(
        [call](store::Database& database) {
            Repository repository(database);
            return textOf(call(repository));
        });
}

} // namespace

void WritingTest::addDecided()
{
    using store::Contacts, store::Links, store::PlanRows, store::Watermarks;
    add<Links>("links.put", [](auto& links) { return links.put(sample::link(1)); });
    add<Links>("links.putMany", [](auto& links) { return links.putMany(sample::links(2)); });
    add<Contacts>("contacts.putMany",
        [](auto& contacts) { return contacts.putMany({sample::contact(1)}, at(1)); });
    add<Contacts>(
        "contacts.forget", [](auto& contacts) { return contacts.forget({sample::contact(1).id}); });
    add<Watermarks>("watermarks.set", [](auto& marks) { return marks.set(name, {at(1), {}}); });
    add<Watermarks>("watermarks.clear", [](auto& marks) { return marks.clear(name); });
    add<PlanRows>("plan.add", [](auto& plan) {
        store::PlanRow row;
        row.seq = 1;
        return plan.add({row});
    });
    add<PlanRows>("plan.clear", [](auto& plan) { return plan.clear(); });
    add<PlanRows>("plan.remember", [](auto& plan) {
        return plan.remember({name, at(1), 1, "{}"});
    });
}

void WritingTest::addLists()
{
    using store::Conflicts, store::Errors, store::Excluded, store::Log, store::Waiting;
    add<Waiting>("waiting.put", [](auto& waiting) {
        return waiting.put({{core::Kind::Call, activity, activity, {}, at(1), at(1)}});
    });
    add<Waiting>("waiting.remove", [](auto& waiting) {
        return waiting.remove({{core::Kind::Call, activity}});
    });
    add<Excluded>("excluded.put", [](auto& excluded) {
        return excluded.put({{key(1), core::Kind::Call, activity, {}, at(1), at(1)}});
    });
    add<Excluded>("excluded.remove", [](auto& excluded) { return excluded.remove({key(1)}); });
    add<Excluded>("excluded.prune", [](auto& excluded) { return excluded.prune(at(1), 1); });
    add<Errors>("errors.put", [](auto& errors) {
        store::ErrorRow row;
        row.key = key(1);
        return errors.put({row}, at(1));
    });
    add<Errors>("errors.clear", [](auto& errors) { return errors.clear({key(1)}); });
    add<Errors>("errors.retryNow", [](auto& errors) { return errors.retryNow({key(1)}, at(1)); });
    add<Log>("log.append", [](auto& log) { return log.append({store::LogRow{}}); });
    add<Log>("log.prune", [](auto& log) { return log.prune(at(1), 1); });
    add<Conflicts>("conflicts.record",
        [](auto& conflicts) { return conflicts.record({store::ConflictRow{}}); });
    add<Conflicts>("conflicts.decide",
        [](auto& conflicts) { return conflicts.decide(1, store::ConflictState::HubSpotWins); });
}

void WritingTest::addJournal()
{
    using store::Journal;
    const std::vector intents{sample::intent(1, 1)};
    const std::vector<store::JournalFailure> failures{{1, name}};
    add<Journal>("journal.planned", [=](auto& journal) { return journal.planned(1, intents); });
    add<Journal>("journal.plannedAndSent",
        [=](auto& journal) { return journal.plannedAndSent(1, 1, intents); });
    add<Journal>("journal.sent", [](auto& journal) { return journal.sent(1, 1, {1}); });
    add<Journal>("journal.confirmed", [](auto& journal) { return journal.confirmed(1, {1}); });
    add<Journal>("journal.superseded", [](auto& journal) { return journal.superseded(1, {1}); });
    add<Journal>("journal.failed", [=](auto& journal) { return journal.failed(1, failures); });
    add<Journal>(
        "journal.quarantined", [=](auto& journal) { return journal.quarantined(1, failures); });
    add<Journal>("journal.prune", [](auto& journal) { return journal.prune(1, 1); });
}

void WritingTest::addRuns()
{
    using store::Runs;
    add<Runs>("runs.begin", [](auto& runs) { return runs.begin({at(1), name, {}, 1}); });
    add<Runs>("runs.setPlan", [](auto& runs) { return runs.setPlan(1, name); });
    add<Runs>("runs.progress", [](auto& runs) { return runs.progress(1, {}); });
    add<Runs>("runs.finish",
        [](auto& runs) { return runs.finish(1, at(2), {}, store::RunOutcome::Done); });
}

void WritingTest::addProfile()
{
    add<store::ApiUse>(
        "apiUse.add", [](auto& use) { return use.add(core::Service::HubSpot, at(1), 1); });
    core::Error pause;
    pause.service = core::Service::HubSpot;
    pause.resumeAt = at(2);
    add<store::ApiUse>("apiUse.pause", [=](auto& use) { return use.pause(pause); });
    using store::Binding, store::Cache, store::SettingsStore;
    add<SettingsStore>("settings.save", [](auto& settings) { return settings.save("{}"); });
    add<Cache>("cache.put", [](auto& cache) { return cache.put(name, {"bytes", at(1)}); });
    add<Cache>("cache.remove", [](auto& cache) { return cache.remove(name); });
    add<Cache>("cache.clear", [](auto& cache) { return cache.clear(); });
    add<Binding>("binding.bind", [](auto& binding) { return binding.bind({name, name, "salt"}); });
}

void WritingTest::nothingIsWrittenOutsideATransaction_data()
{
    QTest::addColumn<Write>("write");
    addDecided();
    addLists();
    addJournal();
    addRuns();
    addProfile();
}

void WritingTest::nothingIsWrittenOutsideATransaction()
{
    QFETCH(Write, write);
    const auto database = fixture::inMemory();
    const QString changes = QStringLiteral("SELECT total_changes()");
    const qint64 before = valueOf(store::number(*database, changes));
    const QString refusal = write(*database);
    QVERIFY2(refusal.contains(QLatin1String("outside a transaction")), qPrintable(refusal));
    QCOMPARE(valueOf(store::number(*database, changes)), before);
}

QTEST_GUILESS_MAIN(WritingTest)
#include "tst_writing.moc"
