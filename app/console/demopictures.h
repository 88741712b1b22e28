// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QDir>
#include <QString>

class QWidget;

namespace retort::console {

/// Writes pictures of a window into a folder, numbered in the order they are taken, and prints each path.
/// GUI thread.
class DemoPictures
{
public:
    /// Makes the folder. Errors: picture-failed.
    static Result<DemoPictures> into(const QString &folder);

    /// `window` as it is now, with `dialog` where a person sees it: over the middle of a window that steps back.
    /// Lets layouts and queued answers come to rest first. Errors: picture-failed.
    Result<void> take(const QString &name, QWidget &window, QWidget *dialog = nullptr);

private:
    explicit DemoPictures(const QDir &folder)
        : m_folder(folder)
    {
    }

    QDir m_folder;
    int m_count = 0;
};

} // namespace retort::console
