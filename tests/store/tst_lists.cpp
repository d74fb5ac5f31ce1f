// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflicts.h"
#include "store/errors.h"
#include "store/fixture.h"
#include "store/keynames.h"
#include "store/log.h"
#include "store/samples.h"

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::keysOf;
using fixture::names;
using fixture::valueOf;
using sample::at;

// What a person follows and settles: errors, log, conflicts.
class ListsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_database = fixture::inMemory(); }
    void cleanup() { m_database.reset(); }
    void errorKeepsItsFirstTimeAndCountsTries();
    void dueErrorsComeLongestDueFirst();
    void anErrorFromTheFutureIsDue();
    void retryNowWakesTheQuarantined();
    void errorsAreFilteredCountedAndCleared();
    void anyNumberOfErrorsIsWokenAndClearedInChunks();
    void logComesBackwardsAndForwards();
    void logIsFiltered_data();
    void logIsFiltered();
    void logIsPrunedFromItsStart();
    void conflictIsDecidedOnce();

private:
    void putErrors(const std::vector<store::ErrorRow>& rows, qint64 now);
    void appendLog();

    std::unique_ptr<store::Database> m_database;
};

namespace {

store::ErrorRow errorRow(int number, std::optional<core::Instant> nextTryAt)
{
    store::ErrorRow row;
    row.key = sample::key(number);
    row.kind = core::Kind::Note;
    row.activity = {QString::number(number)};
    row.code
        = number % 2 == 0 ? QStringLiteral("INVALID_FIELD") : QStringLiteral("DUPLICATE_VALUE");
    row.message = QStringLiteral("No such column 'Ünknown__c'");
    row.args = {QStringLiteral("Ünknown__c"), QString()};
    row.nextTryAt = nextTryAt;
    return row;
}

} // namespace

void ListsTest::putErrors(const std::vector<store::ErrorRow>& rows, qint64 now)
{
    store::Errors errors(*m_database);
    QCOMPARE(
        failure(inTransaction(*m_database, [&] { return errors.put(rows, at(now)); })), QString());
}

void ListsTest::errorKeepsItsFirstTimeAndCountsTries()
{
    putErrors({errorRow(1, at(500))}, 100);
    store::ErrorRow second = errorRow(1, std::nullopt);
    second.code = QStringLiteral("FIELD_INTEGRITY_EXCEPTION");
    putErrors({second}, 200);
    second.first = at(100);
    second.last = at(200);
    second.tries = 2;
    const auto found = valueOf(store::Errors(*m_database).around({sample::key(1), sample::key(2)}));
    QCOMPARE(found.size(), 1);
    QVERIFY(found.value(sample::key(1)) == second);
}

void ListsTest::dueErrorsComeLongestDueFirst()
{
    putErrors({errorRow(1, at(300)), errorRow(2, at(100)), errorRow(3, std::nullopt),
                  errorRow(4, at(301)), errorRow(5, at(200))},
        1);
    const store::Errors errors(*m_database);
    QCOMPARE(keysOf(valueOf(errors.due(at(300), 10))), names({"2", "5", "1"}));
    QCOMPARE(keysOf(valueOf(errors.due(at(300), 1))), names({"2"}));
    QVERIFY(valueOf(errors.due(at(99), 10)).empty());
}

// The clock was years ahead when it was put there, and is right again.
void ListsTest::anErrorFromTheFutureIsDue()
{
    putErrors({errorRow(1, at(9'000'000)), errorRow(2, std::nullopt)}, 8'000'000);
    const store::Errors errors(*m_database);
    QCOMPARE(keysOf(valueOf(errors.due(at(100), 10))), names({"1"}));
    QVERIFY(valueOf(errors.due(at(8'000'000), 10)).empty());
}

void ListsTest::retryNowWakesTheQuarantined()
{
    putErrors({errorRow(1, std::nullopt), errorRow(2, at(900))}, 1);
    store::Errors errors(*m_database);
    int woken = 0;
    const std::vector keys{sample::key(1), sample::key(1), sample::key(7)};
    QCOMPARE(failure(inTransaction(*m_database,
                 [&] {
                     auto retried = errors.retryNow(keys, at(50));
                     woken = retried.value_or(-1);
                     return retried;
                 })),
        QString());
    QCOMPARE(woken, 1);
    QCOMPARE(keysOf(valueOf(errors.due(at(50), 10))), names({"1"}));
    QCOMPARE(valueOf(errors.list(1)).at(0).tries, 1);
}

void ListsTest::errorsAreFilteredCountedAndCleared()
{
    putErrors({errorRow(1, {}), errorRow(2, {}), errorRow(3, {})}, 1);
    store::Errors errors(*m_database);
    const QString code = QStringLiteral("DUPLICATE_VALUE");
    QCOMPARE(keysOf(valueOf(errors.list(10, {}, {code, {}}))), names({"1", "3"}));
    QCOMPARE(
        keysOf(valueOf(errors.list(10, sample::key(1), {code, core::Kind::Note}))), names({"3"}));
    QVERIFY(valueOf(errors.list(10, {}, {{}, core::Kind::Call})).empty());
    const std::map<QString, int> counts{{code, 2}, {QStringLiteral("INVALID_FIELD"), 1}};
    QCOMPARE(valueOf(errors.countByCode()), counts);
    const std::vector keys{sample::key(1), sample::key(2)};
    QCOMPARE(failure(inTransaction(*m_database, [&] { return errors.clear(keys); })), QString());
    QCOMPARE(keysOf(valueOf(errors.list(10))), names({"3"}));
}

void ListsTest::anyNumberOfErrorsIsWokenAndClearedInChunks()
{
    std::vector<store::ErrorRow> rows;
    std::vector<core::Key> keys;
    for (int number = 1; number <= 1101; ++number) {
        rows.push_back(errorRow(number, std::nullopt));
        keys.push_back(rows.back().key);
    }
    keys.pop_back();
    putErrors(rows, 1);
    store::Errors errors(*m_database);
    QCOMPARE(valueOf(errors.around(keys)).size(), 1100);
    int woken = 0;
    std::vector<qint64> last;
    QCOMPARE(failure(inTransaction(*m_database,
                 [&]() -> core::Result<void> {
                     woken = errors.retryNow(keys, at(50)).value_or(-1);
                     last.push_back(fixture::rowsOfTheLastStatement(*m_database));
                     auto cleared = errors.clear(keys);
                     last.push_back(fixture::rowsOfTheLastStatement(*m_database));
                     return cleared;
                 })),
        QString());
    QCOMPARE(woken, 1100);
    QCOMPARE(keysOf(valueOf(errors.list(10))), names({"1101"}));
    QCOMPARE(last, (std::vector<qint64>{100, 100})); // 500 + 500 + 100 keys
}

void ListsTest::appendLog()
{
    using enum store::LogLevel;
    const auto line
        = [](qint64 time, qint64 run, store::LogLevel level, const char* code, int number) {
              store::LogRow row;
              row.at = at(time);
              row.run = run;
              row.level = level;
              row.code = QString::fromLatin1(code);
              row.key = number > 0 ? sample::key(number) : core::Key{};
              row.args = {QStringLiteral("ø"), QString::number(time)};
              return row;
          };
    const std::vector rows{line(10, 0, Info, "started", 0), line(20, 1, Detail, "read", 0),
        line(30, 1, Info, "created", 5), line(40, 1, Error, "failed", 6),
        line(50, 2, Warning, "conflict", 5), line(60, 2, Info, "created", 7)};
    store::Log log(*m_database);
    QCOMPARE(failure(inTransaction(*m_database, [&] { return log.append(rows); })), QString());
}

void ListsTest::logComesBackwardsAndForwards()
{
    appendLog();
    const store::Log log(*m_database);
    const auto newest = valueOf(log.page(4));
    QCOMPARE(newest.size(), std::size_t(4));
    QCOMPARE(newest.at(0).id, 6);
    QCOMPARE(newest.at(0).at, at(60));
    QCOMPARE(newest.at(0).args, (QStringList{QStringLiteral("ø"), QStringLiteral("60")}));
    const auto older = valueOf(log.page(4, newest.back().id));
    QCOMPARE(older.size(), std::size_t(2));
    QCOMPARE(older.at(1).code, QStringLiteral("started"));
    QCOMPARE(older.at(1).key, core::Key{});
    const auto since = valueOf(log.follow(4, 10));
    QCOMPARE(since.size(), std::size_t(2));
    QCOMPARE(since.at(0).id, 5);
    QVERIFY(valueOf(log.follow(6, 10)).empty());
}

void ListsTest::logIsFiltered_data()
{
    QTest::addColumn<store::LogFilter>("filter");
    QTest::addColumn<QStringList>("times");
    using enum store::LogLevel;
    QTest::newRow("run") << store::LogFilter{1} << names({"40", "30", "20"});
    QTest::newRow("key") << store::LogFilter{{}, sample::key(5)} << names({"50", "30"});
    QTest::newRow("code") << store::LogFilter{{}, {}, QStringLiteral("created")}
                          << names({"60", "30"});
    QTest::newRow("level") << store::LogFilter{{}, {}, {}, Warning} << names({"50", "40"});
    QTest::newRow("all") << store::LogFilter{1, sample::key(6), QStringLiteral("failed"), Error}
                         << names({"40"});
}

void ListsTest::logIsFiltered()
{
    QFETCH(store::LogFilter, filter);
    QFETCH(QStringList, times);
    appendLog();
    const store::Log log(*m_database);
    QStringList found;
    for (const store::LogRow& row : valueOf(log.page(10, 0, filter)))
        found << row.args.at(1);
    QCOMPARE(found, times);
    QCOMPARE(valueOf(log.follow(0, 10, filter)).size(), std::size_t(times.size()));
}

void ListsTest::logIsPrunedFromItsStart()
{
    appendLog();
    store::Log log(*m_database);
    const auto prune = [&](qint64 before, int limit) {
        int removed = -1;
        const auto pruned = inTransaction(*m_database, [&] {
            auto result = log.prune(at(before), limit);
            removed = result.value_or(-1);
            return result;
        });
        return pruned ? removed : -1;
    };
    QCOMPARE(prune(10, 10), 0);
    QCOMPARE(prune(40, 2), 2);
    QCOMPARE(prune(40, 2), 1);
    QCOMPARE(prune(1000, 100), 3);
    appendLog();
    QCOMPARE(valueOf(log.page(10)).back().id, 7); // an id is not used twice
}

void ListsTest::conflictIsDecidedOnce()
{
    store::Conflicts conflicts(*m_database);
    using enum store::ConflictState;
    store::ConflictRow open{0, at(1), 1, sample::key(1),
        sample::salesforceId(QLatin1String("00T"), 1), core::TaskField::Status, Undecided, {}};
    store::ConflictRow settled = open;
    settled.state = SalesforceWins;
    settled.losing = QByteArray("sealed\0bytes", 12);
    QCOMPARE(failure(inTransaction(*m_database,
                 [&] {
                     return conflicts.record({open, settled});
                 })),
        QString());
    QCOMPARE(valueOf(conflicts.undecided()), 1);
    open.id = 1;
    settled.id = 2;
    const std::vector expected{settled, open};
    QVERIFY(valueOf(conflicts.list(10)) == expected);
    QVERIFY(valueOf(conflicts.list(10, 2)) == std::vector{open});
    const auto decide = [&](qint64 id) {
        return inTransaction(*m_database, [&] { return conflicts.decide(id, HubSpotWins); });
    };
    QCOMPARE(failure(decide(1)), QString());
    QCOMPARE(errorOf(decide(1)), core::Error::Kind::NotFound);
    QCOMPARE(errorOf(decide(2)), core::Error::Kind::NotFound);
    QCOMPARE(valueOf(conflicts.undecided()), 0);
    QCOMPARE(valueOf(conflicts.list(1, 2)).at(0).state, HubSpotWins);
}

QTEST_GUILESS_MAIN(ListsTest)
#include "tst_lists.moc"
