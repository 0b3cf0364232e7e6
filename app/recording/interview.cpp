#include "app/recording/interview.h"

#include "db/folder.h"
#include "dossier/questions.h"

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

media::OpenCapture opener(const std::optional<media::CaptureSpec>& spec, const media::CaptureWish& wish) {
    return spec ? media::OpenCapture([spec = *spec, wish] { return media::open_capture(spec, wish); })
                : media::OpenCapture();
}

} // namespace

std::string asked_for_post(const dossier::Dossier& dossier, const dossier::Person& person) {
    for (const std::string* post : {&dossier.proposed_post, &person.form[dossier::Field::proposed_post],
                                    &person.form[dossier::Field::present_post]})
        if (!post->empty())
            return *post;
    return {};
}

std::vector<std::string> questions_of(db::Catalogue& catalogue, const dossier::PersonId& person) {
    const std::optional<dossier::Meeting> meeting = catalogue.newest_meeting();
    if (!meeting)
        return {};
    for (const dossier::AgendaItem& item : meeting->candidates()) {
        if (item.person != person)
            continue;
        const std::optional<dossier::Dossier> dossier = catalogue.dossier(item.dossier);
        const std::optional<dossier::Person> known = catalogue.person(person);
        if (dossier && known)
            return dossier::questions_for(*meeting, asked_for_post(*dossier, *known));
    }
    return {};
}

Interview::Interview(db::Catalogue& catalogue, InterviewOptions options)
    : catalogue_(catalogue)
    , options_(std::move(options)) {
    recording_.id = dossier::RecordingId::make();
    recording_.person = options_.person;
    media::RecorderOptions recorder;
    recorder.video = opener(options_.camera, options_.wish);
    recorder.audio = opener(options_.microphone, options_.wish);
    recorder.folder = recording_folder(catalogue.folder());
    recorder.name = recording_.id.text;
    recorder.mirror = options_.mirror;
    recorder.pre_roll = options_.pre_roll;
    recorder.sound_copy = options_.sound_copy;
    recorder.reserve = reserve_file(catalogue.folder(), recording_.id);
    recorder.progress = progress_file(catalogue.folder(), recording_.id);
    recorder.wake = options_.wake;
    recorder.format.size = options_.wish.size;
    recorder.format.frame_rate = options_.wish.frame_rate;
    recorder.format.sound_codec = options_.sound_codec;
    recorder_ = std::make_unique<media::Recorder>(std::move(recorder));
}

Interview::~Interview() {
    if (started_)
        return;
    // Nothing was recorded: nothing stays.
    recorder_.reset();
    remove_recording_files(catalogue_.folder(), recording_.id);
}

void Interview::start() {
    recorder_->make_file();
    make_reserve(reserve_file(catalogue_.folder(), recording_.id));
    db::sync_folder(recording_folder(catalogue_.folder()));
    options_.facts.continues = options_.continues ? options_.continues->text : "";
    options_.facts.mirror = options_.mirror;
    name_devices();
    recording_.document = to_json(options_.facts);
    recording_.began = db::utc_now();
    recording_.state = "recording";
    catalogue_.begin_recording(recording_);
    started_ = true;
    recorder_->start();
}

void Interview::name_devices() {
    const media::RecorderStatus status = recorder_->status();
    const auto name = [](const std::optional<media::CaptureSpec>& spec, const std::string& description) {
        return spec ? description + " (" + media::text_of(*spec) + ")" : std::string();
    };
    options_.facts.camera = name(options_.camera, status.camera);
    options_.facts.microphone = name(options_.microphone, status.microphone);
}

void Interview::use_camera(const std::optional<media::CaptureSpec>& camera, const media::CaptureWish& wish) {
    options_.camera = camera;
    options_.wish = wish;
    recorder_->use_camera(opener(camera, wish));
    options_.facts.camera = camera ? media::text_of(*camera) : "";
    set_facts(options_.facts);
}

void Interview::use_microphone(const std::optional<media::CaptureSpec>& microphone) {
    options_.microphone = microphone;
    recorder_->use_microphone(opener(microphone, {}));
    options_.facts.microphone = microphone ? media::text_of(*microphone) : "";
    set_facts(options_.facts);
}

void Interview::set_facts(const Facts& facts) {
    Facts wanted = facts;
    wanted.camera = options_.facts.camera;
    wanted.microphone = options_.facts.microphone;
    wanted.continues = options_.facts.continues;
    wanted.mirror = options_.facts.mirror;
    options_.facts = std::move(wanted);
    if (!started_)
        return;
    const std::string document = to_json(options_.facts);
    if (document == recording_.document)
        return;
    catalogue_.set_recording_document(recording_.id, document);
    recording_.document = document;
}

void Interview::set_continues(const dossier::MaterialId& material) {
    options_.continues.reset();
    if (!material.text.empty())
        options_.continues = material;
}

db::RecordingMark Interview::mark(std::optional<int> question, media::Time ago) {
    db::RecordingMark mark{.question = question.value_or(last_question_ + 1),
                           .time = std::max(0.0, (recorder_->position() - ago).count()),
                           .at = db::utc_now()};
    catalogue_.mark_recording(recording_.id, mark);
    if (mark.question > 0)
        last_question_ = mark.question;
    return mark;
}

void Interview::stop() {
    recorder_->stop();
}

Filed Interview::file(media::ProbeHelper& probe, const FilingProgress& progress) {
    recorder_->stop();
    std::vector<PartToFile> parts;
    for (media::RecordedPart& part : recorder_->parts())
        parts.push_back({.file = part.file,
                         .mirror = part.mirror,
                         .offset = part.offset.count(),
                         .length = part.length.count(),
                         .lead = part.lead.count(),
                         .hash = part.hash,
                         .sound = std::move(part.sound)});
    return file_recording(catalogue_, probe, recording_, parts, "filed", progress);
}

} // namespace app::recording
