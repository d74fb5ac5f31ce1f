// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endtoend/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace endtoend {

// A folder of profiles with one that has three kinds on, made as people make it.
class ProfileFolder final
{
public:
    ProfileFolder()
    {
        if (expectDone(
                {QStringLiteral("profile"), QStringLiteral("create"), QStringLiteral("default")})) {
            const QString file = m_folder.filePath(QStringLiteral("wanted.json"));
            write(file, wanted(true));
            expectDone({QStringLiteral("settings"), QStringLiteral("import"), file});
        }
    }

    // A settings file: calls, notes and tasks back to 2020.
    static QByteArray wanted(bool on)
    {
        QByteArray kinds;
        for (const char* kind : {"calls", "notes", "tasks"}) {
            kinds += kinds.isEmpty() ? "" : ", ";
            kinds += QByteArray("\"") + kind + "\": {\"on\": " + (on ? "true" : "false")
                + ", \"startAt\": \"2020-01-01T00:00:00Z\"}";
        }
        return "{\"schema\": 1, \"toSalesforce\": {" + kinds + "}}";
    }
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            QTest::qFail(qPrintable(path), __FILE__, __LINE__);
    }

    QStringList at(const QStringList& arguments) const
    {
        return QStringList{QStringLiteral("--profile-dir"), m_folder.path()} + arguments;
    }
    QStringList json(const QStringList& arguments) const
    {
        return QStringList{QStringLiteral("--json")} + at(arguments);
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString store() const { return path(QStringLiteral("default/status.sqlite")); }

private:
    bool expectDone(const QStringList& arguments) const
    {
        const Ran ran = run(at(arguments));
        if (ran.code != 0)
            QTest::qFail(ran.all().constData(), __FILE__, __LINE__);
        return ran.code == 0;
    }

    QTemporaryDir m_folder;
};

} // namespace endtoend
