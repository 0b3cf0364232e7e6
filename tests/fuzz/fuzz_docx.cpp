// .docx: parts as text, packed by input.h, or a whole archive.

#include "dossier/formats/docx.h"
#include "dossier/formats/json.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string archive = fuzz::archive_of(
        fuzz::text(bytes, size),
        {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "_rels/.rels"});
    try {
        dossier::ReportContent report{formats::read_docx(archive).paragraphs, {}};
        fuzz::must(formats::content_from_json(formats::to_json(dossier::Content{report})) ==
                   dossier::Content{report});
    } catch (const formats::Error&) {
    }
    return 0;
}
