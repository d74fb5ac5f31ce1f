// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/desk.h"
#include "store/log.h"
#include "store/transaction.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

// The window asks the store without waiting.
class DeskTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void answersComeInTheThreadThatAsked();
    void ofOneSubjectTheLatestWins();
    void subjectsDoNotDisturbEachOther();
    void whoIsGoneIsNotAnswered();
    void whatIsWrittenMeanwhileIsSeen();
    void nothingCanBeWritten();
    void aDatabaseThatIsNotThereIsAnError();

private:
    QString path() const { return m_folder->filePath(u"status.sqlite"_s); }
    static core::Result<int> countOfLog(store::Database& database);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DeskTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(store::Database::open({path(), false}));
}

core::Result<int> DeskTest::countOfLog(store::Database& database)
{
    auto rows = store::Log(database).page(5000);
    if (!rows)
        return tl::unexpected(rows.error());
    return static_cast<int>(rows->size());
}

void DeskTest::answersComeInTheThreadThatAsked()
{
    store::Desk desk(path());
    const QThread* here = QThread::currentThread();
    const QThread* worked = nullptr;
    const QThread* answered = nullptr;
    desk.ask<int>(
        u"a"_s,
        [&](store::Database&) -> core::Result<int> {
            worked = QThread::currentThread();
            return 7;
        },
        this,
        [&](const core::Result<int>& answer) {
            QCOMPARE(answer.value_or(0), 7);
            answered = QThread::currentThread();
        });
    QVERIFY(!answered); // never within the call
    QTRY_COMPARE(answered, here);
    QVERIFY(worked && worked != here);
}

void DeskTest::ofOneSubjectTheLatestWins()
{
    store::Desk desk(path());
    std::vector<int> answers;
    std::atomic<int> carriedOut = 0;
    for (int i = 1; i <= 50; ++i) {
        desk.ask<int>(
            u"page"_s,
            [i, &carriedOut](store::Database&) -> core::Result<int> {
                ++carriedOut;
                QThread::msleep(5);
                return i;
            },
            this, [&](const core::Result<int>& answer) { answers.push_back(*answer); });
    }
    QTRY_VERIFY(!answers.empty());
    QTest::qWait(50); // time for an answer that must not come
    QCOMPARE(answers, std::vector<int>{50});
    QVERIFY(carriedOut < 10); // what nobody waits for any more is not worked on
}

void DeskTest::subjectsDoNotDisturbEachOther()
{
    store::Desk desk(path());
    QStringList answers;
    for (const QString& subject : {u"a"_s, u"b"_s, u"c"_s}) {
        desk.ask<QString>(
            subject, [subject](store::Database&) -> core::Result<QString> { return subject; }, this,
            [&](const core::Result<QString>& answer) { answers.append(*answer); });
    }
    QTRY_COMPARE(answers, QStringList({u"a"_s, u"b"_s, u"c"_s}));
}

void DeskTest::whoIsGoneIsNotAnswered()
{
    store::Desk desk(path());
    bool answered = false;
    bool last = false;
    {
        QObject receiver;
        desk.ask<int>(
            u"a"_s, [](store::Database&) -> core::Result<int> { return 1; }, &receiver,
            [&](const core::Result<int>&) { answered = true; });
    }
    desk.ask<int>(
        u"b"_s, [](store::Database&) -> core::Result<int> { return 1; }, this,
        [&](const core::Result<int>&) { last = true; });
    QTRY_VERIFY(last);
    QVERIFY(!answered);
}

void DeskTest::whatIsWrittenMeanwhileIsSeen()
{
    store::Desk desk(path());
    const auto countNow = [&] {
        int count = -1;
        desk.ask<int>(u"log"_s, &DeskTest::countOfLog, this,
            [&](const core::Result<int>& answer) { count = answer.value_or(-2); });
        return QTest::qWaitFor([&] { return count != -1; }) ? count : -3;
    };
    QCOMPARE(countNow(), 0);
    auto database = store::Database::open({path(), false});
    QVERIFY(database);
    auto transaction = store::Transaction::begin(**database);
    QVERIFY(transaction);
    store::LogRow row;
    row.code = u"RUN_DONE"_s;
    QVERIFY(store::Log(**database).append({row}));
    QCOMPARE(countNow(), 0); // not before it is committed
    QVERIFY(transaction->commit());
    QCOMPARE(countNow(), 1);
}

void DeskTest::nothingCanBeWritten()
{
    store::Desk desk(path());
    std::optional<bool> could;
    desk.ask<bool>(
        u"write"_s,
        [](store::Database& database) -> core::Result<bool> {
            return store::Transaction::begin(database).has_value();
        },
        this, [&](const core::Result<bool>& answer) { could = answer.value_or(true); });
    QTRY_VERIFY(could.has_value());
    QVERIFY(!*could);
}

void DeskTest::aDatabaseThatIsNotThereIsAnError()
{
    store::Desk desk(m_folder->filePath(u"other.sqlite"_s));
    std::optional<core::Error> error;
    desk.ask<int>(u"log"_s, &DeskTest::countOfLog, this, [&](const core::Result<int>& answer) {
        if (!answer)
            error = answer.error();
    });
    QTRY_VERIFY(error.has_value());
    QCOMPARE(error->kind, core::Error::Kind::Store);
    QVERIFY(!QFile::exists(m_folder->filePath(u"other.sqlite"_s)));
}

QTEST_GUILESS_MAIN(DeskTest)
#include "tst_desk.moc"
