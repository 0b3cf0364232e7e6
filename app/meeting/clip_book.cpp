#include "app/meeting/clip_book.h"

#include "app/language.h"
#include "app/media_facts.h"
#include "app/sentences.h"

#include <algorithm>
#include <optional>
#include <sstream>

namespace app::meeting {

namespace {

/// Latin letters count as the same, large or small; Chinese has no case.
std::string folded(const std::string& text) {
    std::string result = text;
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::vector<std::string> words_of(const std::string& text) {
    std::string separated = folded(text);
    // The space of Chinese typing.
    constexpr std::string_view wide_space = "　";
    for (std::size_t at = 0; (at = separated.find(wide_space, at)) != std::string::npos;)
        separated.replace(at, wide_space.size(), 1, ' ');
    std::istringstream stream(separated);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

bool has_all(const std::string& line, const std::vector<std::string>& words) {
    const std::string text = folded(line);
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

std::vector<std::string> faults_of(db::Catalogue& catalogue, const dossier::ClipContent& clip) {
    std::vector<std::string> sentences;
    const auto add = [&](const std::string& sentence) {
        if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end())
            sentences.push_back(sentence);
    };
    for (const dossier::ClipPart& part : clip.parts) {
        std::error_code error;
        if (!std::filesystem::exists(catalogue.media().path(part.media), error))
            add(tr("The file of this recording is missing from the catalogue ({0}…).",
                   {part.media.substr(0, 8)}));
        const std::optional<db::MediaRow> row = catalogue.media_row(part.media);
        if (!row)
            continue;
        const MediaFacts facts = media_facts(row->facts);
        if (!facts.clip.playable && !facts.clip.refusal.empty())
            add(sentence_of(media::Error(facts.clip.refusal_fault, facts.clip.refusal)));
        for (const media::ClipFault& fault : facts.clip.faults)
            if (is_worth_a_warning(fault))
                add(sentence_of(fault));
    }
    return sentences;
}

} // namespace

ClipBook::ClipBook(std::filesystem::path catalogue, std::shared_ptr<const Programme> programme,
                   std::function<void()> wake)
    : catalogue_(std::move(catalogue))
    , programme_(std::move(programme))
    , wake_(std::move(wake))
    , thread_([this](const std::stop_token& stop) { run(stop); }) {}

ClipBook::~ClipBook() {
    thread_.request_stop();
    thread_.join();
}

void ClipBook::look_for(const std::string& text) {
    {
        const std::scoped_lock lock(mutex_);
        if (asked_ ? wanted_ == text : hits_ != nullptr && hits_->text == text)
            return;
        wanted_ = text;
        asked_ = true;
    }
    changed_.notify_all();
}

std::shared_ptr<const SpokenHits> ClipBook::hits() const {
    const std::scoped_lock lock(mutex_);
    return hits_;
}

std::shared_ptr<const ClipFaults> ClipBook::faults() const {
    const std::scoped_lock lock(mutex_);
    return faults_;
}

void ClipBook::run(const std::stop_token& stop) {
    try {
        read(stop);
    } catch (const std::exception&) {
        // A catalogue that cannot be read says so where its materials are shown.
    }
    if (stop.stop_requested())
        return;
    {
        const std::scoped_lock lock(mutex_);
        if (faults_ == nullptr)
            faults_ = std::make_shared<const ClipFaults>();
    }
    wake_();
    while (true) {
        std::string text;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return asked_; }))
                return;
            asked_ = false;
            text = wanted_;
        }
        answer(text);
    }
}

void ClipBook::read(const std::stop_token& stop) {
    db::Catalogue catalogue = db::Catalogue::open(catalogue_, {}, db::Access::read_only);
    auto faults = std::make_shared<ClipFaults>();
    for (std::size_t who = 0; who < programme_->candidates.size(); ++who) {
        const std::vector<ShowItem>& items = programme_->candidates[who].items;
        for (std::size_t what = 0; what < items.size() && !stop.stop_requested(); ++what) {
            if (!items[what].is_clip())
                continue;
            const Place place{static_cast<int>(who), static_cast<int>(what), 0};
            const std::optional<dossier::Material> material = catalogue.material(items[what].id);
            const auto* clip = material ? std::get_if<dossier::ClipContent>(&material->content) : nullptr;
            if (clip == nullptr)
                continue;
            for (const dossier::Cue& cue : clip->transcript)
                lines_.push_back(
                    {place, cue.begin, cue.speaker.empty() ? cue.text : cue.speaker + "：" + cue.text});
            std::vector<std::string> sentences = faults_of(catalogue, *clip);
            if (!sentences.empty())
                (*faults)[{place.candidate, place.item}] = std::move(sentences);
        }
    }
    const std::scoped_lock lock(mutex_);
    faults_ = std::move(faults);
}

void ClipBook::answer(const std::string& text) {
    auto found = std::make_shared<SpokenHits>();
    found->text = text;
    const std::vector<std::string> words = words_of(text);
    if (!words.empty())
        for (const SpokenHit& line : lines_) {
            if (!has_all(line.line, words))
                continue;
            if (found->hits.size() == most_hits) {
                found->more = true;
                break;
            }
            found->hits.push_back(line);
        }
    {
        const std::scoped_lock lock(mutex_);
        hits_ = std::move(found);
    }
    wake_();
}

} // namespace app::meeting
