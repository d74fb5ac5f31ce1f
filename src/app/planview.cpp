// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/planview.h"

#include "app/tr.h"
#include "words/errors.h"
#include "words/names.h"

#include <QLocale>

namespace app {

PlanView::PlanView(QObject* parent)
    : QObject(parent)
    , m_model(this)
{
    connect(&m_model, &PlanModel::wants, this, &PlanView::wants);
}

void PlanView::set(PlanSummary summary)
{
    if (summary == m_summary)
        return;
    m_summary = std::move(summary);
    emit summaryChanged();
}

void PlanView::noteMade(const profiles::PlanMade& made)
{
    const core::PlanCounts& counts = made.result.planned;
    const QLocale locale;
    PlanSummary summary;
    summary.state = PlanSummary::State::Made;
    summary.writes = counts.writes();
    summary.headline = summary.writes == 0
        ? tr("Nothing would be written.")
        : tr("%1 tasks to create, %2 to update, %3 to delete.")
              .arg(locale.toString(counts.creates), locale.toString(counts.updates),
                  locale.toString(counts.deletes));
    summary.isTrial = made.asked.trying.has_value() || !made.asked.kinds.empty();
    summary.isHeld = made.result.guard.has_value();
    if (summary.isTrial)
        summary.note = tr("A trial: what would be written if the switch were turned on. Nothing is "
                          "stored.");
    else if (made.result.guard)
        summary.note = words::guardSentence(*made.result.guard);
    for (const auto& [action, count] : counts.byAction) {
        if (count > 0)
            summary.actions.emplace_back(action, count);
    }
    m_hash = made.result.planHash;
    set(std::move(summary));
}

void PlanView::take(const profiles::Event& event)
{
    m_model.take(event);
    if (const auto* began = std::get_if<profiles::JobBegan>(&event)) {
        if (began->job == profiles::Job::Planning || began->job == profiles::Job::Syncing) {
            PlanSummary making;
            making.state = PlanSummary::State::Making;
            set(making);
            m_detail.reset();
            emit detailChanged();
        }
    } else if (const auto* made = std::get_if<profiles::PlanMade>(&event)) {
        noteMade(*made);
    } else if (std::holds_alternative<profiles::Synced>(event)) {
        set({}); // that plan was carried out
    } else if (const auto* ended = std::get_if<profiles::JobEnded>(&event)) {
        if (m_summary.state == PlanSummary::State::Making && ended->error) {
            PlanSummary failed;
            failed.state = PlanSummary::State::Failed;
            const auto explained = words::explain(*ended->error);
            failed.headline = explained.what;
            failed.note = explained.nextStep;
            set(failed);
        }
    } else if (const auto* shown = std::get_if<profiles::RowShown>(&event)) {
        if (shown->row.seq != m_chosen)
            return; // another row was chosen meanwhile
        m_detail = detailOf(*shown);
        emit detailChanged();
    }
}

void PlanView::make()
{
    emit wants(profiles::MakePlan{});
}

void PlanView::run()
{
    if (m_summary.canRun())
        emit wants(profiles::Sync{m_hash, m_summary.isHeld});
}

void PlanView::choose(qint64 seq)
{
    m_chosen = seq;
    emit wants(profiles::ShowRow{seq});
}

} // namespace app
