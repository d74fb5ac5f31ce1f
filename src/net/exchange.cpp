// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/exchange.h"

#include "net/gzip.h"
#include "net/uploaddevice.h"

#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslError>

#include <algorithm>

namespace net {

namespace {

QByteArray verbOf(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Patch:
        return "PATCH";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    }
    Q_UNREACHABLE();
}

// A request whose repetition matters travels with an upload device even if it has no body: only the
// device keeps QNetworkAccessManager from repeating it.
bool needsDevice(const Request& request)
{
    return request.method != Method::Get
        && (request.replay == Replay::Unsafe || !request.body.isEmpty()
            || request.method != Method::Delete);
}

QNetworkRequest prepared(const Request& request, const NetworkTransport::Options& options)
{
    QNetworkRequest out(request.url);
    out.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    out.setRawHeader("User-Agent", options.userAgent);
    out.setRawHeader("Accept", "application/json");
    // Otherwise the language of the desktop goes out, and services translate their texts.
    out.setRawHeader("Accept-Language", "en");
    // Set by hand, Qt leaves the body alone: decompression is ours, with a limit.
    out.setRawHeader("Accept-Encoding", "gzip");
    for (const auto& [name, value] : request.headers)
        out.setRawHeader(name, value);
    return out;
}

// The error by which Qt repeats a status. Any other one beside a status means that the answer is
// not whole.
QNetworkReply::NetworkError errorOf(int status)
{
    using enum QNetworkReply::NetworkError;
    switch (status) {
    case 400:
    case 418:
        return ProtocolInvalidOperationError;
    case 401:
        return AuthenticationRequiredError;
    case 403:
        return ContentAccessDenied;
    case 404:
        return ContentNotFoundError;
    case 405:
        return ContentOperationNotPermittedError;
    case 409:
        return ContentConflictError;
    case 410:
        return ContentGoneError;
    case 500:
        return InternalServerError;
    case 501:
        return OperationNotImplementedError;
    case 503:
        return ServiceUnavailableError;
    default:
        return status > 500 ? UnknownServerError : UnknownContentError;
    }
}

QString name(QNetworkReply::NetworkError error)
{
    return QLatin1String(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error));
}

} // namespace

Exchange::Exchange(QNetworkAccessManager& network, const Request& request,
    const NetworkTransport::Options& options)
    : m_options(options)
    , m_url(request.url)
    , m_verb(verbOf(request.method))
    , m_replay(request.replay)
{
    QNetworkRequest out = prepared(request, options);
    if (needsDevice(request)) {
        const bool small = request.body.size() < 1024; // not worth it
        QByteArray body = request.compress && !small ? gzip(request.body) : request.body;
        if (request.compress && !small)
            out.setRawHeader("Content-Encoding", "gzip");
        if (!out.hasRawHeader("Content-Type"))
            out.setRawHeader("Content-Type", "application/json");
        out.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
        m_upload = std::make_unique<UploadDevice>(std::move(body));
    }
    m_noProgress.setSingleShot(true);
    m_noProgress.setInterval(request.timeout);
    m_total.setSingleShot(true);
    m_total.setInterval(options.totalMax);
    m_reply.reset(network.sendCustomRequest(out, m_verb, m_upload.get()));
    wire();
    m_noProgress.start();
    m_total.start();
}

Exchange::~Exchange()
{
    if (m_upload) // Qt may look at it until the reply is gone
        m_upload.release()->setParent(m_reply.get());
}

void Exchange::wire()
{
    QNetworkReply* const reply = m_reply.get();
    QObject::connect(reply, &QNetworkReply::finished, &m_context, [this] {
        collect();
        m_noProgress.stop();
        m_total.stop();
        m_gate.open(); // last: this exchange may be gone afterwards
    });
    QObject::connect(reply, &QNetworkReply::requestSent, &m_context, [this] {
        m_sent = true;
        progressed();
    });
    QObject::connect(reply, &QNetworkReply::readyRead, &m_context, [this] {
        collect();
        progressed();
        if (m_received.size() > m_options.responseMax)
            cut(Cut::TooLarge);
    });
    QObject::connect(reply, &QNetworkReply::uploadProgress, &m_context, [this] { progressed(); });
    QObject::connect(reply, &QNetworkReply::encrypted, &m_context, [this] { progressed(); });
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &m_context, [this] { progressed(); });
    QObject::connect(
        reply, &QNetworkReply::sslErrors, &m_context, [this](const QList<QSslError>& errors) {
            for (const QSslError& error : errors) {
                m_tls += QStringLiteral("; %1 (certificate of %2, issued by %3)")
                             .arg(error.errorString(), error.certificate().subjectDisplayName(),
                                 error.certificate().issuerDisplayName());
            }
        });
    QObject::connect(&m_noProgress, &QTimer::timeout, &m_context, [this] { cut(Cut::NoProgress); });
    QObject::connect(&m_total, &QTimer::timeout, &m_context, [this] { cut(Cut::TooLong); });
}

void Exchange::collect()
{
    if (!m_reply->isOpen()) // after abort()
        return;
    // Never just the limit: QIODevice::read() makes an array of whatever size it is asked for.
    const qint64 room = m_options.responseMax + 1 - m_received.size();
    m_received += m_reply->read(std::min(room, m_reply->bytesAvailable()));
}

void Exchange::progressed()
{
    if (m_noProgress.isActive())
        m_noProgress.start();
}

void Exchange::stop()
{
    QMetaObject::invokeMethod(
        &m_context, [this] { cut(Cut::Stopped); }, Qt::QueuedConnection);
}

void Exchange::cut(Cut why)
{
    if (m_cut != Cut::No || m_reply->isFinished())
        return;
    m_cut = why;
    m_reply->abort(); // emits finished: this exchange may be gone afterwards
}

bool Exchange::neverOpened() const
{
    // Two proofs are asked for: Qt reports nothing sent, and the error is one of those before
    // sending.
    using enum QNetworkReply::NetworkError;
    if (m_sent || (m_upload && m_upload->touched()))
        return false;
    switch (m_reply->error()) {
    case ConnectionRefusedError:
    case HostNotFoundError:
    case SslHandshakeFailedError:
    case ProxyConnectionRefusedError:
    case ProxyNotFoundError:
    case ProxyAuthenticationRequiredError:
    case UnknownNetworkError: // no route, network down
        return true;
    default:
        return false;
    }
}

QString Exchange::title() const
{
    // No path and no query: they can hold addresses and ids of people.
    return QStringLiteral("%1 %2: ").arg(QLatin1String(m_verb), m_url.authority());
}

core::Result<Response> Exchange::fault(core::Error::Kind kind, const QString& what) const
{
    core::Error error;
    error.kind = kind;
    error.what = title() + what;
    return tl::make_unexpected(std::move(error));
}

core::Result<Response> Exchange::lost(const QString& what) const
{
    const bool unknown = m_replay == Replay::Unsafe && !neverOpened();
    return fault(unknown ? core::Error::Kind::Unknown : core::Error::Kind::Network, what);
}

core::Result<Response> Exchange::result()
{
    switch (m_cut) {
    case Cut::Stopped:
        return fault(core::Error::Kind::Cancelled, QStringLiteral("stopped"));
    case Cut::NoProgress:
        return lost(QStringLiteral("no progress for %1 s").arg(m_noProgress.interval() / 1000.0));
    case Cut::TooLong:
        return lost(QStringLiteral("not done after %1 s").arg(m_total.interval() / 1000.0));
    case Cut::TooLarge: {
        const QString what = QStringLiteral("answer above %1 bytes").arg(m_options.responseMax);
        return m_replay == Replay::Unsafe ? fault(core::Error::Kind::Unknown, what)
                                          : fault(core::Error::Kind::TooLarge, what);
    }
    case Cut::No:
        break;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto error = m_reply->error();
    if (error == QNetworkReply::OperationCanceledError) // the transport itself ended
        return fault(core::Error::Kind::Cancelled, QStringLiteral("stopped"));
    // With a body, Qt prepares to follow these two even if it may not, and finds that it cannot.
    const bool kept
        = (status == 307 || status == 308) && error == QNetworkReply::ContentReSendError;
    if (error == QNetworkReply::NoError || kept || (status >= 400 && error == errorOf(status)))
        return answered(status);
    return lost(name(error) + QStringLiteral(", ") + m_reply->errorString() + m_tls);
}

core::Result<Response> Exchange::answered(int status)
{
    Response response;
    response.status = status;
    for (const auto& [key, value] : m_reply->rawHeaderPairs())
        response.headers.emplace_back(key, value);
    const QUrl target = m_url.resolved(QUrl::fromEncoded(response.header("Location")));
    if (status / 100 == 3 && response.header("Location").size() > 0
        && target.authority() != m_url.authority())
        return fault(
            core::Error::Kind::NotTheService, QStringLiteral("redirect to %1").arg(target.host()));

    bool counted = false;
    const qint64 promised = response.header("Content-Length").toLongLong(&counted);
    if (counted && promised != m_received.size() && status / 100 != 3 && status != 204)
        return lost(
            QStringLiteral("answer cut after %1 of %2 bytes").arg(m_received.size()).arg(promised));

    const QByteArray encoding = response.header("Content-Encoding").trimmed().toLower();
    if (encoding.isEmpty() || encoding == "identity" || m_received.isEmpty()) {
        response.body = std::move(m_received);
        return response;
    }
    if (encoding != "gzip")
        return lost(QStringLiteral("answer in an encoding that was not asked for"));
    Inflated inflated = gunzip(m_received, m_options.responseMax);
    if (inflated.what == Inflated::What::TooLarge) {
        m_cut = Cut::TooLarge;
        return result();
    }
    if (inflated.what == Inflated::What::Damaged)
        return lost(QStringLiteral("answer whose compression is damaged"));
    response.body = std::move(inflated.bytes);
    return response;
}

} // namespace net
