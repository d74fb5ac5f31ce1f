// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/waitingsweep.h"

#include "store/waiting.h"

namespace engine {

namespace {

constexpr int portionMax = 2000; // activities
constexpr std::chrono::hours sweepEvery{24};

// Its stamp is when the last sweep ended or this one began; its id, where a sweep under way has got
// to: "kind:activity".
const QString sweepName = QStringLiteral("waiting.sweep");

QString placeOf(const store::WaitingRow& row)
{
    return QString::number(static_cast<int>(row.kind)) + QLatin1Char(':') + row.activity.value;
}

store::ActivityRef refOf(const QString& place)
{
    const auto kind = static_cast<core::Kind>(place.section(QLatin1Char(':'), 0, 0).toInt());
    return {kind, {place.section(QLatin1Char(':'), 1)}};
}

} // namespace

core::Result<std::vector<Leftover>> WaitingSweep::next()
{
    const store::Watermarks marks(m_services.database);
    const auto mark = marks.value(sweepName);
    if (!mark)
        return tl::unexpected(mark.error());
    const core::Instant wall = m_services.clock.wall();
    const bool isUnderWay = *mark && !(*mark)->id.isEmpty();
    const bool isDue = !*mark || wall < (*mark)->stamp || wall - (*mark)->stamp >= sweepEvery;
    if (!isUnderWay && !isDue)
        return std::vector<Leftover>{};

    const store::Waiting waiting(m_services.database);
    const auto rows
        = isUnderWay ? waiting.list(portionMax, refOf((*mark)->id)) : waiting.list(portionMax);
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Leftover> activities;
    for (const store::WaitingRow& row : *rows) { // the rows of one activity stand together
        if (activities.empty() || activities.back().activity != row.activity
            || activities.back().kind != row.kind)
            activities.push_back({row.kind, row.activity});
    }
    const bool ends = activities.size() < static_cast<std::size_t>(portionMax);
    m_reached = store::Watermark{
        isUnderWay ? (*mark)->stamp : wall, ends ? QString() : placeOf(rows->back())};
    return activities;
}

core::Result<void> WaitingSweep::done()
{
    if (!m_reached)
        return {};
    store::Watermarks marks(m_services.database);
    return marks.set(sweepName, *m_reached);
}

} // namespace engine
