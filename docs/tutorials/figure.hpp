// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include <alphabar/core/xtensor.hpp>

#include <filesystem>
#include <string>
#include <vector>

/// What the tutorials draw with: a figure is panels side by side, and is written twice, as the data that it shows
/// (name.csv) and as a picture of them (name.png).
namespace tutorial
{
    using numbers = std::vector<double>;

    template <class Array>
    numbers to_numbers(const Array& a)
    {
        return {a.begin(), a.end()};
    }

    /// One chart of a figure.
    class panel
    {
    public:
        enum class kind
        {
            line,
            area,
            points,
            bars,
            surface  ///< z over a grid, all y of the first x first
        };

        struct series
        {
            kind as;
            std::string name;
            numbers x, y, z;
        };

        panel(std::string title, std::string x_label, std::string y_label);

        template <class X, class Y>
        panel& add(kind as, const std::string& name, const X& x, const Y& y)
        {
            m_series.push_back({as, name, to_numbers(x), to_numbers(y), {}});
            return *this;
        }

        /// z(i, j) at (x(i), y(j)).
        template <class X, class Y, class Z>
        panel& add_surface(const std::string& name, const X& x, const Y& y, const Z& z)
        {
            series s{kind::surface, name, {}, {}, to_numbers(z)};
            for (const double along_x : x)
            {
                for (const double along_y : y)
                {
                    s.x.push_back(along_x);
                    s.y.push_back(along_y);
                }
            }
            m_series.push_back(std::move(s));
            return *this;
        }

        /// A dashed line at x, across the panel.
        panel& mark(double x);

        /// Both axes from −reach to reach, in one scale.
        panel& square(double reach);

        const std::vector<series>& all_series() const { return m_series; }

    private:
        friend class figure;

        std::string script(class plot_data& data) const;

        std::string m_title, m_x_label, m_y_label;
        std::vector<series> m_series;
        numbers m_marks;
        double m_reach = 0;
    };

    class figure
    {
    public:
        figure(std::string name, std::string title);

        panel& add(std::string title, std::string x_label, std::string y_label = "");

        /// Writes DIRECTORY/name.csv and DIRECTORY/name.png, and says so.
        void write(const std::filesystem::path& directory) const;

    private:
        std::string csv() const;

        std::string m_name, m_title;
        std::vector<panel> m_panels;
    };
}
