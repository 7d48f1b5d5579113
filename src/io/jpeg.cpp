// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "jpeg.hpp"

#include "error.hpp"
#include "orientation.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <jerror.h>
#include <jpeglib.h>
#include <memory>
#include <new>

// As with libpng: libjpeg leaves by longjmp, so its calls run in bodies that hold nothing but plain values.

namespace alphabar::io
{
    namespace
    {
        struct context
        {
            jpeg_error_mgr manager = {};
            jpeg_progress_mgr progress = {};
            std::jmp_buf jump = {};
            int max_scans = 0;
            char message[JMSG_LENGTH_MAX + 40] = "unknown error";
        };

        template <class Body>
        bool guarded(context& c, const Body& body)
        {
            if (setjmp(c.jump) != 0)
            {
                return false;
            }
            body();
            return true;
        }

        bool harmless(const jpeg_error_mgr& manager)
        {
            switch (manager.msg_code)
            {
            case JWRN_JFIF_MAJOR:  // an unknown revision of a header that we don't use
            case JWRN_ADOBE_XFORM:
                return true;
            // Some cameras pad between the last scan and the end; the picture is complete by then.
            case JWRN_EXTRANEOUS_DATA:
                return manager.msg_parm.i[1] == JPEG_EOI;
            default:
                return false;
            }
        }
    }

    extern "C"
    {
        static void alphabar_jpeg_error(j_common_ptr common)
        {
            auto& c = *static_cast<context*>(common->client_data);
            char message[JMSG_LENGTH_MAX];
            common->err->format_message(common, message);
            std::memcpy(c.message, message, sizeof message);
            std::longjmp(c.jump, 1);
        }

        static void alphabar_jpeg_message(j_common_ptr common, int level)
        {
            if (level < 0 && !harmless(*common->err))
            {
                alphabar_jpeg_error(common);
            }
        }

        static void alphabar_jpeg_quiet(j_common_ptr) {}

        static void alphabar_jpeg_progress(j_common_ptr common)
        {
            auto& c = *static_cast<context*>(common->client_data);
            const int scan = reinterpret_cast<j_decompress_ptr>(common)->input_scan_number;
            if (scan > c.max_scans)
            {
                std::snprintf(c.message, sizeof c.message, "it has more than %d scans", c.max_scans);
                std::longjmp(c.jump, 1);
            }
        }
    }

    namespace
    {
        struct reader
        {
            context state;
            jpeg_decompress_struct jpeg = {};

            explicit reader(const image_limits& limits)
            {
                jpeg.err = jpeg_std_error(&state.manager);
                state.manager.error_exit = alphabar_jpeg_error;
                state.manager.emit_message = alphabar_jpeg_message;
                state.manager.output_message = alphabar_jpeg_quiet;
                state.progress.progress_monitor = alphabar_jpeg_progress;
                state.max_scans = limits.max_scans;
                jpeg.client_data = &state;
            }

            reader(const reader&) = delete;
            reader& operator=(const reader&) = delete;
            ~reader() { jpeg_destroy_decompress(&jpeg); }
        };

        void read_header(reader& r, std::span<const std::uint8_t> content)
        {
            jpeg_create_decompress(&r.jpeg);
            r.jpeg.progress = &r.state.progress;
            r.jpeg.mem->max_memory_to_use = 1L << 30;  // of the coefficients of a progressive picture
            jpeg_mem_src(&r.jpeg, content.data(), static_cast<unsigned long>(content.size()));
            jpeg_save_markers(&r.jpeg, JPEG_APP0 + 1, 0xffff);
            jpeg_read_header(&r.jpeg, TRUE);
        }

        // Before the picture is read: libjpeg forgets the segments with its end. Other APP1 segments (XMP) may precede Exif.
        int read_orientation(const jpeg_decompress_struct& jpeg)
        {
            int orientation = 1;
            for (const auto* marker = jpeg.marker_list; marker != nullptr && orientation == 1; marker = marker->next)
            {
                orientation = exif_orientation({marker->data, marker->data_length});
            }
            return orientation;
        }
    }

    bool is_jpeg(std::span<const std::uint8_t> content)
    {
        return content.size() >= 3 && content[0] == 0xff && content[1] == 0xd8 && content[2] == 0xff;
    }

    image decode_jpeg(std::span<const std::uint8_t> content, std::string_view name, const image_limits& limits)
    {
        if (!is_jpeg(content))
        {
            fail_file(name, ": is not a JPEG file");
        }
        reader r(limits);
        auto& jpeg = r.jpeg;
        if (!guarded(r.state, [&] { read_header(r, content); }))
        {
            fail_file(name, ": is not a usable JPEG picture: ", r.state.message);
        }
        if (jpeg.image_width > limits.max_side || jpeg.image_height > limits.max_side)
        {
            fail_file(name, ": has ", jpeg.image_width, " x ", jpeg.image_height, " pixels: sides must lie in 1..",
                      limits.max_side);
        }
        if (std::uint64_t{jpeg.image_width} * jpeg.image_height > limits.max_pixels)
        {
            fail_file(name, ": has ", jpeg.image_width, " x ", jpeg.image_height, " pixels: must have at most ",
                      limits.max_pixels);
        }
        if (jpeg.num_components != 1 && jpeg.num_components != 3)
        {
            fail_file(name, ": has ", jpeg.num_components,
                      " colour components (CMYK?): must be grey or have three; convert it to RGB first");
        }
        const int orientation = read_orientation(jpeg);
        const std::size_t channels = jpeg.num_components == 1 ? 1 : 3;
        jpeg.out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
        if (!guarded(r.state, [&] { jpeg_start_decompress(&jpeg); }))
        {
            fail_file(name, ": is a damaged JPEG picture: ", r.state.message);
        }
        image out;
        out.height = jpeg.output_height;
        out.width = jpeg.output_width;
        out.channels = channels;
        const std::size_t row_bytes = out.width * channels;
        // Row by row, so that memory grows only as the file delivers.
        for (std::size_t y = 0; y < out.height; ++y)
        {
            out.pixels.resize(out.pixels.size() + row_bytes);
            JSAMPROW row = out.pixels.data() + y * row_bytes;
            if (!guarded(r.state, [&] { jpeg_read_scanlines(&jpeg, &row, 1); }))
            {
                fail_file(name, ": is a damaged JPEG picture: ", r.state.message);
            }
        }
        if (!guarded(r.state, [&] { jpeg_finish_decompress(&jpeg); }))
        {
            fail_file(name, ": is a damaged JPEG picture: ", r.state.message);
        }
        return upright(std::move(out), orientation);
    }

    bytes encode_jpeg(const image& picture, int quality)
    {
        core::require(picture.channels == 1 || picture.channels == 3, "a picture of ", picture.channels,
                      " channels: must have 1 or 3");
        core::require(picture.height > 0 && picture.width > 0 && picture.height <= JPEG_MAX_DIMENSION &&
                          picture.width <= JPEG_MAX_DIMENSION,
                      "a JPEG picture of ", picture.width, " x ", picture.height, " pixels: sides must lie in 1..",
                      JPEG_MAX_DIMENSION);
        core::require(quality >= 1 && quality <= 100, "JPEG quality ", quality, ": must lie in 1..100");
        context state;
        jpeg_compress_struct jpeg = {};
        jpeg.err = jpeg_std_error(&state.manager);
        state.manager.error_exit = alphabar_jpeg_error;
        state.manager.output_message = alphabar_jpeg_quiet;
        jpeg.client_data = &state;
        struct allocation
        {
            unsigned char* data = nullptr;
            ~allocation() { std::free(data); }
        } file;
        unsigned long size = 0;
        const bool complete = guarded(state,
                                      [&]
                                      {
                                          jpeg_create_compress(&jpeg);
                                          jpeg_mem_dest(&jpeg, &file.data, &size);
                                          jpeg.image_width = static_cast<JDIMENSION>(picture.width);
                                          jpeg.image_height = static_cast<JDIMENSION>(picture.height);
                                          jpeg.input_components = static_cast<int>(picture.channels);
                                          jpeg.in_color_space = picture.channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
                                          jpeg_set_defaults(&jpeg);
                                          jpeg_set_quality(&jpeg, quality, TRUE);
                                          jpeg.comp_info[0].h_samp_factor = 1;
                                          jpeg.comp_info[0].v_samp_factor = 1;
                                          jpeg_start_compress(&jpeg, TRUE);
                                          while (jpeg.next_scanline < jpeg.image_height)
                                          {
                                              // libjpeg's pointer is not const; it does not write through it.
                                              auto* row = const_cast<JSAMPLE*>(picture.row(jpeg.next_scanline));
                                              jpeg_write_scanlines(&jpeg, &row, 1);
                                          }
                                          jpeg_finish_compress(&jpeg);
                                      });
        jpeg_destroy_compress(&jpeg);
        if (!complete)
        {
            fail_file("a JPEG picture cannot be written: ", state.message);
        }
        return bytes(file.data, file.data + size);
    }
}
