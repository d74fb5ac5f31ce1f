// SPDX-License-Identifier: GPL-3.0-or-later
#include "endtoend/profilefolder.h"
#include "endtoend/sandbox.h"
#include "store/rawfile.h"

#include <QSet>

#include <chrono>
#include <random>
#include <thread>

using endtoend::ProfileFolder;
using endtoend::Ran;
using endtoend::run;
using endtoend::Sandbox;
using endtoend::Started;

namespace {

constexpr int killsMin = 60;
constexpr int editsPerRound = 400;

// Two sandboxes with these options hold the same, whenever they are started.
const QStringList world{QStringLiteral("--contacts"), QStringLiteral("300"),
    QStringLiteral("--activities"), QStringLiteral("3000"), QStringLiteral("--seed"),
    QStringLiteral("5"), QStringLiteral("--until"), QStringLiteral("2026-01-31T12:00:00Z")};

const QStringList syncNow{QStringLiteral("sync"), QStringLiteral("--yes")};

std::chrono::microseconds between(std::mt19937& random, int low, int high)
{
    return std::chrono::microseconds(std::uniform_int_distribution<int>(low, high)(random));
}

int number(const QJsonObject& document, const char* group, const char* name)
{
    return document.value(QLatin1String(group)).toObject().value(QLatin1String(name)).toInt(-1);
}

bool wrote(const std::vector<QJsonObject>& requests)
{
    return std::any_of(requests.begin(), requests.end(), [](const QJsonObject& line) {
        return line.value(QStringLiteral("recordsWritten")).toInt() > 0;
    });
}

// What was under way when a run was killed, by what its sandbox had seen of it.
struct Moments
{
    int starting = 0; // nothing was asked yet, or it settled nothing so far
    int reading = 0; // asked and planned, nothing written
    int writing = 0; // at least one batch was sent
    int all() const { return starting + reading + writing; }
};

} // namespace

// kill -9 of the command line program at random moments, resumed until it is done.
class KillsTest final : public QObject
{
    Q_OBJECT

private slots:
    void killedSyncsCreateEachTaskOnce_data();
    void killedSyncsCreateEachTaskOnce();
    void killedSetUpIsCompletedByTheNext();
    void killedImportIsWholeOrNothing();
    void killedFirstCommandsLeaveAUsableProfile();

private:
    // Edits and new activities, the same in both worlds.
    static void disturb(Sandbox& sandbox, int round);
    static void countMoment(Sandbox& sandbox, qint64 requestsBefore, Moments& moments);
    static qint64 requests(Sandbox& sandbox);
    // Until the first record is written, or the process ends.
    static void awaitWrite(Started& process, Sandbox& sandbox, qint64 requestsBefore);
    // Somebody works on the last task of a note that was made since; its key, if there is one.
    static QString meddle(Sandbox& sandbox, qint64 changesBefore);
};

qint64 KillsTest::requests(Sandbox& sandbox)
{
    const auto counts = sandbox.look(QStringLiteral("counts")).front();
    const QJsonObject sides = counts.value(QStringLiteral("requests")).toObject();
    qint64 sum = 0;
    for (const QJsonValue& side : sides)
        sum += side.toObject().value(QStringLiteral("total")).toInteger();
    return sum;
}

void KillsTest::awaitWrite(Started& process, Sandbox& sandbox, qint64 requestsBefore)
{
    while (!wrote(sandbox.look(QStringLiteral("requests"), requestsBefore))) {
        if (process.endsWithin(2))
            return;
    }
}

QString KillsTest::meddle(Sandbox& sandbox, qint64 changesBefore)
{
    QJsonObject made;
    for (const QJsonObject& change : sandbox.look(QStringLiteral("log"), changesBefore)) {
        if (change.value(QStringLiteral("what")) == QLatin1String("created")
            && change.value(QStringLiteral("key")).toString().contains(QLatin1String(":note:")))
            made = change;
    }
    if (made.isEmpty())
        return {};
    sandbox.edit({{QStringLiteral("do"), QStringLiteral("salesforce.edit")},
        {QStringLiteral("id"), made.value(QStringLiteral("id"))},
        {QStringLiteral("fields"),
            QJsonObject{{QStringLiteral("Subject"), QStringLiteral("Mine")}}}});
    return made.value(QStringLiteral("key")).toString();
}

void KillsTest::countMoment(Sandbox& sandbox, qint64 requestsBefore, Moments& moments)
{
    const auto seen = sandbox.look(QStringLiteral("requests"), requestsBefore);
    moments.starting += seen.empty() ? 1 : 0;
    moments.reading += !seen.empty() && !wrote(seen) ? 1 : 0;
    moments.writing += wrote(seen) ? 1 : 0;
}

void KillsTest::disturb(Sandbox& sandbox, int round)
{
    int edited = 0;
    int seen = 0;
    QString contact;
    const auto log = sandbox.look(QStringLiteral("log"));
    for (const QJsonObject& change : log) {
        if (change.value(QStringLiteral("side")) != QLatin1String("hubspot")
            || change.value(QStringLiteral("what")) != QLatin1String("created"))
            continue;
        const QString object = change.value(QStringLiteral("object")).toString();
        const QString id = change.value(QStringLiteral("id")).toString();
        if (object == QLatin1String("contacts"))
            contact = id;
        const bool isCall = object == QLatin1String("calls");
        if ((!isCall && object != QLatin1String("tasks")) || ++seen % 3 != round % 3
            || edited >= editsPerRound)
            continue;
        const QString title
            = isCall ? QStringLiteral("hs_call_title") : QStringLiteral("hs_task_subject");
        const QString text = QStringLiteral("Round %1 of %2").arg(round).arg(id);
        sandbox.edit({{QStringLiteral("do"), QStringLiteral("hubspot.edit")},
            {QStringLiteral("object"), object}, {QStringLiteral("id"), id},
            {QStringLiteral("properties"), QJsonObject{{title, text}}}});
        if (edited % 3 == 0) {
            sandbox.edit({{QStringLiteral("do"), QStringLiteral("hubspot.add")},
                {QStringLiteral("object"), QStringLiteral("notes")},
                {QStringLiteral("contacts"), QJsonArray{contact}},
                {QStringLiteral("properties"),
                    QJsonObject{{QStringLiteral("hs_note_body"), text},
                        {QStringLiteral("hs_timestamp"),
                            QStringLiteral("2026-01-15T12:00:00.000Z")}}}});
        }
        ++edited;
    }
    QCOMPARE(edited, editsPerRound);
}

void KillsTest::killedSyncsCreateEachTaskOnce_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::newRow("seed 1") << 1U;
}

void KillsTest::killedSyncsCreateEachTaskOnce()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    Sandbox sandbox(world);
    Sandbox twin(world);
    QVERIFY(sandbox.isUp() && twin.isUp());
    const ProfileFolder profile;
    const ProfileFolder twinProfile;
    Moments moments;
    QSet<QString> meddledWith;
    int round = 0;
    while (moments.all() < killsMin) {
        if (round > 0) {
            disturb(sandbox, round);
            disturb(twin, round);
        }
        // How long this round takes undisturbed, to spread the kills over all of it.
        const auto begun = std::chrono::steady_clock::now();
        const Ran whole = run(twinProfile.at(syncNow), twin.variables());
        QVERIFY2(whole.code == 0, whole.all());
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begun);
        for (int attempt = 0;; ++attempt) {
            QVERIFY2(attempt < 100, "the round comes to no end");
            const qint64 before = requests(sandbox);
            const qint64 changes = sandbox.look(QStringLiteral("counts"))
                                       .front()
                                       .value(QStringLiteral("changes"))
                                       .toInteger();
            Started killed(profile.at(syncNow), sandbox.variables());
            // Half of them anywhere, somewhat later each time, so that it comes to an end on a busy
            // machine as well; the other half while it writes, which is the shortest part.
            const auto tenth = int(took.count()) / 10;
            const bool whileWriting = random() % 2 == 0;
            if (whileWriting)
                awaitWrite(killed, sandbox, before);
            std::this_thread::sleep_for(
                between(random, 0, whileWriting ? 2 * tenth : tenth * (3 + attempt)));
            if (!killed.kill9())
                break;
            countMoment(sandbox, before, moments);
            if (const QString key = meddle(sandbox, changes); !key.isEmpty())
                meddledWith.insert(key);
        }
        QVERIFY2(++round < 40, "too few kills hit");
    }
    const Ran last = run(profile.at(syncNow), sandbox.variables());
    QVERIFY2(last.code == 0, last.all());

    const auto creates = sandbox.createsByKey();
    QVERIFY(creates.size() > 1000);
    for (auto it = creates.begin(); it != creates.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key()));
    const auto tasks = sandbox.tasksByKey();
    const auto expected = twin.tasksByKey();
    QCOMPARE(tasks.keys(), expected.keys());
    for (auto it = tasks.begin(); it != tasks.end(); ++it) {
        if (meddledWith.contains(it.key()))
            QVERIFY2(it.value().contains(QLatin1String("\"Mine\"")), qPrintable(it.value()));
        else
            QCOMPARE(it.value(), expected.value(it.key()));
    }

    const qint64 written = sandbox.recordsWritten();
    const Ran quiet = run(profile.json(syncNow), sandbox.variables());
    QVERIFY2(quiet.code == 0, quiet.all());
    QCOMPARE(number(quiet.document(), "planned", "writes"), 0);
    QCOMPARE(sandbox.recordsWritten(), written);
    QCOMPARE(rawfile::sql(profile.store(), {QStringLiteral("PRAGMA integrity_check")}),
        QStringList{QStringLiteral("ok")});
    QCOMPARE(
        rawfile::sql(profile.store(),
            {QStringLiteral("SELECT count(*) FROM journal WHERE state IN ('planned', 'sent')")}),
        QStringList{QStringLiteral("0")});
    const QByteArray spread = QByteArray::number(moments.starting) + " starting, "
        + QByteArray::number(moments.reading) + " reading, " + QByteArray::number(moments.writing)
        + " writing in " + QByteArray::number(round) + " rounds, "
        + QByteArray::number(meddledWith.size()) + " tasks edited in between";
    qInfo("killed %s", spread.constData());
    QVERIFY2(moments.reading >= 10 && moments.writing >= 15 && meddledWith.size() >= 3, spread);
}

void KillsTest::killedSetUpIsCompletedByTheNext()
{
    std::mt19937 random(2);
    int hits = 0;
    for (int attempt = 0; attempt < 12; ++attempt) {
        Sandbox sandbox(QStringList{QStringLiteral("--contacts"), QStringLiteral("3"),
            QStringLiteral("--activities"), QStringLiteral("3"), QStringLiteral("--key-field"),
            QStringLiteral("off")});
        QVERIFY(sandbox.isUp());
        const ProfileFolder profile;
        const QStringList setUp{QStringLiteral("setup"), QStringLiteral("salesforce")};
        Started killed(profile.at(setUp), sandbox.variables());
        std::this_thread::sleep_for(between(random, 3'000, 30'000));
        hits += killed.kill9() ? 1 : 0;
        const Ran again = run(profile.at(setUp), sandbox.variables());
        QVERIFY2(again.code == 0, again.all());
        const Ran check = run(profile.at({QStringLiteral("check")}), sandbox.variables());
        QVERIFY2(check.code == 0, check.all());
    }
    QVERIFY2(hits >= 3, QByteArray::number(hits));
}

void KillsTest::killedImportIsWholeOrNothing()
{
    std::mt19937 random(3);
    const ProfileFolder profile;
    const QString file = profile.path(QStringLiteral("other.json"));
    int hits = 0;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const QByteArray before
            = run(profile.at({QStringLiteral("settings"), QStringLiteral("export")})).out;
        QVERIFY(before.contains("toSalesforce"));
        const bool on = attempt % 2 != 0;
        ProfileFolder::write(file, ProfileFolder::wanted(on));
        Started killed(profile.at({QStringLiteral("settings"), QStringLiteral("import"), file}));
        std::this_thread::sleep_for(between(random, 1'000, 40'000));
        hits += killed.kill9() ? 1 : 0;
        const Ran after = run(profile.at({QStringLiteral("settings"), QStringLiteral("export")}));
        QVERIFY2(after.code == 0, after.all());
        const bool isNew = after.out.count(on ? "\"on\": true" : "\"on\": false") >= 3;
        QVERIFY2(isNew || after.out == before, after.out);
    }
    QVERIFY2(hits >= 5, QByteArray::number(hits));
}

void KillsTest::killedFirstCommandsLeaveAUsableProfile()
{
    std::mt19937 random(4);
    Sandbox sandbox(QStringList{QStringLiteral("--contacts"), QStringLiteral("3"),
        QStringLiteral("--activities"), QStringLiteral("3")});
    QVERIFY(sandbox.isUp());
    int hits = 0;
    for (int attempt = 0; attempt < 10; ++attempt) {
        const QTemporaryDir folder;
        const auto at = [&folder](const QStringList& arguments) {
            return QStringList{QStringLiteral("--profile-dir"), folder.path()} + arguments;
        };
        const QString name = QStringLiteral("default");
        const QStringList create = at({QStringLiteral("profile"), QStringLiteral("create"), name});
        Started first(create);
        std::this_thread::sleep_for(between(random, 1'000, 30'000));
        hits += first.kill9() ? 1 : 0;
        const int made = run(create).code; // 1: there it is already
        QVERIFY(made == 0 || made == 1);
        const QStringList show = at({QStringLiteral("profile"), QStringLiteral("show"), name});
        QCOMPARE(run(show).code, 0);
        Started second(at({QStringLiteral("connect"), QStringLiteral("hubspot"),
                           QStringLiteral("--service-key-stdin"), QStringLiteral("--base-url"),
                           sandbox.address("hubspot")}),
            {}, sandbox.address("hubspotToken").toUtf8());
        std::this_thread::sleep_for(between(random, 1'000, 60'000));
        hits += second.kill9() ? 1 : 0;
        const Ran shown = run(show);
        QVERIFY2(shown.code == 0, shown.all());
        const Ran check = run(at({QStringLiteral("check")}), sandbox.variables());
        QVERIFY2(check.code == 0, check.all());
    }
    QVERIFY2(hits >= 8, QByteArray::number(hits));
}

QTEST_GUILESS_MAIN(KillsTest)
#include "tst_kills.moc"
