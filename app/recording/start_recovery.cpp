#include "app/recording/start_recovery.h"

#include "app/author.h"
#include "app/logging.h"
#include "app/recording/recovery.h"
#include "app/sentences.h"

#include <array>
#include <cstdio>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

bool has_parts(const fs::path& catalogue) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(recording_folder(catalogue), error))
        if (entry.path().extension() == ".mp4" || entry.path().extension() == ".m4a")
            return true;
    return false;
}

std::string tenths(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", seconds);
    return text.data();
}

} // namespace

void StartRecovery::recover(const fs::path& folder) {
    db::Catalogue catalogue = db::Catalogue::open(folder, author());
    if (catalogue.read_only())
        return;
    media::ProbeHelper probe(fs::read_symlink("/proc/self/exe"));
    recover_recordings(
        catalogue, probe,
        [&](const Recovered& one) {
            log_warning(
                "recovered recording {}: {} s, {} s missing",
                {one.filed.recording.id.text, tenths(one.filed.seconds), tenths(one.seconds_missing)});
            tell_({.name = one.filed.name,
                   .seconds = one.filed.seconds,
                   .missing = one.seconds_missing,
                   .marks = static_cast<int>(one.filed.marks.size())});
        },
        [&](const db::Recording& recording, const std::exception& error) { // logged where it happened
            const std::optional<dossier::Person> person = catalogue.person(recording.person);
            tell_({.name = person ? person->name : recording.id.text, .failure = sentence_of(error)});
        },
        stop_);
}

StartRecovery::StartRecovery(const fs::path& catalogue, std::function<void(const RecoveryNotice&)> tell)
    : tell_(std::move(tell)) {
    if (!has_parts(catalogue))
        return;
    thread_ = std::jthread([this, catalogue] {
        try {
            recover(catalogue);
        } catch (const std::exception& error) {
            log_error("recovery at the start: {}", {error.what()});
            tell_({.failure = sentence_of(error)});
        }
    });
}

StartRecovery::~StartRecovery() {
    stop_ = true;
}

} // namespace app::recording
