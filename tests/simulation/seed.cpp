// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/seed.h"

#include "sandbox/instants.h"
#include "sandbox/random.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace simulation {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using sandbox::Random;

namespace {

struct Named
{
    const char16_t* code;
    const char16_t* name; // in the settings file
    const char16_t* taskType; // that an admin would choose
};

constexpr std::array kinds{Named{u"task", u"tasks", u"Other"}, Named{u"call", u"calls", u"Call"},
    Named{u"meet", u"meetings", u"Meeting"}, Named{u"note", u"notes", u"Note"},
    Named{u"ssend", u"salesEmailSends", u"Email"},
    Named{u"sreply", u"salesEmailReplies", u"Email"}};

QString textOf(Instant at)
{
    return QString::fromLatin1(sandbox::isoText(at));
}

sandbox::IndexLag lagOf(Random& random)
{
    sandbox::IndexLag lag;
    if (random.chance(400))
        return lag;
    lag.atMost = std::chrono::seconds(random.between(1, 90));
    lag.tailPerMille = random.chance(500) ? 10 + random.below(40) : 0;
    lag.tail = std::chrono::minutes(random.between(2, 30));
    lag.seed = random.next();
    return lag;
}

// All kinds start at the same moment or none does: the mixture that matters is within one history.
std::map<QString, KindPolicy> policies(Random& random)
{
    std::map<QString, KindPolicy> on;
    for (const Named& kind : kinds) {
        const bool isOn = random.chance(850);
        KindPolicy policy;
        policy.backFill = random.chance(600);
        policy.from
            = beginning - std::chrono::hours(random.chance(700) ? 24 * 70 : random.below(24 * 60));
        if (random.chance(400))
            policy.taskType = QString::fromUtf16(kind.taskType);
        if (isOn)
            on.emplace(QString::fromUtf16(kind.code), policy);
    }
    return on;
}

} // namespace

Seed draw(std::uint64_t number)
{
    Random random(number, "seed");
    Seed seed;
    seed.number = number;
    seed.contacts = 10 + random.below(16);
    seed.activities = 20 + random.below(1 + random.below(1 + random.below(180)));
    seed.cycles = static_cast<int>(random.between(3, 8));
    seed.editsBetween = 3 + random.below(12);
    seed.editPerMille = random.chance(250) ? 0 : random.below(200);
    seed.crashPerMille = random.chance(400) ? 0 : random.below(700);
    seed.losesStore = random.chance(200);
    seed.clockIsWrong = random.chance(150);
    seed.rateLimits = random.chance(300);
    seed.lag = lagOf(random);
    static constexpr std::array rules{u"newest", u"newest", u"hubspot", u"salesforce", u"ask"};
    seed.conflicts = QString::fromUtf16(rules.at(static_cast<std::size_t>(random.below(5))));
    seed.ownersOfMeetingsAndEmails = random.chance(300);
    seed.kinds = policies(random);
    return seed;
}

QByteArray Seed::settings() const
{
    QJsonObject toSalesforce;
    for (const Named& kind : simulation::kinds) {
        const auto policy = kinds.find(QString::fromUtf16(kind.code));
        if (policy == kinds.end())
            continue;
        const QString from = textOf(policy->second.from);
        QJsonObject object{{u"on"_s, true}, {u"onSince"_s, from}};
        if (policy->second.backFill)
            object.insert(u"startAt"_s, from);
        if (!policy->second.taskType.isEmpty())
            object.insert(u"taskType"_s, policy->second.taskType);
        toSalesforce.insert(QString::fromUtf16(kind.name), object);
    }
    const QJsonObject assignedTo{{u"ownersOfMeetingsAndEmails"_s, ownersOfMeetingsAndEmails}};
    return QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"toSalesforce"_s, toSalesforce},
                             {u"conflicts"_s, conflicts}, {u"assignedTo"_s, assignedTo}})
        .toJson(QJsonDocument::Compact);
}

QString Seed::text() const
{
    QStringList on;
    for (const auto& [code, policy] : kinds)
        on.append(code + (policy.backFill ? u"+"_s : QString()) + u'@' + textOf(policy.from));
    return u"seed %1: %2 contacts, %3 activities, %4 cycles, conflicts %5, lag %6 s, tail %7 per "
           u"mille of %8 min, crash %9 per mille, kinds "_s.arg(number)
               .arg(contacts)
               .arg(activities)
               .arg(cycles)
               .arg(conflicts)
               .arg(lag.atMost / 1s)
               .arg(lag.tailPerMille)
               .arg(lag.tail / 1min)
               .arg(crashPerMille)
        + on.join(u' ') + (losesStore ? u" loses-store"_s : QString())
        + (clockIsWrong ? u" wrong-clock"_s : QString())
        + (rateLimits ? u" rate-limits"_s : QString());
}

} // namespace simulation
