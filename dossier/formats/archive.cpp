#include "dossier/formats/archive.h"

#include "dossier/formats/text_encoding.h"
#include "dossier/formats/xml_text.h"

#include <algorithm>
#include <zip.h>

namespace formats {

namespace {

struct CloseEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

/// Old Office files and protected new ones are OLE containers; the latter name their stream in UTF-16.
bool is_ole(std::string_view bytes) {
    return bytes.starts_with("\xd0\xcf\x11\xe0");
}

bool is_protected_ole(std::string_view bytes) {
    using namespace std::string_view_literals;
    return bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv) != std::string_view::npos;
}

} // namespace

void Archive::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

Archive::Archive(std::string_view bytes) {
    if (is_ole(bytes))
        throw is_protected_ole(bytes) ? Error(Fault::encrypted) : Error(Fault::not_an_archive, "OLE");
    if (bytes.empty()) // the library takes nothing for an archive of nothing
        throw Error(Fault::not_an_archive);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) {
        archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (!archive_)
            zip_source_free(source);
    }
    const std::string words = archive_ ? std::string{} : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive_)
        throw Error(Fault::not_an_archive, words);
}

std::optional<std::string> Archive::entry(std::string_view name) {
    std::string path(name);
    zip_int64_t index = zip_name_locate(archive_.get(), path.c_str(), ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
    if (index < 0) {
        std::replace(path.begin(), path.end(), '/', '\\');
        index = zip_name_locate(archive_.get(), path.c_str(), ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
    }
    if (index < 0)
        return std::nullopt;
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &status) == 0 &&
        (status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
        throw Error(Fault::encrypted, std::string(name));
    const std::unique_ptr<zip_file_t, CloseEntry> file(
        zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
    if (!file)
        throw Error(Fault::not_an_archive, std::string(name));
    std::string contents;
    constexpr std::size_t step = 1U << 16U;
    for (;;) {
        const std::size_t before = contents.size();
        contents.resize(before + step);
        const zip_int64_t got = zip_fread(file.get(), contents.data() + before, step);
        if (got < 0)
            throw Error(Fault::not_an_archive, std::string(name));
        contents.resize(before + static_cast<std::size_t>(got));
        total_ += static_cast<std::size_t>(got);
        if (contents.size() > entry_limit || total_ > total_limit)
            throw Error(Fault::expands_too_much, std::string(name));
        if (got == 0)
            return contents;
    }
}

std::optional<std::string> Archive::xml(std::string_view name) {
    const std::optional<std::string> contents = entry(name);
    if (!contents)
        return std::nullopt;
    std::string text = clean_xml(decode_text(*contents).text).xml;
    // Every node and attribute of the parsed tree takes some 60 bytes.
    if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '<')) > tag_limit ||
        static_cast<std::size_t>(std::count(text.begin(), text.end(), '=')) > 2 * tag_limit)
        throw Error(Fault::expands_too_much, std::string(name));
    return text;
}

std::string Archive::required_xml(std::string_view name) {
    std::optional<std::string> text = xml(name);
    if (!text)
        throw Error(Fault::part_missing, std::string(name));
    return std::move(*text);
}

} // namespace formats
