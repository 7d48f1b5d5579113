// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/server.hpp"

#include "support/allocations.hpp"
#include "support/contest.hpp"
#include "support/json.hpp"

#include "facts.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <iostream>
#include <map>
#include <sstream>

namespace
{
    using namespace bench;

    std::string as_json(const contest& c)
    {
        return json::object({
            {"work", json::text(c.work)},
            {"title", json::text(c.title)},
            {"unit", json::text(c.unit)},
            {"units", json::list(c.units, json::text)},
            {"law", json::text(c.checked.law)},
            {"tolerance", json::number(c.checked.tolerance)},
            {"floor", json::number(c.checked.floor)},
            {"growth_at_most", json::number(c.growth_at_most)},
            {"sizes", json::list(c.sizes,
                                 [](const size& s)
                                 {
                                     return json::object({{"name", json::text(s.name)},
                                                          {"usual", json::number(s.usual)},
                                                          {"tiny", json::number(s.tiny)},
                                                          {"series", json::list(s.series, [](std::size_t n)
                                                                                { return json::number(n); })}});
                                 })},
            {"contenders", json::list(c.contenders,
                                      [](const contender& who)
                                      {
                                          return json::object({{"name", json::text(who.name)},
                                                               {"timed", who.timed ? "true" : "false"},
                                                               {"threaded", who.threaded ? "true" : "false"}});
                                      })},
            {"bars", json::list(c.bars,
                                [](const bar& b)
                                {
                                    return json::object({{"against", json::text(b.against)},
                                                         {"times_faster", json::number(b.times_faster)}});
                                })},
        });
    }

    /// "marginal images=64 pixels=12288"
    struct work
    {
        std::string name;
        bench::sizes sizes;

        explicit work(const std::string& line)
        {
            std::istringstream words(line);
            words >> name;
            std::map<std::string, std::size_t> values;
            for (std::string word; words >> word;)
            {
                const auto equals = word.find('=');
                if (equals == std::string::npos)
                {
                    throw std::invalid_argument(word + ": a size is written name=value");
                }
                values[word.substr(0, equals)] = std::stoull(word.substr(equals + 1));
            }
            sizes = bench::sizes(std::move(values));
        }
    };

    const contender& find(const std::string& contest_name, const std::string& name)
    {
        for (const contest& c : contests())
        {
            for (const contender& who : c.contenders)
            {
                if (c.work == contest_name && who.name == name)
                {
                    return who;
                }
            }
        }
        throw std::invalid_argument("no contender " + name + " does " + contest_name);
    }

    struct prepared
    {
        job what;
        double seconds_a_run = 0;  // of the last measurement
    };

    /// Google Benchmark's time of one run, in seconds.
    class keeper : public benchmark::BenchmarkReporter
    {
    public:

        double seconds = 0;
        std::size_t iterations = 0;

        bool ReportContext(const Context&) override { return true; }
        void ReportRuns(const std::vector<Run>& runs) override
        {
            for (const Run& run : runs)
            {
                iterations = static_cast<std::size_t>(run.iterations);
                seconds = run.real_accumulated_time / static_cast<double>(run.iterations);
            }
        }
    };

    std::string measure(prepared& p, double seconds)
    {
        auto* measured = benchmark::RegisterBenchmark("run",
                                                      [&p](benchmark::State& state)
                                                      {
                                                          for (auto _ : state)
                                                          {
                                                              p.what.run();
                                                              benchmark::ClobberMemory();
                                                          }
                                                      });
        measured->UseRealTime();
        if (p.seconds_a_run == 0)
        {
            measured->MinTime(seconds);
        }
        else  // how many are needed is known: no time is spent on finding it out again
        {
            measured->Iterations(std::max<benchmark::IterationCount>(std::llround(seconds / p.seconds_a_run), 1));
        }
        keeper reporter;
        benchmark::RunSpecifiedBenchmarks(&reporter);
        benchmark::ClearRegisteredBenchmarks();
        p.seconds_a_run = reporter.seconds;
        return json::object(
            {{"seconds", json::number(reporter.seconds)}, {"iterations", json::number(reporter.iterations)}});
    }

    class session
    {
    public:

        std::string answer(const std::string& line)
        {
            std::istringstream words(line);
            std::string request, work_line, name, seconds;
            words >> request >> std::ws;
            std::getline(words, work_line, '\t');
            std::getline(words, name, '\t');
            std::getline(words, seconds, '\t');
            if (request == "list")
            {
                return json::list(contests(), as_json);
            }
            if (request == "facts")
            {
                return json::object({{"compiler", json::text(bench::facts::compiler)},
                                     {"flags", json::text(bench::facts::flags)},
                                     {"versions", bench::facts::versions}});
            }
            if (request == "show")
            {
                return show(of(work_line, name));
            }
            if (request == "time")
            {
                return measure(of(work_line, name), std::stod(seconds));
            }
            throw std::invalid_argument(request + ": list, facts, show or time");
        }

    private:

        prepared& of(const std::string& line, const std::string& name)
        {
            if (line != m_line)
            {
                m_prepared.clear();
                m_line = line;
            }
            const auto found = m_prepared.find(name);
            if (found != m_prepared.end())
            {
                return found->second;
            }
            const work w(line);
            return m_prepared[name] = {find(w.name, name).prepare(w.sizes)};
        }

        static std::string show(prepared& p)
        {
            if (p.what.run)
            {
                p.what.run();
            }
            const auto values = p.what.show ? p.what.show() : std::vector<double>{};
            const std::size_t allocations = p.what.run ? alphabar::test::allocations_of(p.what.run) : 0;
            return json::object({{"values", json::list(values, [](double x) { return json::number(x); })},
                                 {"allocations", json::number(allocations)}});
        }

        std::string m_line;
        std::map<std::string, prepared> m_prepared;
    };
}

void bench::serve(std::istream& in, std::ostream& out)
{
    session s;
    for (std::string line; std::getline(in, line);)
    {
        try
        {
            out << s.answer(line) << std::endl;
        }
        catch (const std::exception& e)
        {
            out << json::object({{"error", json::text(e.what())}}) << std::endl;
        }
    }
}
