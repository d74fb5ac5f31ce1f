// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printed.h"
#include "salesforce/client.h"
#include "sandbox/world.h"
#include "support/runtask.h"
#include "support/sandboxtransport.h"

// A world with one org, the way to it and a client: what the tests against the sandbox share.
namespace insandbox {

inline const QUrl instance(QStringLiteral("https://acme.my.salesforce.com"));

// What auth::Authorized does in the program.
class SignedIn final : public net::Transport
{
public:
    explicit SignedIn(net::Transport& next)
        : m_next(next)
    {
    }
    net::Task<core::Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        ++calls;
        request.headers.emplace_back(
            "Authorization", "Bearer " + sandbox::salesforce::defaultToken);
        return m_next.send(std::move(request), stop);
    }
    int calls = 0;

private:
    net::Transport& m_next;
};

// A world with one org, the way to it and a client.
struct Fixture
{
    support::FakeClock clock;
    sandbox::World world{{.now = [this] { return clock.wall(); }}};
    support::SandboxTransport way{world, sandbox::Side::Salesforce, instance, clock};
    SignedIn transport{way};
    salesforce::Client client{transport, instance};

    template <typename T> T run(net::Task<T> task)
    {
        return support::runTask(clock, std::move(task));
    }
    sandbox::salesforce::Org& org() { return world.org(); }
    core::OrgDescription described() { return run(client.describeTask({}, {}))->org; }

    core::SalesforceId contact(const char* email, const char* name = "Person")
    {
        return {org().addContact({.firstName = QStringLiteral("A"),
            .lastName = QString::fromUtf8(name),
            .email = QString::fromUtf8(email),
            .accountId = {},
            .ownerId = {},
            .createdDate = {}})};
    }
};

template <typename T> QString problem(const core::Result<T>& result)
{
    return result ? QString() : printed::error(result.error());
}

} // namespace insandbox
