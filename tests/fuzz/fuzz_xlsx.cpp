// .xlsx: parts as text, packed by input.h, or a whole archive; its cells as a poll.

#include "dossier/formats/poll_sheet.h"
#include "dossier/formats/xlsx.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string archive = fuzz::archive_of(
        fuzz::text(bytes, size), {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                                  "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"});
    try {
        (void)formats::read_poll(formats::read_xlsx(archive));
    } catch (const formats::Error&) {
    }
    return 0;
}
