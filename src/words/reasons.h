// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reason.h"

#include <QHash>
#include <QString>

namespace words {

// Names of records, users and owners by id, as far as they are known; an unknown id is shown as it
// is.
using Names = QHash<QString, QString>;

// One step of a why-chain as a sentence: "Assigned to Kari Nordmann, owner of the activity (same
// email address)."
[[nodiscard]] QString sentence(const core::Reason& reason, const Names& names = {});

// Short form of the reason for lists: "Contact was not synced then".
[[nodiscard]] QString shortReason(core::ReasonCode code);

// One line of the log: code and arguments of store::LogRow.
[[nodiscard]] QString logLine(const QString& code, const QStringList& args);

} // namespace words
