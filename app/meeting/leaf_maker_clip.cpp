// Recordings among the leaves: their files and facts, whole or one answer of them.
#include "app/language.h"
#include "app/material_titles.h"
#include "app/media_facts.h"
#include "app/meeting/answer_clip.h"
#include "app/meeting/leaf_maker.h"
#include "app/review_copies.h"
#include "app/sentences.h"
#include "dossier/pages/make.h"
#include "media/photo.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace app::meeting {

namespace {

/// What is known of the file of one part; the first one's words stand for the clip.
/// Where the material has no chapters of its own, those inside its files are shown.
void read_facts(db::Catalogue& catalogue, const dossier::ClipContent& content, std::size_t part,
                bool own_chapters, ClipSetup& setup) {
    const std::optional<db::MediaRow> row = catalogue.media_row(content.parts[part].media);
    if (!row)
        return;
    const MediaFacts facts = media_facts(row->facts);
    setup.parts[part].gain_db = media::level_gain(facts.loudness);
    for (const media::ClipFault& fault : facts.clip.faults)
        if (const std::string sentence = sentence_of(fault);
            is_worth_a_warning(fault) &&
            std::find(setup.faults.begin(), setup.faults.end(), sentence) == setup.faults.end())
            setup.faults.push_back(sentence);
    if (!own_chapters)
        for (dossier::Chapter& chapter : chapters_of(facts.clip, content.parts[part]))
            setup.chapters.push_back(std::move(chapter));
    if (part > 0)
        return;
    if (!facts.clip.playable && !facts.clip.refusal.empty())
        setup.missing = sentence_of(media::Error(facts.clip.refusal_fault, facts.clip.refusal));
    if (setup.duration <= 0)
        setup.duration = facts.clip.duration;
}

/// Made by the import; a missing or damaged one is made again by `prepare`, and meanwhile the player shows
/// its own.
media::PicturePtr first_picture(db::MediaStore& store, const std::string& hash, int limit) {
    try {
        return media::decode_photo(store.derived_path(hash, first_picture_name), limit);
    } catch (const media::Error&) {
        return nullptr;
    }
}

/// Empty where no part has a review copy.
std::vector<media::Part> review_parts(const db::MediaStore& store, const dossier::ClipContent& content,
                                      std::vector<media::Part> parts) {
    bool any = false;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (const std::filesystem::path copy = review_copy_of(store, content.parts[i].media); !copy.empty()) {
            parts[i].file = copy;
            any = true;
        }
    return any ? parts : std::vector<media::Part>();
}

/// Null where there are none.
std::shared_ptr<const std::vector<Scene::Line>> review_lines(const db::MediaStore& store,
                                                             const dossier::ClipContent& content) {
    auto lines = std::make_shared<std::vector<Scene::Line>>();
    for (const dossier::ClipPart& part : content.parts)
        for (const media::SubtitleLine& line : review_subtitles(store, part.media)) {
            const double begin = line.begin.count();
            if (begin >= part.in && (part.out <= 0 || begin < part.out))
                lines->push_back(
                    {begin - part.in + part.offset, line.end.count() - part.in + part.offset, line.text});
        }
    return lines->empty() ? nullptr : lines;
}

/// Of what is heard in the clip, part by part.
std::vector<std::int8_t> waveform_peaks(const ClipSetup& clip) {
    std::vector<std::int8_t> peaks;
    for (std::size_t i = 0; i < clip.parts.size(); ++i) {
        std::ifstream stream(clip.looks[i].waveform, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        const media::Waveform waveform = waveform_of(bytes);
        const auto at = [&](media::Time time) {
            const auto pair = static_cast<std::size_t>(std::max(0.0, time.count()) * waveform.per_second);
            return waveform.peaks.begin() +
                   static_cast<std::ptrdiff_t>(std::min(pair * 2, waveform.peaks.size() / 2 * 2));
        };
        const media::Part& part = clip.parts[i];
        peaks.insert(peaks.end(), at(part.in),
                     part.out > media::Time(0) ? at(std::max(part.in, part.out)) : waveform.peaks.end());
    }
    return peaks;
}

} // namespace

Leaves LeafMaker::make_clip(const dossier::Material& material, const std::string& name, const ShowItem& item,
                            const Answer* answer, pages::PageSize screen) {
    const auto& content = std::get<dossier::ClipContent>(material.content);
    auto setup = std::make_shared<ClipSetup>();
    setup->duration = content.duration;
    setup->chapters = item.chapters;
    Leaves leaves;
    for (const dossier::ClipPart& part : content.parts) {
        const std::filesystem::path file = catalogue().media().path(part.media);
        std::error_code error;
        if (!std::filesystem::exists(file, error))
            setup->missing = tr("The file of this recording is missing from the catalogue ({0}…).",
                                {part.media.substr(0, 8)});
        setup->parts.push_back({file, media::Time(part.in), media::Time(part.out), media::Time(part.offset)});
        setup->looks.push_back({catalogue().media().derived_path(part.media, strip_name),
                                catalogue().media().derived_path(part.media, waveform_name)});
    }
    for (std::size_t part = 0; part < content.parts.size(); ++part)
        read_facts(catalogue(), content, part, !item.chapters.empty(), *setup);
    setup->review = review_parts(catalogue().media(), content, setup->parts);
    auto lines = std::make_shared<std::vector<Scene::Line>>();
    for (const dossier::Cue& cue : content.transcript)
        lines->push_back(
            {cue.begin, cue.end, cue.speaker.empty() ? cue.text : cue.speaker + "：" + cue.text});
    if (!lines->empty())
        setup->lines = lines;
    if (lines->empty() && !setup->review.empty())
        setup->review_lines = review_lines(catalogue().media(), content);
    const std::string first = content.parts.empty() ? std::string() : content.parts.front().media;
    if (answer != nullptr)
        *setup = answer_clip(*setup, *answer);
    leaves.clip = setup;
    const std::string title = answer != nullptr ? question_title(*answer) : material_title(material);
    if (!setup->missing.empty() || content.parts.empty()) {
        leaves.pages.push_back(pages::make_placeholder(name + " · " + title, setup->missing, screen));
    } else if (material.kind == dossier::MaterialKind::audio) {
        leaves.audio = true;
        leaves.pages.push_back(
            pages::make_audio(title, name, waveform_peaks(*setup), setup->duration, words_, screen));
    } else {
        leaves.poster = first_picture(catalogue().media(), first, poster_limit_);
        if (leaves.poster != nullptr)
            decoded_ += static_cast<std::size_t>(leaves.poster->size.width) *
                        static_cast<std::size_t>(leaves.poster->size.height) * 4;
    }
    return leaves;
}

} // namespace app::meeting
