// SPDX-License-Identifier: GPL-3.0-or-later
#include "salesforce/client.h"

#include "salesforce/conversation.h"
#include "salesforce/parseoutcomes.h"
#include "salesforce/requests.h"

#include <QSet>

namespace salesforce {
namespace {

// A key twice in one request fails all its records (contract 7), and more than 200 records fail the
// request: a caller that does either has a mistake in it.
void requireBatch(const std::vector<TaskWrite>& batch)
{
    QSet<core::Key> keys;
    for (const auto& write : batch)
        keys.insert(write.key);
    if (batch.size() > upsertMax || std::size_t(keys.size()) != batch.size())
        qFatal("salesforce: a batch has at most %d records with distinct keys", upsertMax);
}

} // namespace

net::Task<core::Result<std::vector<WriteOutcome>>> Client::upsertTasks(std::vector<TaskWrite> batch,
    UpsertMode mode, std::optional<net::Clock::Monotonic> notAfter, std::stop_token stop)
{
    requireBatch(batch);
    if (batch.empty())
        co_return std::vector<WriteOutcome>();
    const Requests requests(m_instance, m_version);
    auto request = requests.upsertTasks(batch, mode);
    request.notAfter = notAfter;
    const auto response = co_await exchange(m_transport, request, stop);
    if (!response)
        co_return tl::make_unexpected(response.error());
    co_return parseOutcomes(response->body, batch.size());
}

net::Task<core::Result<std::vector<WriteOutcome>>> Client::deleteTasks(
    std::vector<core::SalesforceId> ids, std::stop_token stop)
{
    const Requests requests(m_instance, m_version);
    std::vector<WriteOutcome> outcomes;
    for (std::size_t first = 0; first < ids.size(); first += upsertMax) {
        const auto last = std::min(ids.size(), first + upsertMax);
        const std::vector<core::SalesforceId> batch(
            ids.begin() + qsizetype(first), ids.begin() + qsizetype(last));
        const auto request = requests.deleteTasks(batch);
        const auto response = co_await exchange(m_transport, request, stop);
        auto deleted = response
            ? parseOutcomes(response->body, batch.size())
            : core::Result<std::vector<WriteOutcome>>(tl::make_unexpected(response.error()));
        if (!deleted && outcomes.empty())
            co_return deleted;
        if (!deleted)
            break; // what became of the earlier batches must not be lost
        outcomes.insert(outcomes.end(), deleted->begin(), deleted->end());
    }
    outcomes.resize(ids.size());
    co_return outcomes;
}

} // namespace salesforce
