// .csv and the polls in it: what is read as polls must be written and read again the same.

#include "dossier/formats/csv.h"
#include "dossier/formats/poll_sheet.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        const formats::Workbook workbook = formats::read_csv(fuzz::text(bytes, size));
        for (const formats::CandidatePoll& candidate : formats::read_poll(workbook).polls) {
            for (const dossier::PollSheet& sheet : candidate.poll.sheets) {
                const std::int64_t valid = formats::valid_ballots(sheet);
                fuzz::must(valid >= 0 && sheet.returned <= sheet.issued);
                for (const formats::QuestionFigures& question : formats::figures(sheet))
                    fuzz::must(question.counted <= valid);
            }
        }
    } catch (const formats::Error&) {
    }
    return 0;
}
