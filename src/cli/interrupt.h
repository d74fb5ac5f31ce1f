// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>
#include <stop_token>

class QSocketNotifier;

namespace cli {

// Ctrl-C and SIGTERM as a stop token: the first asks for an end at the next safe boundary, a second
// Ctrl-C ends the process at once (the journal makes that safe, too). One per process.
class Interrupt final : public QObject
{
    Q_OBJECT

public:
    Interrupt();
    ~Interrupt() override;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    void signalled();

    std::stop_source m_stop;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace cli
