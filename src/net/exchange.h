// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/gate.h"
#include "net/networktransport.h"

#include <QList>
#include <QNetworkReply>
#include <QObject>
#include <QTimer>

class QSslError;

namespace net {

class UploadDevice;

// One request on its way through QNetworkAccessManager, for NetworkTransport only: made in the
// frame of send(), awaited through `finished`, then asked for its result. Knows what has left,
// which decides between Network and Unknown.
class Exchange final
{
public:
    Exchange(QNetworkAccessManager& network, const Request& request,
        const NetworkTransport::Options& options);
    ~Exchange();
    Q_DISABLE_COPY_MOVE(Exchange)

    void stop(); // from any thread; ends with Cancelled
    [[nodiscard]] Gate::Opened finished() { return m_gate.opened(); }
    [[nodiscard]] core::Result<Response> result();

private:
    enum class Cut { No, Stopped, NoProgress, TooLong, TooLarge }; // why we ended it ourselves

    void wire();
    void collect();
    void cut(Cut why);
    void progressed();
    [[nodiscard]] bool neverOpened() const;
    [[nodiscard]] core::Result<Response> fault(core::Error::Kind kind, const QString& what) const;
    [[nodiscard]] core::Result<Response> lost(const QString& what) const;
    [[nodiscard]] core::Result<Response> answered(int status);
    [[nodiscard]] QString title() const;

    NetworkTransport::Options m_options;
    QUrl m_url;
    QByteArray m_verb;
    Replay m_replay;
    QByteArray m_received; // as it came, perhaps compressed
    QString m_tls; // what was wrong with the certificate
    Cut m_cut = Cut::No;
    bool m_sent = false; // a request line has left
    Gate m_gate;
    std::unique_ptr<UploadDevice> m_upload;
    std::unique_ptr<QNetworkReply, QScopedPointerDeleteLater> m_reply;
    QTimer m_noProgress;
    QTimer m_total;
    QObject m_context; // last, so first gone: no signal reaches a half-destroyed exchange
};

} // namespace net
