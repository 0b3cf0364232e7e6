#include "app/meeting/answer_clip.h"

#include "app/language.h"

#include <algorithm>
#include <limits>

namespace app::meeting {

namespace {

using Lines = std::shared_ptr<const std::vector<Scene::Line>>;

/// The stretch [begin, end) of the whole recording's time line, seconds.
struct Stretch {
    double begin = 0;
    double end = 0;
    [[nodiscard]] Lines cut(const Lines& lines) const {
        if (lines == nullptr)
            return nullptr;
        auto kept = std::make_shared<std::vector<Scene::Line>>();
        for (const Scene::Line& line : *lines)
            if (line.end > begin && line.begin < end)
                kept->push_back(
                    {std::max(line.begin, begin) - begin, std::min(line.end, end) - begin, line.text});
        return kept->empty() ? nullptr : kept;
    }
};

/// Where a part ends on the time line; the last open one has no end that is known.
double end_of(const std::vector<media::Part>& parts, std::size_t at) {
    const media::Part& part = parts[at];
    double end = std::numeric_limits<double>::infinity();
    if (part.out > media::Time(0))
        end = (part.offset + part.out - part.in).count();
    return at + 1 < parts.size() ? std::min(end, parts[at + 1].offset.count()) : end;
}

std::optional<media::Part> cut(const std::vector<media::Part>& parts, std::size_t at,
                               const Stretch& stretch) {
    media::Part part = parts[at];
    const double begin = part.offset.count();
    const double end = std::min(end_of(parts, at), stretch.end);
    const double from = std::max(begin, stretch.begin);
    if (from >= end)
        return std::nullopt;
    part.offset = media::Time(from - stretch.begin);
    if (end < std::numeric_limits<double>::infinity())
        part.out = part.in + media::Time(end - begin);
    part.in += media::Time(from - begin);
    return part;
}

} // namespace

std::string question_title(const Answer& answer) {
    std::string title = tr("Question {0}", {std::to_string(answer.question)});
    if (!answer.text.empty())
        title.append("　").append(answer.text);
    return title;
}

ClipSetup answer_clip(const ClipSetup& whole, const Answer& answer) {
    const Stretch stretch{answer.begin,
                          answer.end > 0 ? answer.end : std::numeric_limits<double>::infinity()};
    ClipSetup clip = whole;
    clip.parts.clear();
    clip.review.clear();
    clip.looks.clear();
    for (std::size_t i = 0; i < whole.parts.size(); ++i) {
        const std::optional<media::Part> part = cut(whole.parts, i, stretch);
        if (!part)
            continue;
        clip.parts.push_back(*part);
        if (i < whole.looks.size())
            clip.looks.push_back(whole.looks[i]);
        if (i < whole.review.size()) {
            clip.review.push_back(*part);
            clip.review.back().file = whole.review[i].file;
        }
    }
    const double end = answer.end > 0 ? answer.end : whole.duration;
    clip.duration = std::max(0.0, end - answer.begin);
    clip.lines = stretch.cut(whole.lines);
    clip.review_lines = stretch.cut(whole.review_lines);
    std::erase_if(clip.chapters, [&](const dossier::Chapter& chapter) {
        return chapter.begin < stretch.begin || chapter.begin >= stretch.end;
    });
    for (dossier::Chapter& chapter : clip.chapters)
        chapter.begin -= stretch.begin;
    return clip;
}

} // namespace app::meeting
