// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/theme.h"

#include "gui/support/svgicon.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QStyleHints>

#include <array>

// The macro must stand outside every namespace. The resources are in a static library, which the
// linker would leave out otherwise.
static void initialiseResources()
{
    Q_INIT_RESOURCE(activitybridge);
}

namespace gui {

namespace {

constexpr std::array<QStringView, 40> colourNames{u"window", u"surface", u"surfaceRaised", u"hover",
    u"pressed", u"border", u"borderStrong", u"text", u"textMuted", u"textDisabled", u"textOnAccent",
    u"accent", u"accentHover", u"accentPressed", u"accentDisabled", u"accentSoft", u"focus",
    u"focusOnAccent", u"link", u"info", u"infoSoft", u"success", u"successSoft", u"warning",
    u"warningSoft", u"danger", u"dangerSoft", u"badgeProduction", u"badgeProductionSoft",
    u"badgeSandbox", u"badgeSandboxSoft", u"badgeDemo", u"badgeDemoSoft", u"selection",
    u"tableStripe", u"tooltip", u"textOnTooltip", u"switchOff", u"switchOffHover", u"switchKnob"};

constexpr std::array<QStringView, 14> sizeNames{u"spaceXs", u"spaceS", u"spaceM", u"spaceL",
    u"spaceXl", u"radius", u"radiusLarge", u"fontSmall", u"fontBody", u"fontTitle", u"fontHeading",
    u"icon", u"rowHeight", u"navigationHeight"};

core::Error broken(const QString& what)
{
    return {core::Error::Kind::Settings, QStringLiteral("style: ") + what};
}

core::Result<QByteArray> contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(broken(path + QStringLiteral(" cannot be read")));
    return file.readAll();
}

QString pathOf(Variant variant)
{
    return variant == Variant::Dark ? QStringLiteral(":/style/dark.json")
                                    : QStringLiteral(":/style/light.json");
}

// The object, if it has these keys and no others.
template <typename Names>
core::Result<QJsonObject> tokens(const QByteArray& json, const Names& names)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(json, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return tl::unexpected(broken(problem.errorString()));
    for (const QStringView name : names) {
        if (!object.contains(name))
            return tl::unexpected(broken(QStringLiteral("%1 is missing").arg(name)));
    }
    for (const QString& key : object.keys()) {
        if (std::find(names.begin(), names.end(), key) == names.end())
            return tl::unexpected(broken(key + QStringLiteral(" is not a known name")));
    }
    return object;
}

core::Result<QHash<QString, QColor>> coloursOf(const QByteArray& json)
{
    static const QRegularExpression wellFormed(QStringLiteral("\\A#[0-9a-f]{6}\\z"));
    const auto object = tokens(json, colourNames);
    if (!object)
        return tl::unexpected(object.error());
    QHash<QString, QColor> colours;
    for (auto token = object->begin(); token != object->end(); ++token) {
        const QString text = token.value().toString();
        if (!wellFormed.match(text).hasMatch())
            return tl::unexpected(broken(token.key() + QStringLiteral(" is not like #0a1b2c")));
        colours.insert(token.key(), QColor(text));
    }
    return colours;
}

core::Result<QHash<QString, int>> sizesOf(const QByteArray& json)
{
    const auto object = tokens(json, sizeNames);
    if (!object)
        return tl::unexpected(object.error());
    QHash<QString, int> sizes;
    for (auto token = object->begin(); token != object->end(); ++token) {
        const int size = token.value().toInt();
        if (size <= 0)
            return tl::unexpected(broken(token.key() + QStringLiteral(" is not a whole number")));
        sizes.insert(token.key(), size);
    }
    return sizes;
}

// The sheet with a value for every @name@.
core::Result<QString> filledIn(const QString& sheet, const QHash<QString, QString>& values)
{
    static const QRegularExpression placeholder(QStringLiteral("@([^@\\s]*)@"));
    QString filled;
    qsizetype done = 0;
    for (auto match = placeholder.globalMatch(sheet); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const auto value = values.find(found.captured(1));
        if (value == values.end())
            return tl::unexpected(broken(found.captured() + QStringLiteral(" has no value")));
        filled += QStringView(sheet).sliced(done, found.capturedStart() - done);
        filled += *value;
        done = found.capturedEnd();
    }
    filled += QStringView(sheet).sliced(done);
    if (filled.contains(u'@'))
        return tl::unexpected(broken(QStringLiteral("an @ without a name")));
    return filled;
}

// Inter where it is installed; else what the system has, which everybody there is used to.
QFont baseFont(const QFont& system, int px)
{
    QFont font = system;
    font.setFamilies(QStringList{QStringLiteral("Inter")} + system.families());
    font.setPixelSize(px);
    return font;
}

} // namespace

Variant variantOf(const QPalette& palette)
{
    const auto lightness
        = [&](QPalette::ColorRole role) { return palette.color(role).lightness(); };
    return lightness(QPalette::WindowText) > lightness(QPalette::Window) ? Variant::Dark
                                                                         : Variant::Light;
}

Variant systemVariant()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark ? Variant::Dark : Variant::Light;
#endif
    return variantOf(QGuiApplication::palette());
}

core::Result<Theme> Theme::load(Variant variant)
{
    initialiseResources();
    const auto colours = contentOf(pathOf(variant));
    const auto sizes = contentOf(QStringLiteral(":/style/sizes.json"));
    const auto sheet = contentOf(QStringLiteral(":/style/application.qss"));
    for (const auto* content : {&colours, &sizes, &sheet}) {
        if (!*content)
            return tl::unexpected(content->error());
    }
    return read(variant, {*colours, *sizes, QString::fromUtf8(*sheet)});
}

core::Result<Theme> Theme::read(Variant variant, const Sources& sources)
{
    initialiseResources(); // for the icons
    auto colours = coloursOf(sources.colours);
    if (!colours)
        return tl::unexpected(colours.error());
    auto sizes = sizesOf(sources.sizes);
    if (!sizes)
        return tl::unexpected(sizes.error());
    QHash<QString, QString> values;
    for (auto colour = colours->cbegin(); colour != colours->cend(); ++colour)
        values.insert(colour.key(), colour.value().name());
    for (auto size = sizes->cbegin(); size != sizes->cend(); ++size)
        values.insert(size.key(), QString::number(size.value()));
    auto sheet = filledIn(sources.sheet, values);
    if (!sheet)
        return tl::unexpected(sheet.error());

    Theme theme;
    theme.m_variant = variant;
    theme.m_colours = std::move(*colours);
    theme.m_sizes = std::move(*sizes);
    theme.m_styleSheet = std::move(*sheet);
    return theme;
}

QColor Theme::colour(QStringView name) const
{
    const auto found = m_colours.find(name.toString());
    Q_ASSERT_X(found != m_colours.end(), "gui::Theme::colour", qUtf8Printable(name.toString()));
    return found == m_colours.end() ? QColor() : *found;
}

int Theme::size(QStringView name) const
{
    const auto found = m_sizes.find(name.toString());
    Q_ASSERT_X(found != m_sizes.end(), "gui::Theme::size", qUtf8Printable(name.toString()));
    return found == m_sizes.end() ? 0 : *found;
}

QIcon Theme::icon(QStringView name, QStringView colourName) const
{
    const auto svg = contentOf(QStringLiteral(":/icons/%1.svg").arg(name));
    Q_ASSERT_X(svg, "gui::Theme::icon", qUtf8Printable(name.toString()));
    if (!svg)
        return {};
    return svgIcon(*svg, {colour(colourName), colour(u"textDisabled"), colour(u"link")});
}

QPalette Theme::palette() const
{
    QPalette made;
    const auto set = [&](QPalette::ColorRole role, QStringView enabled, QStringView disabled) {
        made.setColor(role, colour(enabled));
        made.setColor(QPalette::Disabled, role, colour(disabled));
    };
    set(QPalette::Window, u"window", u"window");
    set(QPalette::WindowText, u"text", u"textDisabled");
    set(QPalette::Base, u"surface", u"window");
    set(QPalette::AlternateBase, u"tableStripe", u"window");
    set(QPalette::Text, u"text", u"textDisabled");
    set(QPalette::PlaceholderText, u"textMuted", u"textDisabled");
    set(QPalette::Button, u"surface", u"window");
    set(QPalette::ButtonText, u"text", u"textDisabled");
    set(QPalette::BrightText, u"textOnAccent", u"textDisabled");
    set(QPalette::Highlight, u"accent", u"accentDisabled");
    set(QPalette::HighlightedText, u"textOnAccent", u"textDisabled");
    set(QPalette::Link, u"link", u"textDisabled");
    set(QPalette::LinkVisited, u"link", u"textDisabled");
    set(QPalette::ToolTipBase, u"tooltip", u"tooltip");
    set(QPalette::ToolTipText, u"textOnTooltip", u"textOnTooltip");
    // Fusion makes frames and bevels from these.
    set(QPalette::Light, u"surfaceRaised", u"surfaceRaised");
    set(QPalette::Midlight, u"hover", u"hover");
    set(QPalette::Mid, u"border", u"border");
    set(QPalette::Dark, u"borderStrong", u"border");
    set(QPalette::Shadow, u"borderStrong", u"border");
    return made;
}

void Theme::apply(QApplication& application) const
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette());
    QApplication::setFont(baseFont(QApplication::font(), size(u"fontBody")));
    application.setStyleSheet(m_styleSheet);
}

} // namespace gui
