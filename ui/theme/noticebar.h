// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/labels.h"

namespace retort::ui {

/// A strip across a panel: what is wrong here, what mends it, and one button that does so. Hidden until presented,
/// and built then: panels have several of them, and most are never seen.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// `role`: Warning, Failed or Accent. The remedy may be empty.
    void present(ColourRole role, const QString &sentence, const QString &remedy);
    /// Of the way out; an empty text takes it away.
    void setAction(const QString &text, const char *objectName);
    void dismiss() { hide(); }
    QString sentence() const;
    QString remedy() const;
    /// Null before the first present().
    QPushButton *action() const { return m_action; }

signals:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();

    RoleLabel *m_sentence = nullptr;
    RoleLabel *m_remedy = nullptr;
    QPushButton *m_action = nullptr;
    ColourRole m_role = ColourRole::Warning;
};

} // namespace retort::ui
