// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace retort::ui {

/// What stands between a person and production: the database's name, typed.
class NameConfirmation : public QWidget
{
    Q_OBJECT

public:
    explicit NameConfirmation(QWidget *parent = nullptr);

    /// The name to type; empties the field.
    void ask(const QString &databaseName);
    /// True when the name stands there exactly.
    bool isConfirmed() const;
    QLineEdit *field() const { return m_field; }

signals:
    void confirmedChanged(bool confirmed);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QLabel *m_question;
    QLineEdit *m_field;
};

} // namespace retort::ui
