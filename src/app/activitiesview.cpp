// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/activitiesview.h"

#include "app/tr.h"
#include "core/day.h"
#include "words/errors.h"
#include "words/names.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace app {

namespace {

using core::Kind;

// A day is chosen in steps; only the one that stays is worth the calls of a count.
constexpr std::chrono::milliseconds restAfterADay{400};
constexpr int kilobytesPerRecord = 2; // Salesforce counts every task as that (contract 9)

QString groupOf(Kind kind)
{
    switch (kind) {
    case Kind::FormSubmission:
    case Kind::MarketingEmailSend:
    case Kind::MarketingEmailOpen:
    case Kind::MarketingEmailClick:
        return tr("Marketing");
    case Kind::SalesEmailSend:
    case Kind::SalesEmailOpen:
    case Kind::SalesEmailClick:
    case Kind::SalesEmailReply:
        return tr("Sales email");
    case Kind::IntegrationEvent:
        return tr("Integrations");
    default:
        return tr("Engagements");
    }
}

QString sinceText(const core::KindSettings& settings, const QString& zone)
{
    if (!settings.on || !settings.onSince)
        return {};
    const QString since = core::dayOf(*settings.onSince, zone);
    return settings.startAt
        ? tr("On since %1, back to %2").arg(since, core::dayOf(*settings.startAt, zone))
        : tr("On since %1").arg(since);
}

QString countText(const engine::SyncResult& result, Kind kind)
{
    const QLocale locale;
    const auto of = [&](const char* action) {
        const auto actions = result.planned.byKind.find(kind);
        if (actions == result.planned.byKind.end())
            return 0;
        const auto found = actions->second.find(QLatin1String(action));
        return found == actions->second.end() ? 0 : found->second;
    };
    const int creates = of("createTask");
    const int batches = (creates + salesforce::upsertMax - 1) / salesforce::upsertMax;
    QStringList lines;
    lines.append(
        tr("%1 tasks would be created now. Calls to Salesforce: about %2. Its storage: about "
           "%3 MB.")
            .arg(locale.toString(creates), locale.toString(batches),
                locale.toString(double(creates) * kilobytesPerRecord / 1024.0, 'f', 1)));
    lines.append(tr("%1 wait until their contact is in Salesforce; %2 are excluded by the rules.")
                     .arg(locale.toString(of("wait")), locale.toString(of("exclude"))));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ActivitiesView::ActivitiesView(const net::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(restAfterADay);
    connect(&m_countSoon, &QTimer::timeout, this, &ActivitiesView::count);
}

// The account's, as soon as it is known.
QString ActivitiesView::zone() const
{
    return m_zone.isEmpty() ? QStringLiteral("UTC") : m_zone;
}

void ActivitiesView::makeRows()
{
    std::vector<KindRow> rows;
    for (const Kind kind : core::allKinds) {
        if (!core::isSupported(kind))
            continue;
        const core::KindSettings& settings = m_settings.of(kind);
        const QString& type = settings.taskType;
        rows.push_back(
            {kind, groupOf(kind), words::kindName(kind), settings.on, sinceText(settings, zone()),
                type, m_typesKnown && !type.isEmpty() && !m_types.contains(type)});
    }
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    emit rowsChanged();
}

void ActivitiesView::setPanel(std::optional<TogglePanel> panel)
{
    if (panel == m_panel)
        return;
    m_panel = std::move(panel);
    emit panelChanged();
}

void ActivitiesView::take(const profiles::Event& event)
{
    if (const auto* opened = std::get_if<profiles::Opened>(&event)) {
        m_settings = opened->settings;
        m_isKnown = true;
        makeRows();
    } else if (const auto* saved = std::get_if<profiles::SettingsSaved>(&event)) {
        m_settings = saved->settings;
        makeRows();
    } else if (const auto* looked = std::get_if<profiles::LookedAround>(&event)) {
        m_types = looked->org.types;
        m_zone = looked->account.timeZone;
        m_typesKnown = true;
        m_rows.clear(); // the dropdowns change even where no row does
        makeRows();
    } else if (const auto* made = std::get_if<profiles::PlanMade>(&event)) {
        takePlan(*made);
    } else if (const auto* ended = std::get_if<profiles::JobEnded>(&event)) {
        if (m_panel && m_panel->count == TogglePanel::Count::Counting && ended->error
            && ended->job == profiles::Job::Planning && !m_countSoon.isActive()) {
            TogglePanel panel = *m_panel;
            panel.count = TogglePanel::Count::Failed;
            const auto explained = words::explain(*ended->error);
            panel.counted = explained.what + QLatin1Char(' ') + explained.nextStep;
            setPanel(panel);
        }
        if (ended->job == profiles::Job::Saving)
            emit rowsChanged(); // what was not saved goes back to what is stored
    }
}

void ActivitiesView::takePlan(const profiles::PlanMade& made)
{
    if (!m_panel || m_panel->count != TogglePanel::Count::Counting || made.asked.trying != m_asked)
        return;
    TogglePanel panel = *m_panel;
    panel.count = TogglePanel::Count::Counted;
    panel.counted = countText(made.result, panel.kind);
    setPanel(panel);
}

void ActivitiesView::openPanel(Kind kind)
{
    TogglePanel panel;
    panel.kind = kind;
    panel.name = words::kindName(kind);
    panel.turnsOn = !m_settings.of(kind).on;
    panel.today = QDate::fromString(core::dayOf(m_clock.wall(), zone()), Qt::ISODate);
    setPanel(panel);
}

void ActivitiesView::closePanel()
{
    setPanel(std::nullopt);
}

core::Settings ActivitiesView::tried() const
{
    core::Settings settings = m_settings;
    if (!m_panel)
        return settings;
    core::KindSettings& kind = settings.toSalesforce[m_panel->kind];
    kind.on = m_panel->turnsOn;
    kind.startAt.reset();
    if (!m_panel->turnsOn)
        return settings;
    if (m_panel->from) {
        const QDateTime start = m_panel->from->startOfDay(QTimeZone(zone().toLatin1()));
        kind.startAt = core::Instant(std::chrono::milliseconds(start.toMSecsSinceEpoch()));
        kind.onSince = kind.startAt; // only looked at in a trial; saving sets the real moment
    }
    return settings;
}

void ActivitiesView::startFrom(std::optional<QDate> from)
{
    if (!m_panel || (m_panel->from == from && m_panel->count != TogglePanel::Count::Failed))
        return;
    TogglePanel panel = *m_panel;
    panel.from = from;
    panel.count = from ? TogglePanel::Count::Counting : TogglePanel::Count::None;
    panel.counted.clear();
    setPanel(panel);
    if (from)
        m_countSoon.start();
    else
        m_countSoon.stop();
}

void ActivitiesView::count()
{
    m_countSoon.stop();
    if (!m_panel)
        return;
    m_asked = tried();
    emit wants(profiles::MakePlan{m_asked, {m_panel->kind}});
}

void ActivitiesView::preview()
{
    if (!m_panel)
        return;
    const bool isUnderWay
        = m_panel->count == TogglePanel::Count::Counting && !m_countSoon.isActive();
    if (m_panel->count != TogglePanel::Count::Counted && !isUnderWay)
        count();
    emit previewWanted();
}

void ActivitiesView::confirm()
{
    if (!m_panel)
        return;
    const core::KindSettings kind = tried().of(m_panel->kind);
    profiles::ChangeKind change;
    change.kind = m_panel->kind;
    change.turn = {kind.on, kind.startAt};
    closePanel();
    emit wants(change);
}

void ActivitiesView::chooseType(Kind kind, const QString& type)
{
    profiles::ChangeKind change;
    change.kind = kind;
    change.taskType = type;
    emit wants(change);
}

} // namespace app
