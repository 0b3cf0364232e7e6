// Bytes of unknown encoding to UTF-8, and UTF-8 to GB18030 (sources.md: form-files, editor-2).
#pragma once

#include <string>
#include <string_view>

namespace formats {

enum class Encoding { utf8, utf8_with_mark, utf16_little_endian, utf16_big_endian, gb18030 };

struct DecodedText {
    std::string text; ///< valid UTF-8 without a byte order mark
    Encoding encoding = Encoding::utf8;
};

/// A byte order mark decides; else UTF-16 where every other byte at the start is zero; else UTF-8 where it is
/// valid; else strict GB18030 (of which GBK and GB2312 are parts). Throws Fault::unknown_encoding, also for
/// UTF-8 that was damaged in a few places: as GB18030 it would be another text without a word.
/// `declared_gb`: the file says it is GBK; believed where the bytes would also be UTF-8 without any Han
/// character.
DecodedText decode_text(std::string_view bytes, bool declared_gb = false);

/// GB18030 holds all of Unicode; invalid UTF-8 becomes U+FFFD.
std::string to_gb18030(std::string_view utf8);

/// The characters of `utf8` that GBK (two bytes) cannot hold, each once, in order of appearance.
std::string outside_gbk(std::string_view utf8);

} // namespace formats
