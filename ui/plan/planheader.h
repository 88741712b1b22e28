// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"
#include "ui/theme/labels.h"

#include <optional>

class QLabel;

namespace retort::ui {

class BadgeLabel;
class CommandLine;

/// What, where, how dangerous: the head of every dialog that acts on a database, with the database's colour on top.
class PlanHeader : public Surface
{
    Q_OBJECT

public:
    explicit PlanHeader(QWidget *parent = nullptr);

    void setDatabase(const session::DatabaseState &state, int number);
    /// Its colour alone, where nothing else is known of the database yet.
    void setDatabaseNumber(int number);
    /// Text or simple HTML.
    void setTitle(const QString &title);
    QString title() const;
    /// What stands after the tier in place of the address; empty: the address.
    void setSubtitle(const QString &subtitle);
    void setCommand(const QString &command);
    QString command() const;
    /// A badge on the right: the SQLSTATE of a failure. Empty hides it.
    void setCode(const QString &code);
    /// Another colour on top than the database's, until none is given.
    void setTone(std::optional<ColourRole> tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colourTop();

    QLabel *m_title;
    BadgeLabel *m_tier;
    ElidedLabel *m_subtitle;
    CommandLine *m_command;
    BadgeLabel *m_code;
    QString m_address;
    int m_number = 0;
    std::optional<ColourRole> m_tone;
};

} // namespace retort::ui
