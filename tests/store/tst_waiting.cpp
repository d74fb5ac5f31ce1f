// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/waiting.h"

#include "store/contacts.h"
#include "store/excluded.h"
#include "store/fixture.h"
#include "store/keynames.h"
#include "store/samples.h"

#include <algorithm>

using fixture::failure;
using fixture::inTransaction;
using fixture::keysOf;
using fixture::names;
using fixture::valueOf;
using sample::at;

// Activities that wait for their contact, and those that do not go at all.
class WaitingTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_database = fixture::inMemory(); }
    void cleanup() { m_database.reset(); }
    void waitingRowsComeBackByActivity();
    void putReplacesAllContactsOfAnActivity();
    void anyNumberOfActivitiesIsRemovedInChunks();
    void removedAreOnlyTheNamedKinds();
    void readyAreActivitiesWithASyncedContact();
    void waitingPagesKeepTheContactsOfAnActivityTogether();
    void waitingVersionsAreOfThoseThatWaitForSomebody();
    void waitingIsCountedInActivities();
    void excludedIsReplacedPerKey();
    void excludedIsFilteredAndCounted();
    void excludedVersionsAreOfTheNamedKeys();
    void anyNumberOfExcludedIsRemovedInChunks();
    void excludedIsPrunedByAge();

private:
    void putWaiting(const std::vector<store::WaitingRow>& rows);
    void putExcluded();

    std::unique_ptr<store::Database> m_database;
};

namespace {

store::WaitingRow waitingRow(
    int activity, const QString& contact, core::Kind kind = core::Kind::Call)
{
    store::WaitingRow row;
    row.kind = kind;
    row.activity = {QString::number(activity)};
    row.contact = {contact};
    row.time = at(activity);
    row.version = at(activity + 1);
    return row;
}

} // namespace

void WaitingTest::putWaiting(const std::vector<store::WaitingRow>& rows)
{
    store::Waiting waiting(*m_database);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return waiting.put(rows); })), QString());
}

void WaitingTest::waitingRowsComeBackByActivity()
{
    store::WaitingRow byAddress = waitingRow(3, {}, core::Kind::FormSubmission);
    byAddress.email = {QByteArray(32, 'e')};
    const auto nobody = waitingRow(2, {});
    const auto two = waitingRow(1, QStringLiteral("11"));
    putWaiting({two, nobody, byAddress});
    store::Waiting waiting(*m_database);
    const std::vector expected{byAddress, two, nobody};
    QVERIFY(valueOf(waiting.list(10)) == expected);
    const std::vector<store::ActivityRef> gone{{core::Kind::Call, {QStringLiteral("1")}}};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return waiting.remove(gone); })), QString());
    QCOMPARE(valueOf(waiting.list(10)).size(), std::size_t(2));
}

void WaitingTest::putReplacesAllContactsOfAnActivity()
{
    putWaiting({waitingRow(1, QStringLiteral("11")), waitingRow(1, QStringLiteral("12")),
        waitingRow(1, QStringLiteral("11"), core::Kind::Note)});
    putWaiting({waitingRow(1, QStringLiteral("13"))});
    const std::vector expected{
        waitingRow(1, QStringLiteral("13")), waitingRow(1, QStringLiteral("11"), core::Kind::Note)};
    QVERIFY(valueOf(store::Waiting(*m_database).list(10)) == expected);
}

void WaitingTest::anyNumberOfActivitiesIsRemovedInChunks()
{
    std::vector<store::WaitingRow> rows;
    std::vector<store::ActivityRef> named;
    for (int activity = 1; activity <= 1100; ++activity) {
        for (const char* contact : {"11", "12"})
            rows.push_back(waitingRow(activity, QString::fromLatin1(contact)));
        named.push_back({rows.back().kind, rows.back().activity});
    }
    named.push_back(named.front());
    const auto stays = waitingRow(1101, QStringLiteral("11"));
    rows.push_back(stays);
    putWaiting(rows);
    store::Waiting waiting(*m_database);
    qint64 last = 0;
    QCOMPARE(failure(inTransaction(*m_database,
                 [&] {
                     auto removed = waiting.remove(named);
                     last = fixture::rowsOfTheLastStatement(*m_database);
                     return removed;
                 })),
        QString());
    QVERIFY(valueOf(waiting.list(10)) == std::vector{stays});
    QCOMPARE(last, 2 * 100); // 500 + 500 + 100 activities
}

void WaitingTest::removedAreOnlyTheNamedKinds()
{
    using enum core::Kind;
    const QString contact = QStringLiteral("11");
    putWaiting({waitingRow(1, contact, Call), waitingRow(1, contact, Note),
        waitingRow(2, contact, Call), waitingRow(2, contact, Note), waitingRow(3, contact, Task)});
    store::Waiting waiting(*m_database);
    const std::vector<store::ActivityRef> named{{Note, {QStringLiteral("2")}},
        {Call, {QStringLiteral("1")}}, {Task, {QStringLiteral("3")}}};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return waiting.remove(named); })), QString());
    std::vector expected{waitingRow(2, contact, Call), waitingRow(1, contact, Note)};
    std::sort(expected.begin(), expected.end(),
        [](const auto& one, const auto& other) { return one.kind < other.kind; });
    QVERIFY(valueOf(waiting.list(10)) == expected);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return waiting.remove({}); })), QString());
    QCOMPARE(valueOf(waiting.list(10)).size(), std::size_t(2));
}

void WaitingTest::readyAreActivitiesWithASyncedContact()
{
    store::Contacts contacts(*m_database);
    // 1000 not synced, 1001 ambiguous, 1002 and 1006 with a contact, 1003 with a lead.
    std::vector<core::KnownContact> known;
    for (const int number : {0, 1, 2, 3, 6})
        known.push_back(sample::contact(number));
    QCOMPARE(failure(inTransaction(*m_database, [&] { return contacts.putMany(known, at(1)); })),
        QString());
    putWaiting({waitingRow(1, QStringLiteral("1000")), waitingRow(1, QStringLiteral("1001")),
        waitingRow(2, QStringLiteral("1002")), waitingRow(2, QStringLiteral("1006")),
        waitingRow(3, QStringLiteral("1000")), waitingRow(3, QStringLiteral("1003")),
        waitingRow(4, QStringLiteral("9999")), waitingRow(5, {})});
    const store::Waiting waiting(*m_database);
    const std::vector<store::ActivityRef> expected{
        {core::Kind::Call, {QStringLiteral("2")}}, {core::Kind::Call, {QStringLiteral("3")}}};
    QVERIFY(valueOf(waiting.ready(10)) == expected);
    QCOMPARE(valueOf(waiting.ready(1)).size(), std::size_t(1));
}

void WaitingTest::waitingPagesKeepTheContactsOfAnActivityTogether()
{
    std::vector<store::WaitingRow> rows;
    for (int activity = 1; activity <= 5; ++activity) {
        for (int contact = 1; contact <= 3; ++contact)
            rows.push_back(waitingRow(activity, QString::number(contact)));
    }
    putWaiting(rows);
    const store::Waiting waiting(*m_database);
    std::vector<store::WaitingRow> found = valueOf(waiting.list(2));
    QCOMPARE(found.size(), std::size_t(6));
    while (found.size() < rows.size()) {
        const auto page = valueOf(waiting.list(2, {found.back().kind, found.back().activity}));
        QVERIFY(!page.empty());
        found.insert(found.end(), page.begin(), page.end());
    }
    QVERIFY(found == rows);
}

void WaitingTest::waitingVersionsAreOfThoseThatWaitForSomebody()
{
    putWaiting({waitingRow(1, QStringLiteral("7")), waitingRow(2, QString()),
        waitingRow(3, QStringLiteral("7"), core::Kind::Note)});
    const store::Waiting waiting(*m_database);
    const std::vector<core::HubSpotId> asked{
        {QStringLiteral("1")}, {QStringLiteral("2")}, {QStringLiteral("3")}};
    const QHash<core::HubSpotId, core::Instant> expected{{{QStringLiteral("1")}, at(2)}};
    QCOMPARE(valueOf(waiting.versions(core::Kind::Call, asked)), expected);
    QVERIFY(valueOf(waiting.versions(core::Kind::Call, {})).isEmpty());
}

void WaitingTest::waitingIsCountedInActivities()
{
    putWaiting({waitingRow(1, QStringLiteral("1")), waitingRow(1, QStringLiteral("2")),
        waitingRow(2, QStringLiteral("1")), waitingRow(1, QStringLiteral("1"), core::Kind::Task)});
    const std::map<core::Kind, int> expected{{core::Kind::Call, 2}, {core::Kind::Task, 1}};
    QCOMPARE(valueOf(store::Waiting(*m_database).countByKind()), expected);
}

void WaitingTest::putExcluded()
{
    using enum core::ReasonCode;
    const std::vector<store::ExcludedRow> rows{
        {sample::key(1), core::Kind::Task, {QStringLiteral("1")},
            {BeforeStart, {QStringLiteral("a")}}, at(10), at(100)},
        {sample::key(2), core::Kind::Call, {QStringLiteral("2")}, {NoContact, {}}, at(20), at(200)},
        {sample::key(3), core::Kind::Task, {QStringLiteral("3")}, {NoContact, {}}, at(30),
            at(300)}};
    store::Excluded excluded(*m_database);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return excluded.put(rows); })), QString());
}

void WaitingTest::excludedIsReplacedPerKey()
{
    putExcluded();
    store::Excluded excluded(*m_database);
    const store::ExcludedRow changed{sample::key(1), core::Kind::Task, {QStringLiteral("1")},
        {core::ReasonCode::Filtered, {QStringLiteral("owner"), QStringLiteral("in")}}, at(40),
        at(400)};
    QCOMPARE(
        failure(inTransaction(*m_database, [&] { return excluded.put({changed}); })), QString());
    const auto rows = valueOf(excluded.list(10));
    QCOMPARE(rows.size(), std::size_t(3));
    QVERIFY(rows.at(0) == changed);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return excluded.remove({sample::key(1)}); })),
        QString());
    QCOMPARE(keysOf(valueOf(excluded.list(10))), names({"2", "3"}));
}

void WaitingTest::excludedIsFilteredAndCounted()
{
    putExcluded();
    const store::Excluded excluded(*m_database);
    using enum core::ReasonCode;
    QCOMPARE(keysOf(valueOf(excluded.list(1))), names({"1"}));
    QCOMPARE(keysOf(valueOf(excluded.list(10, sample::key(1)))), names({"2", "3"}));
    QCOMPARE(keysOf(valueOf(excluded.list(10, {}, {NoContact, {}}))), names({"2", "3"}));
    QCOMPARE(keysOf(valueOf(excluded.list(10, {}, {NoContact, core::Kind::Call}))), names({"2"}));
    const std::map<core::ReasonCode, int> counts{{BeforeStart, 1}, {NoContact, 2}};
    QCOMPARE(valueOf(excluded.countByReason()), counts);
}

void WaitingTest::excludedVersionsAreOfTheNamedKeys()
{
    putExcluded();
    const QHash<core::Key, core::Instant> expected{{sample::key(2), at(200)}};
    QCOMPARE(
        valueOf(store::Excluded(*m_database).versions({sample::key(2), sample::key(9)})), expected);
}

void WaitingTest::anyNumberOfExcludedIsRemovedInChunks()
{
    std::vector<store::ExcludedRow> rows;
    std::vector<core::Key> keys;
    for (int number = 1; number <= 1101; ++number) {
        rows.push_back({sample::key(number), core::Kind::Task, {QString::number(number)},
            {core::ReasonCode::NoContact, {}}, at(1), at(1)});
        keys.push_back(rows.back().key);
    }
    keys.pop_back();
    store::Excluded excluded(*m_database);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return excluded.put(rows); })), QString());
    QCOMPARE(valueOf(excluded.versions(keys)).size(), 1100);
    qint64 last = 0;
    QCOMPARE(failure(inTransaction(*m_database,
                 [&] {
                     auto removed = excluded.remove(keys);
                     last = fixture::rowsOfTheLastStatement(*m_database);
                     return removed;
                 })),
        QString());
    QCOMPARE(keysOf(valueOf(excluded.list(10))), names({"1101"}));
    QCOMPARE(last, 100); // 500 + 500 + 100 keys
}

void WaitingTest::excludedIsPrunedByAge()
{
    putExcluded();
    store::Excluded excluded(*m_database);
    QCOMPARE(failure(inTransaction(*m_database,
                 [&]() -> core::Result<void> {
                     const auto pruned = excluded.prune(at(30), 1);
                     if (!pruned || *pruned != 1)
                         return tl::unexpected(
                             core::Error{core::Error::Kind::Store, QStringLiteral("1")});
                     const auto rest = excluded.prune(at(30), 10);
                     if (!rest || *rest != 1)
                         return tl::unexpected(
                             core::Error{core::Error::Kind::Store, QStringLiteral("2")});
                     return {};
                 })),
        QString());
    QCOMPARE(keysOf(valueOf(excluded.list(10))), names({"3"}));
}

QTEST_GUILESS_MAIN(WaitingTest)
#include "tst_waiting.moc"
