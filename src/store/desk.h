// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/database.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace store {

// The reading side of the window: a thread with a read-only connection of its own, so that no query
// ever stands in the way of a click. Lives in the thread of those who ask.
//
// A subject is what a request is about ("runs", "plan page"): of several requests of one subject
// the latest wins, the others are dropped, before or after they were carried out. Answers come in
// the order of the requests, through the event loop, and only while the receiver lives.
class Desk final : public QObject
{
    Q_OBJECT

public:
    // The database must exist; that it cannot be opened is the answer to every request.
    explicit Desk(const QString& databasePath, QObject* parent = nullptr);
    ~Desk() override; // waits for the query that is being carried out

    template <typename T>
    void ask(const QString& subject, std::function<core::Result<T>(Database&)> query,
        QObject* receiver, std::function<void(core::Result<T>)> answer)
    {
        // The answer crosses the threads as one value that nobody else holds.
        auto result = std::make_shared<core::Result<T>>();
        post(
            subject,
            [query = std::move(query), result](const core::Result<Database*>& database) {
                *result = database ? query(**database)
                                   : core::Result<T>(tl::unexpected(database.error()));
            },
            receiver, [answer = std::move(answer), result] { answer(std::move(*result)); });
    }

private:
    class Clerk; // lives in the thread, owns the connection
    using Work = std::function<void(const core::Result<Database*>&)>;
    void post(const QString& subject, Work work, QObject* receiver, std::function<void()> delivery);

    QThread m_thread;
    Clerk* m_clerk;
    std::map<QString, std::shared_ptr<std::atomic<quint64>>> m_latest; // request, by subject
};

} // namespace store
