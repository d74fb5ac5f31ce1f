// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/binding.h"
#include "store/cache.h"
#include "store/contacts.h"
#include "store/excluded.h"
#include "store/fixture.h"
#include "store/links.h"
#include "store/log.h"
#include "store/planrows.h"
#include "store/rawfile.h"
#include "store/samples.h"
#include "store/settingsstore.h"
#include "store/waiting.h"
#include "store/watermarks.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <functional>
#include <random>

using fixture::errorOf;
using fixture::failure;
using fixture::inTransaction;
using fixture::valueOf;
using sample::at;

// Files that are not what we wrote: told as StoreDamaged and kept, never taken for the truth (F14,
// G14).
class DamageTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_folder.reset(); }
    void otherBytesAreNoDatabase_data();
    void otherBytesAreNoDatabase();
    void truncatedFileIsKept_data();
    void truncatedFileIsKept();
    void logWithoutItsDatabaseIsKept();
    void fileIsCheckedAfterAnUncleanEnd();
    void zeroedLogLosesOnlyWhatWasNotInTheFile();
    void flippedBitsAreNeverTakenForTheTruth_data();
    void flippedBitsAreNeverTakenForTheTruth();
    void changedColumnIsFound_data();
    void changedColumnIsFound();
    void nothingIsWrittenAfterDamage();

private:
    using Read = std::function<std::optional<core::Error::Kind>(store::Database&)>;

    static core::Result<void> fill(store::Database& database);
    void expectDamagedAndKept(const QByteArray& bytes);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QByteArray m_sound; // a database that was closed cleanly
};

constexpr int linkCount = 400;

core::Result<void> DamageTest::fill(store::Database& database)
{
    store::Binding binding(database);
    store::Cache cache(database);
    store::Contacts contacts(database);
    store::Excluded excluded(database);
    store::Links links(database);
    store::Log log(database);
    store::PlanRows plan(database);
    store::SettingsStore settings(database);
    store::Waiting waiting(database);
    store::Watermarks marks(database);
    store::PlanRow row;
    row.seq = 1;
    store::WaitingRow waits;
    waits.activity = {QStringLiteral("1")};
    waits.contact = {QStringLiteral("2")};
    store::ExcludedRow out;
    out.key = sample::key(1);
    const QString name = QStringLiteral("x");
    const std::vector<std::function<bool()>> steps{
        [&] {
            return binding.bind({name, name, QByteArray("salt")}).has_value();
        },
        [&] {
            return cache.put(name, {QByteArray("bytes"), at(5)}).has_value();
        },
        [&] {
            return contacts.putMany({sample::contact(2), sample::contact(3)}, at(1)).has_value();
        },
        [&] { return excluded.put({out}).has_value(); },
        [&] { return links.putMany(sample::links(linkCount)).has_value(); },
        [&] { return log.append({store::LogRow{}}).has_value(); },
        [&] { return plan.add({row}).has_value(); },
        [&] { return settings.save("{}").has_value(); },
        [&] { return waiting.put({waits}).has_value(); },
        [&] {
            return marks.set(name, {at(9), QStringLiteral("7")}).has_value();
        },
    };
    return inTransaction(database, [&]() -> core::Result<void> {
        for (const auto& step : steps) {
            if (!step())
                return tl::unexpected(
                    core::Error{core::Error::Kind::Store, QStringLiteral("fill")});
        }
        return {};
    });
}

void DamageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("state.sqlite"));
    QCOMPARE(failure(fill(*fixture::open(m_path))), QString());
    m_sound = rawfile::read(m_path);
    QVERIFY(!QFileInfo::exists(m_path + QStringLiteral("-wal")));
}

void DamageTest::expectDamagedAndKept(const QByteArray& bytes)
{
    rawfile::write(m_path, bytes);
    for (const bool readOnly : {false, true}) {
        const auto error = fixture::openError(m_path, readOnly);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind, core::Error::Kind::StoreDamaged);
        QVERIFY2(error->what.contains(m_path), qPrintable(error->what));
        QVERIFY(rawfile::read(m_path) == bytes);
    }
}

void DamageTest::otherBytesAreNoDatabase_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("Dear diary, today I was a spreadsheet.\n").repeated(200);
    QTest::newRow("one byte") << QByteArray("S");
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("the magic alone") << QByteArray("SQLite format 3\0", 16);
}

void DamageTest::otherBytesAreNoDatabase()
{
    QFETCH(QByteArray, bytes);
    expectDamagedAndKept(bytes);
}

void DamageTest::truncatedFileIsKept_data()
{
    QTest::addColumn<int>("left");
    for (const int left : {100, 1000, 4096, 4097, 20000, 40960})
        QTest::addRow("%d bytes", left) << left;
    QTest::newRow("one page less") << -4096;
    QTest::newRow("a sector less") << -512;
    QTest::newRow("one byte less") << -1;
}

void DamageTest::truncatedFileIsKept()
{
    QFETCH(int, left);
    expectDamagedAndKept(left > 0 ? m_sound.first(left) : m_sound.chopped(-left));
}

void DamageTest::logWithoutItsDatabaseIsKept()
{
    const QString log = m_path + QStringLiteral("-wal");
    rawfile::write(log, QByteArray(5000, 'w'));
    expectDamagedAndKept({});
    QCOMPARE(rawfile::read(log).size(), 5000);
}

void DamageTest::fileIsCheckedAfterAnUncleanEnd()
{
    // Where a page of the link table was, there is another one: nothing that a header could tell.
    QByteArray swapped = m_sound;
    const int pages = int(m_sound.size() / 4096);
    const QByteArray from = m_sound.mid((pages - 8) * 4096, 4096);
    swapped.replace((pages - 2) * 4096, 4096, from);
    rawfile::write(m_path, swapped);
    QVERIFY(fixture::open(m_path) != nullptr); // closed cleanly, so that nothing is suspected
    rawfile::write(m_path, swapped);
    rawfile::write(m_path + QStringLiteral("-wal"), QByteArray(4000, '\0'));
    const auto error = fixture::openError(m_path);
    QVERIFY(error.has_value());
    QCOMPARE(error->kind, core::Error::Kind::StoreDamaged);
    QVERIFY(rawfile::read(m_path) == swapped);
}

void DamageTest::zeroedLogLosesOnlyWhatWasNotInTheFile()
{
    rawfile::write(m_path + QStringLiteral("-wal"), QByteArray(40000, '\0'));
    const auto database = fixture::open(m_path);
    QVERIFY(database != nullptr);
    QCOMPARE(valueOf(store::Links(*database).living()), linkCount);
}

void DamageTest::flippedBitsAreNeverTakenForTheTruth_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 25; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void DamageTest::flippedBitsAreNeverTakenForTheTruth()
{
    QFETCH(quint32, seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 10; ++round) {
        QByteArray flipped = m_sound;
        const auto byte = qsizetype(random() % quint32(flipped.size()));
        flipped[byte] = char(flipped.at(byte) ^ (1 << (random() % 8)));
        rawfile::write(m_path, flipped);
        auto database = store::Database::open({m_path});
        if (!database) {
            using enum core::Error::Kind;
            const auto kind = database.error().kind;
            QVERIFY2(kind == StoreDamaged || kind == StoreNewer || kind == Store,
                qPrintable(database.error().what));
            QVERIFY(kind == Store || rawfile::read(m_path) == flipped);
            continue;
        }
        std::vector<core::Key> keys;
        for (int number = 1; number <= linkCount; ++number)
            keys.push_back(sample::key(number));
        const auto found = store::Links(**database).around(keys);
        if (!found) {
            QVERIFY2(found.error().kind == core::Error::Kind::StoreDamaged
                    || found.error().kind == core::Error::Kind::Store,
                qPrintable(found.error().what));
            continue;
        }
        for (const core::Link& link : *found)
            QVERIFY(link == sample::link(link.activity.value.toInt()));
    }
}

void DamageTest::changedColumnIsFound_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<Read>("read");
    const auto add = [](const char* change, const Read& read) {
        QTest::newRow(change) << QString::fromLatin1(change) << read;
    };
    const Read links
        = [](auto& database) { return errorOf(store::Links(database).page({}, 5000)); };
    for (const char* change : {"link SET kind = kind + 1", "link SET hs_id = hs_id || '0'",
             "link SET contact_id = '1'", "link SET who_id = 'x'",
             "link SET hs_version = hs_version + 1", "link SET sf_version = 0",
             "link SET state = 1", "link SET base = x''", "link SET row_crc = 0",
             "link SET sync_key = 'y' WHERE hs_id = '7'", "link SET sf_id = 'z' WHERE hs_id = '7'"})
        add(change, links);
    const Read around
        = [](auto& database) { return errorOf(store::Links(database).around({sample::key(3)})); };
    add("link SET base = x'00'", around);
    const Read contacts
        = [](auto& database) { return errorOf(store::Contacts(database).page({}, 10)); };
    for (const char* change : {"contact SET created = 1", "contact SET owner_id = 'x'",
             "contact SET email_hash = NULL", "contact SET match = 1", "contact SET who_id = 'x'",
             "contact SET is_lead = 1 - is_lead", "contact SET since = 0"})
        add(change, contacts);
    const Read marks = [](auto& database) { return errorOf(store::Watermarks(database).all()); };
    add("watermark SET stamp = stamp + 1", marks);
    add("watermark SET id = ''", marks);
    add("watermark SET name = 'y'", marks);
    const Read waiting = [](auto& database) { return errorOf(store::Waiting(database).list(10)); };
    add("waiting SET kind = kind + 1", waiting);
    add("waiting SET hs_id = hs_id || '0'", waiting);
    add("waiting SET contact_id = '3'", waiting);
    add("waiting SET time = 1", waiting);
    add("waiting SET version = 1", waiting);
    const Read settings
        = [](auto& database) { return errorOf(store::SettingsStore(database).load()); };
    add("setting SET json = x'5b5d'", settings);
    add("setting SET revision = 9", settings);
    const Read cache
        = [](auto& database) { return errorOf(store::Cache(database).value(QStringLiteral("x"))); };
    add("cache SET bytes = x'00'", cache);
    add("cache SET stored = 6", cache);
    const Read binding = [](auto& database) { return errorOf(store::Binding(database).current()); };
    add("binding SET portal = 'y'", binding);
    add("binding SET org = 'y'", binding);
    add("binding SET salt = x'00'", binding);
    // Without a checksum, but not what was packed.
    add("plan_action SET why = '{'",
        [](auto& database) { return errorOf(store::PlanRows(database).page(0, 10)); });
    add("excluded SET args = ''",
        [](auto& database) { return errorOf(store::Excluded(database).list(10)); });
    add("log SET args = '[1]'",
        [](auto& database) { return errorOf(store::Log(database).page(10)); });
}

void DamageTest::changedColumnIsFound()
{
    QFETCH(QString, change);
    QFETCH(Read, read);
    const auto sound = fixture::open(m_path);
    QCOMPARE(read(*sound), std::optional<core::Error::Kind>());
    rawfile::sql(m_path, {QStringLiteral("UPDATE ") + change});
    QCOMPARE(read(*sound), std::optional(core::Error::Kind::StoreDamaged));
}

void DamageTest::nothingIsWrittenAfterDamage()
{
    const auto database = fixture::open(m_path);
    rawfile::sql(m_path, {QStringLiteral("UPDATE link SET base = x'' WHERE hs_id = '5'")});
    store::Links links(*database);
    // Found in the middle of a transaction: it is not committed either.
    const auto inside = inTransaction(*database, [&]() -> core::Result<void> {
        if (auto put = links.put(sample::link(1000)); !put)
            return put;
        const auto ignored = links.around({sample::key(5)});
        return ignored ? core::Result<void>() : core::Result<void>();
    });
    QCOMPARE(errorOf(inside), core::Error::Kind::StoreDamaged);
    const auto later = inTransaction(*database, [&] { return links.put(sample::link(1000)); });
    QCOMPARE(errorOf(later), core::Error::Kind::StoreDamaged);
    QCOMPARE(later.error().what, inside.error().what);
    QVERIFY(valueOf(links.around({sample::key(1000)})).isEmpty());
}

QTEST_GUILESS_MAIN(DamageTest)
#include "tst_damage.moc"
