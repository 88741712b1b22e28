// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <cassert>
#include <utility>
#include <variant>

namespace retort {

/// A value or the Error that stands in its place. Everything that can fail returns one.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool isOk() const { return m_state.index() == 0; }
    explicit operator bool() const { return isOk(); }

    /// Only on success.
    T &value() & { assert(isOk()); return *std::get_if<0>(&m_state); }
    const T &value() const & { assert(isOk()); return *std::get_if<0>(&m_state); }
    T &&value() && { assert(isOk()); return std::move(*std::get_if<0>(&m_state)); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    /// Only on failure.
    Error &error() & { assert(!isOk()); return *std::get_if<1>(&m_state); }
    const Error &error() const & { assert(!isOk()); return *std::get_if<1>(&m_state); }
    Error &&error() && { assert(!isOk()); return std::move(*std::get_if<1>(&m_state)); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool isOk() const { return !m_error.has_value(); }
    explicit operator bool() const { return isOk(); }

    Error &error() & { assert(m_error); return *m_error; }
    const Error &error() const & { assert(m_error); return *m_error; }
    Error &&error() && { assert(m_error); return std::move(*m_error); }

private:
    std::optional<Error> m_error;
};

} // namespace retort
