// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QLineEdit>
#include <QPointer>

#include <functional>
#include <vector>

class QListView;

namespace retort::ui
{

/// One line of the palette.
struct PaletteEntry {
    QString text;    ///< "Upgrade postgres to “+1”…"
    QString command; ///< the equivalent command line; may be empty
    QString shortcut;
    bool isEnabled = true;
    std::function<void()> run;
};

/// The entries that are offered now. Read-only.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { CommandRole = Qt::UserRole, ShortcutRole };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;
    void setEntries(std::vector<PaletteEntry> entries);
    const PaletteEntry &at(int row) const { return m_entries[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<PaletteEntry> m_entries;
};

/// A field in which one types what one would type in a terminal: "upgrade +1", "stamp head", "history". The list
/// below it shows what Return would do, and its command line. Ctrl+Shift+C copies that line. GUI thread.
class CommandPalette : public QLineEdit
{
    Q_OBJECT

public:
    /// Asked for the entries at every key stroke.
    using Provider = std::function<std::vector<PaletteEntry>(const QString &typed)>;

    explicit CommandPalette(QWidget *parent = nullptr);
    void setProvider(Provider provider) { m_provider = std::move(provider); }
    PaletteModel *model() const { return m_model; }
    bool isListVisible() const;

public slots:
    void open();

signals:
    void copyRequested(const QString &command);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void refresh();
    void placeList();
    void closeList();
    void choose(int row);
    void moveTo(int row);
    int enabledRow(int row, int step) const;
    bool moveByKey(int key);

    Provider m_provider;
    PaletteModel *m_model;
    QListView *m_list;
    QPointer<QWidget> m_before; ///< had the focus when the palette was opened
};

} // namespace retort::ui
