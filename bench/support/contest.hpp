// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

#include "support/sizes.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// One piece of work, done by several contenders on data of their own. The library's row is called "alphabar". Peers in
/// other languages, bench/peers/, do the same work under the same name; the study, bench/study/, brings all together.
namespace bench
{
    /// A contender that has its data: `run` does the work once, `show` says in a few numbers what came out.
    struct job
    {
        std::function<void()> run;
        std::function<std::vector<double>()> show;
    };

    struct contender
    {
        std::string name;  // "peer" or "peer, formulation": a bar against a peer is one against its best formulation
        std::function<job(const sizes&)> prepare;
        bool timed = true;      // false: too slow to be measured, there to say what is right
        bool threaded = false;  // true: gets as many cores as the size "threads" says
    };

    /// How many times faster than a peer the library has to be; below 1 for what it cannot beat, such as memory.
    struct bar
    {
        std::string against;
        double times_faster;
    };

    /// A size with its value in the tests, where all runs for an instant, and the values of a scaling series, if any.
    struct size
    {
        std::string name;
        std::size_t usual;
        std::size_t tiny;
        std::vector<std::size_t> series = {};
    };

    /// What `show` must say.
    struct check
    {
        std::string law;       // "same": as the first contender does; "normal", "uniform": moments of that law
        double tolerance = 0;  // relative, for "same"
        double floor = 0;      // what is smaller may as well be 0: subnormal numbers are nobody's promise
    };

    struct contest
    {
        std::string work;   // what peers call it too
        std::string title;  // "... {images} x {pixels} ...": sizes in braces
        std::vector<size> sizes;
        std::vector<std::string> units;  // the sizes whose product divides the printed time
        std::string unit;                // and what one of them is: "element", "pair"
        std::vector<contender> contenders;
        std::vector<bar> bars;
        check checked;
        double growth_at_most = 0;  // bar of a series: how many times longer ten times the size may take
    };

    /// Registers a contest of this program.
    struct entry
    {
        explicit entry(contest c);
    };

    /// Adds a contender to a contest of another source file: for peers that only some machines can build.
    struct guest
    {
        guest(std::string work, contender who);
    };

    /// The contests of this program, guests seated.
    const std::vector<contest>& contests();

    /// A limit of the machine: it computes nothing that could be shown.
    inline contender showing_nothing(contender who)
    {
        who.prepare = [prepare = std::move(who.prepare)](const sizes& n) { return job{prepare(n).run, {}}; };
        return who;
    }

    /// A contender with data of type Data, made of the sizes; Data has a member `show`.
    template <class Data, class Run>
    contender on(std::string name, Run run)
    {
        return {std::move(name),
                [run](const sizes& n)
                {
                    auto data = std::make_shared<Data>(n);
                    return job{[data, run] { run(*data); }, [data] { return data->show(); }};
                },
                true, false};
    }
}
