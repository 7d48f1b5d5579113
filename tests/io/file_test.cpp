// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#include "support/catch.hpp"

#include "hostile.hpp"
#include "io/file.hpp"
#include "temporary_directory.hpp"

#include <sys/stat.h>
#include <unistd.h>

using namespace alphabar;
using hostile::refusal;
using hostile::text_of;
using hostile::write_text;
namespace fs = std::filesystem;

namespace
{
    io::bytes content(const std::string& text) { return io::bytes(text.begin(), text.end()); }

    using names = std::vector<std::string>;
}

TEST_CASE("a file is read whole", "[io]")
{
    const hostile::temporary_directory dir;
    write_text(dir / "a", std::string("x\0y", 3));
    CHECK(io::read_file(dir / "a", 3) == io::bytes{'x', 0, 'y'});
    write_text(dir / "empty", "");
    CHECK(io::read_file(dir / "empty", 0).empty());
}

TEST_CASE("what is no regular file, is missing or too large is not read", "[io]")
{
    const hostile::temporary_directory dir;
    write_text(dir / "a", "12345");
    CHECK(refusal([&] { io::read_file(dir / "a", 4); }) == (dir / "a").string() + ": has 5 bytes: must have at most 4");
    CHECK(refusal([&] { io::read_file(dir / "b", 4); }).find("cannot open: No such file") != std::string::npos);
    CHECK(refusal([&] { io::read_file(dir.path(), 4); }).find("is a directory") != std::string::npos);
    CHECK(refusal([] { io::read_file("/dev/zero", 4); }).find("must be a regular file") != std::string::npos);
    REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
    CHECK(refusal([&] { io::read_file(dir / "pipe", 4); }).find("must be a regular file") != std::string::npos);
}

TEST_CASE("a pending file appears when it is committed and not before", "[io]")
{
    const hostile::temporary_directory dir;
    {
        io::pending_file file(dir / "out");
        file.write(content("ab"));
        file.write(content("cd"));
        CHECK(!fs::exists(dir / "out"));
        file.commit();
        CHECK(text_of(dir / "out") == "abcd");
    }
    CHECK(dir.names() == names{"out"});
}

TEST_CASE("a finished file is complete, but appears only when it is committed", "[io]")
{
    const hostile::temporary_directory dir;
    {
        io::pending_file file(dir / "out");
        file.write(content("ab"));
        file.finish();
        file.finish();
        CHECK(!fs::exists(dir / "out"));
    }
    CHECK(dir.names().empty());
    io::pending_file file(dir / "out");
    file.write(content("ab"));
    file.finish();
    file.commit();
    CHECK(text_of(dir / "out") == "ab");
}

TEST_CASE("without a commit nothing is left, and what was there stays", "[io]")
{
    const hostile::temporary_directory dir;
    write_text(dir / "out", "before");
    {
        io::pending_file file(dir / "out");
        file.write(content("half"));
        io::pending_file moved(std::move(file));
        CHECK(dir.names().size() == 2);
    }
    CHECK(dir.names() == names{"out"});
    CHECK(text_of(dir / "out") == "before");
}

TEST_CASE("a replaced file keeps its permissions, a new one has the usual ones", "[io]")
{
    const hostile::temporary_directory dir;
    const auto mode = [&](const char* name)
    {
        struct stat status = {};
        ::stat((dir / name).c_str(), &status);
        return status.st_mode & 07777;
    };
    write_text(dir / "old", "x");
    ::chmod((dir / "old").c_str(), 0640);
    io::write_file(dir / "old", content("y"));
    CHECK(mode("old") == 0640);
    const auto mask = ::umask(027);
    io::write_file(dir / "new", content("y"));
    ::umask(mask);
    CHECK(mode("new") == 0640);
}

TEST_CASE("a symbolic link stays one, its target is replaced", "[io]")
{
    const hostile::temporary_directory dir;
    write_text(dir / "target", "x");
    fs::create_symlink("target", dir / "link");
    io::write_file(dir / "link", content("new"));
    CHECK(fs::is_symlink(dir / "link"));
    CHECK(text_of(dir / "target") == "new");
}

TEST_CASE("a symbolic link to nothing makes what it names, over several links too", "[io]")
{
    const hostile::temporary_directory dir;
    fs::create_directory(dir / "sub");
    fs::create_symlink("sub/second", dir / "first");
    fs::create_symlink("target", dir / "sub/second");
    io::write_file(dir / "first", content("new"));
    CHECK(fs::is_symlink(dir / "first"));
    CHECK(fs::is_symlink(dir / "sub/second"));
    CHECK(text_of(dir / "sub/target") == "new");

    fs::create_symlink("loop", dir / "loop");
    CHECK(refusal([&] { io::pending_file f(dir / "loop"); }).find("symbolic links") != std::string::npos);
    CHECK(fs::is_symlink(dir / "loop"));
}

TEST_CASE("places that cannot be written are refused at once, and nothing is left", "[io]")
{
    const hostile::temporary_directory dir;
    fs::create_directory(dir / "sub");
    CHECK(refusal([&] { io::pending_file f(dir / "sub"); }).find("is a directory") != std::string::npos);
    CHECK(refusal([&] { io::pending_file f(dir / "no/such/out"); }).find("No such file") != std::string::npos);
    CHECK(refusal([&] { io::pending_file f(dir / "sub/"); }).find("names no file") != std::string::npos);
    CHECK(refusal([] { io::pending_file f(""); }).find("names no file") != std::string::npos);
    CHECK(refusal([] { io::pending_file f("/dev/full"); }).find("device or pipe") != std::string::npos);
    CHECK(refusal([] { io::pending_file f("/proc/out"); }).find("cannot write") != std::string::npos);
    write_text(dir / "file", "x");
    CHECK(refusal([&] { io::pending_file f(dir / "file" / "out"); }).find("Not a directory") != std::string::npos);
    CHECK(dir.names() == names{"file", "sub"});
    if (::geteuid() != 0)  // root may write anywhere
    {
        fs::permissions(dir.path(), fs::perms::owner_read | fs::perms::owner_exec);
        CHECK(refusal([&] { io::pending_file f(dir / "out"); }).find("Permission denied") != std::string::npos);
        fs::permissions(dir.path(), fs::perms::owner_all);
    }
}

TEST_CASE("a private directory is for this user alone and vanishes with its content", "[io]")
{
    fs::path path;
    {
        const io::private_directory dir;
        path = dir.path();
        write_text(path / "x", "y");
        CHECK((fs::status(path).permissions() & fs::perms::all) == fs::perms::owner_all);
    }
    CHECK(!fs::exists(path));
}
