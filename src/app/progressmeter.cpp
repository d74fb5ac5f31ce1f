// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/progressmeter.h"

#include "app/tr.h"

#include <QLocale>

namespace app {

namespace {

using namespace std::chrono_literals;

constexpr auto rateNeeds = 1s; // before that a rate is guesswork

ProgressShown shownOf(const engine::Progressed& progressed, std::chrono::milliseconds passed)
{
    const QLocale locale;
    ProgressShown shown;
    shown.text
        = phaseText(progressed.phase) + QStringLiteral(": ") + locale.toString(progressed.done);
    if (progressed.total > 0) {
        shown.text += tr(" of %1").arg(locale.toString(progressed.total));
        shown.percent = static_cast<int>(qint64(100) * progressed.done / progressed.total);
    }
    if (passed < rateNeeds)
        return shown;
    const qint64 rate = qint64(progressed.done) * 1000 / passed.count();
    if (rate < 1)
        return shown;
    shown.text += tr(", %1 a second").arg(locale.toString(rate));
    if (progressed.total > progressed.done)
        shown.text
            += tr(", %1 s left").arg(locale.toString((progressed.total - progressed.done) / rate));
    return shown;
}

} // namespace

QString phaseText(engine::Phase phase)
{
    switch (phase) {
    case engine::Phase::Preparing:
        return tr("Reading accounts and fields");
    case engine::Phase::Settling:
        return tr("Looking up outcomes that are not known");
    case engine::Phase::Reading:
        return tr("Reading activities");
    case engine::Phase::Writing:
        return tr("Writing tasks");
    case engine::Phase::Finishing:
        return tr("Finishing");
    }
    return {};
}

void ProgressMeter::begin(const QString& text, net::Clock::Monotonic now)
{
    m_shown = {text, std::nullopt};
    m_phaseBegan = now;
}

void ProgressMeter::take(const engine::Event& event, net::Clock::Monotonic now)
{
    if (const auto* started = std::get_if<engine::PhaseStarted>(&event)) {
        m_phaseBegan = now;
        m_shown = {phaseText(started->phase) + QStringLiteral(" …"), std::nullopt};
    } else if (const auto* progressed = std::get_if<engine::Progressed>(&event)) {
        m_shown = shownOf(*progressed, now - m_phaseBegan);
    }
}

} // namespace app
