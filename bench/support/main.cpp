// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"
#include "support/server.hpp"

#include <benchmark/benchmark.h>

#include <iostream>
#include <string_view>

namespace
{
    /// For a person who runs this program alone: Google Benchmark's own table, at the usual sizes.
    void register_all()
    {
        for (const bench::contest& c : bench::contests())
        {
            std::map<std::string, std::size_t> values;
            for (const bench::size& s : c.sizes)
            {
                values[s.name] = s.usual;
            }
            const bench::sizes sizes(values);
            double units = 1;
            for (const auto& name : c.units)
            {
                units *= static_cast<double>(sizes[name]);
            }
            for (const bench::contender& who : c.contenders)
            {
                if (!who.timed)
                {
                    continue;
                }
                const auto run = [&who, sizes, units](benchmark::State& state)
                {
                    const bench::job job = who.prepare(sizes);
                    for (auto _ : state)
                    {
                        job.run();
                        benchmark::ClobberMemory();
                    }
                    state.counters["units"] = benchmark::Counter(units, benchmark::Counter::kIsIterationInvariantRate);
                };
                benchmark::RegisterBenchmark((c.work + "/" + who.name).c_str(), run)->UseRealTime();
            }
        }
    }
}

int main(int argc, char** argv)
{
    if (argc == 2 && std::string_view(argv[1]) == "--serve")
    {
        int none = 1;
        benchmark::Initialize(&none, argv);
        bench::serve(std::cin, std::cout);
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
    {
        std::cerr << "or --serve, to answer the study\n";
        return 2;
    }
    register_all();
    benchmark::RunSpecifiedBenchmarks();
}
