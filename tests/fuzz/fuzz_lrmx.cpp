// .lrmx: whatever is read must be written and read again as the same form, and the same through JSON.

#include "dossier/check.h"
#include "dossier/formats/json.h"
#include "dossier/formats/lrm.h"
#include "dossier/formats/lrmx.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    dossier::Form form;
    try {
        form = formats::read_lrmx(fuzz::text(bytes, size)).form;
    } catch (const formats::Error&) {
        return 0;
    }
    fuzz::must(formats::read_lrmx(formats::write_lrmx(form)).form == form);
    fuzz::must(formats::form_from_json(formats::to_json(form)) == form);
    const formats::LrmFiles record = formats::write_lrm(form);
    (void)formats::read_lrm(record.record, record.picture);
    (void)dossier::check(form, {.today = {2024, 6, 15}, .disabled = {}});
    return 0;
}
