// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/displaytext.h"

#include "core/tidy.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

void columns()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
}

// Invisible characters as their numbers, so that a difference can be read.
QString spelled(const QString& text)
{
    QString result;
    for (const QChar c : text) {
        if (c >= u' ' && c < QChar(0x7F))
            result += c;
        else
            result += u"<%1>"_s.arg(int(c.unicode()), 4, 16, QChar(u'0'));
    }
    return result;
}

QString family()
{
    return QString::fromUtf8("👨\u200D👩\u200D👧");
}

} // namespace

class DisplayTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void linesAreHarmless_data();
    void linesAreHarmless();
    void blocksAreHarmless_data();
    void blocksAreHarmless();
    void everyInvisibleCharacterIsDealtWith();
    void linesAreCut_data();
    void linesAreCut();
    void blocksAreCut();
    void showingAgainChangesNothing();
};

void DisplayTextTest::linesAreHarmless_data()
{
    columns();
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("plain") << u"Offer to Kari Ærlig"_s << u"Offer to Kari Ærlig"_s;
    QTest::newRow("HTML stays as it is") << u"<b>a</b> &amp; b"_s << u"<b>a</b> &amp; b"_s;
    QTest::newRow("lines") << u"one\ntwo\r\nthree\rfour"_s << u"one two three four"_s;
    QTest::newRow("other line ends")
        << u"a\u2028b\u2029c\u0085d\u000Be\u000Cf"_s << u"a b c d e f"_s;
    QTest::newRow("blanks") << u"  a \t\u00A0\u3000 b  "_s << u"a b"_s;
    QTest::newRow("control characters")
        << u"a\u0007b\u001B[31mc\u007Fd"_s << u"a\uFFFDb\uFFFD[31mc\uFFFDd"_s;
    QTest::newRow("null") << QString(u"a"_s) + QChar(0) + u'b' << u"a\uFFFDb"_s;
    QTest::newRow("override") << u"invoice\u202Efdp.exe"_s << u"invoice\uFFFDfdp.exe"_s;
    QTest::newRow("embedding") << u"\u202Aa\u202B\u202C\u202D"_s << u"\uFFFDa\uFFFD\uFFFD\uFFFD"_s;
    QTest::newRow("isolates") << u"\u2066a\u2067b\u2068c\u2069"_s
                              << u"\uFFFDa\uFFFDb\uFFFDc\uFFFD"_s;
    QTest::newRow("direction marks") << u"a\u200Eb\u200Fc\u061Cd"_s << u"abcd"_s;
    QTest::newRow("without width")
        << u"a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00ADg"_s << u"abcdefg"_s;
    QTest::newRow("tag characters") << QString::fromUtf8("a\U000E0041\U000E007Fb") << u"ab"_s;
    QTest::newRow("joined emoji") << family() << family();
    QTest::newRow("joiner at the end") << QString::fromUtf8("👨\u200D") << QString::fromUtf8("👨");
    QTest::newRow("variation of an emoji") << u"❤\uFE0F"_s << u"❤\uFE0F"_s;
    QTest::newRow("lone high surrogate") << QString(QChar(0xD83D)) + u"a"_s << u"\uFFFDa"_s;
    QTest::newRow("lone low surrogate") << u"a"_s + QChar(0xDC00) << u"a\uFFFD"_s;
    QTest::newRow("no character") << u"a"_s + QChar(0xFFFE) + QChar(0xFDD0) << u"a\uFFFD\uFFFD"_s;
    QTest::newRow("Arabic") << u"مرحبا بالعالم"_s << u"مرحبا بالعالم"_s;
    QTest::newRow("Hindi") << u"नमस्ते"_s << u"नमस्ते"_s;
    QTest::newRow("stacked marks") << u"Z"_s + QString(500, QChar(0x0336)) + u"a"_s
                                   << u"Z"_s + QString(8, QChar(0x0336)) + u"a"_s;
    QTest::newRow("marks with something invisible between")
        << u"Z"_s + QString(u"\u0336\u200B"_s).repeated(500) << u"Z"_s + QString(8, QChar(0x0336));
}

void DisplayTextTest::linesAreHarmless()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(spelled(app::oneLine(text)), spelled(shown));
}

void DisplayTextTest::blocksAreHarmless_data()
{
    columns();
    QTest::newRow("lines stay") << u"a\n\n  b\tc\n"_s << u"a\n\n  b\tc\n"_s;
    QTest::newRow("line ends become one sort")
        << u"a\r\nb\rc\u2028d\u2029e\u0085f"_s << u"a\nb\nc\nd\ne\nf"_s;
    QTest::newRow("blanks become one sort") << u"a\u00A0\u3000b"_s << u"a  b"_s;
    QTest::newRow("override") << u"a\n\u202Eb"_s << u"a\n\uFFFDb"_s;
    QTest::newRow("without width") << u"a\u200B\nb"_s << u"a\nb"_s;
    QTest::newRow("control characters") << u"a\u0000b\u001Bc"_s << u"a\uFFFDb\uFFFDc"_s;
}

void DisplayTextTest::blocksAreHarmless()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(spelled(app::block(text)), spelled(shown));
}

// Nothing of Unicode's format and control characters is left but the visible ones.
void DisplayTextTest::everyInvisibleCharacterIsDealtWith()
{
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        const QChar::Category category = QChar::category(c);
        const bool invisible = category == QChar::Other_Control || category == QChar::Other_Format
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph
            || category == QChar::Other_Surrogate;
        if (!invisible || c < U' ')
            continue;
        const QString shown = app::oneLine(u"a"_s + QString::fromUcs4(&c, 1) + u"b"_s);
        const QStringList harmless{u"ab"_s, u"a b"_s, u"a\uFFFDb"_s};
        const bool numberSign = (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || c == 0x890
            || c == 0x891 || c == 0x8E2 || c == 0x110BD || c == 0x110CD;
        QVERIFY2(numberSign || harmless.contains(shown), qUtf8Printable(spelled(shown)));
    }
}

void DisplayTextTest::linesAreCut_data()
{
    columns();
    const QString full(300, u'a');
    QTest::newRow("300 stay") << full << full;
    QTest::newRow("301 do not") << full + u'b' << full + u'…';
    QTest::newRow("blanks at the end do not count") << full + u"  \n"_s << full;
    QTest::newRow("pairs count as one")
        << QString::fromUtf8("😀").repeated(300) << QString::fromUtf8("😀").repeated(300);
    QTest::newRow("not within a pair")
        << QString::fromUtf8("😀").repeated(301) << QString::fromUtf8("😀").repeated(300) + u'…';
    QTest::newRow("not before a mark")
        << QString(299, u'a') + u"e\u0301b"_s << QString(299, u'a') + u'…';
    QTest::newRow("not within a joined emoji")
        << QString(298, u'a') + family() << QString(298, u'a') + u'…';
    QTest::newRow("invisible megabyte")
        << u"a"_s + QString(1000000, QChar(0x200B)) + u"b"_s << u"a…"_s;
}

void DisplayTextTest::linesAreCut()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    const QString cut = app::oneLine(text);
    QCOMPARE(spelled(cut), spelled(shown));
    QVERIFY(core::codePoints(cut) <= 301);
}

void DisplayTextTest::blocksAreCut()
{
    QCOMPARE(app::block(QString(32000, u'a')), QString(32000, u'a'));
    QCOMPARE(app::block(QString(32001, u'a')), QString(31999, u'a') + u'…');
    QCOMPARE(
        app::block(QString(31998, u'a') + QString::fromUtf8("😀😀")), QString(31998, u'a') + u'…');
    QCOMPARE(app::block(QString(10000000, QChar(0x200B))), u"…"_s);
}

void DisplayTextTest::showingAgainChangesNothing()
{
    const QString once
        = app::oneLine(u" a\u202E\u200B\n b"_s + family() + QString(9, QChar(0x301)));
    QCOMPARE(app::oneLine(once), once);
}

QTEST_APPLESS_MAIN(DisplayTextTest)
#include "tst_displaytext.moc"
