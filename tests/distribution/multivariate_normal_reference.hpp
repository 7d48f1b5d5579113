// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the alphabar authors
#pragma once

// Written by multivariate_normal_reference.py with mpmath: edit that, not this.

#include <cstddef>
#include <string_view>
#include <vector>

// clang-format off
namespace multivariate_normal_reference
{
    struct point
    {
        std::vector<double> x;
        double log_p, q;
        std::vector<double> score;
    };

    struct law
    {
        std::string_view name;
        std::size_t d;
        std::vector<double> mean, covariance;
        double condition;  // of the correlation matrix
        double log_factor;
        std::vector<std::ptrdiff_t> known;  // with these values the others have this law
        std::vector<double> values, conditional_mean, conditional_covariance;
        std::vector<point> points;
    };

    inline const std::vector<law> laws = {
        {"on a line", 1,
         {0x1.p-1},
         {0x1.2p+1},
         1, -0x1.530c1df62456dp+0,
         {}, {}, {}, {},
         {
             {{0x1.p-1}, -0x1.530c1df62456dp+0, 0, {0}},
             {{0}, -0x1.614501845d3a6p+0, 0x1.c71c71c71c71cp-4, {0x1.c71c71c71c71cp-3}},
             {{-0x1.8p+0}, -0x1.1b4d2b6cd947ep+1, 0x1.c71c71c71c71cp+0, {0x1.c71c71c71c71cp-1}},
             {{7}, -0x1.56d34adb3651fp+3, 0x1.2c71c71c71c72p+4, {-0x1.71c71c71c71c7p+1}},
             {{100000}, -0x1.08e82982c28ap+31, 0x1.08e829801c71cp+32, {-0x1.5b3871c71c71cp+15}},
         }},
        {"standard in a plane", 2,
         {0, 0},
         {1, 0, 0, 1},
         1, -0x1.d67f1c864beb5p+0,
         {1}, {2}, {0}, {1},
         {
             {{0, 0}, -0x1.d67f1c864beb5p+0, 0, {0, 0}},
             {{1, 2}, -0x1.159fc72192fadp+2, 5, {-1, -2}},
             {{-3, 0x1.p-1}, -0x1.9d9fc72192fadp+2, 0x1.28p+3, {3, -0x1.p-1}},
             {{0x1.4p+1, 0x1.4p+1}, -0x1.02cfe390c97d7p+3, 0x1.9p+3, {-0x1.4p+1, -0x1.4p+1}},
             {{100, -70}, -0x1.d1bd67f1c864cp+12, 14900, {-100, 70}},
             {{0x1.p-3, -0x1.p-4}, -0x1.d8ff1c864beb5p+0, 0x1.4p-6, {-0x1.p-3, 0x1.p-4}},
             {{10000, 10000}, -0x1.7d7840759fc72p+26, 0x1.7d784p+27, {-10000, -10000}},
         }},
        {"half correlated", 2,
         {1, 2},
         {2, 0x1.p-1, 0x1.p-1, 1},
         0x1.0c02d41db35a8p+1, -0x1.0f104d0006774p+1,
         {1}, {0x1.4p+1}, {0x1.4p+0}, {0x1.cp+0},
         {
             {{0, 0}, -0x1.07882680033bap+2, 4, {0, 2}},
             {{1, 2}, -0x1.0f104d0006774p+1, 0, {0, 0}},
             {{-3, 0x1.p-1}, -0x1.90acb8c927cdfp+2, 0x1.0924924924925p+3, {0x1.db6db6db6db6ep+0, 0x1.2492492492492p-1}},
             {{0x1.4p+1, 0x1.4p+1}, -0x1.5834df492b099p+1, 0x1.2492492492492p+0, {-0x1.6db6db6db6db7p-1, -0x1.2492492492492p-3}},
             {{100, -70}, -0x1.e7942b2e3249fp+12, 0x1.e772492492492p+13, {-0x1.3492492492492p+6, 0x1.ba49249249249p+6}},
             {{0x1.p-3, -0x1.p-4}, -0x1.101a6fa49584cp+2, 0x1.1124924924925p+2, {-0x1.6db6db6db6db7p-4, 0x1.0db6db6db6db7p+1}},
             {{10000, 10000}, -0x1.b3d016a159719p+25, 0x1.b3d0159249249p+26, {-0x1.6524924924925p+11, -0x1.0bcb6db6db6dbp+13}},
         }},
        {"negatively correlated", 2,
         {0, 0},
         {1, -0x1.ccccccp-1, -0x1.ccccccp-1, 1},
         0x1.2ffffb000014p+4, -0x1.01ec4754f9f0ap+0,
         {0}, {-1}, {0x1.ccccccp-1}, {0x1.851ebe147aep-3},
         {
             {{0, 0}, -0x1.01ec4754f9f0ap+0, 0, {0, 0}},
             {{1, 2}, -0x1.7a39b15c7dcdap+4, 0x1.6a1aece72e2eap+5, {-0x1.d7942e6347bd9p+3, -0x1.e86bc29cb87e7p+3}},
             {{-3, 0x1.p-1}, -0x1.23e8db854456p+4, 0x1.13ca170ff4b7p+5, {0x1.ad793d24856a9p+3, 0x1.7286b65b7ac77p+3}},
             {{0x1.4p+1, 0x1.4p+1}, -0x1.fc0f5a6aa7eecp+5, 0x1.f3fff830001f4p+6, {-0x1.8ffff9c00019p+4, -0x1.8ffff9c00019p+4}},
             {{100, -70}, -0x1.7a5a37b684f25p+12, 0x1.7a4a18f20fa2bp+13, {-0x1.85793ec127138p+7, -0x1.a50d6fbdb2241p+6}},
             {{0x1.p-3, -0x1.p-4}, -0x1.059b6fb703de6p+0, 0x1.d7943104f6dcp-6, {-0x1.7286b7ac5256bp-2, -0x1.0d793e53add15p-2}},
             {{10000, 10000}, -0x1.dcd64894b6401p+29, 0x1.dcd6488ca6dddp+30, {-0x1.869ff9e580187p+16, -0x1.869ff9e580187p+16}},
         }},
        {"far correlated", 2,
         {0, 1},
         {1, 0x1.fff2e4p-1, 0x1.fff2e4p-1, 1},
         0x1.386eba2057e04p+14, 0x1.35d83d05b0071p+1,
         {1}, {0x1.8p+0}, {0x1.fff2e4p-2}, {0x1.a37aa1278p-13},
         {
             {{0, 0}, -0x1.3829441e329f4p+11, 0x1.3876ba2d740b4p+12, {-0x1.386eba133bb55p+12, 0x1.3876ba2d740b4p+12}},
             {{1, 2}, 0x1.ebaed68601241p+0, 0x1.0003470abdd43p+0, {-0x1.0003470abdd43p-1, -0x1.0003470abdd43p-1}},
             {{-3, 0x1.p-1}, -0x1.e82c2576df37p+13, 0x1.e83f82faaf92p+14, {0x1.869668bf5f238p+13, -0x1.868868917c8d2p+13}},
             {{0x1.4p+1, 0x1.4p+1}, -0x1.386544e2d923bp+11, 0x1.38b2baf21a8fcp+12, {-0x1.3882ba54c88c2p+12, 0x1.3862b9ebe7346p+12}},
             {{100, -70}, -0x1.16d16a891aaf7p+26, 0x1.16d16b2406cdfp+27, {-0x1.a16a2caa2dc75p+19, 0x1.a1685ca43d03ep+19}},
             {{0x1.p-3, -0x1.p-4}, -0x1.b84fd673e041p+11, 0x1.b89d4c8321adp+12, {-0x1.73047cfa1df21p+12, 0x1.730bfd12b2c2ap+12}},
             {{10000, 10000}, -0x1.7d783eca2a046p+25, 0x1.7d78400002416p+26, {-0x1.38795d25ec377p+13, -0x1.a8c16515c9bf4p-1}},
         }},
        {"scales far apart", 2,
         {0x1.2725dep-60, 1},
         {0x1.4484cp-100, 0x1.14b38p-55, 0x1.14b38p-55, 0x1.47ae14p-7},
         0x1.db6db7da8ddf6p+0, 0x1.1867b5d3a1498p+5,
         {0}, {0x1.203afap-50}, {0x1.07ac1d2eec9e6p+0}, {0x1.2a3054928e398p-7},
         {
             {{0, 0}, -0x1.3e4207da65932p+4, 0x1.b788b9c0d4131p+6, {-0x1.76aab7d3cfe4cp+51, 0x1.b78c19ad1ee67p+6}},
             {{0x1.203afap-50, 1}, 0x1.1404af587f239p+5, 0x1.18c19ec8897adp+0, {-0x1.f338ff5824c2cp+49, 0x1.a58e5addb3656p+1}},
             {{-0x1.203afap-49, 0x1.19999ap+0}, 0x1.fa43a834063ddp+4, 0x1.b45e1b99e2a93p+2, {0x1.1f771e23fc5adp+51, -0x1.195f198d3ebfdp+4}},
         }},
        {"large", 2,
         {0x1.c6bf52p+49, 0},
         {0x1.93e594p+99, 0x1.0f0cfp+73, 0x1.0f0cfp+73, 0x1.1c3794p+53},
         0x1.38e38e0aef82cp+0, -0x1.b656a621c39cep+5,
         {1}, {0x1.7d784p+26}, {0x1.f438da1768608p+49}, {0x1.8fdb9a3912977p+99},
         {
             {{0x1.c6bf52p+49, 0}, -0x1.b656a621c39cep+5, 0, {0, 0}},
             {{0x1.550f7ep+51, 0x1.7d784p+26}, -0x1.c8eca0fbefdc5p+5, 0x1.295fada2c3f67p+2, {-0x1.1495af565b231p-49, -0x1.15a789b1dd41ap-27}},
             {{0, -0x1.7d784p+27}, -0x1.c8eca0ed75657p+5, 0x1.295facbb1c888p+2, {0x1.d1d3ad2edaf57p-51, 0x1.49b6f37ac4fe2p-26}},
         }},
        {"3 dimensions", 3,
         {-0x1.0ecdbp+1, -0x1.2ce5dcp+1, -0x1.1a6804p-1},
         {0x1.0f75d6p-1, 0x1.058354p-2, -0x1.83c512p-2, 0x1.058354p-2, 0x1.4055ap+0, -0x1.edf548p-3, -0x1.83c512p-2, -0x1.edf548p-3, 0x1.a9fa22p+1},
         0x1.2db3633466504p+1, -0x1.8773640a3912ap+1,
         {2, 0}, {0x1.cb2ff8p-2, -0x1.4ecdbp+1}, {-0x1.4d4eb94708ed7p+1}, {0x1.208dc7a0b75adp+0},
         {
             {{-0x1.12b17ep+1, -0x1.acfa24p+0, -0x1.15c2a4p-1}, -0x1.a28e84adf6cf2p+1, 0x1.b1b20a3bdbc87p-2, {0x1.62d1a82f0b7b7p-2, -0x1.392eabb383742p-1, -0x1.f40b08eb6477p-8}},
             {{0x1.5ac65cp-2, -0x1.f51606p-2, 0x1.2bd7dap+2}, -0x1.10589f3849f0ap+4, 0x1.bed4656e059cap+4, {-0x1.7b233b3e9e3bep+2, -0x1.719521363bf72p-1, -0x1.26641e83aae16p+1}},
             {{-0x1.14616ap+1, -0x1.88afbp+1, 0x1.232d42p-2}, -0x1.af8ac4a18cc47p+1, 0x1.40bb04ba9d8ebp-1, {-0x1.8db6d2ba9528ap-2, 0x1.352b8cee0c09ep-1, -0x1.01a76cc1946e6p-2}},
             {{-0x1.ab8734p-2, -0x1.b94c12p+1, 0x1.d497eap+1}, -0x1.8172571ccf738p+3, 0x1.1f957e1a412eep+4, {-0x1.4e32f7455b336p+2, 0x1.9b338fc7cd884p+0, -0x1.be59dce6b6427p+0}},
         }},
        {"4 dimensions", 4,
         {-0x1.8c6b74p+1, -0x1.4df7c6p-3, -0x1.4b8feap+1, -0x1.dae628p+0},
         {0x1.4129b6p+1, 0x1.fbbd2ap-3, 0x1.fb39dap+0, 0x1.10894p-4, 0x1.fbbd2ap-3, 0x1.5b7f2p-1, -0x1.9afacp-1, -0x1.5fbec2p+0, 0x1.fb39dap+0, -0x1.9afacp-1, 0x1.34e072p+2, 0x1.bea392p+0, 0x1.10894p-4, -0x1.5fbec2p+0, 0x1.bea392p+0, 0x1.644ec8p+2},
         0x1.efcf189e74ad8p+3, -0x1.2ac824621f0d3p+2,
         {3, 0}, {-0x1.b5cc5p-1, -0x1.cc6b74p+1}, {-0x1.daf41e8c08df6p-2, -0x1.56ab0a732008dp+1}, {0x1.3f39bf25d115fp-2, -0x1.284dee06c4a0bp-1, -0x1.284dee06c4a0bp-1, 0x1.5fa135bd9e533p+1},
         {
             {{-0x1.864032p+1, -0x1.0f8e8p-1, -0x1.2eb61ep+1, -0x1.597ad4p+0}, -0x1.35fb7c795026bp+2, 0x1.666b02e623319p-2, {-0x1.64a60cfda4dc5p-2, 0x1.436bc62ac9936p+0, 0x1.03da25ec79c33p-2, 0x1.2a3faa93090cap-3}},
             {{-0x1.0b9fc4p+2, -0x1.7d1966p+0, 0x1.79dddap+0, -0x1.aa37fp+1}, -0x1.5b433246de289p+3, 0x1.8bbe402b9d43fp+3, {0x1.508a0030db03fp+0, 0x1.2db3e6d644b8dp+1, -0x1.749b94bef7685p+0, 0x1.497a9148124cfp+0}},
             {{-0x1.0c1d8cp+2, 0x1.d4b5acp-4, -0x1.3a0e7p+2, -0x1.ff80bap+0}, -0x1.521dbf0ce3096p+2, 0x1.3aacd5561fe1bp+0, {0x1.d0eed3367d115p-4, -0x1.3954275c38bdap-2, 0x1.cf27fc94f6411p-2, -0x1.8b204d7d60bb9p-3}},
             {{-0x1.4aa6f6p+0, 0x1.d49b8p-1, -0x1.05dbccp+2, -0x1.cd1686p+1}, -0x1.a94bed727f9fap+2, 0x1.fa0f24418249cp+1, {-0x1.78ef9a1365ee5p+0, 0x1.fac17de63f11dp-3, 0x1.d67ab2bc737fp-1, 0x1.ac23b8e66c09fp-4}},
         }},
        {"5 dimensions", 5,
         {0x1.eae1bcp+1, -0x1.018d52p+2, -0x1.e6d558p+1, -0x1.0dbac8p-1, 0x1.e221b6p+0},
         {0x1.2836d6p+2, 0x1.3bb6ap-1, 0x1.4579bcp+1, 0x1.bfc354p+0, -0x1.6b4488p+1, 0x1.3bb6ap-1, 0x1.4cb1f6p+1, -0x1.358aap+0, 0x1.0f7bf8p+2, 0x1.8640c4p+1, 0x1.4579bcp+1, -0x1.358aap+0, 0x1.16a8e6p+2, -0x1.78fcb4p+1, -0x1.35aab6p+1, 0x1.bfc354p+0, 0x1.0f7bf8p+2, -0x1.78fcb4p+1, 0x1.9c7ef4p+3, 0x1.95e95cp+1, -0x1.6b4488p+1, 0x1.8640c4p+1, -0x1.35aab6p+1, 0x1.95e95cp+1, 0x1.f7eac6p+2},
         0x1.8248a3d3b6758p+6, -0x1.b05c38841eff8p+2,
         {4, 0}, {0x1.7110dcp+1, 0x1.aae1bcp+1}, {-0x1.da0a345b25023p+1, -0x1.0b38639672d49p+2, -0x1.e356f4e8a4d9bp-3}, {0x1.345e53d20430dp-1, -0x1.113eb57863161p+0, 0x1.a3493808384acp+0, -0x1.113eb57863161p+0, 0x1.6b116fa22b124p+1, -0x1.a7d0bc5711465p+1, 0x1.a3493808384acp+0, -0x1.a7d0bc5711465p+1, 0x1.2963189453a3cp+3},
         {
             {{0x1.e6a3cp+2, -0x1.fac356p+1, -0x1.7bd0b2p+1, 0x1.1dab2p+1, -0x1.184ab6p+1}, -0x1.20360d14062bp+3, 0x1.201fc347daad2p+2, {-0x1.cc385d5db1a9ap-1, 0x1.9c18872d1dbbap-2, 0x1.d9b4d2322ef86p-2, -0x1.727435ff54dccp-3, 0x1.0288ae3a11cbap-2}},
             {{0x1.2bf5fcp+2, -0x1.3636b6p-1, -0x1.3c5528p+2, 0x1.7d8a06p+2, 0x1.981d92p+2}, -0x1.290a86531ebbbp+3, 0x1.4371a8443cefdp+2, {-0x1.25a422f93d339p-2, -0x1.03f5811085679p-2, -0x1.bb8b3f80281f8p-4, -0x1.22c20b4bf7ee9p-2, -0x1.fa897f65e59a6p-2}},
             {{0x1.ec1b18p+1, -0x1.c7b3f8p+1, -0x1.7292d4p+1, -0x1.7d855ep+0, 0x1.b9e188p+1}, -0x1.cf7a38fad3701p+2, 0x1.f1e0076b47095p-1, {0x1.ff68ff87a5c0ep-6, -0x1.62388dd6bc868p-2, -0x1.5929bcc1df5e3p-2, 0x1.4c2240720d27bp-3, -0x1.c8962a1cd2ba3p-3}},
             {{0x1.b7de4ep+1, -0x1.fc9aa6p+0, -0x1.23962ap+2, 0x1.051a0ap+2, 0x1.5fc912p+2}, -0x1.06b8c60af462fp+3, 0x1.74554e4727198p+1, {0x1.7bb2288741e08p-2, -0x1.6a01dd0e46085p-4, -0x1.056827ab8eb03p-1, -0x1.b5a7749655ab7p-2, -0x1.1a6464b124ed3p-2}},
         }},
        {"8 dimensions", 8,
         {-0x1.35f9d8p-3, -0x1.b7ba9ap+2, 0x1.86ca44p-5, 0x1.e7d13ap-3, 0x1.b8ded2p-2, -0x1.d3d64ap-3, 0x1.0ff034p+0, -0x1.0b1dd4p+0},
         {0x1.0411c8p+4, 0x1.e67872p+1, -0x1.02ca62p-1, 0x1.027fcap-2, 0x1.e71528p+1, -0x1.26df3ep+2, 0x1.09f1aap+1, 0x1.e2e9b6p-1, 0x1.e67872p+1, 0x1.03450ep+3, 0x1.561214p+2, -0x1.0cf652p+0, -0x1.2fd906p+0, -0x1.31ecf8p+2, 0x1.4f2958p+0, -0x1.26e256p+0, -0x1.02ca62p-1, 0x1.561214p+2, 0x1.b0a838p+2, -0x1.939234p-1, 0x1.51a0a2p-1, -0x1.4468fep+2, -0x1.7dbd7cp+1, -0x1.815ccep-2, 0x1.027fcap-2, -0x1.0cf652p+0, -0x1.939234p-1, 0x1.4b3eaep+2, 0x1.6d976cp+1, 0x1.06d78ap+1, 0x1.d1912ap+1, 0x1.1d75ecp+1, 0x1.e71528p+1, -0x1.2fd906p+0, 0x1.51a0a2p-1, 0x1.6d976cp+1, 0x1.8f856p+3, -0x1.19fb46p+2, -0x1.bad2c2p+1, 0x1.e7df58p-2, -0x1.26df3ep+2, -0x1.31ecf8p+2, -0x1.4468fep+2, 0x1.06d78ap+1, -0x1.19fb46p+2, 0x1.0879a2p+3, 0x1.613d1cp+2, 0x1.27bdb4p+1, 0x1.09f1aap+1, 0x1.4f2958p+0, -0x1.7dbd7cp+1, 0x1.d1912ap+1, -0x1.bad2c2p+1, 0x1.613d1cp+2, 0x1.84b362p+3, 0x1.779a06p+0, 0x1.e2e9b6p-1, -0x1.26e256p+0, -0x1.815ccep-2, 0x1.1d75ecp+1, 0x1.e7df58p-2, 0x1.27bdb4p+1, 0x1.779a06p+0, 0x1.3185bcp+2},
         0x1.777e09807d186p+6, -0x1.97cfe2f99fb37p+3,
         {7, 0}, {-0x1.63ba8p-5, -0x1.4d7e76p-1}, {-0x1.d25d2d6b90876p+2, -0x1.96c17703e75cdp-7, 0x1.6d53d166fc5ffp-1, 0x1.7a155d5ffa2d6p-2, 0x1.e6cf2671f48c5p-2, 0x1.4abfa7672e693p+0}, {0x1.b41f3d709a67dp+2, 0x1.572cf7d488022p+2, -0x1.dc7f53c299359p-2, -0x1.004be63e5ef33p+1, -0x1.79ff472f31d26p+1, 0x1.370e36a02012ap+0, 0x1.572cf7d488022p+2, 0x1.ae04a733af2c3p+2, -0x1.3c2442cbc1e61p-1, 0x1.97d658536e0cbp-1, -0x1.4172bdbda1702p+2, -0x1.68cbb270ff6fap+1, -0x1.dc7f53c299359p-2, -0x1.3c2442cbc1e61p-1, 0x1.086cbb6ab7efbp+2, 0x1.56aa4e0d470d3p+1, 0x1.d45bf00c70d36p-1, 0x1.7c833c7ae63fbp+1, -0x1.004be63e5ef33p+1, 0x1.97d658536e0cbp-1, 0x1.56aa4e0d470d3p+1, 0x1.7291e7ce0ab6dp+3, -0x1.bbc54d12dee98p+1, -0x1.0135e15099c26p+2, -0x1.79ff472f31d26p+1, -0x1.4172bdbda1702p+2, 0x1.d45bf00c70d36p-1, -0x1.bbc54d12dee98p+1, 0x1.633eaf763a46fp+2, 0x1.57d9eaeaab864p+2, 0x1.370e36a02012ap+0, -0x1.68cbb270ff6fap+1, 0x1.7c833c7ae63fbp+1, -0x1.0135e15099c26p+2, 0x1.57d9eaeaab864p+2, 0x1.6fe7c9abbba98p+3},
         {
             {{-0x1.16741p+1, -0x1.0438f4p+3, 0x1.4dd066p-1, 0x1.198d6ap+1, 0x1.3e25eep+1, 0x1.ecd78p-1, -0x1.3bffb4p-1, 0x1.4e58a2p+1}, -0x1.e091672f82bf3p+3, 0x1.230610d78c2f3p+2, {0x1.78f5d1455295bp-3, -0x1.5cd995ba9527dp-1, 0x1.37eba53f50865p-2, -0x1.e9681e17aa2d2p-3, -0x1.d93c715a73b02p-3, -0x1.f08a1daf4508ap-2, 0x1.249e8b8ca614fp-1, -0x1.7f5ea618c4a66p-1}},
             {{0x1.4f54cep+2, -0x1.6120d8p+2, -0x1.d0b49cp-1, -0x1.b9c68ep+1, 0x1.2e69dcp+2, -0x1.9856b4p+1, -0x1.c9428ap+1, 0x1.66fcecp-2}, -0x1.4feb490c78fc7p+4, 0x1.0806af1f52457p+4, {0x1.b08239bab3abp-3, -0x1.39cc2975af231p+1, 0x1.0684d98e8e119p+1, 0x1.347c16f270fa9p+0, -0x1.04d966061a043p+0, -0x1.c492b82c1db98p-1, 0x1.fe84dc3e7f3dep-1, -0x1.1a7e79f51101dp+0}},
             {{0x1.2ca03ap+1, -0x1.3505dep+2, 0x1.08ac06p+1, 0x1.687bf8p+1, 0x1.99d5ecp+1, -0x1.a4e5e2p+1, -0x1.806172p-1, -0x1.9e415cp+0}, -0x1.f3be71dd3c458p+3, 0x1.6fba3b8e72484p+2, {-0x1.828fcb116453bp-3, -0x1.4ee56dfb3330dp-1, 0x1.638d65562fa95p-2, -0x1.7e89decdbf6f9p+0, 0x1.265bc3be913bbp-2, -0x1.1c949de702d56p-4, 0x1.aeb21ba5189ddp-1, 0x1.e30a4344c473bp-2}},
             {{-0x1.4b1dbep+2, -0x1.1549e2p+1, 0x1.89219p+1, -0x1.76881cp+1, -0x1.92bac4p+1, -0x1.49a3d2p+1, -0x1.d3a874p-3, -0x1.7517ccp+2}, -0x1.1ba5d15a9c8bfp+4, 0x1.3ef77f7732c8dp+3, {0x1.0e483bcf4fd1bp-1, -0x1.8977b90aac7cdp+0, 0x1.935dea8f430cep-1, 0x1.c17740c81634cp-8, -0x1.6942c4bde188fp-4, -0x1.56d4bac090bdp-2, 0x1.b27999d5dabddp-2, 0x1.40e7430f19da3p-1}},
         }},
        {"13 dimensions", 13,
         {-0x1.05d0dcp+1, -0x1.311efap+1, 0x1.06e8bcp+1, 0x1.82b79ep+2, 0x1.137f7ap+0, 0x1.e3dde2p+2, 0x1.d04fap-1, 0x1.01c564p+0, 0x1.6ed5d6p+0, 0x1.9f2a66p+1, -0x1.231b42p+2, 0x1.b7d668p-2, 0x1.e48c22p+1},
         {0x1.1dc546p+3, 0x1.87bc78p+1, -0x1.ec160cp-3, -0x1.c97bd4p+0, 0x1.7d7022p-1, 0x1.1af6d2p+1, -0x1.a94588p+0, -0x1.edacaep-4, -0x1.6212f4p+1, -0x1.b3cab2p+1, 0x1.bd0466p-1, 0x1.20b22cp+2, -0x1.2bddc8p+0, 0x1.87bc78p+1, 0x1.0f18a4p+4, -0x1.3b451ep+3, 0x1.f72a8ep-1, 0x1.a7b164p+1, 0x1.ac2f1cp+0, -0x1.ddaf9cp-2, 0x1.290e1ap+1, -0x1.02f7a2p-4, -0x1.608c3ep+2, -0x1.a5fe74p+1, -0x1.15c258p+0, 0x1.e51376p+1, -0x1.ec160cp-3, -0x1.3b451ep+3, 0x1.b85d7cp+3, -0x1.d6873ap+0, -0x1.35a58cp+0, 0x1.248412p-3, 0x1.1fe4d2p+1, -0x1.807182p+1, -0x1.53d6a4p+0, 0x1.8650c4p-1, 0x1.41ec2ap+1, 0x1.42ce9cp-2, -0x1.d0ca78p+1, -0x1.c97bd4p+0, 0x1.f72a8ep-1, -0x1.d6873ap+0, 0x1.2e143p+4, 0x1.7e06dep+2, 0x1.45f974p+1, 0x1.7f0f5p+2, -0x1.5dec54p+2, -0x1.ac8876p+1, -0x1.974368p+2, 0x1.0a62e6p-1, 0x1.3d0e56p-1, 0x1.235a52p+0, 0x1.7d7022p-1, 0x1.a7b164p+1, -0x1.35a58cp+0, 0x1.7e06dep+2, 0x1.ca70f4p+2, -0x1.a8dce2p-4, 0x1.285f3p+2, -0x1.5ecb9p+0, -0x1.f6415cp+1, -0x1.57453cp+2, 0x1.085604p+1, 0x1.2c393p+1, 0x1.b893f2p-4, 0x1.1af6d2p+1, 0x1.ac2f1cp+0, 0x1.248412p-3, 0x1.45f974p+1, -0x1.a8dce2p-4, 0x1.8c0f5ep+3, -0x1.50e128p+0, 0x1.ae3746p-1, 0x1.0bac08p-3, 0x1.3727b4p+2, 0x1.351f6cp-3, 0x1.895a5cp+2, 0x1.888f82p-1, -0x1.a94588p+0, -0x1.ddaf9cp-2, 0x1.1fe4d2p+1, 0x1.7f0f5p+2, 0x1.285f3p+2, -0x1.50e128p+0, 0x1.74cf0ep+4, -0x1.cdd1ccp+2, -0x1.a95b0ap+2, -0x1.5f3a0cp+2, -0x1.811f08p-2, -0x1.ebdf2cp+0, 0x1.811ac8p+2, -0x1.edacaep-4, 0x1.290e1ap+1, -0x1.807182p+1, -0x1.5dec54p+2, -0x1.5ecb9p+0, 0x1.ae3746p-1, -0x1.cdd1ccp+2, 0x1.18ffaep+4, 0x1.4487fp+2, 0x1.40f65ep+2, -0x1.5c427p+0, -0x1.8fc4b4p+1, -0x1.060db4p-1, -0x1.6212f4p+1, -0x1.02f7a2p-4, -0x1.53d6a4p+0, -0x1.ac8876p+1, -0x1.f6415cp+1, 0x1.0bac08p-3, -0x1.a95b0ap+2, 0x1.4487fp+2, 0x1.112734p+4, -0x1.fabd7cp-1, -0x1.c3fa72p+1, 0x1.790466p+2, -0x1.923e8p-1, -0x1.b3cab2p+1, -0x1.608c3ep+2, 0x1.8650c4p-1, -0x1.974368p+2, -0x1.57453cp+2, 0x1.3727b4p+2, -0x1.5f3a0cp+2, 0x1.40f65ep+2, -0x1.fabd7cp-1, 0x1.0f5a06p+4, 0x1.3ae36p+0, 0x1.c10c7p+0, -0x1.0791c6p+0, 0x1.bd0466p-1, -0x1.a5fe74p+1, 0x1.41ec2ap+1, 0x1.0a62e6p-1, 0x1.085604p+1, 0x1.351f6cp-3, -0x1.811f08p-2, -0x1.5c427p+0, -0x1.c3fa72p+1, 0x1.3ae36p+0, 0x1.85b862p+3, 0x1.80a56p+2, -0x1.54b18ap+1, 0x1.20b22cp+2, -0x1.15c258p+0, 0x1.42ce9cp-2, 0x1.3d0e56p-1, 0x1.2c393p+1, 0x1.895a5cp+2, -0x1.ebdf2cp+0, -0x1.8fc4b4p+1, 0x1.790466p+2, 0x1.c10c7p+0, 0x1.80a56p+2, 0x1.c91cfep+4, -0x1.7deecep+2, -0x1.2bddc8p+0, 0x1.e51376p+1, -0x1.d0ca78p+1, 0x1.235a52p+0, 0x1.b893f2p-4, 0x1.888f82p-1, 0x1.811ac8p+2, -0x1.060db4p-1, -0x1.923e8p-1, -0x1.0791c6p+0, -0x1.54b18ap+1, -0x1.7deecep+2, 0x1.d661bep+2},
         0x1.13d5a7d901e1p+6, -0x1.a10dbb791acb5p+4,
         {12, 0}, {0x1.32461p+2, -0x1.45d0dcp+1}, {-0x1.0164f051c895cp+1, 0x1.9781e896875fcp+0, 0x1.90a1833d5fd5fp+2, 0x1.0fa4ca1df26ffp+0, 0x1.e4ba1032abdap+2, 0x1.c0bf614dff4bcp+0, 0x1.e3eb111a1ee9bp-1, 0x1.704e853f7cd97p+0, 0x1.9f07c73dd688ap+1, -0x1.3b64aa6e499ebp+2, -0x1.0acf476ecb217p-1}, {0x1.ae8537d1fc3dep+3, -0x1.e8becf866f073p+2, 0x1.119fdab23dd2cp+0, 0x1.77b5ab027f414p+1, 0x1.32c35f28ea5a7p-2, -0x1.a32ceefa6e2d8p+1, 0x1.55ad26dfee3b3p+1, 0x1.8dbb2d3492e19p+0, -0x1.bdb471c1e813bp+1, -0x1.0e3229a2404cap+1, 0x1.001807c145699p-1, -0x1.e8becf866f073p+2, 0x1.7c808793763f5p+3, -0x1.6d15ca653f5edp+0, -0x1.15c4613cef8bfp+0, 0x1.7af440ecee62bp-1, 0x1.4a003e8b79596p+2, -0x1.a33bd7a489313p+1, -0x1.fc8965db5e1eep+0, -0x1.4a241e71b8925p-4, 0x1.3ddef28a03ff5p+0, -0x1.265cdfa5d353fp+1, 0x1.119fdab23dd2cp+0, -0x1.6d15ca653f5edp+0, 0x1.268a96c6c9affp+4, 0x1.85eb094d614e2p+2, 0x1.6d9cd66e31939p+1, 0x1.3b2c720aaa146p+2, -0x1.5b39dca2c0dbfp+2, -0x1.e0ecfad9b3f87p+1, -0x1.b7009621086d7p+2, 0x1.039fc4f48d44ep+0, 0x1.193903e4919d8p+1, 0x1.77b5ab027f414p+1, -0x1.15c4613cef8bfp+0, 0x1.85eb094d614e2p+2, 0x1.c616be8ba1837p+2, -0x1.45edce1e21365p-2, 0x1.26a7390551de2p+2, -0x1.585e3211f3e3ep+0, -0x1.d48618a2461e4p+1, -0x1.4265dbcb6d281p+2, 0x1.085b803099504p+1, 0x1.0faf8c234b343p+1, 0x1.32c35f28ea5a7p-2, 0x1.7af440ecee62bp-1, 0x1.6d9cd66e31939p+1, -0x1.45edce1e21365p-2, 0x1.75954b192a33bp+3, -0x1.c19cb1a48decep+0, 0x1.e5291e4b3314p-1, 0x1.f7dc0d28dd74bp-1, 0x1.7af7746dfc6f6p+2, 0x1.3d51a4c9fa217p-2, 0x1.746930f00b291p+2, -0x1.a32ceefa6e2d8p+1, 0x1.4a003e8b79596p+2, 0x1.3b2c720aaa146p+2, 0x1.26a7390551de2p+2, -0x1.c19cb1a48decep+0, 0x1.2515a4bf36b4fp+4, -0x1.b40a4976369p+2, -0x1.8f0d6efecbb61p+2, -0x1.3b9f962c98e59p+2, 0x1.d6b96ae4a96cdp+0, 0x1.a00a529f76c43p+1, 0x1.55ad26dfee3b3p+1, -0x1.a33bd7a489313p+1, -0x1.5b39dca2c0dbfp+2, -0x1.585e3211f3e3ep+0, 0x1.e5291e4b3314p-1, -0x1.b40a4976369p+2, 0x1.185a8de73bebcp+4, 0x1.3cc09ac7d929fp+2, 0x1.37183a1fdc3d1p+2, -0x1.8913cd9169ccfp+0, -0x1.ba6e5baa74075p+1, 0x1.8dbb2d3492e19p+0, -0x1.fc8965db5e1eep+0, -0x1.e0ecfad9b3f87p+1, -0x1.d48618a2461e4p+1, 0x1.f7dc0d28dd74bp-1, -0x1.8f0d6efecbb61p+2, 0x1.3cc09ac7d929fp+2, 0x1.0082d293d5576p+4, -0x1.23d3ffc0bd559p+1, -0x1.d58fabda75228p+1, 0x1.9b87c47dbccecp+2, -0x1.bdb471c1e813bp+1, -0x1.4a241e71b8925p-4, -0x1.b7009621086d7p+2, -0x1.4265dbcb6d281p+2, 0x1.7af7746dfc6f6p+2, -0x1.3b9f962c98e59p+2, 0x1.37183a1fdc3d1p+2, -0x1.23d3ffc0bd559p+1, 0x1.eb7a61ad5581ap+3, 0x1.09ee64159213dp+0, 0x1.2f7e5e48ede9fp+1, -0x1.0e3229a2404cap+1, 0x1.3ddef28a03ff5p+0, 0x1.039fc4f48d44ep+0, 0x1.085b803099504p+1, 0x1.3d51a4c9fa217p-2, 0x1.d6b96ae4a96cdp+0, -0x1.8913cd9169ccfp+0, -0x1.d58fabda75228p+1, 0x1.09ee64159213dp+0, 0x1.66268240d6c16p+3, 0x1.d57903193eb5cp+1, 0x1.001807c145699p-1, -0x1.265cdfa5d353fp+1, 0x1.193903e4919d8p+1, 0x1.0faf8c234b343p+1, 0x1.746930f00b291p+2, 0x1.a00a529f76c43p+1, -0x1.ba6e5baa74075p+1, 0x1.9b87c47dbccecp+2, 0x1.2f7e5e48ede9fp+1, 0x1.d57903193eb5cp+1, 0x1.6465559602668p+4},
         {
             {{-0x1.0031e2p+2, -0x1.b248c6p+0, 0x1.938c66p+1, 0x1.41b1c8p+3, 0x1.c237fap+1, 0x1.2e671cp+2, -0x1.6760a4p-1, 0x1.aa859cp+1, 0x1.3265dep+3, -0x1.af8f78p+0, 0x1.dcf794p+0, 0x1.a81712p+2, 0x1.442078p+1}, -0x1.0e2ca87620eeep+5, 0x1.ed2e55cc9c49ep+3, {-0x1.b5ec848f1d9bbp-3, -0x1.dee22f1a4baf6p-2, -0x1.26d0bc49aa89cp-1, -0x1.092292480f103p-1, -0x1.2f006ecbebfaap-2, 0x1.42ba9b4548395p-1, 0x1.e1890de94c826p-5, -0x1.805bfe603fc9ap-4, -0x1.baca8441f8717p-1, -0x1.43ca80e39b933p-2, -0x1.80df0c2cc18dep-1, -0x1.6df9002f569f1p-6, -0x1.7ac841680e407p-2}},
             {{-0x1.6a0a72p+3, -0x1.a79e32p+3, 0x1.831626p+0, 0x1.a20e44p-2, -0x1.ecf4p+2, 0x1.48edcp+3, 0x1.3297f4p+1, 0x1.28f064p+3, 0x1.0b772ep+4, 0x1.edb3b2p+3, -0x1.7c4928p+2, 0x1.f2ca7p+2, 0x1.e1d698p+0}, -0x1.8212d3b376648p+5, 0x1.6317ebedd1fdcp+5, {0x1.dd9f6fee88cd7p-1, 0x1.6b4f73f285925p-1, 0x1.10821d8fd5b34p+0, 0x1.f7701fd214716p-3, 0x1.511ff8c62c427p+0, -0x1.734f5a1381f15p-1, -0x1.0222596c44dcp+0, -0x1.0604b24a3b2acp-1, -0x1.d83345e9ab672p-2, 0x1.0bb45a16a5a8p-2, -0x1.0d5e4f9b8eb8ep-3, -0x1.b998ae75ca58ep-4, 0x1.3a61654a5007bp+0}},
             {{0x1.520e22p-9, 0x1.61ddb4p-1, -0x1.893aa8p+1, 0x1.b4d676p+3, 0x1.dfce7ap-1, 0x1.521578p+2, 0x1.58ad86p+1, -0x1.00a6dep+2, 0x1.8283bcp+2, -0x1.eaabdcp+1, -0x1.a59708p+2, 0x1.b95b2p+2, 0x1.47aa28p+2}, -0x1.0904a8da4b3ecp+5, 0x1.c3ee58edeec8fp+3, {-0x1.4b18d62946741p-2, -0x1.90abbdfb9eca3p-4, 0x1.3cf5f1dbcecd9p-3, -0x1.6538cbf8efaep-1, 0x1.e9487bd67a676p-1, 0x1.2c78e18b0eab5p-1, 0x1.7692228dfe126p-7, 0x1.fe55392f92217p-6, -0x1.ec06ba0bce458p-5, 0x1.8c50020726cf3p-3, 0x1.a908b62b93757p-4, -0x1.e385513d54541p-2, -0x1.9f64819420acbp-2}},
             {{-0x1.73608p+2, 0x1.246c2ep+1, 0x1.71fd2ep+1, 0x1.0ca148p+4, 0x1.423712p+2, 0x1.f62094p+3, 0x1.cb0f9ap+1, -0x1.7bb57cp+1, 0x1.826f8p+2, -0x1.9586d2p+2, -0x1.3a40d2p+3, -0x1.52baacp+2, 0x1.1495bp+3}, -0x1.4c988c02ccb19p+5, 0x1.f046b918fd2fbp+4, {0x1.4cb06cc7579dap+0, 0x1.7bdecced3081ap-3, -0x1.69a30598ad2b2p-3, 0x1.8b48bc5563b29p-3, -0x1.c8aaf40dd0fdfp-3, -0x1.7d4915d3e1d8cp+0, 0x1.bac921bc420e4p-2, 0x1.b4e7138afdb8cp-5, 0x1.3398a9dccee43p-3, 0x1.6605a3f750ec4p+0, 0x1.ebec756df837bp-3, 0x1.b8b1d54a3f876p-4, -0x1.e3463a1781644p-2}},
         }},
        {"a smooth process", 6,
         {0, 0, 0, 0, 0, 0},
         {0x1.00418ap+0, 0x1.c3d6a2p-1, 0x1.368b3p-1, 0x1.4c71b2p-2, 0x1.152aaap-3, 0x1.67ee6ep-5, 0x1.c3d6a2p-1, 0x1.00418ap+0, 0x1.c3d6a2p-1, 0x1.368b3p-1, 0x1.4c71b2p-2, 0x1.152aaap-3, 0x1.368b3p-1, 0x1.c3d6a2p-1, 0x1.00418ap+0, 0x1.c3d6a2p-1, 0x1.368b3p-1, 0x1.4c71b2p-2, 0x1.4c71b2p-2, 0x1.368b3p-1, 0x1.c3d6a2p-1, 0x1.00418ap+0, 0x1.c3d6a2p-1, 0x1.368b3p-1, 0x1.152aaap-3, 0x1.4c71b2p-2, 0x1.368b3p-1, 0x1.c3d6a2p-1, 0x1.00418ap+0, 0x1.c3d6a2p-1, 0x1.67ee6ep-5, 0x1.152aaap-3, 0x1.4c71b2p-2, 0x1.368b3p-1, 0x1.c3d6a2p-1, 0x1.00418ap+0},
         0x1.5f88f88e35098p+11, 0x1.ed5fd30d5e105p-1,
         {1, 4}, {0x1.p-1, -0x1.p-2}, {0x1.053dd585db61dp-1, 0x1.2c74c949243ebp-2, -0x1.9d018ffedaa48p-7, -0x1.45ed50f96e8c5p-2}, {0x1.949abfabf16e9p-3, -0x1.e16c46f1d61f9p-4, -0x1.834a0b48b806fp-4, 0x1.0de0247d43312p-4, -0x1.e16c46f1d61f9p-4, 0x1.bc22281e7d91ap-4, 0x1.a3f536c32052cp-4, -0x1.834a0b48b806fp-4, -0x1.834a0b48b806fp-4, 0x1.a3f536c32052cp-4, 0x1.bc22281e7d91ap-4, -0x1.e16c46f1d61f9p-4, 0x1.0de0247d43312p-4, -0x1.834a0b48b806fp-4, -0x1.e16c46f1d61f9p-4, 0x1.949abfabf16e9p-3},
         {
             {{-0x1.5b7e92p-5, -0x1.3bf39cp-5, 0x1.a7fbp-3, 0x1.88fc8p-3, -0x1.14d66p-3, -0x1.e6992cp-2}, -0x1.07aa5e0496c05p-5, 0x1.fdda78eda77c5p+0, {-0x1.375206179536dp+2, 0x1.84c714df4a8acp+3, -0x1.8550fd23b35c1p+3, 0x1.45822f68ce153p+2, -0x1.9e42c06648d48p-1, 0x1.3efab6136c357p-1}},
             {{-0x1.ccf086p-5, -0x1.30d6b2p-2, -0x1.82d2f8p-1, -0x1.05be68p+0, -0x1.7a954ap+0, -0x1.328928p+0}, -0x1.1461f05fb65d6p+3, 0x1.3337ed908c3e7p+4, {0x1.12c84db91079cp+3, -0x1.065880e04a413p+5, 0x1.e4c4019948487p+5, -0x1.10d9fcbb134b4p+6, 0x1.7dc0be0729d2fp+5, -0x1.e46a45b21db11p+3}},
             {{-0x1.30b75p-6, -0x1.c52b9cp-1, -0x1.748db4p+0, -0x1.36dc6ap+0, -0x1.136a3ep-1, -0x1.70c838p-5}, -0x1.4151fbfd59067p+0, 0x1.1c00f2c204075p+2, {0x1.9edf86ab693dbp-3, -0x1.6a0f412f41394p+2, 0x1.4ba136e7ae143p+3, -0x1.14dbe7c9bd8ffp+2, -0x1.9161d6fefc8ep-1, 0x1.8113f48a0af37p-1}},
             {{-0x1.282ceep+2, -0x1.5e69b8p+1, -0x1.5c2996p-1, -0x1.c6a1f6p-2, -0x1.a9b41ep+0, -0x1.ff906p+0}, -0x1.a6953fac57085p+4, 0x1.b6003e44c1f8dp+5, {0x1.db4c34903b6d9p+0, 0x1.3da028246c2dap+3, -0x1.f4393ca3883a3p+0, -0x1.bff195286f8ebp+4, 0x1.20abf19a1c3b7p+5, -0x1.b489e3ba7bb69p+3}},
             {{0x1.8285cep-2, -0x1.87f64ep-2, -0x1.0f6592p+0, -0x1.340054p+0, -0x1.afcc12p-2, 0x1.577a16p-1}, -0x1.506ce55f70ddfp+1, 0x1.cbc4da22c862p+2, {-0x1.36cd7b065f03cp+2, 0x1.784239a882eefp+3, -0x1.1db56e288aa96p+4, 0x1.251103a37ba44p+4, -0x1.c6303d5d21c0ap+2, -0x1.18e34d9e132f2p+0}},
             {{0x1.76774p+0, 0x1.f2e24ap-1, 0x1.ab2324p-2, -0x1.a55416p-2, -0x1.b74b7cp+0, -0x1.a58baep+1}, -0x1.3982fd66b979bp+3, 0x1.5858fa978f5abp+4, {-0x1.23f188f587f03p+2, 0x1.b48117109f798p+2, -0x1.1ef1d7577106ep+3, 0x1.ab75f99f5d221p+3, -0x1.1953efee17b2cp+4, 0x1.9c4816a651694p+3}},
         }},
    };
}
// clang-format on
