// SPDX-License-Identifier: GPL-3.0-or-later
// activitybridge-simulation: whole histories from numbers. See docs/simulation.md.
#include "simulation/shards.h"
#include "simulation/simulation.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <cstdio>
#include <ctime>
#include <thread>

namespace {

using namespace Qt::StringLiterals;

struct Wish
{
    std::uint64_t first = 1;
    std::uint64_t last = 100;
    int jobs = 1;
    bool trace = false;
    bool verify = false; // run every seed twice
    bool stopAtFirst = false;
};

constexpr std::uint64_t resampled = 100; // every so many seeds one is run twice

// One history as one line of JSON; run a second time where the hash is to be checked.
QByteArray report(std::uint64_t seed, const Wish& wish)
{
    simulation::Ending ending = simulation::simulate(seed, {wish.trace});
    const bool twice = wish.verify || seed % resampled == 0;
    if (twice && simulation::simulate(seed).traceHash != ending.traceHash)
        ending.violations.push_back({u"unrepeatable"_s, u"the second time went another way"_s});
    QJsonArray broken;
    for (const auto& violation : ending.violations)
        broken.append(QJsonArray{violation.oracle, violation.what});
    const QJsonObject object{{u"seed"_s, qint64(seed)},
        {u"hash"_s, QString::fromLatin1(ending.traceHash)}, {u"broken"_s, broken},
        {u"runs"_s, ending.runs}, {u"crashes"_s, ending.crashes}, {u"requests"_s, ending.requests},
        {u"changes"_s, ending.changes}, {u"tasks"_s, ending.tasks},
        {u"gapEdits"_s, ending.gapEdits}, {u"twice"_s, twice}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Sums over all histories.
class Sum final
{
public:
    void take(const QByteArray& line)
    {
        const QJsonObject ending = QJsonDocument::fromJson(line).object();
        ++m_seeds;
        for (const auto& [name, sum] : m_sums.asKeyValueRange())
            sum += ending.value(name).toInt();
        m_twice += ending.value(u"twice"_s).toBool();
        const QJsonArray broken = ending.value(u"broken"_s).toArray();
        if (broken.isEmpty())
            return;
        ++m_failed;
        const qint64 seed = ending.value(u"seed"_s).toInteger();
        for (const QJsonValue& violation : broken) {
            const QString oracle = violation.toArray().at(0).toString();
            ++m_byOracle[oracle];
            std::printf(
                "%s: %s\n", qPrintable(oracle), qPrintable(violation.toArray().at(1).toString()));
        }
        std::printf("  replay: activitybridge-simulation --seed %lld --trace\n", seed);
        std::fflush(stdout);
    }

    [[nodiscard]] bool isSound() const { return m_failed == 0; }
    [[nodiscard]] int seeds() const { return m_seeds; }

    void print(double seconds) const
    {
        std::printf("%d seeds in %.1f s: %d runs, %d crashes, %d requests, %d changes, %d tasks "
                    "created, %d edits written over within the ten seconds, %d seeds run twice\n",
            m_seeds, seconds, m_sums[u"runs"_s], m_sums[u"crashes"_s], m_sums[u"requests"_s],
            m_sums[u"changes"_s], m_sums[u"tasks"_s], m_sums[u"gapEdits"_s], m_twice);
        if (isSound())
            std::printf("0 violations\n");
        for (auto it = m_byOracle.begin(); it != m_byOracle.end(); ++it)
            std::printf("%6d %s\n", it.value(), qPrintable(it.key()));
        if (!isSound())
            std::printf("%d seeds FAILED\n", m_failed);
    }

private:
    int m_seeds = 0;
    int m_failed = 0;
    int m_twice = 0;
    QMap<QString, int> m_sums{{u"runs"_s, 0}, {u"crashes"_s, 0}, {u"requests"_s, 0},
        {u"changes"_s, 0}, {u"tasks"_s, 0}, {u"gapEdits"_s, 0}};
    QMap<QString, int> m_byOracle;
};

std::optional<Wish> wishFrom(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"seeds"_s, u"Seeds to run."_s, u"A..B"_s},
        {u"seed"_s, u"One seed."_s, u"N"_s}, {u"trace"_s, u"Print all that happens."_s},
        {u"verify"_s, u"Run every seed twice and compare."_s},
        {u"first-failure"_s, u"Stop a process at its first failing seed."_s},
        {u"jobs"_s, u"Processes (default: one per processor)."_s, u"N"_s}});
    if (!parser.parse(arguments)) {
        std::fprintf(
            stderr, "%s\n%s", qPrintable(parser.errorText()), qPrintable(parser.helpText()));
        return std::nullopt;
    }
    Wish wish;
    wish.jobs = int(std::max(1U, std::thread::hardware_concurrency()));
    const QStringList range = parser.value(u"seeds"_s).split(u".."_s);
    if (parser.isSet(u"seed"_s)) {
        wish.first = wish.last = parser.value(u"seed"_s).toULongLong();
        wish.jobs = 1;
    } else if (range.size() == 2) {
        wish.first = range[0].toULongLong();
        wish.last = range[1].toULongLong();
    }
    if (parser.isSet(u"jobs"_s))
        wish.jobs = std::max(1, parser.value(u"jobs"_s).toInt());
    wish.trace = parser.isSet(u"trace"_s);
    wish.verify = parser.isSet(u"verify"_s);
    wish.stopAtFirst = parser.isSet(u"first-failure"_s);
    return wish;
}

} // namespace

int main(int argc, char** argv)
{
    const auto wish = wishFrom([&] {
        QStringList arguments;
        for (int i = 0; i < argc; ++i)
            arguments.append(QString::fromLocal8Bit(argv[i]));
        return arguments;
    }());
    if (!wish)
        return 2;
    // Each crash makes the store complain of a disk that takes nothing any more.
    QLoggingCategory::setFilterRules(u"activitybridge.store.warning=false"_s);
    timespec begin{};
    clock_gettime(CLOCK_MONOTONIC, &begin);
    Sum sum;
    const auto work = [&](int shard, const simulation::Say& say) {
        QCoreApplication application(argc, argv);
        for (std::uint64_t seed = wish->first + std::uint64_t(shard); seed <= wish->last;
             seed += std::uint64_t(wish->jobs)) {
            const QByteArray line = report(seed, *wish);
            std::fflush(stdout); // what it traced comes before what it is summed up as
            say(line);
            if (wish->stopAtFirst && !line.contains("\"broken\":[]"))
                break;
        }
    };
    const bool ended
        = simulation::inShards(wish->jobs, work, [&](const QByteArray& line) { sum.take(line); });
    timespec end{};
    clock_gettime(CLOCK_MONOTONIC, &end);
    sum.print(double(end.tv_sec - begin.tv_sec) + double(end.tv_nsec - begin.tv_nsec) / 1e9);
    if (!ended)
        std::printf("a process ended by a crash\n");
    return ended && sum.isSound() && sum.seeds() > 0 ? 0 : 1;
}
