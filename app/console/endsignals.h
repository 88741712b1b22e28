// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace retort::console {

/// SIGINT, SIGTERM and SIGHUP as a Qt signal, so that runs are cancelled on the server before the program ends.
/// The second one ends it at once, as without this object. One object a program, on the GUI thread.
class EndSignals : public QObject
{
    Q_OBJECT

public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

    /// The signal that came; 0: none yet.
    int received() const { return m_received; }

signals:
    void endRequested();

private:
    void take();

    int m_pipe[2] = {-1, -1}; ///< from the signal handler to the event loop: signal(7) allows little but write()
    QSocketNotifier *m_notifier = nullptr;
    int m_received = 0;
};

} // namespace retort::console
