// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include "cli/tr.h"

#include <QLocale>

namespace cli {

namespace {

constexpr std::chrono::milliseconds showEvery{100};

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

} // namespace

Progress::Progress(Output& output, const net::Clock& clock)
    : m_output(output)
    , m_clock(clock)
{
}

void Progress::show(const engine::Event& event)
{
    if (!m_output.isTerminal())
        return;
    if (const auto* started = std::get_if<engine::PhaseStarted>(&event)) {
        m_phaseStarted = m_clock.monotonic();
        m_output.progress(phaseText(started->phase));
    } else if (const auto* progressed = std::get_if<engine::Progressed>(&event)) {
        show(*progressed);
    }
}

void Progress::show(const engine::Progressed& progressed)
{
    const auto now = m_clock.monotonic();
    if (now - m_shown < showEvery)
        return;
    m_shown = now;
    const QLocale locale;
    QString line
        = phaseText(progressed.phase) + QStringLiteral(": ") + locale.toString(progressed.done);
    const double seconds = static_cast<double>((now - m_phaseStarted).count()) / 1000.0;
    const double rate = seconds > 0 ? progressed.done / seconds : 0;
    if (progressed.total > 0)
        line += tr(" of %1").arg(locale.toString(progressed.total));
    if (rate > 0)
        line += tr(", %1 a second").arg(locale.toString(static_cast<int>(rate)));
    if (rate > 0 && progressed.total > progressed.done)
        line += tr(", %1 s left")
                    .arg(locale.toString(
                        static_cast<int>((progressed.total - progressed.done) / rate)));
    m_output.progress(line);
}

} // namespace cli
