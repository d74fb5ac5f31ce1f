// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/trace.h"

#include "sandbox/instants.h"

#include <cstdio>

namespace simulation {

void Trace::note(sandbox::Instant at, const QString& line)
{
    const QByteArray text = sandbox::isoText(at) + ' ' + line.toUtf8() + '\n';
    m_hash.addData(text);
    if (m_printed)
        std::fputs(text.constData(), stdout);
}

} // namespace simulation
