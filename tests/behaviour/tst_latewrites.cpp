// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"

#include "words/errors.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using scene::Scene;

// Salesforce asks an update to wait for so long that the look at its task is old.
class LateWritesTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatAUserEditsDuringThePauseStays();
    void withoutAnEditTheUpdateIsWrittenAfterAnotherLook();
    void aShortPauseNeedsNoOtherLook();
    void aServiceThatKeepsAskingEndsTheRun();
    void theLimitCountsWhatWasWritten();
    void whatTheLimitCutOffIsNotForgotten();
};

namespace {

constexpr sandbox::When once{1, 1, 1};

void askToWait(Scene& scene, std::chrono::seconds pause, sandbox::When when)
{
    scene.fault({sandbox::Side::Salesforce, "PATCH", "/composite/sobjects"}, when,
        sandbox::Status{429, pause});
}

// A call that both sides know, edited in HubSpot since.
QString editedCall(Scene& scene)
{
    const QString call = scene.addCall(u"Before"_s);
    scene.rig.pass(10min);
    if (const auto error = scene.run())
        qFatal("%s", qPrintable(words::sentence(*error)));
    scene.editCall(call, u"HubSpot's"_s);
    scene.rig.pass(5min);
    return scene.rig.keyOf(u"call"_s, call);
}

// Does something once, before the first request after the first refusal.
template <typename Deed> void duringThePause(Scene& scene, Deed deed)
{
    scene.beforeRequest = [&scene, deed, done = false]() mutable {
        const auto& log = scene.rig.world.requests().requests();
        if (done || log.empty() || log.back().status != 429)
            return;
        done = true;
        deed();
    };
}

} // namespace

void LateWritesTest::whatAUserEditsDuringThePauseStays()
{
    Scene scene;
    const QString key = editedCall(scene);
    askToWait(scene, 36s, once);
    bool edited = false;
    duringThePause(scene, [&] {
        edited = scene.rig.world.org()
                     .editTask(scene.rig.task(key)->id, {{u"Subject"_s, u"The user's"_s}})
                     .ok();
    });
    const auto result = scene.tryRun();
    QVERIFY(result && !result->stoppedBy);
    QVERIFY(edited);
    QCOMPARE(scene.rig.task(key)->subject, u"The user's"_s);
    QCOMPARE(result->tally.conflicts, 1); // and it is said
    QCOMPARE(result->tally.updated, 0);
}

void LateWritesTest::withoutAnEditTheUpdateIsWrittenAfterAnotherLook()
{
    Scene scene;
    const QString key = editedCall(scene);
    askToWait(scene, 36s, once);
    const auto result = scene.tryRun();
    QVERIFY(result && !result->stoppedBy);
    QCOMPARE(scene.rig.task(key)->subject, u"Call: HubSpot's"_s);
    QCOMPARE(result->tally.updated, 1);
    QCOMPARE(result->tally.changedSincePlan, 0);
    QVERIFY(result->outcome == store::RunOutcome::Done);
    QCOMPARE(scene.wrong(), QString());
}

void LateWritesTest::aShortPauseNeedsNoOtherLook()
{
    Scene scene;
    editedCall(scene);
    askToWait(scene, 5s, once);
    const int before = scene.requests();
    QVERIFY(!scene.run());
    const auto& log = scene.rig.world.requests().requests();
    const auto writes = std::count_if(log.begin() + before, log.end(),
        [](const auto& request) { return request.method == "PATCH"; });
    QCOMPARE(writes, 2);
    const auto& last = log.back();
    const auto& refused = log[log.size() - 2];
    QVERIFY(last.method == "PATCH" && refused.method == "PATCH"); // nothing in between
    QCOMPARE(scene.wrong(), QString());
}

void LateWritesTest::aServiceThatKeepsAskingEndsTheRun()
{
    Scene scene;
    const QString key = editedCall(scene);
    askToWait(scene, 36s, {1, 1, 0});
    const auto error = scene.run();
    QVERIFY(error && error->kind == core::Error::Kind::TooLate);
    QVERIFY(words::sentence(*error).startsWith(u"Salesforce kept an update waiting"_s));
    QCOMPARE(scene.rig.task(key)->subject, u"Call: Before"_s);
    scene.rig.world.faults().clear();
    scene.restart();
    scene.rig.pass(5min);
    QVERIFY(!scene.run());
    QCOMPARE(scene.rig.task(key)->subject, u"Call: HubSpot's"_s);
    QCOMPARE(scene.wrong(), QString());
}

// Three updates and a limit of two, one of which a user edits during the pause: the third one has
// its turn, or is left for the next run, but is not forgotten.
void LateWritesTest::whatTheLimitCutOffIsNotForgotten()
{
    Scene scene;
    std::vector<QString> calls;
    for (int i = 0; i < 3; ++i)
        calls.push_back(scene.addCall(u"Before %1"_s.arg(i)));
    scene.rig.pass(10min);
    QVERIFY(!scene.run());
    for (const QString& call : calls)
        scene.editCall(call, u"After "_s + call);
    scene.rig.pass(5min);
    askToWait(scene, 36s, once);
    const QString edited = scene.rig.keyOf(u"call"_s, calls[0]);
    duringThePause(scene, [&] {
        scene.rig.world.org().editTask(
            scene.rig.task(edited)->id, {{u"Subject"_s, u"The user's"_s}});
    });
    engine::SyncOptions canary;
    canary.writesMax = 2;
    QVERIFY(!scene.run(canary));
    scene.rig.pass(10min);
    QVERIFY(!scene.run());
    for (std::size_t i = 1; i < calls.size(); ++i)
        QCOMPARE(scene.rig.task(scene.rig.keyOf(u"call"_s, calls[i]))->subject,
            u"Call: After "_s + calls[i]);
    QCOMPARE(scene.rig.task(edited)->subject, u"The user's"_s);
}

// The canary's limit is reached by what was written, not by what had to wait.
void LateWritesTest::theLimitCountsWhatWasWritten()
{
    Scene scene;
    const QString key = editedCall(scene);
    askToWait(scene, 36s, once);
    engine::SyncOptions canary;
    canary.writesMax = 1;
    const auto result = scene.tryRun(canary);
    QVERIFY(result && result->tally.limitReached);
    QCOMPARE(result->tally.updated, 1);
    QCOMPARE(scene.rig.task(key)->subject, u"Call: HubSpot's"_s);
}

QTEST_GUILESS_MAIN(LateWritesTest)
#include "tst_latewrites.moc"
