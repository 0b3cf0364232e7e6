#include "dossier/formats/text_encoding.h"

#include "dossier/formats/error.h"
#include "dossier/text.h"

#include <memory>
#include <optional>
#include <set>
#include <unicode/ucnv.h>

namespace formats {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &status));
    if (U_FAILURE(status))
        throw Error(Fault::unknown_encoding, name);
    return converter;
}

/// Converts strictly: the first byte sequence without a meaning is an error that names its offset.
std::string to_utf8(std::string_view bytes, const char* encoding) {
    const Converter source = open_converter(encoding);
    const Converter target = open_converter("UTF-8");
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(source.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string text(bytes.size() * 2 + 16, '\0');
    char* out = text.data();
    const char* in = bytes.data();
    UChar pivot[1024];
    UChar* pivot_read = pivot;
    UChar* pivot_write = pivot;
    ucnv_convertEx(target.get(), source.get(), &out, text.data() + text.size(), &in, in + bytes.size(), pivot,
                   &pivot_read, &pivot_write, pivot + std::size(pivot), true, true, &status);
    if (U_FAILURE(status))
        throw Error(Fault::unknown_encoding, std::to_string(in - bytes.data()));
    text.resize(static_cast<std::size_t>(out - text.data()));
    return text;
}

bool has_han(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (static_cast<unsigned char>(text[i]) >= 0xe3) // three and four bytes from U+3000 on
            return true;
    return false;
}

/// UTF-16 without a mark: a tag or a digit at the start leaves zero bytes.
bool looks_like_utf16(std::string_view bytes, std::size_t zero_at) {
    return bytes.size() >= 4 && bytes.size() % 2 == 0 && bytes[zero_at] == 0 && bytes[2 + zero_at] == 0 &&
           bytes[1 - zero_at] != 0 && bytes[3 - zero_at] != 0;
}

/// Text that was UTF-8 before some bytes were damaged: read as GB18030 it would be another text without a
/// word.
std::optional<std::size_t> damage_of_utf8(std::string_view bytes) {
    std::size_t whole = 0;
    std::size_t broken = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead >= 0x80 && !dossier::is_valid_utf8(bytes.substr(i, length))) {
            first = broken++ == 0 ? i : first;
            ++i;
            continue;
        }
        whole += length >= 3 ? 1 : 0;
        i += length;
    }
    return broken > 0 && whole > 8 * broken ? std::optional(first) : std::nullopt;
}

void remove_mark(std::string& text) {
    if (text.starts_with("\xef\xbb\xbf"))
        text.erase(0, 3);
}

DecodedText decode_as(std::string_view bytes, const char* encoding, Encoding kind) {
    DecodedText decoded{to_utf8(bytes, encoding), kind};
    remove_mark(decoded.text);
    return decoded;
}

} // namespace

DecodedText decode_text(std::string_view bytes, bool declared_gb) {
    if (bytes.starts_with("\xef\xbb\xbf")) {
        if (dossier::is_valid_utf8(bytes))
            return {std::string(bytes.substr(3)), Encoding::utf8_with_mark};
        bytes.remove_prefix(3);
    } else if (bytes.starts_with("\xff\xfe")) {
        return decode_as(bytes.substr(2), "UTF-16LE", Encoding::utf16_little_endian);
    } else if (bytes.starts_with("\xfe\xff")) {
        return decode_as(bytes.substr(2), "UTF-16BE", Encoding::utf16_big_endian);
    } else if (looks_like_utf16(bytes, 1)) {
        return decode_as(bytes, "UTF-16LE", Encoding::utf16_little_endian);
    } else if (looks_like_utf16(bytes, 0)) {
        return decode_as(bytes, "UTF-16BE", Encoding::utf16_big_endian);
    } else if (dossier::is_valid_utf8(bytes)) {
        if (declared_gb && !has_han(bytes))
            return decode_as(bytes, "GB18030", Encoding::gb18030);
        return {std::string(bytes), Encoding::utf8};
    }
    if (const auto offset = declared_gb ? std::nullopt : damage_of_utf8(bytes))
        throw Error(Fault::unknown_encoding, std::to_string(*offset));
    return decode_as(bytes, "GB18030", Encoding::gb18030);
}

std::string to_gb18030(std::string_view utf8) {
    const Converter source = open_converter("UTF-8");
    const Converter target = open_converter("GB18030");
    UErrorCode status = U_ZERO_ERROR;
    std::string bytes(utf8.size() * 4 + 16, '\0');
    char* out = bytes.data();
    const char* in = utf8.data();
    UChar pivot[1024];
    UChar* pivot_read = pivot;
    UChar* pivot_write = pivot;
    ucnv_convertEx(target.get(), source.get(), &out, bytes.data() + bytes.size(), &in, in + utf8.size(),
                   pivot, &pivot_read, &pivot_write, pivot + std::size(pivot), true, true, &status);
    if (U_FAILURE(status))
        throw Error(Fault::cannot_write, u_errorName(status));
    bytes.resize(static_cast<std::size_t>(out - bytes.data()));
    return bytes;
}

std::string outside_gbk(std::string_view utf8) {
    const std::string bytes = to_gb18030(utf8);
    std::string found;
    std::set<char32_t> seen;
    std::size_t at = 0;
    for (const char32_t c : dossier::code_points(utf8)) {
        if (at + 1 >= bytes.size() || static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const bool four_bytes = bytes[at + 1] >= '0' && bytes[at + 1] <= '9';
        at += four_bytes ? 4 : 2;
        if (four_bytes && seen.insert(c).second)
            dossier::append_utf8(found, c);
    }
    return found;
}

} // namespace formats
