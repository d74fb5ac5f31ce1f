// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/host.h"

#include "profiles/worker.h"

namespace profiles {

Host::Host(Opener opener, QObject* parent)
    : QObject(parent)
    , m_worker(new Worker(std::move(opener), [this](const Event& event) {
        QMetaObject::invokeMethod(
            this, [this, event] { emit happened(event); }, Qt::QueuedConnection);
    }))
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, &Worker::open);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Host::~Host()
{
    QMetaObject::invokeMethod(m_worker, &Worker::close, Qt::QueuedConnection);
    m_thread.wait(); // the worker ends it when nothing is under way any more
}

void Host::send(const Command& command)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, command] { worker->take(command); }, Qt::QueuedConnection);
}

} // namespace profiles
