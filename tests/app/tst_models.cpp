// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/filledstore.h"
#include "app/logmodel.h"
#include "app/planmodel.h"
#include "app/runsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using app::LogModel;
using app::PlanModel;
using app::RunsModel;

// The item models over a real store, each under Qt's model tester.
class ModelsTest final : public QObject
{
    Q_OBJECT

private slots:
    void thePlanIsReadPageByPage();
    void thePlanIsFiltered();
    void subjectsArriveWhenTheEngineKnowsThem();
    void aNewPlanTakesThePlaceOfTheOld();
    void runsAreShownNewestFirstAndKeepTheirRows();
    void theLogGrowsAtItsEnd();
    void theLogKeepsItsLastLines();
    void theLogIsFiltered();
    void hostileTextIsOneHarmlessLine();
    void aStoreThatCannotBeReadIsSaid();

private:
    static QString cell(const QAbstractItemModel& model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }
};

void ModelsTest::thePlanIsReadPageByPage()
{
    filled::Store store;
    store.plan(450);
    PlanModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 200);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    model.fetchMore({}); // asked once is enough
    QTRY_COMPARE(model.rowCount(), 400);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 450);
    QVERIFY(!model.canFetchMore({}));
    for (int row = 0; row < 450; ++row)
        QCOMPARE(model.index(row, 0).data(PlanModel::SeqRole).toLongLong(), row + 1);
    QCOMPARE(cell(model, 0, PlanModel::Action), u"create"_s);
    QCOMPARE(cell(model, 0, PlanModel::Because), u"Only synced contact"_s); // not: Priority
    QCOMPARE(cell(model, 2, PlanModel::Because), u"Contact is not in Salesforce"_s);
}

void ModelsTest::thePlanIsFiltered()
{
    filled::Store store;
    store.plan(30);
    PlanModel model;
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 30);
    store::PlanFilter filter;
    filter.action = u"wait"_s;
    model.setFilter(filter);
    QCOMPARE(model.rowCount(), 0); // nothing wrong is shown meanwhile
    QTRY_COMPARE(model.rowCount(), 10);
    filter.kind = core::Kind::Note;
    QSignalSpy loaded(&model, &PlanModel::loaded);
    model.setFilter(filter);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(model.rowCount(), 0);
}

void ModelsTest::subjectsArriveWhenTheEngineKnowsThem()
{
    filled::Store store;
    store.plan(3);
    PlanModel model;
    QSignalSpy wants(&model, &PlanModel::wants);
    model.use(store.desk.get());
    QTRY_COMPARE(wants.size(), 1);
    const auto asked = wants.first().first().value<profiles::Command>();
    QCOMPARE(std::get<profiles::ReadRows>(asked).seqs, std::vector<qint64>({1, 2, 3}));
    QCOMPARE(cell(model, 1, PlanModel::Subject), u"HubSpot record 2"_s);
    core::CreateTask create;
    create.fields[core::TaskField::Subject] = u"Call: offer"_s;
    core::Action action;
    action.body = create;
    model.take(profiles::RowsRead{{{2, action}}});
    QCOMPARE(cell(model, 1, PlanModel::Subject), u"Call: offer"_s);
    QCOMPARE(cell(model, 0, PlanModel::Subject), u"HubSpot record 1"_s);
}

void ModelsTest::aNewPlanTakesThePlaceOfTheOld()
{
    filled::Store store;
    store.plan(5);
    PlanModel model;
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 5);
    store.plan(7);
    model.take(profiles::PlanMade{});
    QTRY_COMPARE(model.rowCount(), 7);
    model.use(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.canFetchMore({}));
}

void ModelsTest::runsAreShownNewestFirstAndKeepTheirRows()
{
    filled::Store store;
    store.run(10);
    RunsModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 1);
    const auto resetsAtFirst = resets.size();
    const QPersistentModelIndex first(model.index(0, 0));
    store.run(1200);
    store.run(30);
    model.reload();
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(resets.size(), resetsAtFirst); // what was chosen stays chosen
    QCOMPARE(first.row(), 2);
    QCOMPARE(cell(model, 0, RunsModel::Created), u"30"_s);
    QCOMPARE(cell(model, 1, RunsModel::Created), u"1,200"_s);
    QCOMPARE(cell(model, 1, RunsModel::Outcome), u"Done"_s);
    QCOMPARE(cell(model, 1, RunsModel::Duration), u"1.5 s"_s);
}

void ModelsTest::theLogGrowsAtItsEnd()
{
    filled::Store store;
    store.log(3, u"created"_s, {u"00T1"_s});
    LogModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 3);
    store.log(2'500, u"deleted"_s, {u"00T2"_s}); // more than one page
    model.follow();
    model.follow(); // while the first one is under way
    QTRY_COMPARE(model.rowCount(), 2'503);
    QCOMPARE(cell(model, 0, LogModel::Message), u"Created task 00T1"_s);
    QCOMPARE(cell(model, 2'502, LogModel::Message), u"Deleted task 00T2"_s);
    store.log(1, u"adopted"_s, {});
    model.follow();
    QTRY_COMPARE(model.rowCount(), 2'504);
}

void ModelsTest::theLogKeepsItsLastLines()
{
    filled::Store store;
    LogModel model;
    model.use(store.desk.get());
    store.log(LogModel::rowsMax, u"created"_s, {u"00T1"_s});
    model.follow();
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), LogModel::rowsMax, 20'000);
    store.log(7, u"deleted"_s, {u"00T2"_s});
    model.follow();
    QTRY_COMPARE(cell(model, LogModel::rowsMax - 1, LogModel::Message), u"Deleted task 00T2"_s);
    QCOMPARE(model.rowCount(), LogModel::rowsMax);
}

void ModelsTest::theLogIsFiltered()
{
    filled::Store store;
    const qint64 run = store.run(1);
    store.log(4, u"created"_s, {u"00T1"_s}, run);
    store.log(6, u"created"_s, {u"00T2"_s});
    LogModel model;
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 10);
    store::LogFilter filter;
    filter.run = run;
    model.setFilter(filter);
    QTRY_COMPARE(model.rowCount(), 4);
    store.log(1, u"created"_s, {u"00T3"_s}, run);
    store.log(1, u"created"_s, {u"00T3"_s});
    model.follow();
    QTRY_COMPARE(model.rowCount(), 5);
}

void ModelsTest::hostileTextIsOneHarmlessLine()
{
    filled::Store store;
    const QString hostile
        = u"<img src=x onerror=alert(1)>\n\u202Egnp.exe\u0007\u2028"_s + QString(40'000, u'x');
    store.log(1, u"created"_s, {hostile});
    LogModel model;
    model.use(store.desk.get());
    QTRY_COMPARE(model.rowCount(), 1);
    const QString shown = cell(model, 0, LogModel::Message);
    QVERIFY(shown.size() < 400);
    for (const char16_t wrong : {u'\n', u'\u202E', u'\u0007', u'\u2028'})
        QVERIFY(!shown.contains(QChar(wrong)));
    QVERIFY(shown.contains(u"<img src=x"_s)); // seen as what it is

    store.plan(1);
    PlanModel plan;
    plan.use(store.desk.get());
    QTRY_COMPARE(plan.rowCount(), 1);
    core::CreateTask create;
    create.fields[core::TaskField::Subject] = hostile;
    core::Action action;
    action.body = create;
    plan.take(profiles::RowsRead{{{1, action}}});
    QVERIFY(cell(plan, 0, PlanModel::Subject).size() < 400);
    QVERIFY(!cell(plan, 0, PlanModel::Subject).contains(u'\u202E'));
}

void ModelsTest::aStoreThatCannotBeReadIsSaid()
{
    store::Desk desk(u"/nonexistent/status.sqlite"_s);
    RunsModel runs;
    QSignalSpy loaded(&runs, &RunsModel::loaded);
    runs.use(&desk);
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(!runs.failure().isEmpty());
    PlanModel plan;
    QSignalSpy planLoaded(&plan, &PlanModel::loaded);
    plan.use(&desk);
    QTRY_COMPARE(planLoaded.size(), 1);
    QVERIFY(!plan.failure().isEmpty());
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "tst_models.moc"
