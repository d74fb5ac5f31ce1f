// SPDX-License-Identifier: GPL-3.0-or-later
#include "behaviour/scene.h"
#include "cli/exitcode.h"
#include "store/runs.h"
#include "words/errors.h"

#include <QTest>

using namespace std::chrono_literals;
using cli::ExitCode;
using core::Error;
using scene::Scene;

// One fault at the n-th call of a small story, for every n: the state in which the run ends, and
// that nothing is lost or doubled once the trouble is over.
class EveryCallTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aRevokedTokenNeedsASignIn();
    void aPageInPlaceOfTheServiceIsNobodysError();
    void aCutAnswerIsWeathered();
    void aBusyMomentIsWeathered();
    void aLimitOfSomeSecondsIsWeathered();

private:
    // Plays the story with one fault of that kind at call `n`; `mend` is called after a run that
    // ended early. How often that was.
    template <typename Mend> int play(Scene& scene, Mend mend);

    int m_calls = 0;
};

void EveryCallTest::initTestCase()
{
    m_calls = Scene::requestsOfTheStory();
    QVERIFY2(m_calls > 20, qPrintable(QString::number(m_calls)));
}

template <typename Mend> int EveryCallTest::play(Scene& scene, Mend mend)
{
    int ended = 0;
    for (int step = 0; step < Scene::steps; ++step) {
        scene.step(step);
        while (const auto error = scene.run()) {
            if (++ended > 5)
                return ended;
            mend(*error);
        }
    }
    return ended;
}

void EveryCallTest::aRevokedTokenNeedsASignIn()
{
    for (int n = 1; n <= m_calls; ++n) {
        Scene scene;
        scene.fault({}, {n, 1, 1}, sandbox::RevokeToken{});
        const int ended = play(scene, [&](const Error& error) {
            const QByteArray at
                = "call " + QByteArray::number(n) + ": " + words::sentence(error).toUtf8();
            QVERIFY2(error.kind == Error::Kind::SignInNeeded, at);
            QVERIFY2(cli::exitCodeOf(error.kind) == ExitCode::NotConnected, at);
            QVERIFY2(error.service != core::Service::None, at);
            QVERIFY2(at.contains("activitybridgectl connect"), at);
            const store::RunRow row = scene.lastRun();
            QVERIFY2(row.outcome == store::RunOutcome::Failed, at);
            QVERIFY2(row.stoppedBy && row.stoppedBy->kind == Error::Kind::SignInNeeded
                    && row.stoppedBy->service == error.service,
                at);
            // Without a sign-in it stays so, and no call but the first is made.
            const int before = scene.requests();
            QVERIFY2(scene.stopped().kind == Error::Kind::SignInNeeded, at);
            QVERIFY2(scene.requests() - before <= 8, at);
            scene.renewTokens();
        });
        QVERIFY2(ended == 1, qPrintable(QStringLiteral("call %1: %2").arg(n).arg(ended)));
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void EveryCallTest::aPageInPlaceOfTheServiceIsNobodysError()
{
    int stopped = 0;
    for (int n = 1; n <= m_calls; ++n) {
        Scene scene;
        scene.fault({}, {n, 1, 1}, sandbox::HtmlPage{});
        stopped += play(scene, [&](const Error& error) {
            const QByteArray at
                = "call " + QByteArray::number(n) + ": " + words::sentence(error).toUtf8();
            QVERIFY2(error.kind == Error::Kind::NotTheService, at);
            QVERIFY2(cli::exitCodeOf(error.kind) == ExitCode::Unavailable, at);
            QVERIFY2(at.contains("captive portal"), at);
            QVERIFY2(scene.lastRun().stoppedBy->kind == error.kind, at);
        });
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
    QVERIFY(stopped >= m_calls - 5); // all but the writes, which are settled by reading
}

void EveryCallTest::aCutAnswerIsWeathered()
{
    for (int n = 1; n <= m_calls; ++n) {
        Scene scene;
        scene.fault({}, {n, 1, 1}, sandbox::Truncate{});
        const int ended = play(scene, [](const Error&) {});
        QVERIFY2(ended == 0, qPrintable(QStringLiteral("call %1").arg(n)));
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void EveryCallTest::aBusyMomentIsWeathered()
{
    for (int n = 1; n <= m_calls; ++n) {
        Scene scene;
        scene.fault({}, {n, 1, 1}, sandbox::Status{503, {}});
        const int ended = play(scene, [](const Error&) {});
        QVERIFY2(ended == 0, qPrintable(QStringLiteral("call %1").arg(n)));
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void EveryCallTest::aLimitOfSomeSecondsIsWeathered()
{
    for (int n = 1; n <= m_calls; ++n) {
        Scene scene;
        scene.fault({}, {n, 1, 1}, sandbox::Status{429, 7s});
        const int ended = play(scene, [](const Error&) {});
        QVERIFY2(ended == 0, qPrintable(QStringLiteral("call %1").arg(n)));
        const auto& log = scene.rig.world.requests().requests();
        const auto& refused = log[std::size_t(n) - 1];
        // The refused call comes again, and not before the service asked for it.
        const auto& next = log[std::size_t(n)];
        QVERIFY2(next.path == refused.path && next.at - refused.at >= 7s,
            qPrintable(QStringLiteral("call %1").arg(n)));
        const QString wrong = scene.wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

QTEST_GUILESS_MAIN(EveryCallTest)
#include "tst_everycall.moc"
