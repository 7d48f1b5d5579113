// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "figure.hpp"

#include "io/chart_style.hpp"
#include "io/colour_scale.hpp"
#include "io/file.hpp"
#include "io/gnuplot.hpp"

#include <alphabar/core/error.hpp>

#include <array>
#include <iostream>

namespace tutorial
{
    namespace ab = alphabar;
    using ab::core::text;
    using ab::io::gnuplot_text;

    /// The files that a script reads.
    class plot_data
    {
    public:
        explicit plot_data(ab::io::gnuplot& plot) : m_plot(plot) {}

        std::string file(const panel::series& s)
        {
            const auto name = text("series-", m_count++, ".bin");
            numbers rows;
            for (std::size_t i = 0; i < s.x.size(); ++i)
            {
                rows.insert(rows.end(), {s.x[i], s.y[i]});
                if (s.as == panel::kind::surface)
                {
                    rows.push_back(s.z[i]);
                }
            }
            m_plot.data(name, rows);
            return name;
        }

    private:
        ab::io::gnuplot& m_plot;
        std::size_t m_count = 0;
    };

    panel::panel(std::string title, std::string x_label, std::string y_label)
        : m_title(std::move(title)), m_x_label(std::move(x_label)), m_y_label(std::move(y_label))
    {
    }

    panel& panel::mark(double x)
    {
        m_marks.push_back(x);
        return *this;
    }

    panel& panel::square(double reach)
    {
        m_reach = reach;
        return *this;
    }

    std::string panel::script(plot_data& data) const
    {
        const bool is_surface = !m_series.empty() && m_series[0].as == kind::surface;
        std::string out = text("set title ", gnuplot_text(m_title), "\nset xlabel ", gnuplot_text(m_x_label),
                               "\nset ylabel ", gnuplot_text(m_y_label), "\nunset arrow\nset autoscale\n");
        for (const double x : m_marks)
        {
            out += text("set arrow from ", x, ", graph 0 to ", x,
                        ", graph 1 nohead dashtype 2 lw 1.2 lc rgb '#2e8b57' back\n");
        }
        if (m_reach != 0)
        {
            out += text("set xrange [", -m_reach, ":", m_reach, "]\nset yrange [", -m_reach, ":", m_reach,
                        "]\nset size square\n");
        }
        std::string plots;
        for (std::size_t i = 0; i < m_series.size(); ++i)
        {
            const series& s = m_series[i];
            const std::string file = data.file(s);
            const std::string colour = text(" lc rgb '", ab::io::line_colour(i), "'");
            const std::string title =
                s.name.empty() ? std::string(" notitle") : text(" title ", gnuplot_text(s.name));
            plots += plots.empty() ? "" : ", ";
            if (s.as == kind::surface)
            {
                std::size_t along_y = 1;
                while (along_y < s.x.size() && s.x[along_y] == s.x[0])
                {
                    ++along_y;
                }
                plots += text("'", file, "' binary record=(", along_y, ",", s.x.size() / along_y,
                              ") format='%float64%float64%float64' using 1:2:3 with pm3d notitle");
                continue;
            }
            const char* const style = s.as == kind::line     ? "lines lw 2"
                                      : s.as == kind::area   ? "filledcurves y=0 fill transparent solid 0.35"
                                      : s.as == kind::points ? "points pt 7 ps 0.35"
                                                             : "boxes fill transparent solid 0.55";
            plots += text("'", file, "' binary format='%float64%float64' using 1:2 with ", style, colour, title);
        }
        out += is_surface ? "set xyplane at 0\nset view 55, 35\nset border 31\nunset colorbox\nset hidden3d\nsplot "
                          : m_reach != 0 ? "set border 3\nplot " : "set border 3\nset offsets graph 0, 0, graph 0.15, 0\nplot ";
        return out + plots + "\n";
    }

    figure::figure(std::string name, std::string title) : m_name(std::move(name)), m_title(std::move(title)) {}

    panel& figure::add(std::string title, std::string x_label, std::string y_label)
    {
        m_panels.reserve(8);  // references to panels stay valid
        ab::core::require(m_panels.size() < 8, "figure ", m_name, ": more than 8 panels");
        return m_panels.emplace_back(std::move(title), std::move(x_label), std::move(y_label));
    }

    std::string figure::csv() const
    {
        std::string out = "panel,series,x,y,z\n";
        const auto quoted = [](const std::string& s) { return '"' + s + '"'; };
        for (const panel& p : m_panels)
        {
            for (const panel::series& s : p.all_series())
            {
                for (std::size_t i = 0; i < s.x.size(); ++i)
                {
                    out += text(quoted(p.m_title), ",", quoted(s.name), ",", s.x[i], ",", s.y[i], ",");
                    out += s.z.empty() ? "\n" : text(s.z[i], "\n");
                }
            }
        }
        return out;
    }

    void figure::write(const std::filesystem::path& directory) const
    {
        std::filesystem::create_directories(directory);
        ab::io::gnuplot plot;
        plot_data data(plot);
        std::string script = ab::io::chart_style(460 * m_panels.size() + 20, 460, 11);
        script += text("set output 'figure.png'\nset palette defined (0 '#30123b', 1 '#3a7bf0', 2 '#28d6a8', "
                       "3 '#c7ef34', 4 '#fb7e21', 5 '#7a0403')\nset multiplot layout 1,",
                       m_panels.size(), " title ", gnuplot_text(m_title), " font ',14'\n");
        for (const panel& p : m_panels)
        {
            script += p.script(data) + "set size nosquare\nunset offsets\n";
        }
        plot.run(script + "unset multiplot\nunset output\n");
        const std::string values = csv();
        ab::io::write_file(directory / (m_name + ".png"), ab::io::drawn_png(plot, "figure.png"));
        ab::io::write_file(directory / (m_name + ".csv"),
                           {reinterpret_cast<const std::uint8_t*>(values.data()), values.size()});
        std::cout << "figure " << m_name << ": " << m_title << '\n';
    }
}
