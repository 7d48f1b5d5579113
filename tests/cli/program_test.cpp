// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "child.hpp"
#include "io/npy.hpp"
#include "io/picture_file.hpp"
#include "io/png.hpp"
#include "io/scene.hpp"

#include <alphabar/core/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace alphabar;
using child::is_one_error;
using child::left_in;
using hostile::temporary_directory;

namespace
{
    using names = std::vector<std::string>;

    std::vector<std::string> words(const std::string& line)
    {
        std::vector<std::string> out;
        std::string word;
        for (const char c : line + " ")
        {
            if (c != ' ')
            {
                word += c;
            }
            else if (!word.empty())
            {
                out.push_back(word);
                word.clear();
            }
        }
        return out;
    }

    child::result run(const temporary_directory& work, const std::string& line, const child::surroundings& around = {})
    {
        return child::run(work, words(line), around);
    }

    /// A directory with a small picture in it.
    struct studio : temporary_directory
    {
        studio() { io::write_png(*this / "a.png", io::draw_scene(24, 32)); }
    };

    xt::xarray<float> frames_in(const std::filesystem::path& path) { return io::to_xtensor<float>(io::read_npy(path)); }

    void write_script(const std::filesystem::path& path, const std::string& text)
    {
        hostile::write_text(path, text);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    }
}

TEST_CASE("the program tells its version and how to use it", "[cli]")
{
    const temporary_directory work;
    const auto told = run(work, "--version");
    CHECK(told.status == 0);
    CHECK(told.out == "alphabar " + std::string(alphabar::version) + "\n");
    for (const std::string line : {"--help", "forward --help", "density --help", "schedule --help", "picture --help"})
    {
        const auto help = run(work, line);
        CAPTURE(line);
        CHECK(help.status == 0);
        CHECK(help.err.empty());
        CHECK(help.out.find("Usage:") != std::string::npos);
        CHECK(help.out.find("Example") != std::string::npos);
    }
    CHECK(left_in(work).empty());
}

TEST_CASE("a picture dissolves: PNG and JPEG in, a strip of frames out", "[cli]")
{
    const studio work;
    io::write_jpeg(work / "b.jpg", io::draw_scene(24, 32));
    for (const std::string line :
         {"forward a.png --schedule linear --beta 1e-4:0.05 --steps 100 --frames 0,20,40,60,80,99 -o strip.png",
          "forward b.jpg --schedule linear --beta 1e-4:0.05 --steps 100 --frames 0,20,40,60,80,99 -o strip.png"})
    {
        const auto r = run(work, line);
        CAPTURE(r.err);
        REQUIRE(r.status == 0);
        CHECK(r.err.empty());
        const auto strip = io::read_image(work / "strip.png");
        CHECK(strip.width == 2 * 16 + 6 * 128 + 5 * 8);  // 32 pixels are shown four times as large
    }
    CHECK(run(work, "forward a.png --steps 10 -o strip.jpg").status == 0);
    CHECK(io::read_image(work / "strip.jpg").channels == 3);
    CHECK(left_in(work) == names{"a.png", "b.jpg", "strip.jpg", "strip.png"});
}

TEST_CASE("frame 0 is the picture itself and the last has the statistics of noise", "[cli]")
{
    const studio work;
    const auto jump = GENERATE(false, true);
    REQUIRE(run(work, std::string("forward a.png --steps 300 --frames 0,300 -o x.npy --beta 1e-4:0.1") +
                          (jump ? " --jump" : ""))
                .status == 0);
    const auto frames = frames_in(work / "x.npy");
    REQUIRE(frames.dimension() == 4);
    CHECK((frames.shape()[0] == 2 && frames.shape()[1] == 24 && frames.shape()[2] == 32 && frames.shape()[3] == 3));
    const auto picture = io::to_hwc(io::read_image(work / "a.png"));
    const std::size_t size = 24 * 32 * 3;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < size; ++i)
    {
        REQUIRE(frames.data()[i] == 2 * picture.data()[i] - 1);
        const double z = static_cast<double>(frames.data()[size + i]);
        sum += z;
        squares += z * z;
    }
    // alpha_bar_300 = 2e-7: a standard normal sample of 2,304 values. Five standard errors.
    CHECK(std::abs(sum / size) < 5 / std::sqrt(double{size}));
    CHECK(std::abs(squares / size - 1) < 5 * std::sqrt(2 / double{size}));
}

TEST_CASE("the same seed gives the same bytes, another seed others; kept frames do not change others", "[cli]")
{
    const studio work;
    REQUIRE(run(work, "forward a.png --steps 20 --frames 5,20 --seed 7 -o one.npy").status == 0);
    REQUIRE(run(work, "forward a.png --steps 20 --frames 5,20 --seed 7 -o two.npy").status == 0);
    REQUIRE(run(work, "forward a.png --steps 20 --frames 20 --seed 7 -o last.npy").status == 0);
    REQUIRE(run(work, "forward a.png --steps 20 --frames 5,20 --seed 8 -o other.npy").status == 0);
    CHECK(hostile::text_of(work / "one.npy") == hostile::text_of(work / "two.npy"));
    CHECK(hostile::text_of(work / "one.npy") != hostile::text_of(work / "other.npy"));
    const auto both = frames_in(work / "one.npy"), last = frames_in(work / "last.npy");
    CHECK(std::memcmp(both.data() + last.size(), last.data(), last.size() * sizeof(float)) == 0);
}

TEST_CASE("arrays go in as pictures do, floating-point values as they are", "[cli]")
{
    const studio work;
    xt::xtensor<std::uint8_t, 2> grey = xt::xtensor<std::uint8_t, 2>::from_shape({2, 2});
    grey(0, 0) = 0;
    grey(0, 1) = 255;
    grey(1, 0) = 51;
    grey(1, 1) = 102;
    io::write_npy(work / "u1.npy", grey);
    const xt::xtensor<double, 3, xt::layout_type::column_major> values{{{-1.0}, {1.0}}, {{-0.6}, {-0.2}}};
    io::write_npy(work / "f8.npy", values);
    REQUIRE(run(work, "forward u1.npy --steps 1 --frames 0 -o u.npy").status == 0);
    REQUIRE(run(work, "forward f8.npy --steps 1 --frames 0 -o f.npy").status == 0);
    REQUIRE(run(work, "forward u1.npy --steps 1 --frames 0 --range unit -o unit.npy").status == 0);
    const auto u = frames_in(work / "u.npy"), f = frames_in(work / "f.npy"), unit = frames_in(work / "unit.npy");
    const float expected[] = {-1.f, 1.f, -0.6f, -0.2f};
    for (std::size_t i = 0; i < 4; ++i)
    {
        CHECK(std::abs(u.data()[i] - expected[i]) < 1e-6f);
        CHECK(f.data()[i] == expected[i]);
        CHECK(std::abs(unit.data()[i] - (expected[i] + 1) / 2) < 1e-6f);
    }
}

TEST_CASE("--resize takes the longer side or both", "[cli]")
{
    const studio work;  // 32 x 24
    const auto shape_for = [&](const std::string& size)
    {
        REQUIRE(run(work, "forward a.png --steps 1 --frames 0 -o x.npy --resize " + size).status == 0);
        const auto frames = frames_in(work / "x.npy");
        return std::pair{frames.shape()[2], frames.shape()[1]};
    };
    CHECK((shape_for("16") == std::pair<std::size_t, std::size_t>{16, 12}));
    CHECK((shape_for("7x9") == std::pair<std::size_t, std::size_t>{7, 9}));
    CHECK((shape_for("1") == std::pair<std::size_t, std::size_t>{1, 1}));
    CHECK((shape_for("64") == std::pair<std::size_t, std::size_t>{64, 48}));
}

TEST_CASE("points spread: a chart, and an animation beside it", "[cli]")
{
    const temporary_directory work;
    const auto r = run(work, "density --data -15,-5,1,10 --steps 6 --sigma 0.2 --particles 50 -o density.png");
    CAPTURE(r.err);
    REQUIRE(r.status == 0);
    CHECK(io::read_image(work / "density.png").width == 1200);
    const auto gif = hostile::text_of(work / "density.gif");
    CHECK(gif.starts_with("GIF89a"));
    CHECK(gif.back() == ';');
    CHECK(left_in(work) == names{"density.gif", "density.png"});
    CHECK(run(work, "density --steps 3 -o b.png --animation c.gif").status == 0);
    CHECK(run(work, "density --steps 3 --schedule cosine --data 1 -o d.png --no-animation --particles 1").status == 0);
    CHECK(left_in(work) == names{"b.png", "c.gif", "d.png", "density.gif", "density.png"});
}

TEST_CASE("a law far narrower than a pixel is seen at every step", "[cli]")
{
    const temporary_directory work;
    // The particle stands at -1e6: what is drawn near +1e6 is the density.
    REQUIRE(run(work, "density --data=-1e6,1e6 --steps 20 --particles 1 -o d.png --no-animation").status == 0);
    const auto chart = io::to_rgb(io::read_image(work / "d.png"));
    const auto row_of = [](double x) { return static_cast<std::size_t>(585 + 424 * (3.18e6 - x) / 6.36e6); };
    for (double t = 0.6; t < 20.4; t += 0.1)
    {
        const auto column = static_cast<std::size_t>(96 + 960 * t / 20.5);
        int brightest = 0;
        for (std::size_t y = row_of(1.2e6); y < row_of(5e5); ++y)
        {
            brightest = std::max<int>(brightest, chart.row(y)[3 * column]);
        }
        CAPTURE(t);
        CHECK(brightest > 200);
    }
}

TEST_CASE("the strip tells alpha_bar = 1 from almost 1", "[cli]")
{
    const studio work;
    // The same picture thrice, but for its caption.
    xt::xtensor<double, 1> betas({3}, 1e-13);
    betas(1) = 3e-4;
    betas(2) = 0.9999;
    io::write_npy(work / "b.npy", betas);
    std::vector<std::string> seen;
    for (const char* t : {"0", "1", "2", "3"})
    {
        const std::string line = "forward a.png --schedule b.npy --jump -o x.png --frames ";
        REQUIRE(run(work, line + t).status == 0);
        const auto strip = io::to_rgb(io::read_image(work / "x.png"));
        // The last line of text: below the picture of 96 pixels and its first line.
        const std::size_t from = 16 + 96 + 25;
        REQUIRE(strip.height > from);
        seen.emplace_back(strip.row(from), strip.row(strip.height - 1));
        CHECK(std::count(seen.begin(), seen.end(), seen.back()) == 1);
    }
}

TEST_CASE("schedules are listed, printed and drawn", "[cli]")
{
    const temporary_directory work;
    const auto list = run(work, "schedule --list");
    CHECK(list.status == 0);
    for (const char* name :
         {"constant", "linear", "scaled_linear", "quadratic", "cosine", "sigmoid", "exponential", "inverse"})
    {
        CHECK(list.out.find(name) != std::string::npos);
        CHECK(run(work, std::string("schedule ") + name).status == 0);
    }
    // 1/(T - t + 1) has alpha_bar = 1 - t/T.
    const auto table = run(work, "schedule inverse --steps 8 --at 0,2,8");
    CHECK(table.out.find("0.75") != std::string::npos);
    CHECK(table.out.find("-inf") != std::string::npos);
    CHECK(run(work, "schedule --chart c.png --steps 50").status == 0);
    CHECK(run(work, "schedule linear --beta 0.1:0.2 --chart d.png --steps 1").status == 0);
    CHECK(io::read_image(work / "c.png").width == 1400);
    CHECK(left_in(work) == names{"c.png", "d.png"});
}

TEST_CASE("betas may come from a file", "[cli]")
{
    const studio work;
    io::write_npy(work / "b.npy", xt::xtensor<double, 1>{0.1, 0.2, 0.5});
    const auto table = run(work, "schedule b.npy --at 3");
    CHECK(table.status == 0);
    CHECK(table.out.find("0.36") != std::string::npos);  // 0.9 · 0.8 · 0.5
    CHECK(run(work, "forward a.png --schedule b.npy --frames 3 -o x.npy").status == 0);
    CHECK(run(work, "forward a.png --schedule b.npy --steps 3 --frames 3 -o x.npy").status == 0);
    std::filesystem::remove(work / "x.npy");
    struct bad
    {
        xt::xtensor<double, 1> betas;
        std::string says;
    };
    for (const auto& b :
         {bad{{0.1, std::nan(""), 0.5}, "beta[1] = nan (step 2)"}, bad{{0.1, 1.5}, "1.5"}, bad{{-0.1}, "-0.1"},
          bad{{0.0}, "(0, 1)"}, bad{{0.1, 1.0}, "beta[1] = 1 (step 2): must lie in (0, 1)\n"}})
    {
        io::write_npy(work / "b.npy", b.betas);
        const auto r = run(work, "forward a.png --schedule b.npy -o x.npy");
        CAPTURE(r.err);
        CHECK(r.status == 2);
        CHECK(is_one_error(r.err));
        CHECK(r.err.find("b.npy: ") != std::string::npos);
        CHECK(r.err.find(b.says) != std::string::npos);
    }
    io::write_npy(work / "b.npy", xt::xtensor<double, 1>::from_shape({0}));
    CHECK(run(work, "schedule b.npy").err.find("has the shape (0,): betas must be one axis of at least 1 number") !=
          std::string::npos);
    CHECK(left_in(work) == names{"a.png", "b.npy"});
}

TEST_CASE("bad input is an error that names the value and the rule, with status 2, and leaves nothing", "[cli]")
{
    const studio work;
    const auto png = hostile::text_of(work / "a.png");
    hostile::write_text(work / "cut.png", png.substr(0, png.size() / 2));
    hostile::write_text(work / "text.png", "hello");
    hostile::write_text(work / "empty.png", "");
    io::write_npy(work / "flat.npy", xt::xtensor<float, 1>{1.f, 2.f});
    io::write_npy(work / "ints.npy", xt::xtensor<std::int32_t, 2>{{1, 2}, {3, 4}});
    io::write_npy(work / "nan.npy", xt::xtensor<float, 2>{{0.f, 1.f}, {std::nanf(""), 0.f}});
    io::write_npy(work / "inf.npy", xt::xtensor<double, 2>{{0., std::numeric_limits<double>::infinity()}});
    io::write_npy(work / "none.npy", xt::xtensor<float, 2>::from_shape({0, 3}));
    const auto npy = hostile::text_of(work / "nan.npy");
    hostile::write_text(work / "big.npy", npy);
    std::filesystem::resize_file(work / "big.npy", std::uintmax_t{1} << 40);  // sparse: costs nothing but to a reader
    hostile::write_text(work / "cut.npy", npy.substr(0, npy.size() - 1));
    const auto before = left_in(work);

    struct bad
    {
        std::string line, says;
    };
    const std::vector<bad> cases{
        {"", "subcommand"},
        {"nonsense", "unknown command \"nonsense\": must be one of forward, density, schedule, picture"},
        {"forwrad a.png -o x.png", "did you mean forward?"},
        {"forward", "required"},
        {"forward a.png", "--output"},
        {"forward -o x.png", "picture"},
        {"forward a.png -o x.png --nonsense", "--nonsense"},
        {"forward a.png b.png -o x.png", "b.png"},
        {"forward missing.png -o x.png", "missing.png: cannot open"},
        {"forward . -o x.png", "is a directory"},
        {"forward /dev/null -o x.png", "regular file"},
        {"forward cut.png -o x.png", "cut.png: is a damaged PNG picture"},
        {"forward text.png -o x.png", "text.png: has another content"},
        {"forward empty.png -o x.png", "empty.png: is empty"},
        {"forward cut.npy -o x.png", "cut.npy: the .npy header declares 16 bytes of elements, 15 follow"},
        {"forward big.npy -o x.png", "big.npy: has 1099511627776 bytes: must have at most 1073741824"},
        {"forward a.png -o x.png --schedule big.npy", "big.npy: has 1099511627776 bytes"},
        {"forward flat.npy -o x.png", "flat.npy: has the shape (2,): must be that of a picture"},
        {"forward none.npy -o x.png", "none.npy: has the shape (0, 3)"},
        {"forward ints.npy -o x.png", "<i4"},
        {"forward nan.npy -o x.png", "nan.npy: the value at row 1, column 0 is nan: must be finite"},
        {"forward inf.npy -o x.png", "row 0, column 1 is inf"},
        {"forward a.png -o x.bmp", "x.bmp: must end in .png, .jpg or .npy\n"},
        {"forward a.png -o x", "x: must end in .png, .jpg or .npy\n"},
        {"forward a.png -o x.gif", "x.gif: must end in .png, .jpg or .npy\n"},
        {"forward a.png -o no/such/x.png", "no/such/x.png: cannot write: No such file or directory"},
        {"forward a.png -o /proc/x.png", "/proc/x.png: cannot write"},
        {"forward a.png -o a.png", "is read by this command"},
        {"forward a.png -o ./a.png", "is read by this command"},
        {"forward a.png -o flat.npy --schedule flat.npy", "flat.npy: is read by this command"},
        {"forward a.png -o x.png --schedule linaer", "did you mean linear?"},
        {"forward a.png -o x.png --schedule cosin", "did you mean cosine?"},
        {"forward a.png -o x.png --schedule zzzzzz", "must be one of constant, linear"},
        {"forward a.png -o x.png --schedule missing.npy", "missing.npy: cannot open"},
        {"forward a.png -o x.png --schedule a.png.npy", "cannot open"},
        {"forward a.png -o x.png --schedule flat.npy", "flat.npy: "},
        {"forward a.png -o x.png --schedule ints.npy", "one axis"},
        {"forward a.png -o x.png --beta 1e-4", "FIRST:LAST"},
        {"forward a.png -o x.png --beta 1e-4:", "--beta \"1e-4:\": must be FIRST:LAST, finite numbers"},
        {"forward a.png -o x.png --beta a:b", "\"a:b\": must be FIRST:LAST"},
        {"forward a.png -o x.png --beta 1:2:3", "FIRST:LAST"},
        {"forward a.png -o x.png --beta 0:0.5", "0 must lie in (0, 1)"},
        {"forward a.png -o x.png --beta 0.1:1", "1 must lie in (0, 1)"},
        {"forward a.png -o x.png --beta nan:0.1", "--beta \"nan:0.1\": must be FIRST:LAST, finite"},
        {"forward a.png -o x.png --beta 0.1,0.2", "--beta \"0.1,0.2\": must be FIRST:LAST"},
        {"forward a.png -o x.png --beta -0.1:0.1", "-0.1 must lie in (0, 1)"},
        {"forward a.png -o x.png --beta 1e999:0.1", "finite numbers"},
        {"forward a.png -o x.png --schedule cosine --beta 0.1:0.2", "takes none"},
        {"forward a.png -o x.png --schedule constant --beta 0.1:0.2", "a single number"},
        {"forward a.png -o x.png --steps 0", "--steps \"0\": must be a whole number in 1..100000"},
        {"forward a.png -o x.png --steps -5", "--steps \"-5\""},
        {"forward a.png -o x.png --steps 1.5", "--steps \"1.5\""},
        {"forward a.png -o x.png --steps 100001", "1..100000"},
        {"forward a.png -o x.png --steps 99999999999999999999999", "1..100000"},
        {"forward a.png -o x.png --steps many", "\"many\""},
        {"forward a.png -o x.png --steps 10 --frames 11", "--frames[0] = 11: must lie in 0..10"},
        {"forward a.png -o x.png --steps 10 --frames 0,-1", "--frames[1] = -1: must lie in 0..10"},
        {"forward a.png -o x.png --steps 10 --frames 5,5", "--frames[1] = 5: must be greater"},
        {"forward a.png -o x.png --steps 10 --frames 1,,2", "--frames[1]"},
        {"forward a.png -o x.png --steps 10 --frames 1.5", "--frames[0]"},
        {"forward a.png -o x.png --resize 0", "--resize \"0\""},
        {"forward a.png -o x.png --resize 10x0", "1..8192"},
        {"forward a.png -o x.png --resize 10x10x10", "WIDTHxHEIGHT"},
        {"forward a.png -o x.png --resize big", "\"big\""},
        {"forward a.png -o x.png --resize 64x",
         "--resize \"64x\": must be SIDE or WIDTHxHEIGHT, whole numbers in 1..8192"},
        {"forward a.png -o x.png --resize 100000", "1..8192"},
        {"forward a.png -o x.npy --resize 8192x8192", "must fit into"},
        {"forward a.png -o x.png --seed -1", "--seed"},
        {"forward a.png -o x.png --seed x", "--seed"},
        {"forward a.png -o x.png --range wide", "--range wide"},
        {"forward a.png -o x.png --columns 0", "--columns"},
        {"density", "--output"},
        {"density -o x.jpg", "x.jpg: must end in .png\n"},
        {"density -o x.png --animation y.png", "y.png: must end in .gif\n"},
        {"density -o no/x.png", "no/x.png: cannot write"},
        {"density -o x.png --animation no/x.gif", "no/x.gif: cannot write"},
        {"density -o x.png --no-animation --animation x.gif", "--animation x.gif: not with --no-animation"},
        {"density -o x.png --data 1,nan", "--data[1] = nan: must be finite"},
        {"density -o x.png --data inf", "--data[0] = inf: must be finite"},
        {"density -o x.png --data 1,,2", "--data[1] = \"\": must be a number"},
        {"density -o x.png --data 1;2", "--data[0] = \"1;2\": must be a number"},
        {"density -o x.png --data 1e7", "--data[0] = 1e+07: must be at most 1e6"},
        {"density -o x.png --sigma 0", "--sigma 0: must lie in (0, 1)"},
        {"density -o x.png --sigma 1", "--sigma 1: must lie in (0, 1)"},
        {"density -o x.png --sigma -0.5", "must lie in (0, 1)"},
        {"density -o x.png --sigma nan", "must be finite"},
        {"density -o x.png --sigma 1e-200", "--sigma 1e-200"},
        {"density -o x.png --sigma 0.1 --schedule linear", "belongs to a constant factor"},
        {"density -o x.png --beta 0.1", "needs --schedule"},
        {"density -o x.png --schedule nope", "unknown schedule \"nope\""},
        {"density -o x.png --steps 0", "--steps \"0\""},
        {"density -o x.png --particles 0", "--particles"},
        {"density -o x.png --particles 1000000 --steps 100000", "at most"},
        {"density -o x.png --grid 1", "--grid"},
        {"density -o x.png --grid 100000 --steps 100000 --particles 10", "at most"},
        {"schedule", "nothing to do"},
        {"schedule --list linear", "--list: stands alone"},
        {"schedule --list --chart x.png linear", "--list: stands alone"},
        {"schedule nope", "unknown schedule \"nope\""},
        {"schedule linear nope", "unknown schedule \"nope\""},
        {"schedule --chart x.jpg", "x.jpg: must end in .png\n"},
        {"schedule --chart no/x.png", "cannot write"},
        {"schedule linear --at 1001", "--at[0] = 1001: must lie in 0..1000"},
        {"schedule linear --at 5 --chart x.png", "--at"},
        {"schedule cosine --beta 0.5:0.6", "takes none"},
        {"picture", "--output"},
        {"picture -o x.npy", "x.npy: must end in .png or .jpg\n"},
        {"picture -o x.png --size 0", "--size"},
        {"picture -o /dev/full", "/dev/full: must end in .png or .jpg\n"},
    };
    for (const auto& c : cases)
    {
        const auto r = run(work, c.line);
        CAPTURE(c.line, r.err, r.out);
        CHECK(r.status == 2);
        CHECK(is_one_error(r.err));
        CHECK(r.err.find(c.says) != std::string::npos);
        CHECK(r.out.empty());
        CHECK(left_in(work) == before);
    }
}

TEST_CASE("an empty text is not an option left out", "[cli]")
{
    const studio work;
    const auto before = left_in(work);
    const auto refused = [&](const std::vector<std::string>& arguments, const std::string& says)
    {
        const auto r = child::run(work, arguments);
        CAPTURE(r.err);
        CHECK(r.status == 2);
        CHECK(r.err == "alphabar: error: " + says + " \"\": must not be empty\n");
        CHECK(left_in(work) == before);
    };
    refused({"forward", "a.png", "-o", "x.png", "--frames", ""}, "--frames");
    refused({"forward", "a.png", "-o", "x.png", "--resize", ""}, "--resize");
    refused({"density", "-o", "x.png", "--schedule", ""}, "--schedule");
    refused({"schedule", "--chart", ""}, "--chart");
    refused({"picture", "-o", ""}, "--output");
}

TEST_CASE("what is meant for a closed standard error does not end up in a file", "[cli]")
{
    const studio work;
    child::surroundings around;
    around.closed_error = true;
    const auto r = child::run(
        work, {"forward", "a.png", "--steps", "300", "--frames", "0,300", "--progress", "-o", "x.npy"}, around);
    REQUIRE(r.status == 0);
    CHECK(frames_in(work / "x.npy").shape(0) == 2);
}

TEST_CASE("a single frame that was written is a picture that can be read", "[cli]")
{
    const studio work;
    REQUIRE(run(work, "forward a.png --steps 5 --frames 5 -o x.npy").status == 0);
    const auto r = run(work, "forward x.npy --steps 5 --frames 0 -o y.npy");
    CAPTURE(r.err);
    REQUIRE(r.status == 0);
    CHECK((frames_in(work / "y.npy") == frames_in(work / "x.npy")));
    REQUIRE(run(work, "forward a.png --steps 5 --frames 1,5 -o x.npy").status == 0);
    const auto two = run(work, "forward x.npy -o z.png");
    CHECK(two.status == 2);
    CHECK(two.err.find("has the shape (2, 24, 32, 3): must be that of a picture") != std::string::npos);
}

TEST_CASE("names with spaces, quotes and line ends are files like others, and errors stay on one line", "[cli]")
{
    const studio work;
    const std::string name = "it's a \"name\"\nwith $(all) `of` it_{x}.png";
    REQUIRE(child::run(work, {"picture", "-o", name, "--size", "16"}).status == 0);
    CHECK(io::read_image(work / name).width == 16);
    REQUIRE(child::run(work, {"schedule", "linear", "--steps", "5", "--chart", name}).status == 0);
    CHECK(io::read_image(work / name).width > 500);
    const std::string betas = "a_{b^c}'s @~&\\\".npy";
    io::write_npy(work / betas, xt::xtensor<double, 1>{0.1, 0.2});
    CHECK(child::run(work, {"schedule", betas, "--chart", "c.png"}).status == 0);  // the name is in the legend
    std::filesystem::remove(work / betas);
    std::filesystem::remove(work / "c.png");
    const auto r = child::run(work, {"forward", "no\nsuch\x1b[31m.png", "-o", "x.png"});
    CHECK(r.status == 2);
    CHECK(is_one_error(r.err));
    CHECK(r.err.find('\x1b') == std::string::npos);
    CHECK(child::run(work, {"picture", "-o", "-x.png", "--size", "16"}).status == 0);
    CHECK(left_in(work) == names{"-x.png", "a.png", name});
}

TEST_CASE("without gnuplot charts are an error that says what to install", "[cli]")
{
    const temporary_directory work, empty;
    const child::surroundings around{.path = empty.path().string()};
    for (const std::string line : {"density -o x.png --steps 3", "schedule --chart x.png"})
    {
        const auto r = run(work, line, around);
        CAPTURE(r.err);
        CHECK(r.status == 2);
        CHECK(is_one_error(r.err));
        CHECK(r.err.find("gnuplot: is not in PATH") != std::string::npos);
        CHECK(r.err.find("gnuplot-nox") != std::string::npos);
        CHECK(left_in(work).empty());
    }
    // What needs no chart needs no gnuplot.
    CHECK(run(work, "picture -o a.png --size 16", around).status == 0);
    CHECK(run(work, "forward a.png --steps 3 -o b.png", around).status == 0);
    CHECK(run(work, "schedule --list", around).status == 0);
}

TEST_CASE("a gnuplot that fails, lies or dies is an error, and nothing is left", "[cli]")
{
    const temporary_directory work, bin;
    const child::surroundings around{.path = bin.path().string() + ":/usr/bin:/bin"};
    struct fake
    {
        std::string script, says;
    };
    for (const auto& f :
         {fake{"echo 'plot x' >&2; echo '     ^' >&2; echo 'line 7: all is lost' >&2; exit 1", "line 7: all is lost"},
          fake{"exit 0", "drew nothing"}, fake{"kill -9 $$", "gnuplot: failed"},
          fake{"echo unknown or ambiguous terminal >&2; exit 0", "unknown or ambiguous terminal"},
          fake{"echo hello > chart.png", "is not a PNG file"},
          fake{"printf '\\211PNG\\r\\n\\032\\n' > chart.png", "gnuplot's picture"}})
    {
        write_script(bin / "gnuplot", "#!/bin/sh\n" + f.script + "\n");
        const auto r = run(work, "schedule --chart x.png", around);
        CAPTURE(f.script, r.err);
        CHECK(r.status == 2);
        CHECK(is_one_error(r.err));
        CHECK(r.err.find(f.says) != std::string::npos);
        CHECK(left_in(work).empty());
    }
}

TEST_CASE("gnuplot sees none of the user's settings", "[cli]")
{
    const temporary_directory work, home;
    write_script(home / ".gnuplot", "exit error 'read it'\n");
    ::setenv("HOME", home.path().c_str(), 1);
    ::setenv("GNUTERM", "nonsense", 1);
    const auto r = run(work, "schedule --chart x.png --steps 3");
    ::unsetenv("GNUTERM");
    CAPTURE(r.err);
    CHECK(r.status == 0);
}

TEST_CASE("a disk that fills up leaves nothing half-written, and what was there stays", "[cli]")
{
    const studio work;
    hostile::write_text(work / "x.png", "before");
    hostile::write_text(work / "x.npy", "before");
    hostile::write_text(work / "x.gif", "before");
    const auto before = left_in(work);
    for (const std::string line :
         {"picture -o x.png", "forward a.png --steps 5 -o x.png", "forward a.png --steps 5 -o x.npy",
          "density --steps 5 -o x.png", "schedule --chart x.png"})
    {
        const auto r = run(work, line, {.largest_file = 4000});
        CAPTURE(line, r.err);
        CHECK(r.status == 2);
        CHECK(is_one_error(r.err));
        CHECK(left_in(work) == before);
    }
    for (const char* name : {"x.png", "x.npy", "x.gif"})
    {
        CHECK(hostile::text_of(work / name) == "before");
    }
}

TEST_CASE("a standard output that cannot be written is an error", "[cli]")
{
    const temporary_directory work;
    for (const std::string line : {"schedule --list", "schedule linear", "--help", "--version"})
    {
        const auto r = run(work, line, {.standard_output = "/dev/full"});
        CAPTURE(line, r.err);
        CHECK(r.status == 2);
        CHECK(r.err == "alphabar: error: standard output: cannot write\n");
    }
}

TEST_CASE("a program that is stopped takes its temporary files along", "[cli]")
{
    const studio work;
    const auto before = left_in(work);
    for (const int signal : {SIGINT, SIGTERM})
    {
        for (const std::string line : {"density --steps 2000 --grid 20000 --particles 1000 -o x.png",
                                       "forward a.png --steps 100000 --resize 512 -o x.png"})
        {
            const auto r = run(work, line, {.signal = signal, .signal_after = std::chrono::milliseconds(300)});
            CAPTURE(line, r.err);
            CHECK(r.status == 1000 + signal);
            CHECK(r.err.empty());
            CHECK(left_in(work) == before);
        }
    }
}

TEST_CASE("progress is shown when asked for, and wiped", "[cli]")
{
    const studio work;
    const std::string line = "forward a.png --steps 20000 --frames 20000 --resize 128 -o x.npy";
    CHECK(run(work, line).err.empty());  // no terminal
    const auto r = run(work, line + " --progress");
    CHECK(r.status == 0);
    CHECK(r.err.find("forward") != std::string::npos);
    CHECK(r.err.ends_with("\r\x1b[K"));
}
