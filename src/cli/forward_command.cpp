// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "commands.hpp"
#include "diffusion.hpp"
#include "io/error.hpp"
#include "io/jpeg.hpp"
#include "io/npy.hpp"
#include "io/picture_file.hpp"
#include "io/png.hpp"
#include "io/resize.hpp"
#include "io/strip.hpp"
#include "progress.hpp"
#include "schedule_choice.hpp"
#include "values.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

namespace alphabar::cli
{
    namespace
    {
        struct options
        {
            std::string input;
            std::string output;
            std::string schedule = "linear";
            std::string beta;
            std::string steps = "1000";
            bool steps_given = false;
            std::string resize;
            std::string frames;
            std::string seed = "42";
            std::string range = "signed";
            std::string columns = "10";
            bool jump = false;
            bool progress = false;
        };

        // The values that show black and white.
        struct shades
        {
            float low, high;
        };

        shades shades_of(const std::string& range)
        {
            core::require(range == "signed" || range == "unit", "--range ", range,
                          ": must be signed (black -1, white 1) or unit (black 0, white 1)");
            return range == "signed" ? shades{-1.f, 1.f} : shades{0.f, 1.f};
        }

        // The size that frames will have. Refused before anything of that size exists.
        extent target_size(const options& o, std::size_t width, std::size_t height, std::size_t channels,
                           std::size_t frames)
        {
            const auto size =
                o.resize.empty() ? extent{width, height} : size_for("--resize", o.resize, {width, height});
            constexpr std::uint64_t most = std::uint64_t{1} << 31;
            const std::uint64_t state = std::uint64_t{size.width} * size.height * channels * sizeof(float);
            core::require((frames + 2) * state <= most, frames, " frames of ", size.width, " x ", size.height,
                          " pixels: with the picture and a state they must fit into ", most,
                          " bytes; take fewer frames or --resize");
            return size;
        }

        // An array of integers is a picture over the type's whole range; floating-point values are taken as they are.
        xt::xtensor<float, 3> from_array(const options& o, const io::bytes& content, shades s, std::size_t frames)
        {
            auto array = io::decode_npy(content, o.input);
            if (array.shape.size() == 4 && array.shape[0] == 1)  // as this command writes a single frame
            {
                array.shape.erase(array.shape.begin());
            }
            const bool has_channels = array.shape.size() == 3 && (array.shape[2] == 1 || array.shape[2] == 3);
            if ((array.shape.size() != 2 && !has_channels) || array.size() == 0)
            {
                io::fail_file(o.input, ": has the shape ", io::shape_text(array), ": must be that of a picture, ",
                              "(height, width), (height, width, 1 or 3), or (1, height, width, 1 or 3)");
            }
            double black = s.low, white = s.high;
            double least = black, most = white;
            switch (array.type)
            {
            case io::npy_type::u1:
                least = 0, most = 255;
                break;
            case io::npy_type::u2:
                least = 0, most = 65'535;
                break;
            case io::npy_type::f2:
            case io::npy_type::f4:
            case io::npy_type::f8:
                break;
            default:
                io::fail_file(o.input, ": is of type ", io::name_of(array.type),
                              ": a picture must be of u1, u2, f2, f4 or f8");
            }
            const std::size_t height = array.shape[0], width = array.shape[1],
                              channels = has_channels ? array.shape[2] : 1;
            constexpr auto most_pixels = io::image_limits{}.max_pixels;
            if (height > most_pixels / width)
            {
                io::fail_file(o.input, ": has ", width, " x ", height, " pixels: must have at most ", most_pixels);
            }
            const auto size = target_size(o, width, height, channels, frames);
            auto out = xt::xtensor<float, 3>::from_shape({height, width, channels});
            for (std::size_t i = 0; i < out.size(); ++i)
            {
                const std::size_t row = i / (width * channels), column = i / channels % width, c = i % channels;
                const double value = array.at(array.fortran_order ? (c * width + column) * height + row : i);
                // Beyond 1e6 nothing is a picture, and float32 would start to overflow in what follows.
                if (!(std::abs(value) <= 1e6))
                {
                    io::fail_file(o.input, ": the value at row ", row, ", column ", column, " is ", value,
                                  ": must be finite and at most 1e6 in size");
                }
                out.data()[i] = static_cast<float>(black + (value - least) / (most - least) * (white - black));
            }
            if (size.width == width && size.height == height)
            {
                return out;
            }
            return io::resize(out, size.height, size.width);
        }

        xt::xtensor<float, 3> from_picture(const options& o, const io::bytes& content, shades s, std::size_t frames)
        {
            const auto picture = io::decode_image(content, o.input);
            const auto size = target_size(o, picture.width, picture.height, picture.channels, frames);
            auto out = size.width == picture.width && size.height == picture.height
                           ? io::to_hwc(picture)
                           : io::resize(picture, size.height, size.width);
            for (auto& value : out)
            {
                value = s.low + (s.high - s.low) * value;
            }
            return out;
        }

        // Three decimals, and near 1 as many as two digits of 1 - ᾱ need.
        std::string caption_of_alpha_bar(double alpha_bar, double one_minus_alpha_bar)
        {
            if (alpha_bar == 0 || one_minus_alpha_bar == 0)
            {
                return alpha_bar == 0 ? "ᾱ = 0" : "ᾱ = 1";
            }
            if (alpha_bar < 0.0005 || one_minus_alpha_bar < 1e-6)
            {
                return alpha_bar < 0.5 ? "ᾱ < 0.001" : "ᾱ > 0.999999";
            }
            const int decimals = std::max(3, 1 - static_cast<int>(std::floor(std::log10(one_minus_alpha_bar))));
            char text[40];
            std::snprintf(text, sizeof text, "ᾱ = %.*f", decimals, alpha_bar);
            return text;
        }

        io::image draw_strip(const xt::xtensor<float, 4>& frames, std::span<const std::int64_t> at,
                             const dynamic_schedule& schedule, shades s, std::size_t columns)
        {
            std::vector<io::strip_frame> strip;
            const std::size_t size = frames.shape(1) * frames.shape(2) * frames.shape(3);
            for (std::size_t i = 0; i < at.size(); ++i)
            {
                auto frame = xt::xtensor<float, 3>::from_shape({frames.shape(1), frames.shape(2), frames.shape(3)});
                std::copy_n(frames.data() + i * size, size, frame.data());
                const step t{at[i]};
                strip.push_back({io::from_hwc(frame, s.low, s.high), core::text("t = ", at[i]),
                                 caption_of_alpha_bar(schedule.alpha_bar(t), schedule.one_minus_alpha_bar(t))});
            }
            return io::make_strip(strip, columns);
        }

        void run(const options& o)
        {
            const auto format =
                io::format_of(o.output, {io::output_format::png, io::output_format::jpeg, io::output_format::npy});
            refuse_overwrite(o.output, std::array{o.input, o.schedule});
            const auto s = shades_of(o.range);
            const auto seed =
                static_cast<std::uint64_t>(whole_number("--seed", o.seed, 0, std::numeric_limits<std::int64_t>::max()));
            const auto columns = static_cast<std::size_t>(whole_number("--columns", o.columns, 1, 1000));
            const schedule_choice choice{o.schedule, o.beta, whole_number("--steps", o.steps, 1, 100'000),
                                         o.steps_given};
            const auto schedule = make_schedule(choice);
            const auto at =
                o.frames.empty() ? even_steps(schedule.steps(), 6) : steps_in("--frames", o.frames, schedule.steps());
            io::pending_file file(o.output);

            const auto content = io::read_file(o.input, io::image_limits{}.max_file_bytes);
            const auto x0 =
                io::is_npy(content) ? from_array(o, content, s, at.size()) : from_picture(o, content, s, at.size());
            progress bar("forward", o.progress);
            const auto frames = forward_frames(schedule, x0, at, seed, o.jump,
                                               [&](std::size_t done, std::size_t all) { bar(done, all); });
            if (format == io::output_format::npy)
            {
                file.write(io::encode_npy(io::to_npy(frames)));
            }
            else
            {
                const auto strip = draw_strip(frames, at, schedule, s, columns);
                file.write(format == io::output_format::png ? io::encode_png(strip) : io::encode_jpeg(strip));
            }
            file.commit();
        }
    }

    void add_forward_command(CLI::App& app)
    {
        auto* command = app.add_subcommand("forward", "Let a picture dissolve into noise");
        auto o = std::make_shared<options>();
        command
            ->add_option("picture", o->input,
                         "A PNG or JPEG picture, or a .npy array of the shape (height, width), (height, width, 1 or 3) "
                         "or (1, height, width, 1 or 3)")
            ->required();
        command
            ->add_option("-o,--output", o->output,
                         "A strip of frames (.png, .jpg), or the frames as a float32 array of the shape "
                         "(frames, height, width, 1 or 3) (.npy)")
            ->required();
        command->add_option("--schedule", o->schedule, "Noise schedule (alphabar schedule --list), or a .npy of betas")
            ->capture_default_str();
        command->add_option("--beta", o->beta, "Betas: FIRST:LAST, or one number for constant");
        auto* steps = command->add_option("--steps", o->steps, "Number of steps T")->capture_default_str();
        command->add_option(
            "--frames", o->frames,
            "Steps to show, from 0..T: 0 is the picture itself, t is the picture after t steps of noise "
            "[six, evenly spread]");
        command->add_option("--resize", o->resize, "SIDE (of the longer one) or WIDTHxHEIGHT in pixels");
        command->add_option("--seed", o->seed, "Seed of the noise")->capture_default_str();
        command->add_flag("--jump", o->jump,
                          "Draw each frame at once from q(x_t | x_0), instead of walking the chain step by step");
        command
            ->add_option("--range", o->range,
                         "Values of black and white: signed (-1, 1) or unit (0, 1); the values of a floating-point "
                         ".npy are taken as they are")
            ->capture_default_str();
        command->add_option("--columns", o->columns, "Frames in a row of the strip")->capture_default_str();
        command->add_flag("--progress", o->progress, "Show progress even without a terminal");
        command->footer("Examples:\n"
                        "  alphabar forward photo.jpg --schedule linear --beta 1e-4:0.05 --steps 100 --resize 128 \\\n"
                        "           --frames 0,20,40,60,80,99 -o strip.png\n"
                        "  alphabar forward photo.png --schedule cosine --jump -o frames.npy");
        command->callback(
            [o, steps]
            {
                o->steps_given = steps->count() > 0;
                run(*o);
            });
    }
}
