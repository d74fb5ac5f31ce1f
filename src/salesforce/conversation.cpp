// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/conversation.h"

#include "salesforce/refusal.h"

#include <QJsonDocument>

namespace salesforce {

net::Task<core::Result<net::Response>> exchange(
    net::Transport& transport, net::Request request, std::stop_token stop)
{
    const auto replay = request.replay;
    auto response = co_await transport.send(request, stop);
    if (!response)
        co_return response;
    co_return accepted(std::move(*response), replay);
}

} // namespace salesforce
