// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contact.h"
#include "engine/services.h"

#include <QSet>

namespace engine {

// Which contacts and people an earlier run has already taken into account, as fingerprints of what
// matching looks at (R1.0). The overlap brings the same rows again and again: those that did not
// change need no second look. Lives in the store's cache, so that losing it costs calls and nothing
// else.
class Looked final
{
public:
    // The most rows that are remembered, the newest ones; what is beyond is looked at again.
    static constexpr qsizetype rowsMax = 8192;

    // `name` tells the lists of one profile apart.
    [[nodiscard]] static core::Result<Looked> load(const Services& services, const QString& name);

    // True for a row that the run before did not have in this form. Remembers it for the next run.
    [[nodiscard]] bool isNew(quint64 fingerprint);

    // Replaces what was remembered; in the transaction that moves the cursor behind these rows.
    [[nodiscard]] core::Result<void> store(const Services& services) const;

private:
    QString m_name;
    QSet<quint64> m_before;
    QSet<quint64> m_now;
};

// Of id, address, owner, the two Salesforce ids and what was merged into it.
[[nodiscard]] quint64 fingerprint(const core::Contact& contact);
// Of id, address and all that makes a record stand for another one, or for none.
[[nodiscard]] quint64 fingerprint(const core::Person& person);

} // namespace engine
