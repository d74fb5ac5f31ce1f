// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace net {

// 127.0.0.0/8, ::1 and the name "localhost": the hosts to which plain http may speak.
[[nodiscard]] bool isLoopback(const QString& host);

// Why nothing may be sent to this address, or nothing if it may: https to any host, http to
// loopback, no user name or password inside.
[[nodiscard]] std::optional<QString> refusedAddress(const QUrl& url);

} // namespace net
