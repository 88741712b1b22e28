// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;
class QHBoxLayout;
class QVBoxLayout;
class QWidget;

namespace retort::ui {

class PlanHeader;

/// What all dialogs of this panel have in common: one column without gaps, the header and a line on top. The caller
/// adds the rest. Owned by the dialog.
QVBoxLayout *columnBelow(PlanHeader *header, QDialog *dialog);

/// The row of buttons at the bottom, still empty. Owned by the footer.
QHBoxLayout *buttonRow(QWidget *footer);

} // namespace retort::ui
