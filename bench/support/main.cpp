// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/allocations.hpp"
#include "support/contest.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace
{
    std::vector<bench::contest>& contests()
    {
        static std::vector<bench::contest> all;
        return all;
    }
}

namespace bench
{
    entry::entry(contest c) { contests().push_back(std::move(c)); }
}

namespace
{
    struct row
    {
        std::vector<double> seconds;
        double allocations = 0;
    };

    /// Keeps each repetition's time beside printing it.
    class keeper : public benchmark::ConsoleReporter
    {
    public:
        std::map<std::string, row> rows;

        void ReportRuns(const std::vector<Run>& runs) override
        {
            for (const Run& run : runs)
            {
                const auto allocations = run.counters.find("allocations");  // a run that failed has no counters
                if (run.run_type == Run::RT_Iteration && allocations != run.counters.end())
                {
                    row& r = rows[run.run_name.function_name];
                    r.seconds.push_back(run.cpu_accumulated_time / static_cast<double>(run.iterations));
                    r.allocations = allocations->second;
                }
            }
        }
    };

    double median(std::vector<double> values)
    {
        if (values.empty())
        {
            return 0;
        }
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    }

    std::string id(const bench::contest& c, const bench::contender& who) { return c.work + " | " + who.name; }

    bool computes_the_same(const bench::contest& c)
    {
        for (const auto& who : c.contenders)
        {
            who.work();
        }
        return !c.same || c.same();
    }

    void print(const bench::contest& c, std::map<std::string, row>& rows)
    {
        const double own = median(rows[c.work + " | alphabar"].seconds);
        if (own == 0)
        {
            return;
        }
        std::printf("\n### %s\n\n| contender | ns an element | spread | alphabar is faster by | bar | allocations |\n"
                    "|---|---:|---:|---:|---|---:|\n",
                    c.work.c_str());
        for (const auto& who : c.contenders)
        {
            const row& r = rows[id(c, who)];
            if (r.seconds.empty())
            {
                continue;
            }
            const double seconds = median(r.seconds);
            const auto [least, most] = std::minmax_element(r.seconds.begin(), r.seconds.end());
            const auto wanted =
                std::find_if(c.bars.begin(), c.bars.end(), [&](const bench::bar& b) { return b.against == who.name; });
            char bar[64] = "";
            if (wanted != c.bars.end())
            {
                std::snprintf(bar, sizeof bar, "%.2f: %s", wanted->times_faster,
                              seconds / own >= wanted->times_faster ? "met" : "missed");
            }
            std::printf("| %s | %.3f | %.3f–%.3f | %.2f | %s | %.0f |\n", who.name.c_str(), seconds / c.elements * 1e9,
                        *least / c.elements * 1e9, *most / c.elements * 1e9, seconds / own, bar, r.allocations);
        }
    }
}

int main(int argc, char** argv)
{
    std::vector<char*> arguments(argv, argv + argc);
    char repetitions[] = "--benchmark_repetitions=9";
    char interleaving[] = "--benchmark_enable_random_interleaving=true";
    arguments.insert(arguments.begin() + 1, {repetitions, interleaving});
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
    {
        return 2;
    }
    for (const auto& c : contests())
    {
        if (!computes_the_same(c))
        {
            std::fprintf(stderr, "%s: the contenders do not compute the same thing\n", c.work.c_str());
            return 1;
        }
        for (const auto& who : c.contenders)
        {
            benchmark::RegisterBenchmark(id(c, who).c_str(),
                                         [&who](benchmark::State& state)
                                         {
                                             const std::size_t before = alphabar::test::allocations();
                                             who.work();
                                             const auto each =
                                                 static_cast<double>(alphabar::test::allocations() - before);
                                             for (auto _ : state)
                                             {
                                                 who.work();
                                                 benchmark::ClobberMemory();
                                             }
                                             state.counters["allocations"] = each;
                                         });
        }
    }
    keeper reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    for (const auto& c : contests())
    {
        print(c, reporter.rows);
    }
}
