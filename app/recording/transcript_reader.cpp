#include "app/recording/transcript_reader.h"

#include "app/author.h"
#include "app/language.h"
#include "app/media_facts.h"
#include "app/recording/transcript_store.h"
#include "app/review_copies.h"
#include "app/sentences.h"

namespace app::recording {

namespace fs = std::filesystem;

namespace {

OpenedRecording read(db::Catalogue& catalogue, const dossier::MaterialId& id) {
    OpenedRecording opened;
    const std::optional<dossier::Material> material = catalogue.material(id);
    const auto* content = material ? std::get_if<dossier::ClipContent>(&material->content) : nullptr;
    if (content == nullptr) {
        opened.failure = tr("This recording is no longer in the catalogue.");
        return opened;
    }
    opened.material = *material;
    opened.originals = parts_of(catalogue.media(), *content);
    auto clip = std::make_shared<meeting::ClipSetup>();
    clip->duration = content->duration;
    clip->chapters = content->chapters;
    clip->parts = opened.originals;
    for (std::size_t i = 0; i < content->parts.size(); ++i) {
        const std::string& hash = content->parts[i].media;
        const db::MediaStore& store = catalogue.media();
        clip->looks.push_back(
            {store.derived_path(hash, strip_name), store.derived_path(hash, waveform_name)});
        if (const auto row = catalogue.media_row(hash)) {
            const MediaFacts facts = media_facts(row->facts);
            clip->parts[i].gain_db = media::level_gain(facts.loudness);
            opened.has_picture = opened.has_picture || facts.clip.has_video();
            if (clip->duration <= 0)
                clip->duration = facts.clip.duration;
        }
        std::error_code error;
        if (!fs::exists(clip->parts[i].file, error))
            clip->missing =
                tr("The file of this recording is missing from the catalogue ({0}…).", {hash.substr(0, 8)});
        if (fs::path copy = review_copy_of(store, hash); !copy.empty())
            clip->parts[i].file = std::move(copy);
    }
    std::get<dossier::ClipContent>(opened.material.content).duration = clip->duration;
    opened.clip = std::move(clip);
    opened.written_by = written_by(catalogue, id);
    opened.recogniser = recogniser_settings(config_folder() / "settings.json");
    return opened;
}

} // namespace

TranscriptReader::TranscriptReader(fs::path catalogue, std::function<void()> wake)
    : catalogue_(std::move(catalogue))
    , wake_(std::move(wake))
    , thread_([this] { run(); }) {}

TranscriptReader::~TranscriptReader() {
    shared_.with_locked([](Shared& shared) { shared.stop = true; });
    changed_.notify_all();
}

std::uint64_t TranscriptReader::ask(const dossier::MaterialId& material) {
    const std::uint64_t asked = shared_.with_locked([&](Shared& shared) {
        shared.wanted = material;
        shared.answer.reset();
        return ++shared.asked;
    });
    changed_.notify_all();
    return asked;
}

std::optional<OpenedRecording> TranscriptReader::take() {
    return shared_.with_locked([](Shared& shared) { return std::exchange(shared.answer, std::nullopt); });
}

void TranscriptReader::run() {
    std::optional<db::Catalogue> catalogue;
    for (;;) {
        dossier::MaterialId wanted;
        std::uint64_t asked = 0;
        bool stop = false;
        shared_.wait(changed_, [&](Shared& shared) {
            stop = shared.stop;
            wanted = shared.wanted;
            asked = shared.asked;
            return stop || shared.asked != shared.answered;
        });
        if (stop)
            return;
        OpenedRecording opened;
        try {
            if (!catalogue)
                catalogue.emplace(db::Catalogue::open(catalogue_, author(), db::Access::read_only));
            opened = read(*catalogue, wanted);
        } catch (const std::exception& error) {
            opened.failure = sentence_of(error);
            catalogue.reset();
        }
        opened.asked = asked;
        shared_.with_locked([&](Shared& shared) {
            shared.answered = asked;
            if (shared.asked == asked)
                shared.answer = std::move(opened);
        });
        wake_();
    }
}

} // namespace app::recording
