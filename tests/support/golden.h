// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace support {

// Bytes of tests/golden/<name>; fails the test (and gives nothing) if the file is not there.
[[nodiscard]] QByteArray goldenInput(const QString& name);

// Compares with tests/golden/<name>. If they differ, fails the test, prints the differing lines and
// keeps what was made beside it as <name>.fail; accepting a change is renaming that file. Write
// QVERIFY(compareGolden(...)).
[[nodiscard]] bool compareGolden(const QString& name, const QByteArray& made);

// Indented form of JSON bytes, for golden files that people read.
[[nodiscard]] QByteArray prettyJson(const QByteArray& bytes);

} // namespace support
