// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for the layers that have coroutines.
#pragma once

#include "core.h"

#include <qcoro/qcorotask.h>
#include <tl/expected.hpp>

#include <QUrl>

#include <stop_token>
