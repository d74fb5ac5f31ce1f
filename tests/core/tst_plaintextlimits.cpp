// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text.h"

#include "core/property.h"
#include "core/sample.h"

#include <QTest>

#include <ctime>

using namespace core;
using namespace Qt::StringLiterals;
using sample::utf8;

// R1.8: what plainText does with any input, also one made to hurt.
class PlainTextLimitsTest final : public QObject
{
    Q_OBJECT

private slots:
    void inputAboveOneMebiIsCutFirst();
    void hostileInputIsQuick_data();
    void hostileInputIsQuick();
    void plainTextOfPlainTextIsItself();
    void anyInputGivesTidyText();
};

void PlainTextLimitsTest::inputAboveOneMebiIsCutFirst()
{
    constexpr qsizetype mebi = 1024 * 1024;
    const QString plain(mebi, u'x');
    QCOMPARE(plainText(plain).size(), mebi);
    QCOMPARE(plainText(plain + u"yz"_s).size(), mebi);
    // An emoji across the edge goes as a whole.
    QCOMPARE(plainText(plain.chopped(1) + utf8("😀")), plain.chopped(1));
    QCOMPARE(plainText(u"<p>"_s + plain).size(), mebi - 3);
}

void PlainTextLimitsTest::hostileInputIsQuick_data()
{
    QTest::addColumn<QString>("piece");
    QTest::addColumn<QString>("tail");
    const auto line = [](const char* name, const char* piece, const char* tail) {
        QTest::newRow(name) << utf8(piece) << utf8(tail);
    };
    line("nested div", "<div>", "END");
    line("nested div with text", "<div>x", "END");
    line("nested tables", "<table><tr><td>", "END");
    line("nested tables with text", "<table><tr><td>x<br>y", "END");
    line("nested lists", "<ul><li>x", "END");
    line("nested quotes with lines", "<blockquote>x<br>", "END");
    line("nested links", "<a href='https://e.no'>", "END");
    line("nested links and blocks", "<a href='https://e.no'><div>", "END");
    line("formatting", "<b id=1><i><div>", "END");
    line("cells of nothing", "<td><div></td>", "END");
    line("items in blocks", "<li><div><li><blockquote></div>", "END");
    line("fostered", "<table><p>x", "END");
    line("tables in tables", "<table><table>", "END");
    line("pre", "<pre> \n", "END");
    line("attributes", "<p a=1 b=2 c ", ">END");
    line("attribute names", "<a ", ">END");
    line("open quotes", "<a x=\"", "END");
    line("quotes that never end", "<a x=\"", " x=\"y='>END");
    line("quotes that pair", "<a x=\"<p y='", ">END");
    line("open comments", "<!--", "END");
    line("open angles", "<", "END");
    line("open end tags", "</p", "END");
    line("declarations", "<!x", "END");
    line("open scripts", "<scrip><script", "END");
    line("selects", "<select>", "END");
    line("templates", "<template><p>x</template>", "END");
    line("open templates", "<template><p>", "END");
    line("unknown names", "<x1></y1>", "END");
    line("ends of nothing", "</ul></td></p>", "END");
    line("entities", "&amp;", "<p>END");
    line("unknown entities", "&aaaaaaaaaaaaaaaaaa", "<p>END");
    line("breaks", "<br>", "END");
    line("marks", "e\xCC\x81\xCC\x81\xCC\x81", "<p>END");
    line("emoji", "😀", "<p>END");
}

// Time is only read from the Release build; elsewhere this says that nothing crashes and nothing
// grows with a square.
void PlainTextLimitsTest::hostileInputIsQuick()
{
    QFETCH(const QString, piece);
    QFETCH(const QString, tail);
#ifdef NDEBUG
    constexpr qsizetype size = 1024 * 1024;
    constexpr long limit = 200;
#else
    constexpr qsizetype size = 512 * 1024; // 104,857 nested div
    constexpr long limit = 10000;
#endif
    const QString html = piece.repeated((size - tail.size()) / piece.size()) + tail;
    const auto before = std::clock(); // of this process: other load does not count
    const QString text = plainText(html);
    const auto elapsed = 1000 * (std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(text.contains(u"END"_s), qPrintable(text.right(40)));
    QVERIFY2(text.size() < 4 * size, qPrintable(QString::number(text.size())));
    QVERIFY2(elapsed <= limit, qPrintable(QString::number(elapsed) + u" ms"_s));
}

namespace {

std::vector<QString> pieces()
{
    std::vector<QString> all;
    for (const char* piece :
        {"a", " ", "  ", "\n", "\t", "Word", "😀", "e\xCC\x81", "\xC2\xA0", "\xE2\x80\x8B",
            "\xC2\xAD", "&amp;", "&lt;", "&nbsp;", "&", "<", ">", "<p>", "</p>", "<br>", "<div>",
            "</div>", "<ul>", "<ol>", "</ul>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</td>",
            "</tr>", "</table>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<b>", "</b>",
            "<a href='https://e.no'>", "<a>", "</a>", "<script>", "</script>", "<!--", "-->",
            "<img alt='i'>", "<hr>", "<h1>", "</h1>", "\"", "'", "=", "/", "- ", "> ", " | "})
        all.push_back(utf8(piece));
    all.push_back(QString(QChar(0xD83D)));
    all.push_back(QString(QChar(0)));
    return all;
}

} // namespace

void PlainTextLimitsTest::plainTextOfPlainTextIsItself()
{
    const auto all = pieces();
    QVERIFY(property::holds("plain text of plain text is itself", [&all] {
        const QString text = plainText(property::textOf(all, 40));
        RC_PRE(!text.contains(u'<') && !text.contains(u'&'));
        RC_ASSERT(plainText(text).toStdString() == text.toStdString());
    }));
}

void PlainTextLimitsTest::anyInputGivesTidyText()
{
    const auto all = pieces();
    QVERIFY(property::holds("any input gives tidy text", [&all] {
        const QString text = plainText(property::textOf(all, 80));
        RC_LOG() << text.toStdString();
        RC_ASSERT(text == text.trimmed());
        RC_ASSERT(!text.contains(u" \n"_s));
        RC_ASSERT(!text.contains(u"\n\n\n"_s));
        RC_ASSERT(!text.contains(QChar(0xA0)));
        RC_ASSERT(QString::fromUtf8(text.toUtf8()) == text);
    }));
}

QTEST_GUILESS_MAIN(PlainTextLimitsTest)
#include "tst_plaintextlimits.moc"
