// SPDX-License-Identifier: GPL-3.0-or-later
// How well the limits of the services are used: a first sync and a poll on a virtual clock, with
// the sandbox's rate limits on. Prints one JSON document. Method: docs/bench.md.
#include "bench/quotaworld.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/resource.h>

#include <cstdio>

namespace {

using namespace Qt::StringLiterals;
using bench::QuotaWorld;

double seconds(std::chrono::milliseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

double peakMiB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

QJsonObject json(const QuotaWorld::Ran& ran)
{
    const bench::Calls& calls = ran.wires.calls;
    const bench::LowerBound bound = bench::lowerBound(calls, {});
    return {{u"virtualSeconds"_s, seconds(ran.took)},
        {u"lowerBoundSeconds"_s, seconds(bound.sum())},
        {u"timeToLowerBound"_s, ran.took / std::chrono::duration<double, std::milli>(bound.sum())},
        {u"bounds"_s,
            QJsonObject{{u"searches"_s, seconds(bound.searches)},
                {u"burst"_s, seconds(bound.burst)},
                {u"associations"_s, seconds(bound.associations)},
                {u"hubSpotAtOnce"_s, seconds(bound.hubSpotAtOnce)},
                {u"salesforceReads"_s, seconds(bound.salesforceReads)},
                {u"salesforceWrites"_s, seconds(bound.salesforceWrites)}}},
        {u"calls"_s, calls.sum()},
        {u"callsBy"_s,
            QJsonObject{{u"searches"_s, calls.searches.calls},
                {u"associations"_s, calls.associations.calls},
                {u"otherHubSpot"_s, calls.otherHubSpot.calls},
                {u"salesforceReads"_s, calls.salesforceReads.calls},
                {u"salesforceWrites"_s, calls.salesforceWrites.calls}}},
        {u"refused429"_s, ran.wires.refused}, {u"cpuSeconds"_s, ran.cpuSeconds},
        {u"writes"_s, ran.result.tally.writes()}, {u"failed"_s, ran.result.tally.failed}};
}

// Ends the program when a run did not come to its end: there is nothing to measure then.
QuotaWorld::Ran sound(core::Result<QuotaWorld::Ran> ran)
{
    if (!ran)
        qFatal("the run failed: %s %s", qPrintable(ran.error().code), qPrintable(ran.error().what));
    if (const auto& stopped = ran->result.stoppedBy)
        qFatal("the run was stopped: %s %s", qPrintable(stopped->code), qPrintable(stopped->what));
    return std::move(*ran);
}

QJsonObject measured(const bench::WorldSize& size)
{
    QuotaWorld world(size);
    const auto first = sound(world.sync());
    const int contacts = world.contactsKnown();
    world.pass(std::chrono::minutes(15));
    const auto poll = sound(world.sync());
    QJsonObject objects;
    for (const auto& [name, object] : {std::pair{u"tasks"_s, sandbox::hubspot::Object::Tasks},
             std::pair{u"notes"_s, sandbox::hubspot::Object::Notes},
             std::pair{u"calls"_s, sandbox::hubspot::Object::Calls},
             std::pair{u"meetings"_s, sandbox::hubspot::Object::Meetings},
             std::pair{u"emails"_s, sandbox::hubspot::Object::Emails}})
        objects.insert(name, world.world().portal().count(object));
    return {{u"activities"_s, size.activities}, {u"contacts"_s, contacts}, {u"hubspot"_s, objects},
        {u"latencyMs"_s, qint64(size.latency.count())},
        {u"jitterMs"_s, qint64(size.jitter.count())}, {u"first"_s, json(first)},
        {u"poll"_s, json(poll)}, {u"peakMiBWithSandbox"_s, peakMiB()}};
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"First sync and poll under rate limits on a virtual clock."_s);
    parser.addHelpOption();
    parser.addOptions({{u"latency"_s, u"Of one call, in milliseconds."_s, u"ms"_s, u"50"_s},
        {u"jitter"_s, u"At most that much more."_s, u"ms"_s, u"20"_s}});
    parser.addPositionalArgument(u"activities"_s, u"How many; one world."_s);
    parser.process(application);
    bench::WorldSize size;
    if (!parser.positionalArguments().isEmpty())
        size.activities = parser.positionalArguments().front().toInt();
    size.latency = std::chrono::milliseconds(parser.value(u"latency"_s).toInt());
    size.jitter = std::chrono::milliseconds(parser.value(u"jitter"_s).toInt());
    const QByteArray document = QJsonDocument(measured(size)).toJson(QJsonDocument::Compact);
    std::printf("%s\n", document.constData());
    return 0;
}
