// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/cancelling.h"

#include "engine/base/text.h"
#include "engine/postgres/cancelrequest.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

namespace retort::postgres {

CancelHandle::Handle::Handle(const PGconn *connection)
    : request(PQgetCancel(const_cast<PGconn *>(connection)))
{
}

CancelHandle::Handle::~Handle()
{
    PQfreeCancel(request);
}

Result<void> CancelHandle::cancel() const
{
    std::array<char, 256> text{}; // the size that libpq's manual recommends
    if (m_handle && PQcancel(m_handle->request, text.data(), static_cast<int>(text.size())))
        return {};
    std::string reason = m_handle ? std::string(text::trimmed(text.data())) : "there is no session";
    return makeError("cancel-failed", "The cancel request did not reach the server: " + reason + '.');
}

struct Canceller::State {
    std::mutex mutex;
    std::condition_variable idle;
    bool isBusy = false;
};

Canceller::Canceller(CancelHandle handle)
    : m_handle(std::move(handle))
    , m_state(std::make_shared<State>())
{
}

void Canceller::send()
{
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->isBusy)
            return;
        m_state->isBusy = true;
    }
    const auto deliver = [handle = m_handle, state = m_state] {
        // Whether it arrived shows in the statement's end; the sender repeats it until then.
        static_cast<void>(handle.cancel());
        const std::lock_guard lock(state->mutex);
        state->isBusy = false;
        state->idle.notify_all();
    };
    try {
        // Detached: it may hang as long as a dead network makes it, and owns all that it touches.
        std::thread(deliver).detach();
    } catch (const std::system_error &) {
        deliver();
    }
}

void Canceller::waitUntilDelivered(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_state->mutex);
    m_state->idle.wait_for(lock, limit, [this] { return !m_state->isBusy; });
}

} // namespace retort::postgres
