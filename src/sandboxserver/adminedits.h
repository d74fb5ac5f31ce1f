// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/world.h"

#include <QJsonObject>
#include <QString>

namespace sandboxserver {

struct EditResult
{
    QJsonObject answer; // {"ok": true, "id": "..."}
    QString problem; // a sentence if nothing was done
};

// {"do": "<what>", ...}: what a person does in one of the two windows. Unknown members and ids are
// problems, so that a demo with a typing error does not run on in silence.
EditResult edit(sandbox::World& world, const QJsonObject& wish);

} // namespace sandboxserver
