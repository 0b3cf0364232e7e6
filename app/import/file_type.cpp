#include "app/import/file_type.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace app {

namespace {

const std::map<std::string, FileType, std::less<>>& types() {
    static const auto list = [] {
        std::map<std::string, FileType, std::less<>> types;
        const auto add = [&](FileType type, std::initializer_list<const char*> extensions) {
            for (const char* extension : extensions)
                types[extension] = type;
        };
        add(FileType::form, {"lrmx", "lrm"});
        add(FileType::form_photo, {"pic"});
        add(FileType::clip,
            {"mp4",  "m4v", "mov", "mkv",  "webm", "avi", "mpg",  "mpeg", "ts",  "mts",  "m2ts",
             "wmv",  "asf", "flv", "f4v",  "3gp",  "3g2", "ogv",  "vob",  "mxf", "rm",   "dv",
             "rmvb", "mp3", "m4a", "aac",  "wav",  "wma", "flac", "ogg",  "oga", "opus", "amr",
             "awb",  "ac3", "aif", "aiff", "ape",  "caf", "mka",  "mp2",  "au",  "spx"});
        add(FileType::transcript, {"srt", "vtt"});
        add(FileType::poll, {"csv", "xlsx"});
        add(FileType::report, {"docx", "txt", "md"});
        add(FileType::photo, {"jpg", "jpeg", "jpe", "jfif", "png", "webp", "heic", "heif", "avif", "bmp",
                              "tif", "tiff", "gif"});
        add(FileType::document, {"pdf"});
        add(FileType::save_as_docx, {"doc", "wps", "wpt", "rtf", "odt", "dot", "docm"});
        add(FileType::save_as_xlsx, {"xls", "et", "ods", "xlsm", "xlsb"});
        add(FileType::save_as_pdf, {"ofd", "ppt", "pptx", "dps", "ceb", "caj", "html", "htm", "mht", "xps"});
        add(FileType::unpack, {"zip", "rar", "7z", "tar", "gz", "tgz"});
        add(FileType::protected_archive, {"zb3", "hzb"});
        add(FileType::hidden, {"tmp", "part", "crdownload", "download", "db", "ini", "lnk", "bak"});
        return types;
    }();
    return list;
}

} // namespace

std::string_view stem(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string extension(std::string_view name) {
    const std::string_view base = stem(name);
    std::string text(base.size() < name.size() ? name.substr(base.size() + 1) : std::string_view());
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

FileType file_type(std::string_view name) {
    // .name of any system, ~$name.docx of an open Word, ._name of a Mac's archive.
    if (name.starts_with('.') || name.starts_with("~$"))
        return FileType::hidden;
    const auto found = types().find(extension(name));
    return found == types().end() ? FileType::unknown : found->second;
}

} // namespace app
