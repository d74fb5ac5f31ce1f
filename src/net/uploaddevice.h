// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>

namespace net {

// A request body that can be read once. QNetworkAccessManager 6.4 sends a request again by itself
// when a connection that it had kept open drops, also a PATCH (measured); it can only do so if the
// body's device goes back to its start. This one is sequential and refuses, so the answer is
// ContentReSendError instead of a second write.
class UploadDevice final : public QIODevice
{
    Q_OBJECT

public:
    explicit UploadDevice(QByteArray body, QObject* parent = nullptr);

    [[nodiscard]] bool touched() const { return m_read > 0; } // some of it may have left

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }
    bool atEnd() const override { return m_read == m_body.size(); }
    qint64 bytesAvailable() const override;
    qint64 size() const override { return m_body.size(); }

protected:
    qint64 readData(char* to, qint64 sizeMax) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_read = 0;
};

} // namespace net
