#include "app/recording/transcript_job.h"

#include "app/export/export_files.h"
#include "app/import/file_bytes.h"
#include "app/import/tree.h"
#include "app/language.h"
#include "app/sentences.h"
#include "dossier/formats/transcript.h"
#include "dossier/text.h"

#include <cstdlib>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

/// "~/x" as people write it, "file:///x" as desktops drop it.
fs::path path_of(const std::string& typed) {
    std::string path(dossier::trimmed(typed));
    if (path.starts_with("file://"))
        path.erase(0, 7);
    const char* home = std::getenv("HOME");
    if (path.starts_with("~/") && home != nullptr)
        path = std::string(home) + path.substr(1);
    return path;
}

} // namespace

TranscriptJob::TranscriptJob(std::function<void()> wake)
    : wake_(std::move(wake)) {}

TranscriptJob::~TranscriptJob() {
    stop_ = true;
}

bool TranscriptJob::start(Work work) {
    const bool begun = shared_.with_locked([](Shared& shared) {
        if (shared.running)
            return false;
        shared = {.running = true};
        return true;
    });
    if (!begun)
        return false;
    stop_ = false;
    thread_ = std::jthread([this, work = std::move(work)] {
        TranscriptJobResult result;
        try {
            const Progress tell = [this](const std::string& how_far) {
                shared_.with_locked([&](Shared& shared) { shared.progress = how_far; });
                wake_();
            };
            result = work(tell, stop_);
        } catch (const std::exception& error) {
            result = {.notice = sentence_of(error), .bad = true};
        }
        shared_.with_locked([&](Shared& shared) { shared = {.result = std::move(result)}; });
        wake_();
    });
    return true;
}

void TranscriptJob::stop() {
    stop_ = true;
}

bool TranscriptJob::running() const {
    return shared_.with_locked([](const Shared& shared) { return shared.running; });
}

std::string TranscriptJob::progress() const {
    return shared_.with_locked([](const Shared& shared) { return shared.progress; });
}

std::optional<TranscriptJobResult> TranscriptJob::take() {
    return shared_.with_locked([](Shared& shared) { return std::exchange(shared.result, std::nullopt); });
}

std::string doubt_about_length(const dossier::Cues& cues, double duration) {
    if (cues.empty() || duration <= 0 || cues.back().end <= duration + 1)
        return {};
    return tr("Warning: the last line ends at {0}, the recording at {1}; is it the transcript "
              "of another recording?",
              {clock_text(cues.back().end), clock_text(duration)});
}

TranscriptJobResult read_transcript_file(const std::string& typed, double duration) {
    const fs::path path = path_of(typed);
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        throw std::runtime_error(tr("{0}: there is no such file.", {shown_path(path)}));
    try {
        formats::TranscriptResult read =
            formats::read_transcript(file_bytes(path, formats::transcript_limit));
        TranscriptJobResult result;
        result.notice = with_remarks(tr("{0} lines from {1}; undo brings the former ones back.",
                                        {std::to_string(read.cues.size()), shown_path(path)}),
                                     read.notes);
        if (const std::string doubt = doubt_about_length(read.cues, duration); !doubt.empty()) {
            result.notice += "\n" + doubt;
            result.bad = true;
        }
        result.cues = std::move(read.cues);
        return result;
    } catch (const formats::Error& error) {
        throw std::runtime_error(tr("{0} was not imported: {1}.", {shown_path(path), reason(error)}));
    } catch (const NotImported& error) {
        throw std::runtime_error(shown_path(path) + ": " + error.what()); // "not imported: …"
    }
}

TranscriptJobResult write_transcript_file(const std::string& typed, const dossier::Cues& cues) {
    fs::path path = path_of(typed);
    if (path.extension().empty())
        path += ".srt";
    const std::string ending = path.extension().string();
    if (ending != ".srt" && ending != ".vtt" && ending != ".txt")
        throw std::runtime_error(
            tr("{0}: a transcript is written as .srt, .vtt or .txt.", {shown_path(path)}));
    const std::string bytes = ending == ".vtt"   ? formats::write_vtt(cues)
                              : ending == ".txt" ? formats::write_text(cues)
                                                 : formats::write_srt(cues);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    ExportFolder(folder).write(path.filename().string(), bytes);
    return {.notice = tr("Written: {0}", {shown_path(path)})};
}

} // namespace app::recording
