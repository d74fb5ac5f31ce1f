// SPDX-License-Identifier: GPL-3.0-or-later
#include "insandbox.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using core::SalesforceId;
using insandbox::problem;
using Kind = core::Error::Kind;
using salesforce::Keyset;

class ReadsInSandboxTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<insandbox::Fixture> f;

private slots:
    void init() { f = std::make_unique<insandbox::Fixture>(); }

    void theOrgIntroducesItself()
    {
        const auto version = f->run(f->client.negotiateVersion({}));
        QVERIFY2(version, qPrintable(problem(version)));
        QCOMPARE(*version, QStringLiteral("68.0"));
        const auto identity = f->run(f->client.identity({}));
        QVERIFY2(identity, qPrintable(problem(identity)));
        QCOMPARE(identity->user.value, f->org().apiUser());
        QCOMPARE(identity->organization.value, f->org().organizationId());
    }

    void theDescribeIsReadOnceAndAgainWhenItChanged()
    {
        const auto first = f->run(f->client.describeTask({}, {}));
        QVERIFY2(first, qPrintable(problem(first)));
        QVERIFY(first->changed && !first->lastModified.isEmpty());
        QVERIFY(first->org.keyField.usable());
        QVERIFY(!first->org.sharedActivities);
        QVERIFY(first->org.types.contains(QStringLiteral("Call")));
        QCOMPARE(first->org.defaultPriority, QStringLiteral("Normal"));
        const auto closed = std::count_if(first->org.statuses.begin(), first->org.statuses.end(),
            [](const auto& status) { return status.closed; });
        QCOMPARE(closed, 1);

        const auto second = f->run(f->client.describeTask(first->lastModified, {}));
        QVERIFY2(second, qPrintable(problem(second)));
        QVERIFY(!second->changed);

        f->clock.advance(std::chrono::seconds(5));
        f->org().setSharedActivities(true);
        f->org().addPicklistValue(
            QStringLiteral("Task"), QStringLiteral("Type"), QStringLiteral("Demo"));
        const auto third = f->run(f->client.describeTask(first->lastModified, {}));
        QVERIFY2(third, qPrintable(problem(third)));
        QVERIFY(third->changed && third->org.sharedActivities);
        QVERIFY(third->org.types.contains(QStringLiteral("Demo")));
    }

    void usersAreReadOverPages()
    {
        for (int i = 0; i < 7; ++i) {
            f->org().addUser({.name = QStringLiteral("User %1").arg(i),
                .email = QStringLiteral("u%1@example.org").arg(i),
                .username = {},
                .federationId = {},
                .isActive = i != 3,
                .userType = i == 5 ? QStringLiteral("CsnOnly") : QStringLiteral("Standard")});
        }
        f->org().setPageSizeMax(2);
        const auto users = f->run(f->client.users({}));
        QVERIFY2(users, qPrintable(problem(users)));
        QCOMPARE(users->size(), std::size_t(7)); // the administrator, and not the CsnOnly one
        QCOMPARE(std::count_if(
                     users->begin(), users->end(), [](const auto& user) { return user.active; }),
            6);
        QVERIFY(std::all_of(
            users->begin(), users->end(), [](const auto& user) { return user.standard; }));
    }

    void peopleAreFoundByIdAndAddress()
    {
        const auto ada = f->contact("ada@example.org");
        const auto hostile = f->contact("o'hara\\%_@example.org");
        const auto merged = f->contact("old@example.org");
        f->org().mergeContacts(ada.value, merged.value);
        const SalesforceId lead{f->org().addLead({.firstName = QStringLiteral("L"),
            .lastName = QStringLiteral("Lead"),
            .company = QStringLiteral("C"),
            .email = QStringLiteral("ADA@example.org"),
            .ownerId = {},
            .createdDate = {}})};
        f->org().convertLead(lead.value, ada.value);
        f->contact("ohara@example.org"); // what a wildcard would find too

        const salesforce::PeopleQuery query{{ada, merged}, {lead},
            {QStringLiteral("Ada@Example.org"), QStringLiteral("o'hara\\%_@example.org")}};
        const auto people = f->run(f->client.people(query, {}));
        QVERIFY2(people, qPrintable(problem(people)));
        QCOMPARE(f->transport.calls, 1);
        QHash<QString, core::Person> byId;
        for (const auto& person : *people)
            byId.insert(person.id.value, person);
        QCOMPARE(byId.size(), 4);
        QVERIFY(byId[merged.value].deleted);
        QCOMPARE(byId[merged.value].masterRecord, ada);
        QVERIFY(byId[lead.value].isLead && byId[lead.value].converted);
        QCOMPARE(byId[lead.value].convertedContact, ada);
        QCOMPARE(byId[hostile.value].email, QStringLiteral("o'hara\\%_@example.org"));
    }

    void aThousandPeopleAreFoundOverPagesOfParts()
    {
        salesforce::PeopleQuery query;
        for (int i = 0; i < 1000; ++i) {
            const auto email = QStringLiteral("p%1@example.org").arg(i);
            query.contacts.push_back(f->contact(qPrintable(email)));
            if (i % 2 == 0)
                query.emails.append(email);
        }
        f->org().setPageSizeMax(200);
        const auto people = f->run(f->client.people(query, {}));
        QVERIFY2(people, qPrintable(problem(people)));
        QCOMPARE(people->size(), std::size_t(1500));
    }

    void everyChangeIsReadOnce()
    {
        QSet<QString> expected;
        for (int i = 0; i < 50; ++i) {
            expected.insert(f->contact(qPrintable(QStringLiteral("c%1@example.org").arg(i))).value);
            if (i % 20 == 19)
                f->clock.advance(std::chrono::seconds(1));
        }
        const SalesforceId lead{f->org().addLead({.firstName = {},
            .lastName = QStringLiteral("Lead"),
            .company = QStringLiteral("C"),
            .email = {},
            .ownerId = {},
            .createdDate = {}})};
        expected.insert(lead.value);
        f->org().deleteRecord(*expected.begin());
        f->org().setPageSizeMax(7);

        Keyset contacts{f->clock.wall() - std::chrono::hours(1), {}};
        Keyset leads = contacts;
        QStringList seen;
        int calls = 0;
        for (bool more = true; more; ++calls) {
            const auto changed = f->run(f->client.changedPeople(contacts, leads, {}));
            QVERIFY2(changed, qPrintable(problem(changed)));
            QCOMPARE(changed->serverTime, f->clock.wall());
            for (const auto& person : changed->rows)
                seen.append(person.id.value);
            contacts = changed->contacts;
            leads = changed->leads;
            more = changed->more;
        }
        QCOMPARE(seen.size(), expected.size());
        QCOMPARE((QSet<QString>(seen.begin(), seen.end())), expected);
        QCOMPARE(calls, 8); // 50 contacts, 7 a page
    }

    void theDailyLimitIsBudgetSpent()
    {
        f->org().setDailyLimit(1);
        QVERIFY(f->run(f->client.users({})));
        QCOMPARE(f->run(f->client.users({})).error().kind, Kind::BudgetSpent);
    }

    void aRevokedTokenNeedsSignIn()
    {
        f->org().revokeToken(sandbox::salesforce::defaultToken);
        QCOMPARE(f->run(f->client.users({})).error().kind, Kind::SignInNeeded);
    }
};

QTEST_GUILESS_MAIN(ReadsInSandboxTest)
#include "tst_readsinsandbox.moc"
