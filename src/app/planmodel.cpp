// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/planmodel.h"

#include "app/displaytext.h"
#include "app/localtime.h"
#include "app/tr.h"
#include "words/errors.h"
#include "words/names.h"
#include "words/reasons.h"

#include <algorithm>

namespace app {

namespace {

constexpr int pageSize = 200;
const QString subjectOfPage = QStringLiteral("plan page");

QString subjectIn(const core::Action& action)
{
    const core::TaskFields* fields = nullptr;
    if (const auto* create = std::get_if<core::CreateTask>(&action.body))
        fields = &create->fields;
    else if (const auto* update = std::get_if<core::UpdateTask>(&action.body))
        fields = &update->fields;
    if (!fields)
        return {};
    const auto found = fields->find(core::TaskField::Subject);
    return found == fields->end() ? QString() : found->second.toString();
}

// What made the row what it is: not the fields that were filled in on the way, and not that it is
// new, which all new ones are.
bool decides(const core::Reason& reason)
{
    using enum core::ReasonCode;
    switch (reason.code) {
    case KindOn:
    case TimeCounted:
    case BackFillFrom:
    case MatchedTo:
    case OwnerOfActivity:
    case OwnerOfContact:
    case IntegrationUser:
    case OwnerNotMapped:
    case TypeChosen:
    case StatusChosen:
    case DateChosen:
    case SubjectCut:
    case BodyCut:
    case PriorityChosen:
    case FieldLeftOut:
    case NewActivity:
        return false;
    default:
        return true;
    }
}

QString decisiveReason(const core::Why& why)
{
    const auto found = std::find_if(why.rbegin(), why.rend(), &decides);
    return found == why.rend() ? QString() : words::shortReason(found->code);
}

} // namespace

PlanModel::PlanModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PlanModel::use(store::Desk* desk)
{
    m_desk = desk;
    reload();
}

void PlanModel::setFilter(const store::PlanFilter& filter)
{
    m_filter = filter;
    reload();
}

void PlanModel::reload()
{
    beginResetModel();
    m_rows.clear();
    m_subjects.clear();
    m_failure.clear();
    m_complete = !m_desk;
    m_asking = false;
    endResetModel();
    fetchMore({});
}

bool PlanModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_asking;
}

void PlanModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_asking = true;
    const qint64 after = m_rows.empty() ? 0 : m_rows.back().seq;
    using Page = std::vector<store::PlanRow>;
    m_desk->ask<Page>(
        subjectOfPage,
        [after, filter = m_filter](store::Database& database) {
            return store::PlanRows(database).page(after, pageSize, filter);
        },
        this,
        [this](core::Result<Page> page) {
            if (page) {
                append(std::move(*page)); // still asking: views look for more while rows come in
            } else {
                m_complete = true;
                m_failure = words::sentence(page.error());
            }
            m_asking = false;
            emit loaded();
        });
}

void PlanModel::append(std::vector<store::PlanRow> page)
{
    m_complete = page.size() < pageSize;
    if (page.empty())
        return;
    profiles::ReadRows texts;
    for (const store::PlanRow& row : page)
        texts.seqs.push_back(row.seq);
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(page.size()) - 1);
    m_rows.insert(
        m_rows.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
    endInsertRows();
    emit wants(texts);
}

void PlanModel::take(const profiles::Event& event)
{
    if (std::holds_alternative<profiles::PlanMade>(event)
        || std::holds_alternative<profiles::Synced>(event)) {
        reload();
        return;
    }
    const auto* read = std::get_if<profiles::RowsRead>(&event);
    if (!read || m_rows.empty())
        return;
    for (const engine::PlannedAction& row : read->rows)
        m_subjects.insert(row.seq, oneLine(subjectIn(row.action)));
    emit dataChanged(index(0, Subject), index(rowCount() - 1, Subject));
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString PlanModel::cell(const store::PlanRow& row, int column) const
{
    switch (column) {
    case Action:
        return words::actionName(row.action);
    case Kind:
        return words::kindName(row.kind);
    case Subject: {
        const QString subject = m_subjects.value(row.seq);
        return subject.isEmpty() ? app::tr("HubSpot record %1").arg(row.activity.value) : subject;
    }
    case Time:
        return localTime(row.time);
    case Because:
        return decisiveReason(row.why);
    default:
        return {};
    }
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::PlanRow& row = m_rows.at(std::size_t(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return cell(row, index.column());
    case SeqRole:
        return row.seq;
    case ActionRole:
        return row.action;
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Action:
        return app::tr("Action");
    case Kind:
        return app::tr("Activity");
    case Subject:
        return app::tr("Subject of the task");
    case Time:
        return app::tr("Time");
    case Because:
        return app::tr("Because");
    default:
        return {};
    }
}

} // namespace app
