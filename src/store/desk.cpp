// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/desk.h"

namespace store {

class Desk::Clerk final : public QObject
{
public:
    explicit Clerk(QString path)
        : m_path(std::move(path))
    {
    }

    core::Result<Database*> database()
    {
        if (!m_database) {
            auto opened = Database::open({m_path, true});
            if (!opened)
                return tl::unexpected(opened.error()); // tried again by the next request
            m_database = std::move(*opened);
        }
        return m_database.get();
    }

private:
    QString m_path;
    std::unique_ptr<Database> m_database; // opened and closed in the thread
};

Desk::Desk(const QString& databasePath, QObject* parent)
    : QObject(parent)
    , m_clerk(new Clerk(databasePath))
{
    m_thread.setObjectName(QStringLiteral("desk"));
    m_clerk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_clerk, &QObject::deleteLater);
    m_thread.start();
}

Desk::~Desk()
{
    m_thread.quit();
    m_thread.wait();
}

void Desk::post(
    const QString& subject, Work work, QObject* receiver, std::function<void()> delivery)
{
    auto& latest = m_latest[subject];
    if (!latest)
        latest = std::make_shared<std::atomic<quint64>>(0);
    const quint64 number = ++*latest;
    const auto isLatest = [latest = latest, number] { return *latest == number; };
    const QPointer<QObject> to(receiver);
    QMetaObject::invokeMethod(m_clerk,
        [this, clerk = m_clerk, isLatest, to, work = std::move(work),
            delivery = std::move(delivery)] {
            if (!isLatest())
                return;
            work(clerk->database());
            QMetaObject::invokeMethod(this, [isLatest, to, delivery] {
                if (isLatest() && to)
                    delivery();
            });
        });
}

} // namespace store
