// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/place.h"

namespace profiles {

namespace {

const QString demoName = QStringLiteral("demo");

core::Result<void> openSession(Place& place, const Profile& profile)
{
    auto connected = Session::open(place.surroundings, profile, Session::Need::Connected);
    if (connected) {
        place.session = std::move(*connected);
        return {};
    }
    auto offline = Session::open(place.surroundings, profile, Session::Need::Store);
    if (!offline)
        return tl::unexpected(offline.error());
    place.notConnected = connected.error();
    place.session = std::move(*offline);
    return {};
}

} // namespace

Opener openingProfile(const Surroundings& surroundings, const QString& name)
{
    return [surroundings, name]() -> core::Result<std::unique_ptr<Place>> {
        auto place = std::make_unique<Place>(surroundings);
        auto opened = openSession(*place, profileAt(surroundings.profilesFolder, name));
        if (!opened)
            return tl::unexpected(opened.error());
        return place;
    };
}

Opener openingDemo(const Surroundings& surroundings, const SandboxProcess::Sample& sample)
{
    return [surroundings, sample]() -> core::Result<std::unique_ptr<Place>> {
        auto place = std::make_unique<Place>(surroundings);
        auto sandbox = SandboxProcess::start(surroundings.programFolder, sample);
        if (!sandbox)
            return tl::unexpected(sandbox.error());
        place->sandbox = std::move(*sandbox);
        place->surroundings.variables = place->sandbox->variables();
        place->folder = std::make_unique<QTemporaryDir>();
        const Profile profile = profileAt(place->folder->path(), demoName);
        auto created = create(profile);
        if (!created)
            return tl::unexpected(created.error());
        auto opened = openSession(*place, profile);
        if (!opened)
            return tl::unexpected(opened.error());
        return place;
    };
}

} // namespace profiles
