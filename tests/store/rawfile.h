// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QStringList>
#include <QTest>
#include <QVariant>

// The database file as others see it: bytes, and SQLite without our layer.
namespace rawfile {

inline QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        QTest::qFail("cannot write the file", __FILE__, __LINE__);
}

// Runs statements on a connection of their own; the rows of the last one, columns joined with "|".
inline QStringList sql(const QString& path, const QStringList& statements)
{
    QStringList rows;
    {
        auto raw = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
        raw.setDatabaseName(path);
        if (!raw.open())
            QTest::qFail(qUtf8Printable(raw.lastError().text()), __FILE__, __LINE__);
        for (const QString& statement : statements) {
            QSqlQuery query(raw);
            if (!query.exec(statement))
                QTest::qFail(
                    qUtf8Printable(statement + QStringLiteral(": ") + query.lastError().text()),
                    __FILE__, __LINE__);
            rows.clear();
            while (query.next()) {
                QStringList columns;
                for (int index = 0; index < query.record().count(); ++index)
                    columns.append(query.value(index).toString());
                rows.append(columns.join(u'|'));
            }
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("raw"));
    return rows;
}

// A dump is one statement per `;` at the end of a line.
inline QStringList statementsOf(const QByteArray& script)
{
    QStringList statements;
    QString statement;
    for (const QString& line : QString::fromUtf8(script).split(u'\n')) {
        if (line.startsWith(QLatin1String("--")))
            continue;
        statement += line + u'\n';
        if (!line.endsWith(u';'))
            continue;
        statements.append(statement);
        statement.clear();
    }
    return statements;
}

} // namespace rawfile
