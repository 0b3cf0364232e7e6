// Fictional forms as bytes of .lrmx files, for tests of import and export.
#pragma once

#include <filesystem>
#include <string>

namespace support {

struct FormText {
    std::string name;
    std::string birth = "197003";
    std::string identity;
    std::string present_post = "某局副局长";
    std::string filled = "20240501";
    std::string photo; ///< bytes
};

/// A name of three characters; 4,000 different ones.
std::string name_of(int number);

std::string lrmx_bytes(const FormText& form);
void write_lrmx(const std::filesystem::path& file, const FormText& form);

} // namespace support
