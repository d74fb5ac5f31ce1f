// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QTemporaryFile>

#include <memory>

namespace engine {

// The payloads of a plan on disk: a temporary file encrypted with a key that lives only in this
// object, so that neither memory grows with the plan nor CRM text can be read from the disk. Gone
// when the object is.
class Spool final
{
public:
    // `folder` must exist; the file is created in it with mode 0600.
    static core::Result<std::unique_ptr<Spool>> create(const QString& folder);
    ~Spool();

    struct Place
    {
        qint64 offset = 0;
        qint64 size = 0;
    };
    core::Result<Place> append(const QByteArray& payload);
    core::Result<QByteArray> read(Place place);

private:
    explicit Spool(const QString& folder);
    bool flush();

    QTemporaryFile m_file;
    QByteArray m_key;
    qint64 m_end = 0;
    QByteArray m_pending; // appended but not yet written: one write per 256 KiB
};

} // namespace engine
