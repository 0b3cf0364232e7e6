#include "app/recording/start_recovery.h"

#include "app/author.h"
#include "app/recording/recovery.h"

#include <spdlog/spdlog.h>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

bool has_parts(const fs::path& catalogue) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(recording_folder(catalogue), error))
        if (entry.path().extension() == ".mp4")
            return true;
    return false;
}

void recover(const fs::path& folder, const std::atomic<bool>& stop) {
    db::Catalogue catalogue = db::Catalogue::open(folder, author());
    if (catalogue.read_only())
        return;
    media::ProbeHelper probe(fs::read_symlink("/proc/self/exe"));
    recover_recordings(
        catalogue, probe,
        [](const Recovered& one) {
            spdlog::warn("recovered recording {}: {:.1f} s, {:.1f} s missing", one.filed.recording.id.text,
                         one.filed.seconds, one.seconds_missing);
        },
        [](const db::Recording&, const std::exception&) {}, stop); // logged where it happened
}

} // namespace

StartRecovery::StartRecovery(const fs::path& catalogue) {
    if (!has_parts(catalogue))
        return;
    thread_ = std::jthread([this, catalogue] {
        try {
            recover(catalogue, stop_);
        } catch (const std::exception& error) {
            spdlog::error("recovery at the start: {}", error.what());
        }
    });
}

StartRecovery::~StartRecovery() {
    stop_ = true;
}

} // namespace app::recording
