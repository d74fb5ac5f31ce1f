// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/names.h"

#include "words/tr.h"

#include <QHash>
#include <QLocale>

namespace words {

QString kindName(core::Kind kind)
{
    switch (kind) {
    case core::Kind::FormSubmission:
        return tr("Form submissions");
    case core::Kind::MarketingEmailSend:
        return tr("Marketing email sends");
    case core::Kind::MarketingEmailOpen:
        return tr("Marketing email opens");
    case core::Kind::MarketingEmailClick:
        return tr("Marketing email clicks");
    case core::Kind::SalesEmailSend:
        return tr("Sales email sends");
    case core::Kind::SalesEmailOpen:
        return tr("Sales email opens");
    case core::Kind::SalesEmailClick:
        return tr("Sales email clicks");
    case core::Kind::SalesEmailReply:
        return tr("Sales email replies");
    case core::Kind::Meeting:
        return tr("Meetings scheduled");
    case core::Kind::Call:
        return tr("Calls made");
    case core::Kind::Note:
        return tr("Notes created");
    case core::Kind::ContentView:
        return tr("Sales content views");
    case core::Kind::Task:
        return tr("Tasks created");
    case core::Kind::IntegrationEvent:
        return tr("Integration events");
    }
    return {};
}

QString actionName(const QString& action)
{
    const QHash<QString, QString> names{
        {QStringLiteral("createTask"), tr("create")},
        {QStringLiteral("updateTask"), tr("update")},
        {QStringLiteral("adopt"), tr("adopt")},
        {QStringLiteral("refreshBase"), tr("note new version")},
        {QStringLiteral("deleteTask"), tr("delete")},
        {QStringLiteral("unlink"), tr("unlink")},
        {QStringLiteral("wait"), tr("wait")},
        {QStringLiteral("exclude"), tr("exclude")},
        {QStringLiteral("block"), tr("blocked")},
        {QStringLiteral("raiseConflict"), tr("conflict")},
        {QStringLiteral("nothing"), tr("nothing to do")},
    };
    return names.value(action, action);
}

QString guardSentence(const core::GuardFinding& finding)
{
    const QLocale locale;
    const QString planned = locale.toString(finding.planned);
    const QString limit = locale.toString(finding.limit);
    switch (finding.what) {
    case core::GuardFinding::What::ManyCreates:
        return tr("%1 tasks would be created; above %2 a run must be confirmed.")
            .arg(planned, limit);
    case core::GuardFinding::What::ManyUpdates:
        return tr("%1 tasks would be updated; above %2 a run must be confirmed.")
            .arg(planned, limit);
    case core::GuardFinding::What::ManyDeletes:
        return tr("%1 tasks would be deleted; above %2 a run must be confirmed.")
            .arg(planned, limit);
    }
    return {};
}

} // namespace words
