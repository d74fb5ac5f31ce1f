// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cases.h"
#include "core/valuemaps.h"

#include <QTest>

using namespace core;
using namespace cases;
using namespace Qt::StringLiterals;

namespace {

// The value, or "! code: arguments" of the reason that blocks.
QString text(const MappedValue& mapped)
{
    if (mapped)
        return *mapped;
    return u"! %1: %2"_s.arg(codes({mapped.error().code}), mapped.error().args.join(u'|'));
}

// An org that renamed everything: Open (default), Done and Shelved (closed, in that order of
// sorting).
OrgDescription renamed()
{
    OrgDescription org;
    org.statuses = {
        {u"Shelved"_s, true, false, 9}, {u"Done"_s, true, false, 4}, {u"Open"_s, false, true, 2}};
    org.priorities = {u"Urgent"_s};
    return org;
}

} // namespace

// R1.9: status and priority.
class ValueMapsTest final : public QObject
{
    Q_OBJECT

private slots:
    void statusesMap_data();
    void statusesMap();
    void prioritiesMap_data();
    void prioritiesMap();
    void pastEventsAreClosed_data();
    void pastEventsAreClosed();
};

void ValueMapsTest::statusesMap_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("override"); // Salesforce value for that status; empty: none
    QTest::addColumn<bool>("renamedOrg");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* status, const char* override, bool renamedOrg,
                         const char* value) {
        QTest::newRow(name) << QString::fromLatin1(status) << QString::fromLatin1(override)
                            << renamedOrg << QString::fromLatin1(value);
    };
    row("not started", "NOT_STARTED", "", false, "Not Started");
    row("none given", "", "", false, "Not Started");
    row("in progress", "IN_PROGRESS", "", false, "In Progress");
    row("waiting", "WAITING", "", false, "Waiting on someone else");
    row("completed", "COMPLETED", "", false, "Completed");
    row("deferred", "DEFERRED", "", false, "Deferred");
    row("the account's own", "ON_HOLD", "", false, "! 63: ON_HOLD|");
    row("the account's own, mapped", "ON_HOLD", "Deferred", false, "Deferred");
    row("mapped otherwise", "WAITING", "In Progress", false, "In Progress");
    row("mapped to what the org does not have", "WAITING", "Parked", false, "! 63: WAITING|Parked");
    row("not started is the org's default", "NOT_STARTED", "", true, "Open");
    row("not started, mapped", "NOT_STARTED", "Shelved", true, "Shelved");
    row("not in the org", "COMPLETED", "", true, "! 63: COMPLETED|Completed");
    row("not in the org, mapped", "COMPLETED", "Done", true, "Done");
}

void ValueMapsTest::statusesMap()
{
    QFETCH(QString, status);
    QFETCH(QString, override);
    QFETCH(bool, renamedOrg);
    QFETCH(QString, value);
    Settings settings;
    if (!override.isEmpty())
        settings.taskStatusMap[status] = override;
    QCOMPARE(text(taskStatus(status, settings, renamedOrg ? renamed() : someOrg())), value);
}

void ValueMapsTest::prioritiesMap_data()
{
    QTest::addColumn<QString>("priority");
    QTest::addColumn<QString>("override");
    QTest::addColumn<bool>("renamedOrg");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* priority, const char* override,
                         bool renamedOrg, const char* value) {
        QTest::newRow(name) << QString::fromLatin1(priority) << QString::fromLatin1(override)
                            << renamedOrg << QString::fromLatin1(value);
    };
    row("high", "HIGH", "", false, "High");
    row("medium", "MEDIUM", "", false, "Normal");
    row("low", "LOW", "", false, "Low");
    row("none", "NONE", "", false, "Normal");
    row("none given", "", "", false, "Normal");
    row("the account's own", "HUGE", "", false, "! 64: HUGE|");
    row("the account's own, mapped", "HUGE", "High", false, "High");
    row("not in the org", "HIGH", "", true, "! 64: HIGH|High");
    row("not in the org, mapped", "HIGH", "Urgent", true, "Urgent");
    row("mapped to what the org does not have", "LOW", "Tiny", false, "! 64: LOW|Tiny");
}

void ValueMapsTest::prioritiesMap()
{
    QFETCH(QString, priority);
    QFETCH(QString, override);
    QFETCH(bool, renamedOrg);
    QFETCH(QString, value);
    Settings settings;
    if (!override.isEmpty())
        settings.taskPriorityMap[priority] = override;
    QCOMPARE(text(taskPriority(priority, settings, renamedOrg ? renamed() : someOrg())), value);
}

void ValueMapsTest::pastEventsAreClosed_data()
{
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<bool>("renamedOrg");
    QTest::addColumn<QString>("value");
    QTest::newRow("Completed") << QString() << false << u"Completed"_s;
    QTest::newRow("first closed by sort order") << QString() << true << u"Done"_s;
    QTest::newRow("chosen") << u"Shelved"_s << true << u"Shelved"_s;
    QTest::newRow("chosen, not in the org") << u"Shelved"_s << false << u"! 63: |Shelved"_s;
    QTest::newRow("chosen, but open") << u"Open"_s << true << u"! 63: |Open"_s;
}

void ValueMapsTest::pastEventsAreClosed()
{
    QFETCH(QString, chosen);
    QFETCH(bool, renamedOrg);
    QFETCH(QString, value);
    Settings settings;
    settings.closedStatus = chosen;
    QCOMPARE(text(closedStatus(settings, renamedOrg ? renamed() : someOrg())), value);
    QCOMPARE(text(closedStatus(Settings{}, OrgDescription{})), u"! 63: |"_s);
    OrgDescription open = someOrg();
    open.statuses[2].closed = false; // an org whose Completed is open has nothing to close with
    QCOMPARE(text(closedStatus(Settings{}, open)), u"! 63: |"_s);
}

QTEST_GUILESS_MAIN(ValueMapsTest)
#include "tst_valuemaps.moc"
