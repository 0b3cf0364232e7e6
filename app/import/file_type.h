// What a file is by its name: form, clip, poll sheet ...; or what to do with a type nobody can read here.
#pragma once

#include <string>
#include <string_view>

namespace app {

enum class FileType {
    form,       ///< .lrmx, .lrm
    form_photo, ///< .pic: the photo of the .lrm with the same base name
    clip,       ///< sound or moving picture: which of them, probing says
    transcript, ///< .srt, .vtt
    poll,       ///< .csv, .xlsx
    report,     ///< .docx, .txt, .md
    photo,
    document,          ///< .pdf
    hidden,            ///< of the system, or temporary
    save_as_docx,      ///< .doc, .wps, .rtf
    save_as_xlsx,      ///< .xls, .et
    save_as_pdf,       ///< .ofd, .ppt, .html ...
    unpack,            ///< .zip, .rar, .7z
    protected_archive, ///< .zb3, .hzb: locked by the program that wrote them
    unknown
};

FileType file_type(std::string_view name);
/// The name without its extension ("a.b.mp4" -> "a.b"; ".hidden" stays).
std::string_view stem(std::string_view name);
/// In lower case, without the dot.
std::string extension(std::string_view name);

} // namespace app
