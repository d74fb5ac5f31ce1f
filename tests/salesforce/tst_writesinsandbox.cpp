// SPDX-License-Identifier: GPL-3.0-or-later
#include "insandbox.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using core::SalesforceId;
using core::TaskField;
using insandbox::problem;
using Kind = core::Error::Kind;
using salesforce::TaskWrite;
using salesforce::UpsertMode;
using What = salesforce::WriteOutcome::What;

namespace {

TaskWrite call(int number, const SalesforceId& who = {})
{
    TaskWrite write{{QStringLiteral("hs:62515:call:%1").arg(number)}, {}};
    write.fields = {{TaskField::Subject, QStringLiteral("Call: \"Q3\" – %1").arg(number)},
        {TaskField::Description, QStringLiteral("line 1\nline 2 ' \\ 😀")},
        {TaskField::Status, QStringLiteral("Completed")},
        {TaskField::Priority, QStringLiteral("Normal")},
        {TaskField::ActivityDate, QStringLiteral("2026-11-20")},
        {TaskField::TaskSubtype, QStringLiteral("Call")}, {TaskField::IsReminderSet, false},
        {TaskField::CallType, QStringLiteral("Outbound")}, {TaskField::CallDurationInSeconds, 90}};
    if (!who.isEmpty())
        write.fields[TaskField::WhoId] = who.value;
    return write;
}

} // namespace

class WritesInSandboxTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<insandbox::Fixture> f;

private slots:
    void init() { f = std::make_unique<insandbox::Fixture>(); }

    void whatIsWrittenIsReadBackEqual()
    {
        const auto org = f->described();
        const auto who = f->contact("ada@example.org");
        const TaskWrite write = call(1, who);
        const auto outcomes
            = f->run(f->client.upsertTasks({write}, UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(outcomes, qPrintable(problem(outcomes)));
        QCOMPARE(outcomes->front().what, What::Created);
        const auto tasks = f->run(f->client.tasks({outcomes->front().id}, org, {}));
        QVERIFY2(tasks, qPrintable(problem(tasks)));
        QCOMPARE(tasks->size(), std::size_t(1));
        const auto& task = tasks->front();
        QCOMPARE(task.key, write.key.value);
        for (const auto& [field, value] : write.fields)
            QCOMPARE(task.fields.at(field), value);

        const auto again
            = f->run(f->client.upsertTasks({write}, UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(again, qPrintable(problem(again)));
        QCOMPARE(f->org().count(QStringLiteral("Task")), std::size_t(1));
    }

    void updateOnlyNeverCreates()
    {
        auto write = call(1);
        const auto refused = f->run(f->client.upsertTasks({write}, UpsertMode::UpdateOnly, {}, {}));
        QVERIFY2(refused, qPrintable(problem(refused)));
        QCOMPARE(refused->front().what, What::Rejected);
        QVERIFY(!refused->front().code.isEmpty());
        QCOMPARE(f->org().count(QStringLiteral("Task")), std::size_t(0));

        QVERIFY(f->run(f->client.upsertTasks({write}, UpsertMode::CreateOrUpdate, {}, {})));
        TaskWrite changed{write.key,
            {{TaskField::Subject, QStringLiteral("new")},
                {TaskField::ActivityDate, QJsonValue::Null}}};
        const auto updated
            = f->run(f->client.upsertTasks({changed}, UpsertMode::UpdateOnly, {}, {}));
        QVERIFY2(updated, qPrintable(problem(updated)));
        QCOMPARE(updated->front().what, What::Updated);
        QCOMPARE(f->org().tasks().front().subject, QStringLiteral("new"));
        QVERIFY(!f->org().tasks().front().activityDate.isValid());
    }

    void aBatchSucceedsAndFailsRecordByRecord()
    {
        std::vector<TaskWrite> batch;
        for (int i = 0; i < 200; ++i)
            batch.push_back(call(i));
        batch[3].fields[TaskField::Subject] = QString(256, QLatin1Char('s'));
        batch[4].fields[TaskField::Type] = QStringLiteral("No such type");
        const auto outcomes
            = f->run(f->client.upsertTasks(batch, UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(outcomes, qPrintable(problem(outcomes)));
        QCOMPARE(f->transport.calls, 1);
        QCOMPARE(outcomes->at(2).what, What::Created);
        QCOMPARE(outcomes->at(3).code, QStringLiteral("STRING_TOO_LONG"));
        QCOMPARE(outcomes->at(3).fields, QStringList{QStringLiteral("Subject")});
        QCOMPARE(outcomes->at(4).code, QStringLiteral("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"));
        QCOMPARE(f->org().count(QStringLiteral("Task")), std::size_t(198));
    }

    void deletedTasksAreSeenByKeyOnly()
    {
        const auto org = f->described();
        const auto outcomes
            = f->run(f->client.upsertTasks({call(1), call(2)}, UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(outcomes, qPrintable(problem(outcomes)));
        const auto gone = outcomes->front().id;
        const auto deleted = f->run(f->client.deleteTasks({gone}, {}));
        QVERIFY2(deleted, qPrintable(problem(deleted)));
        QCOMPARE(deleted->front().what, What::Updated);
        const auto again = f->run(f->client.deleteTasks({gone}, {}));
        QVERIFY2(again, qPrintable(problem(again)));
        QCOMPARE(again->front().code, QStringLiteral("ENTITY_IS_DELETED"));

        const auto byId = f->run(f->client.tasks({gone, outcomes->back().id}, org, {}));
        QVERIFY2(byId, qPrintable(problem(byId)));
        const auto living = std::count_if(
            byId->begin(), byId->end(), [](const core::Task& task) { return !task.deleted; });
        QCOMPARE(living, 1);
        const auto byKey = f->run(f->client.tasksByKey({call(1).key, call(2).key}, org, {}));
        QVERIFY2(byKey, qPrintable(problem(byKey)));
        QCOMPARE(byKey->size(), std::size_t(2));
        QCOMPARE(
            std::count_if(byKey->begin(), byKey->end(), [](const auto& t) { return t.deleted; }),
            1);
    }

    void keyedTasksAreSweptInPages()
    {
        const auto org = f->described();
        std::vector<TaskWrite> batch;
        for (int i = 0; i < 30; ++i)
            batch.push_back(call(i));
        TaskWrite foreign = call(1);
        foreign.key.value = QStringLiteral("hs:625159:call:1");
        batch.push_back(foreign);
        const auto outcomes
            = f->run(f->client.upsertTasks(batch, UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(outcomes, qPrintable(problem(outcomes)));
        f->org().deleteRecord(outcomes->at(0).id.value);
        f->org().archive(outcomes->at(1).id.value);
        f->org().setPageSizeMax(7);
        const QString prefix = QStringLiteral("hs:62515:");
        const auto all = f->run(f->client.keyedTasks(prefix, {}, org, {}));
        QVERIFY2(all, qPrintable(problem(all)));
        QCOMPARE(all->size(), std::size_t(30));
        QVERIFY(std::is_sorted(all->begin(), all->end(),
            [](const core::Task& a, const core::Task& b) { return a.id < b.id; }));
        QCOMPARE(
            std::count_if(all->begin(), all->end(), [](const auto& t) { return t.deleted; }), 1);
        QCOMPARE(
            std::count_if(all->begin(), all->end(), [](const auto& t) { return t.archived; }), 1);
        const auto end = f->run(f->client.keyedTasks(prefix, all->back().id, org, {}));
        QVERIFY2(end, qPrintable(problem(end)));
        QVERIFY(end->empty());
    }

    void hiddenFieldsAreNotAsked()
    {
        const auto before = f->described();
        for (const char* field : {"Type", "CallType", "Description"})
            f->org().setFieldHidden(QStringLiteral("Task"), QLatin1String(field), true);
        const auto written = f->run(
            f->client.upsertTasks({{call(1).key, {{TaskField::Subject, QStringLiteral("S")}}}},
                UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(written, qPrintable(problem(written)));
        QCOMPARE(f->run(f->client.tasks({written->front().id}, before, {})).error().code,
            QStringLiteral("INVALID_FIELD"));
        const auto org = f->described();
        const auto tasks = f->run(f->client.tasks({written->front().id}, org, {}));
        QVERIFY2(tasks, qPrintable(problem(tasks)));
        QVERIFY(!tasks->front().fields.contains(TaskField::Type));
        QVERIFY(f->run(f->client.tasksByKey({call(1).key}, org, {})));
    }

    void theKeyFieldIsMadeFromNothing()
    {
        f->org().setKeyField({.isPresent = false});
        QVERIFY(!f->described().keyField.visible);
        const auto write
            = f->run(f->client.upsertTasks({call(1)}, UpsertMode::CreateOrUpdate, {}, {}));
        QCOMPARE(write.error().kind, Kind::SetUpIncomplete);
        const auto field = f->run(f->client.createKeyField({}));
        QVERIFY2(field, qPrintable(problem(field)));
        QVERIFY(field->usable());
        QVERIFY(f->run(f->client.createKeyField({})));
        const auto outcomes
            = f->run(f->client.upsertTasks({call(1)}, UpsertMode::CreateOrUpdate, {}, {}));
        QVERIFY2(outcomes, qPrintable(problem(outcomes)));
        QCOMPARE(outcomes->front().what, What::Created);
    }

    void theKeyFieldNeedsRights()
    {
        f->org().setKeyField({.isPresent = false});
        f->org().setSetupRights({.canCustomize = false});
        const auto first = f->run(f->client.createKeyField({}));
        QCOMPARE(first.error().kind, Kind::Forbidden);
        f->org().setSetupRights({.canManagePermissionSets = false});
        const auto second = f->run(f->client.createKeyField({}));
        QCOMPARE(second.error().kind, Kind::Forbidden);
        f->org().setSetupRights({});
        const auto third = f->run(f->client.createKeyField({}));
        QVERIFY2(third, qPrintable(problem(third)));
        QVERIFY(third->usable());
    }
};

QTEST_GUILESS_MAIN(WritesInSandboxTest)
#include "tst_writesinsandbox.moc"
