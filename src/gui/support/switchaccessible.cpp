// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/switchaccessible.h"

#include "gui/support/switch.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace gui {

namespace {

class AccessibleSwitch final : public QAccessibleWidget
{
public:
    explicit AccessibleSwitch(Switch& of)
        : QAccessibleWidget(&of, QAccessible::CheckBox)
        , m_switch(&of)
    {
        addControllingSignal(QStringLiteral("clicked(bool)"));
    }

    QString text(QAccessible::Text kind) const override
    {
        const QString given = QAccessibleWidget::text(kind);
        return kind == QAccessible::Name && given.isEmpty() ? m_switch->text() : given;
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = true;
        state.checked = m_switch->isChecked();
        state.pressed = m_switch->isDown();
        return state;
    }

    QStringList actionNames() const override
    {
        QStringList names;
        if (m_switch->isEnabled())
            names += toggleAction();
        return names + QAccessibleWidget::actionNames();
    }

    void doAction(const QString& name) override
    {
        if (name == toggleAction() || name == pressAction())
            m_switch->click(); // does nothing when disabled
        else
            QAccessibleWidget::doAction(name);
    }

private:
    Switch* m_switch;
};

QAccessibleInterface* accessibleSwitch(const QString&, QObject* object)
{
    auto* found = qobject_cast<Switch*>(object);
    return found ? new AccessibleSwitch(*found) : nullptr;
}

} // namespace

void installSwitchAccessibility()
{
    QAccessible::installFactory(accessibleSwitch); // known ones are not added again
}

} // namespace gui
