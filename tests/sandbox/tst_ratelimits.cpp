// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/ratelimits.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const sandbox::HttpRequest plain{"GET", "/crm/owners/2026-09", {}, {}};
const sandbox::HttpRequest search{"POST", "/crm/objects/2026-09/tasks/search", {}, {}};

sandbox::Instant start()
{
    return std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 22h + 30min;
}

QString policy(const std::optional<sandbox::HttpResponse>& refused)
{
    if (!refused)
        return u"ok"_s;
    const auto body = QJsonDocument::fromJson(refused->body).object();
    return QStringLiteral("%1 %2").arg(refused->status).arg(body.value(u"policyName"_s).toString());
}

QByteArray header(
    const sandbox::RateLimits& limits, const sandbox::HttpRequest& request, const QByteArray& name)
{
    sandbox::HttpResponse response;
    limits.describe(request, response);
    for (const auto& [key, value] : response.headers) {
        if (key == "X-HubSpot-RateLimit-" + name)
            return value;
    }
    return {};
}

} // namespace

class RateLimitsTest final : public QObject
{
    Q_OBJECT

private slots:
    void offMeansOff()
    {
        sandbox::RateLimits limits(false);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(policy(limits.admit(search, start())), u"ok"_s);
        QCOMPARE(header(limits, plain, "Max"), QByteArray());
    }

    void oneHundredAndNinetyInTenSeconds()
    {
        sandbox::RateLimits limits(true);
        for (int i = 0; i < 190; ++i)
            QCOMPARE(policy(limits.admit(plain, start() + i * 10ms)), u"ok"_s);
        QCOMPARE(header(limits, plain, "Remaining"), QByteArray("0"));
        const auto refused = limits.admit(plain, start() + 9999ms);
        QCOMPARE(policy(refused), u"429 TEN_SECONDLY_ROLLING"_s);
        QVERIFY(refused->body.contains("You have reached your ten_secondly_rolling limit."));
        QVERIFY(refused->body.contains("\"errorType\":\"RATE_LIMIT\""));
        // The window rolls: one call leaves it, one may come.
        QCOMPARE(policy(limits.admit(plain, start() + 10s)), u"ok"_s);
        QCOMPARE(policy(limits.admit(plain, start() + 10s)), u"429 TEN_SECONDLY_ROLLING"_s);
        QCOMPARE(policy(limits.admit(plain, start() + 10s + 10ms)), u"ok"_s);
    }

    void fiveSearchesInASecond()
    {
        sandbox::RateLimits limits(true);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(policy(limits.admit(search, start() + i * 100ms)), u"ok"_s);
        QCOMPARE(policy(limits.admit(search, start() + 999ms)), u"429 SECONDLY"_s);
        QCOMPARE(policy(limits.admit(plain, start() + 999ms)), u"ok"_s);
        QCOMPARE(policy(limits.admit(search, start() + 1s)), u"ok"_s);
        QCOMPARE(policy(limits.admit(search, start() + 1s)), u"429 SECONDLY"_s);
        QCOMPARE(header(limits, plain, "Remaining"), QByteArray("189")); // searches are apart
    }

    void headersTellTheState()
    {
        sandbox::RateLimits limits(true);
        QCOMPARE(policy(limits.admit(plain, start())), u"ok"_s);
        QCOMPARE(policy(limits.admit(search, start())), u"ok"_s);
        QCOMPARE(header(limits, plain, "Interval-Milliseconds"), QByteArray("10000"));
        QCOMPARE(header(limits, plain, "Max"), QByteArray("190"));
        QCOMPARE(header(limits, plain, "Daily"), QByteArray("625000"));
        QCOMPARE(header(limits, plain, "Daily-Remaining"), QByteArray("624998"));
        QCOMPARE(header(limits, search, "Max"), QByteArray());
    }

    void theDayEndsAtMidnightInOslo()
    {
        sandbox::RateLimits limits(false);
        limits.setCallsLeftToday(1, start());
        QCOMPARE(policy(limits.admit(search, start())), u"ok"_s);
        QCOMPARE(policy(limits.admit(plain, start())), u"429 DAILY"_s);
        QCOMPARE(policy(limits.admit(plain, start() + 29min)), u"429 DAILY"_s); // 23:59 in Oslo
        QCOMPARE(policy(limits.admit(plain, start() + 30min)), u"ok"_s);
        QCOMPARE(policy(limits.admit(plain, start() + 31min)), u"ok"_s);
    }
};

QTEST_GUILESS_MAIN(RateLimitsTest)
#include "tst_ratelimits.moc"
