// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>

namespace bench
{
    /// The sizes of a piece of work, by name.
    class sizes
    {
    public:

        sizes() = default;
        explicit sizes(std::map<std::string, std::size_t> values) : m_values(std::move(values)) {}

        std::size_t operator[](const std::string& name) const
        {
            const auto found = m_values.find(name);
            return found != m_values.end() ? found->second : throw std::invalid_argument("there is no size " + name);
        }

    private:

        std::map<std::string, std::size_t> m_values;
    };
}
