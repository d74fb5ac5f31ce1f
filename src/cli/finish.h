// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"

#include <qcoro/qcorotask.h>

namespace cli {

// Runs a coroutine of the engine to its end in this thread's event loop.
template <typename T> [[nodiscard]] T finish(net::Task<T> task)
{
    return QCoro::waitFor(std::move(task));
}

} // namespace cli
