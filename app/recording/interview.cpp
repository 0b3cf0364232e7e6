#include "app/recording/interview.h"

#include "db/folder.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/statvfs.h>

namespace app::recording {

namespace {

/// What filing needs where the disk is full: the database's log, pictures of the clip.
constexpr std::int64_t reserve_bytes = 32 << 20;

/// Real blocks, not a hole; smaller on a small disk. Without it recording still works.
void make_reserve(const std::filesystem::path& file) {
    struct statvfs disk {};
    if (::statvfs(file.parent_path().c_str(), &disk) != 0)
        return;
    const auto free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
    try {
        const db::Descriptor descriptor = db::open_file(file, O_WRONLY | O_CREAT | O_EXCL);
        [[maybe_unused]] const int made = ::posix_fallocate(
            descriptor.get(), 0, std::min(reserve_bytes, std::max<std::int64_t>(4096, free / 8)));
    } catch (const db::Error&) { // the recording is worth more than its reserve
    }
}

} // namespace

Interview::Interview(db::Catalogue& catalogue, InterviewOptions options)
    : catalogue_(catalogue)
    , options_(std::move(options)) {
    recording_.id = dossier::RecordingId::make();
    recording_.person = options_.person;
    const auto opener = [](const std::optional<media::CaptureSpec>& spec, const media::CaptureWish& wish) {
        return spec ? media::OpenCapture([spec = *spec, wish] { return media::open_capture(spec, wish); })
                    : media::OpenCapture();
    };
    media::RecorderOptions recorder;
    recorder.video = opener(options_.camera, options_.wish);
    recorder.audio = opener(options_.microphone, options_.wish);
    recorder.folder = recording_folder(catalogue.folder());
    recorder.name = recording_.id.text;
    recorder.mirror = options_.mirror;
    recorder.reserve = reserve_file(catalogue.folder(), recording_.id);
    recorder.progress = progress_file(catalogue.folder(), recording_.id);
    recorder.wake = options_.wake;
    recorder.format.size = options_.wish.size;
    recorder.format.frame_rate = options_.wish.frame_rate;
    recorder_ = std::make_unique<media::Recorder>(std::move(recorder));
}

Interview::~Interview() {
    if (started_)
        return;
    // Nothing was recorded: nothing stays.
    recorder_.reset();
    std::error_code ignored;
    for (const std::filesystem::path& file : part_files(catalogue_.folder(), recording_.id))
        std::filesystem::remove(file, ignored);
    std::filesystem::remove(progress_file(catalogue_.folder(), recording_.id), ignored);
    std::filesystem::remove(reserve_file(catalogue_.folder(), recording_.id), ignored);
}

void Interview::start() {
    recorder_->make_file();
    make_reserve(reserve_file(catalogue_.folder(), recording_.id));
    db::sync_folder(recording_folder(catalogue_.folder()));
    const media::RecorderStatus status = recorder_->status();
    options_.facts.camera =
        options_.camera ? status.camera + " (" + media::text_of(*options_.camera) + ")" : "";
    options_.facts.microphone =
        options_.microphone ? status.microphone + " (" + media::text_of(*options_.microphone) + ")" : "";
    recording_.document = to_json(options_.facts);
    recording_.began = db::utc_now();
    recording_.state = "recording";
    catalogue_.begin_recording(recording_);
    started_ = true;
    recorder_->start();
}

db::RecordingMark Interview::mark(std::optional<int> question) {
    db::RecordingMark mark{.question = question.value_or(last_question_ + 1),
                           .time = recorder_->position().count(),
                           .at = db::utc_now()};
    catalogue_.mark_recording(recording_.id, mark);
    last_question_ = mark.question;
    return mark;
}

void Interview::stop() {
    recorder_->stop();
}

Filed Interview::file(media::ProbeHelper& probe) {
    recorder_->stop();
    std::vector<PartToFile> parts;
    for (media::RecordedPart& part : recorder_->parts())
        parts.push_back({.file = part.file,
                         .offset = part.offset.count(),
                         .length = part.length.count(),
                         .lead = part.lead.count(),
                         .hash = part.hash,
                         .sound = std::move(part.sound)});
    return file_recording(catalogue_, probe, recording_, parts, "filed");
}

} // namespace app::recording
