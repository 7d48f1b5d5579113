// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors

#include "support/contest.hpp"

namespace
{
    std::vector<bench::contest>& registered()
    {
        static std::vector<bench::contest> all;
        return all;
    }

    std::vector<std::pair<std::string, bench::contender>>& guests()
    {
        static std::vector<std::pair<std::string, bench::contender>> all;
        return all;
    }
}

namespace bench
{
    entry::entry(contest c) { registered().push_back(std::move(c)); }

    guest::guest(std::string work, contender who) { guests().emplace_back(std::move(work), std::move(who)); }

    const std::vector<contest>& contests()
    {
        for (auto& [work, who] : guests())
        {
            for (contest& c : registered())
            {
                if (c.work == work)
                {
                    c.contenders.push_back(std::move(who));
                    break;
                }
            }
        }
        guests().clear();
        return registered();
    }
}
