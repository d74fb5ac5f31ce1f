// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http.h"

namespace sandbox {

QByteArray HttpRequest::path() const
{
    const auto query = target.indexOf('?');
    return query < 0 ? target : target.left(query);
}

QByteArray HttpRequest::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace sandbox
