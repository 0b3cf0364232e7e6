// JSON of the log: what is read is written as bytes that read the same.

#include "dossier/formats/error.h"
#include "dossier/formats/json.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const std::string json = formats::to_json(formats::edit_from_json(fuzz::text(bytes, size)));
        fuzz::must(formats::to_json(formats::edit_from_json(json)) == json);
    } catch (const formats::Error&) {
    }
    return 0;
}
