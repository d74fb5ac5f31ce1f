// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace support {

namespace {

QString pathOf(const QString& name)
{
    return QDir(QStringLiteral(TEST_DATA)).filePath(name);
}

// Equal lines are cut off at both ends: what lies between is the difference.
QByteArray difference(const QByteArray& expected, const QByteArray& made)
{
    const auto a = expected.split('\n');
    const auto b = made.split('\n');
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    constexpr qsizetype linesMax = 40; // of each side
    QByteArray out = "@@ line " + QByteArray::number(head + 1) + " @@\n";
    for (qsizetype i = head; i < std::min(a.size() - tail, head + linesMax); ++i)
        out += "- " + a[i].left(300) + '\n';
    for (qsizetype i = head; i < std::min(b.size() - tail, head + linesMax); ++i)
        out += "+ " + b[i].left(300) + '\n';
    return out;
}

void fail(const QByteArray& text)
{
    QTest::qFail(text.constData(), __FILE__, __LINE__);
}

} // namespace

QByteArray goldenInput(const QString& name)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        fail("golden file missing: " + name.toUtf8());
        return {};
    }
    return file.readAll();
}

bool compareGolden(const QString& name, const QByteArray& made)
{
    const QString path = pathOf(name);
    QFile file(path);
    const bool there = file.open(QIODevice::ReadOnly);
    const QByteArray expected = there ? file.readAll() : QByteArray();
    const QString failPath = path + QStringLiteral(".fail");
    if (there && expected == made) {
        QFile::remove(failPath);
        return true;
    }
    QDir().mkpath(QFileInfo(path).path());
    QFile kept(failPath);
    const bool written = kept.open(QIODevice::WriteOnly) && kept.write(made) == made.size();
    fail((there ? "differs from golden " : "no golden ") + name.toUtf8()
        + (written ? "; what was made is beside it as .fail\n" : "; .fail could not be written\n")
        + difference(expected, made));
    return false;
}

QByteArray prettyJson(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).toJson(QJsonDocument::Indented);
}

} // namespace support
