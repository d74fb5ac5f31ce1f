// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/generator.h"
#include "sandbox/world.h"
#include "sandboxserver/options.h"
#include "sandboxserver/service.h"
#include "sandboxserver/stdinwatch.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <chrono>
#include <cstdio>
#include <optional>

// The only place with the real clock: the world's time is the wall's, except while its data is
// made.
namespace {

using namespace sandboxserver;

constexpr int exitUsage = 2;
constexpr int exitPort = 1;

sandbox::Instant realNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void print(std::FILE* stream, const QByteArray& line)
{
    std::fputs(line.constData(), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}

int serve(const Options& options)
{
    std::optional<sandbox::Instant> standing = options.until.value_or(realNow() - options.age);
    const auto now = [&standing] { return standing.value_or(realNow()); };
    sandbox::World world({.now = now, .rateLimits = options.rateLimits, .seed = options.seed});
    if (options.contacts > 0 || options.activities > 0)
        sandbox::generate(world, options.seed, {options.contacts, options.activities});
    standing.reset(); // from here on the world's time is the wall's
    if (!options.keyField)
        world.org().setKeyField({.isPresent = false});
    for (const sandbox::Fault& fault : options.faults)
        world.faults().add(fault);

    Service service(world);
    const QString problem = service.start(options.ports);
    if (!problem.isEmpty()) {
        print(stderr, problem.toUtf8());
        return exitPort;
    }
    std::optional<StdinWatch> watch;
    if (options.exitWithParent)
        watch.emplace([] { QCoreApplication::quit(); });
    print(stdout, QJsonDocument(service.addresses()).toJson(QJsonDocument::Compact));
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const auto read = readOptions(QCoreApplication::arguments());
    if (const auto* help = std::get_if<HelpText>(&read)) {
        print(stdout, help->text.toUtf8());
        return 0;
    }
    if (const auto* wrong = std::get_if<UsageError>(&read)) {
        print(stderr, wrong->sentence.toUtf8());
        return exitUsage;
    }
    return serve(std::get<Options>(read));
}
