// Reports as text and Markdown; résumés, dates and party dates of forms.

#include "dossier/formats/plain_text.h"
#include "dossier/party_date.h"
#include "dossier/resume.h"
#include "dossier/text.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text(bytes, size);
    try {
        (void)formats::read_text(input);
        (void)formats::read_markdown(input);
    } catch (const formats::Error&) {
    }
    const std::string text = dossier::tidy(input);
    const dossier::Resume resume = dossier::parse_resume(text);
    fuzz::must(!dossier::is_valid_utf8(text) ||
               dossier::parse_resume(dossier::canonical_text(resume)) == resume);
    (void)dossier::canonical_line(text);
    (void)dossier::political_status(dossier::parse_party_date(text));
    (void)dossier::display_party_date(text);
    (void)dossier::parse_date(text);
    return 0;
}
