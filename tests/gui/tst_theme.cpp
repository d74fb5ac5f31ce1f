// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/plaintext.h"
#include "gui/support/theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPalette>
#include <QTest>

#include <cmath>

using namespace gui;
using namespace Qt::StringLiterals;

namespace {

// WCAG 2.1, 1.4.3 and 1.4.11.
constexpr double forText = 4.5;
constexpr double forParts = 3;

double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qUtf8Printable(path));
    return file.readAll();
}

Theme loaded(Variant variant)
{
    const auto theme = Theme::load(variant);
    if (!theme)
        qFatal("%s", qUtf8Printable(theme.error().what));
    return *theme;
}

Theme::Sources sources()
{
    return {contentOf(u":/style/light.json"_s), contentOf(u":/style/sizes.json"_s), {}};
}

QString problem(const Theme::Sources& from)
{
    const auto theme = Theme::read(Variant::Light, from);
    return theme ? QString() : theme.error().what;
}

QPalette paletteOf(QRgb window, QRgb text)
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(window));
    palette.setColor(QPalette::WindowText, QColor(text));
    return palette;
}

// The most opaque pixel of a small picture of the icon.
QColor inkOf(const QIcon& icon, QIcon::Mode mode)
{
    const QImage image = icon.pixmap(QSize(40, 40), mode).toImage();
    QColor ink(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() > ink.alpha())
                ink = pixel;
        }
    }
    return ink;
}

} // namespace

class ThemeTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(Theme::load(Variant::Light)); } // makes the resources known
    void everythingCanBeReadOnItsGround_data();
    void everythingCanBeReadOnItsGround();
    void picturesOfTheSheetAreSeenInBothVariants();
    void bothVariantsLoad();
    void sheetHasValues();
    void faultsAreNamed_data();
    void faultsAreNamed();
    void iconsTakeTheirColour();
    void everyIconIsDrawn_data();
    void everyIconIsDrawn();
    void variantFollowsThePalette();
    void applyReachesWidgets();
    void anotherVariantCanBeAppliedLater();
    void labelsShowTextAsItStands();
};

void ThemeTest::everythingCanBeReadOnItsGround_data()
{
    QTest::addColumn<QString>("front");
    QTest::addColumn<QString>("grounds"); // names with blanks between
    QTest::addColumn<double>("least");
    const auto row = [](const char* front, const char* grounds, double least) {
        QTest::addRow("%s on %s", front, grounds)
            << QString::fromLatin1(front) << QString::fromLatin1(grounds) << least;
    };
    const auto everyGround
        = "window surface surfaceRaised hover pressed tableStripe selection accentSoft";
    row("text", everyGround, forText);
    row("text", "infoSoft successSoft warningSoft dangerSoft", forText);
    row("textMuted", "window surface surfaceRaised hover tableStripe selection accentSoft",
        forText);
    row("link", "window surface surfaceRaised hover pressed tableStripe selection accentSoft",
        forText);
    row("link", "infoSoft successSoft warningSoft dangerSoft", forText);
    row("textMuted", "infoSoft successSoft warningSoft dangerSoft", forText);
    row("info", "window surface surfaceRaised hover tableStripe selection infoSoft", forText);
    row("success", "window surface surfaceRaised hover tableStripe selection successSoft", forText);
    row("warning", "window surface surfaceRaised hover tableStripe selection warningSoft", forText);
    row("danger", "window surface surfaceRaised hover tableStripe selection dangerSoft", forText);
    row("badgeProduction", "badgeProductionSoft", forText);
    row("badgeSandbox", "badgeSandboxSoft", forText);
    row("badgeDemo", "badgeDemoSoft", forText);
    row("textOnAccent", "accent accentHover accentPressed", forText);
    row("textOnTooltip", "tooltip", forText);
    row("borderStrong", "window surface surfaceRaised", forParts);
    row("accent", "window surface", forParts);
    row("focus", "window surface surfaceRaised hover selection accentSoft", forParts);
    row("focusOnAccent", "window surface accent", forParts);
    row("switchOff", "window surface switchKnob", forParts);
    row("switchOffHover", "window surface switchKnob", forParts);
    row("switchKnob", "accent accentHover accentPressed", forParts);
}

void ThemeTest::everythingCanBeReadOnItsGround()
{
    QFETCH(const QString, front);
    QFETCH(const QString, grounds);
    QFETCH(const double, least);
    for (const QString& file : {u":/style/light.json"_s, u":/style/dark.json"_s}) {
        const QJsonObject tokens = QJsonDocument::fromJson(contentOf(file)).object();
        for (const QString& ground : grounds.split(u' ')) {
            QVERIFY2(tokens.contains(front) && tokens.contains(ground), qUtf8Printable(ground));
            const double found
                = contrast(QColor(tokens[front].toString()), QColor(tokens[ground].toString()));
            QVERIFY2(found >= least,
                qUtf8Printable(u"%1: %2 on %3 is %4"_s.arg(file, front, ground).arg(found)));
        }
    }
}

// A style sheet names pictures as files, which have one colour for both variants.
void ThemeTest::picturesOfTheSheetAreSeenInBothVariants()
{
    for (const Variant variant : {Variant::Light, Variant::Dark}) {
        const Theme theme = loaded(variant);
        for (const QString& name : {u"down"_s, u"up"_s, u"left"_s, u"right"_s}) {
            const QByteArray svg = contentOf(u":/style/chevron-%1.svg"_s.arg(name));
            QVERIFY(svg.contains(theme.colour(u"borderStrong").name().toLatin1()));
        }
        for (const QString& name : {u"check"_s, u"dash"_s, u"dot"_s}) {
            const QByteArray svg = contentOf(u":/style/%1.svg"_s.arg(name));
            QVERIFY(svg.contains(theme.colour(u"textOnAccent").name().toLatin1()));
        }
    }
}

void ThemeTest::bothVariantsLoad()
{
    const Theme light = loaded(Variant::Light);
    const Theme dark = loaded(Variant::Dark);
    QCOMPARE(light.variant(), Variant::Light);
    QCOMPARE(dark.variant(), Variant::Dark);
    QCOMPARE(variantOf(light.palette()), Variant::Light);
    QCOMPARE(variantOf(dark.palette()), Variant::Dark);
    QVERIFY(light.size(u"rowHeight") >= 40);
    QCOMPARE(light.size(u"spaceM"), dark.size(u"spaceM"));
}

void ThemeTest::sheetHasValues()
{
    Theme::Sources from = sources();
    from.sheet = u"QLabel { color: @text@; margin: @spaceS@px @spaceS@px }"_s;
    const auto theme = Theme::read(Variant::Light, from);
    QVERIFY(theme);
    QCOMPARE(theme->styleSheet(),
        u"QLabel { color: %1; margin: 8px 8px }"_s.arg(theme->colour(u"text").name()));
}

void ThemeTest::faultsAreNamed_data()
{
    QTest::addColumn<QString>("file"); // of colours or sizes, or the sheet
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("named");
    QTest::newRow("colour missing") << u"colours"_s << "\"accent\""_ba
                                    << "\"akzent\""_ba << u"accent is missing"_s;
    QTest::newRow("colour unknown")
        << u"colours"_s << "{"_ba
        << "{\"mauve\":\"#000000\","_ba << u"mauve is not a known name"_s;
    QTest::newRow("not a colour") << u"colours"_s << "\"#00738c\""_ba
                                  << "\"red\""_ba << u" is not like #0a1b2c"_s;
    QTest::newRow("not JSON") << u"colours"_s << "{"_ba
                              << "["_ba << u"style: "_s;
    QTest::newRow("size missing") << u"sizes"_s << "spaceXs"_ba
                                  << "spaceXx"_ba << u"spaceXs is missing"_s;
    QTest::newRow("not a number") << u"sizes"_s << "44"_ba
                                  << "\"44\""_ba << u"rowHeight is not a whole number"_s;
    QTest::newRow("placeholder unknown") << u"sheet"_s << ""_ba
                                         << "a { color: @mauve@ }"_ba << u"@mauve@ has no value"_s;
    QTest::newRow("placeholder not closed") << u"sheet"_s << ""_ba
                                            << "a { color: @text }"_ba << u"an @ without a name"_s;
}

void ThemeTest::faultsAreNamed()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QString, named);
    Theme::Sources from = sources();
    if (file == u"sheet")
        from.sheet = QString::fromLatin1(after);
    else
        (file == u"sizes" ? from.sizes : from.colours).replace(before, after);
    const QString found = problem(from);
    QVERIFY2(found.contains(named), qUtf8Printable(found));
}

void ThemeTest::iconsTakeTheirColour()
{
    const Theme theme = loaded(Variant::Dark);
    const QIcon icon = theme.icon(u"warning", u"warning");
    QCOMPARE(inkOf(icon, QIcon::Normal).name(), theme.colour(u"warning").name());
    QCOMPARE(inkOf(icon, QIcon::Disabled).name(), theme.colour(u"textDisabled").name());
    QCOMPARE(inkOf(icon, QIcon::Selected).name(), theme.colour(u"link").name());
    QCOMPARE(icon.pixmap(QSize(20, 20), 2).size(), QSize(40, 40)); // sharp on a fine screen
}

void ThemeTest::everyIconIsDrawn_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"activities", "preview", "runs", "sync", "cancel", "warning", "error",
             "info", "check", "offline", "production", "sandbox", "demo", "chevron-down", "close",
             "arrow-right", "empty"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ThemeTest::everyIconIsDrawn()
{
    QFETCH(const QString, name);
    const Theme theme = loaded(Variant::Light);
    const QColor ink = inkOf(theme.icon(name), QIcon::Normal);
    QCOMPARE(ink.alpha(), 255);
    QCOMPARE(ink.name(), theme.colour(u"textMuted").name());
}

void ThemeTest::variantFollowsThePalette()
{
    QCOMPARE(variantOf(paletteOf(0xFFFFFF, 0x202020)), Variant::Light);
    QCOMPARE(variantOf(paletteOf(0x202020, 0xFFFFFF)), Variant::Dark);
    QCOMPARE(variantOf(paletteOf(0x808080, 0x808080)), Variant::Light);
}

void ThemeTest::applyReachesWidgets()
{
    const Theme theme = loaded(Variant::Dark);
    theme.apply(*qApp);
    QLabel label;
    label.setProperty("role", u"heading"_s);
    label.ensurePolished();
    QCOMPARE(label.font().pixelSize(), theme.size(u"fontHeading"));
    QLabel plain;
    plain.ensurePolished();
    QCOMPARE(plain.font().pixelSize(), theme.size(u"fontBody"));
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colour(u"window"));
    QCOMPARE(QApplication::palette().color(QPalette::Disabled, QPalette::Text),
        theme.colour(u"textDisabled"));
}

void ThemeTest::anotherVariantCanBeAppliedLater()
{
    Theme theme = loaded(Variant::Light);
    theme.apply(*qApp);
    QLabel label(u"text"_s);
    label.ensurePolished();
    theme = loaded(Variant::Dark);
    theme.apply(*qApp);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme.colour(u"text"));
    QCOMPARE(QApplication::font().pixelSize(), theme.size(u"fontBody"));
}

void ThemeTest::labelsShowTextAsItStands()
{
    QLabel label;
    const QString hostile = u"<img src='file:///etc/passwd'><b>Kari</b>\u202Egro"_s;
    showAsPlainText(label, hostile);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), u"<img src='file:///etc/passwd'><b>Kari</b>\uFFFDgro"_s);
    QVERIFY(!plainToolTip(hostile).contains(u"<img"));
    QVERIFY(plainToolTip(hostile).contains(u"&lt;img"));
    QCOMPARE(plainToolTip({}), QString());
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
