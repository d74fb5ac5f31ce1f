// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/requestlog.h"

#include <algorithm>

namespace sandbox {

int RequestLog::count(Side side, const QByteArray& method, const QByteArray& pathPart) const
{
    return static_cast<int>(
        std::count_if(m_requests.begin(), m_requests.end(), [&](const LoggedRequest& request) {
            return request.side == side && (method.isEmpty() || request.method == method)
                && request.path.contains(pathPart);
        }));
}

} // namespace sandbox
