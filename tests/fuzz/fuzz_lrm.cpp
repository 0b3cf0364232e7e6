// .lrm: whatever is read must be written and read again as the same form, unless the losses say otherwise.

#include "dossier/formats/lrm.h"
#include "dossier/formats/lrmx.h"
#include "dossier/text.h"
#include "fuzz/input.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    dossier::Form form;
    try {
        form = formats::read_lrm(fuzz::text(bytes, size), "\xff\xd8\xff").form;
    } catch (const formats::Error&) {
        return 0;
    }
    const formats::LrmFiles written = formats::write_lrm(form);
    const bool changed =
        std::any_of(written.losses.begin(), written.losses.end(), [](const formats::Note& note) {
            return note.remark == formats::Remark::lost_quote ||
                   note.remark == formats::Remark::lost_separator;
        });
    // Text that is UTF-8 misread as GBK gives bytes that are UTF-8: nothing can tell which was meant.
    const bool ascii =
        std::all_of(written.record.begin(), written.record.end(), [](char c) { return c > 0; });
    if (!ascii && dossier::is_valid_utf8(written.record))
        return 0;
    const dossier::Form again = formats::read_lrm(written.record, written.picture).form;
    fuzz::must(changed || again == form);
    form.lrm_unknown.clear();
    fuzz::must(formats::read_lrmx(formats::write_lrmx(form)).form == form);
    return 0;
}
