// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/plan.h"

#include <QSet>
#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

Action row(ActionBody body, const char* id = "9001")
{
    Action action;
    action.key = keyOf(u"1234567"_s, Kind::Call, {QString::fromLatin1(id)});
    action.kind = Kind::Call;
    action.activity = {QString::fromLatin1(id)};
    action.body = std::move(body);
    return action;
}

CreateTask creation(const QString& subject)
{
    return {{{TaskField::Subject, subject}}, {}, {}, theWho};
}

// One of each, no two alike.
std::vector<ActionBody> everyBody()
{
    return {creation(u"Offer"_s), creation(u"offer"_s),
        UpdateTask{theTask, {{TaskField::Subject, u"Offer"_s}}, {}},
        UpdateTask{idOf("00T", 2), {{TaskField::Subject, u"Offer"_s}}, {}},
        Adopt{theTask, {}, {}, {}}, RefreshBase{}, DeleteTask{theTask}, DeleteTask{idOf("00T", 2)},
        Unlink{Link::State::TaskGone}, Unlink{Link::State::ActivityGone}, Wait{{u"501"_s}},
        Wait{{u"502"_s}}, Exclude{}, Block{},
        RaiseConflict{theTask, TaskField::Subject, true, false},
        RaiseConflict{theTask, TaskField::Subject, false, false},
        RaiseConflict{theTask, TaskField::Subject, false, true},
        RaiseConflict{theTask, TaskField::Status, true, false}, NoAction{}};
}

QByteArray hashOfRows(const std::vector<Action>& rows)
{
    PlanHash hash;
    for (const Action& action : rows)
        hash.add(action.key, rowHash(action));
    return hash.result();
}

} // namespace

// R5.1.
class PlanTest final : public QObject
{
    Q_OBJECT

private slots:
    void actionsHaveStableNames();
    void threeActionsWrite();
    void rowsHashWhatTheyWillDo();
    void rowsDoNotHashTheirRun();
    void countsAreKept();
    void countsOfPartsAddUp();
    void plansHashTheirRows();
};

void PlanTest::actionsHaveStableNames()
{
    QStringList names;
    for (const ActionBody& body : everyBody()) {
        if (!names.contains(actionName(body)))
            names.append(actionName(body));
    }
    QCOMPARE(names.join(u' '),
        u"createTask updateTask adopt refreshBase deleteTask unlink wait exclude block "
        "raiseConflict nothing"_s);
}

void PlanTest::threeActionsWrite()
{
    QSet<QString> writing;
    for (const ActionBody& body : everyBody()) {
        if (writes(body))
            writing.insert(actionName(body));
    }
    QCOMPARE(writing, (QSet<QString>{u"createTask"_s, u"updateTask"_s, u"deleteTask"_s}));
}

void PlanTest::rowsHashWhatTheyWillDo()
{
    QSet<QByteArray> hashes;
    for (const ActionBody& body : everyBody()) {
        hashes.insert(rowHash(row(body)));
        hashes.insert(rowHash(row(body, "9002")));
        QCOMPARE(rowHash(row(body)).size(), 32);
    }
    QCOMPARE(hashes.size(), 2 * static_cast<qsizetype>(everyBody().size()));
}

void PlanTest::rowsDoNotHashTheirRun()
{
    const Action action = row(creation(u"Offer"_s));
    Action later = action;
    later.activityVersion = modified;
    later.taskVersion = modified;
    later.time = happened;
    later.why = {{ReasonCode::NewActivity, {}}};
    std::get<CreateTask>(later.body).base[TaskField::Subject] = {1, 2};
    QCOMPARE(rowHash(later), rowHash(action));
}

void PlanTest::countsAreKept()
{
    PlanCounts counts;
    for (const ActionBody& body : everyBody())
        counts.add(row(body));
    QCOMPARE(counts.creates, 2);
    QCOMPARE(counts.updates, 2);
    QCOMPARE(counts.deletes, 2);
    QCOMPARE(counts.writes(), 6);
    QCOMPARE(counts.byAction.at(u"raiseConflict"_s), 4);
    QCOMPARE(counts.byKind.at(Kind::Call).at(u"wait"_s), 2);
}

void PlanTest::countsOfPartsAddUp()
{
    PlanCounts whole;
    PlanCounts sum;
    for (const ActionBody& body : everyBody()) {
        whole.add(row(body));
        PlanCounts part;
        part.add(row(body));
        sum.add(part);
    }
    QCOMPARE(sum, whole);
    sum.add(PlanCounts());
    QCOMPARE(sum, whole);
    sum.add(Kind::Note, u"createTask"_s, 3);
    QCOMPARE(sum.creates, whole.creates + 3);
    sum.add(Kind::Note, u"createTask"_s, -3); // withdrawn: as if they had never been
    QCOMPARE(sum, whole);
    sum.add(whole);
    QCOMPARE(sum.writes(), 2 * whole.writes());
    QCOMPARE(sum.byKind.at(Kind::Call).at(u"wait"_s), 4);
}

void PlanTest::plansHashTheirRows()
{
    const Action a = row(creation(u"Offer"_s), "1");
    const Action b = row(creation(u"Offer"_s), "2");
    const Action c = row(DeleteTask{theTask}, "2");
    QCOMPARE(hashOfRows({a, b}).size(), 64);
    QCOMPARE(hashOfRows({a, b}), hashOfRows({a, b}).toLower());
    QCOMPARE(hashOfRows({a, b}), hashOfRows({a, b}));
    QVERIFY(hashOfRows({a, b}) != hashOfRows({a}));
    QVERIFY(hashOfRows({a, b}) != hashOfRows({a, c}));
    QVERIFY(hashOfRows({a, b}) != hashOfRows({b, a})); // the caller feeds them by key
    QCOMPARE(hashOfRows({}),
        QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
