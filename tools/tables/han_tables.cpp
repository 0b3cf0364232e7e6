// Turns the readings and strokes of Debian's packages into sorted C++ tables; run by CMake at build time.
//
//   han_tables pinyin Unihan_Readings.txt > pinyin_table.cpp
//   han_tables strokes stroke.dict.yaml Unihan_IRGSources.txt Unihan_OtherMappings.txt > stroke_table.cpp
//
// The tables are made on the machine that builds, from packages it has installed: nothing of them is kept in
// the source tree. Unihan is under the Unicode licence, rime-data-stroke under the LGPL.

#include "text_tables.h"

#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

std::ifstream open(const char* path) {
    std::ifstream stream(path);
    if (!stream)
        throw std::runtime_error(std::string("cannot open ") + path);
    return stream;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::string_view what = argc > 1 ? argv[1] : "";
        if (what == "pinyin" && argc == 3) {
            std::ifstream readings = open(argv[2]);
            tables::make_pinyin(readings);
        } else if (what == "strokes" && argc == 5) {
            std::ifstream dictionary = open(argv[2]);
            std::ifstream totals = open(argv[3]);
            std::ifstream official = open(argv[4]);
            tables::make_strokes(dictionary, totals, official);
        } else {
            throw std::runtime_error("usage: han_tables pinyin FILE | strokes FILE FILE FILE");
        }
        return std::cout.flush() ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "han_tables: " << error.what() << '\n';
        return 1;
    }
}
