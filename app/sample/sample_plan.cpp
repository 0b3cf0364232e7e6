#include "app/sample/sample.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace app::sample {

namespace {

constexpr std::size_t per_vacancy = 4;

/// Names that are wanted at certain places: peoples, compound surnames, characters outside the basic plane,
/// and two of one name.
std::optional<Name> wanted_name(std::size_t index) {
    switch (index) {
    case 2:
        return Name{"欧阳振宇", "欧阳", "振宇", "汉族"};
    case 5:
        return Name{"阿依古丽·吾买尔", "", "阿依古丽·吾买尔", "维吾尔族"};
    case 7:
        return Name{"沈㛃", "沈", "㛃", "汉族"};
    case 9:
    case 22:
        return Name{"王敏", "王", "敏", "汉族"};
    case 10:
        return Name{"尉迟文博", "尉迟", "文博", "汉族"};
    case 13:
        return Name{"单立峰", "单", "立峰", "汉族"};
    case 14:
        return Name{"陆𬱖", "陆", "𬱖", "汉族"};
    case 17:
        return Name{"努尔兰·哈那提", "", "努尔兰·哈那提", "哈萨克族"};
    case 19:
        return Name{"韦䶮", "韦", "䶮", "壮族"};
    default:
        return std::nullopt;
    }
}

bool wanted_female(std::size_t index, Random& random) {
    static constexpr std::array<std::size_t, 8> women{1, 5, 7, 9, 11, 15, 21, 22};
    if (index < static_cast<std::size_t>(full_candidates))
        return std::find(women.begin(), women.end(), index) != women.end();
    return random.chance(0.32);
}

/// Two digits, or as many as the last one needs, so that folders sort as the meeting does.
std::string folder_name(std::size_t number, std::size_t count, const std::string& name) {
    const std::size_t digits = count < 100 ? 2 : count < 1000 ? 3 : 6;
    const std::string written = std::to_string(number);
    return std::string(digits - std::min(digits, written.size()), '0').append(written).append(name);
}

std::string note_of(std::size_t index) {
    static constexpr std::array<std::pair<std::size_t, std::string_view>, 5> notes{
        {{0, "介绍时先说明破格情况已按程序报批。"},
         {5, "姓名较长，念“阿依古丽·吾买尔”，不要断开。"},
         {9, "与22号同名，注意区分：卫生健康系统。"},
         {14, "“𬱖”读dí。"},
         {22, "与9号同名，注意区分：共青团系统。"}}};
    for (const auto& [number, text] : notes)
        if (number == index)
            return std::string(text);
    return "";
}

SampleCandidate make_candidate(std::size_t index, const SampleOptions& options,
                               std::set<std::string>& taken) {
    SampleCandidate candidate;
    candidate.vacancy = index / per_vacancy % vacancies().size();
    candidate.portrait_only = index >= static_cast<std::size_t>(full_candidates);
    const Vacancy& vacancy = vacancies()[candidate.vacancy];
    Random random = Random::of(options.seed, index, "candidate");
    PersonOptions wanted;
    wanted.date = options.date;
    wanted.track = vacancy.track;
    wanted.age = random.between(vacancy.youngest, vacancy.oldest);
    wanted.female = wanted_female(index, random);
    wanted.present = static_cast<int>(index);
    wanted.proposed_post = vacancy.post;
    if (!candidate.portrait_only)
        wanted.name = wanted_name(index);
    const bool fixed = wanted.name.has_value();
    for (std::uint64_t attempt = 0;; ++attempt) {
        candidate.person = make_person(options.seed, index + attempt * 1'000'003, wanted);
        if (taken.insert(candidate.person.name.full).second || fixed || attempt > 500)
            break;
    }
    candidate.note = candidate.portrait_only ? "" : note_of(index);
    candidate.has_video = !candidate.portrait_only;
    candidate.has_audio = !candidate.portrait_only && index % 4 == 1;
    return candidate;
}

/// The four candidates of one post share one vote.
void hold_votes(std::span<SampleCandidate> group, std::size_t number, const SampleOptions& options) {
    const Vacancy& vacancy = vacancies()[group.front().vacancy];
    Random random = Random::of(options.seed, number, "votes");
    dossier::Date day = options.date;
    day.day = std::max(1, day.day - 9);
    std::vector<double> merits;
    for (std::size_t i = 0; i < group.size(); ++i)
        merits.push_back(random.real(0.5, 1.1) + 1.6 / static_cast<double>(i + 1));
    std::sort(merits.rbegin(), merits.rend());
    const Recommendation meeting =
        make_recommendation(random, "会议推荐", vacancy.post, merits, random.between(118, 164), day);
    const Recommendation talks =
        make_recommendation(random, "谈话推荐", vacancy.post, merits, random.between(36, 58), day);
    for (std::size_t i = 0; i < group.size(); ++i) {
        SampleCandidate& candidate = group[i];
        candidate.recommendation = sheet_of(meeting, i, vacancy.post);
        candidate.talks = sheet_of(talks, i, vacancy.post);
        const std::string& post = candidate.person.present_post;
        const std::size_t end = std::min(post.find("党"), post.find("副"));
        candidate.assessment = make_assessment(
            random, post.substr(0, end), 0.55 + 0.14 * merits[i] / merits[0] + random.real(0, 0.18), day);
        for (std::size_t k = 0; k < group.size(); ++k)
            candidate.rank += votes_of(meeting, k) > votes_of(meeting, i) ? 1 : 0;
    }
}

} // namespace

std::vector<SampleCandidate> plan_sample(const SampleOptions& options) {
    const auto count = static_cast<std::size_t>(std::max(0, options.candidates));
    std::set<std::string> taken;
    for (std::size_t i = 0; i < static_cast<std::size_t>(full_candidates); ++i)
        if (const auto name = wanted_name(i))
            taken.insert(name->full);
    std::vector<SampleCandidate> candidates;
    for (std::size_t i = 0; i < count; ++i)
        candidates.push_back(make_candidate(i, options, taken));
    for (std::size_t begin = 0; begin < count; begin += per_vacancy)
        hold_votes(std::span(candidates).subspan(begin, std::min(per_vacancy, count - begin)),
                   begin / per_vacancy, options);
    for (std::size_t i = 0; i < count; ++i)
        candidates[i].folder = folder_name(i + 1, count, candidates[i].person.name.full);
    return candidates;
}

std::vector<SampleHeading> sample_headings(const std::vector<SampleCandidate>& candidates) {
    static constexpr std::array<std::string_view, 6> numbers{"一", "二", "三", "四", "五", "六"};
    std::vector<SampleHeading> headings;
    std::size_t section = 0; // of level 2
    int topic = 0;           // of level 1
    for (std::size_t i = 0; i < candidates.size(); i += per_vacancy) {
        const std::size_t vacancy = candidates[i].vacancy;
        const bool first_round = i < static_cast<std::size_t>(full_candidates);
        const bool new_topic =
            (first_round && (vacancy == 0 || vacancy == 4)) || i == static_cast<std::size_t>(full_candidates);
        if (new_topic) {
            static constexpr std::array<std::string_view, 3> topics{
                "市直部门主要负责人选", "县区和群团主要负责人选", "专题调研推荐人选"};
            headings.push_back({i, 1,
                                std::string(numbers[static_cast<std::size_t>(topic)]) + "、" +
                                    std::string(topics[static_cast<std::size_t>(topic)])});
            ++topic;
            section = 0;
        }
        const std::string number =
            section < numbers.size() ? std::string(numbers[section]) : std::to_string(section + 1);
        headings.push_back({i, 2, "（" + number + "）" + std::string(vacancies()[vacancy].unit)});
        const std::string post(vacancies()[vacancy].post);
        headings.push_back({i, 3,
                            "1. " + post.substr(vacancies()[vacancy].unit.size()) + "人选（差额考察" +
                                std::to_string(std::min(per_vacancy, candidates.size() - i)) + "人）"});
        ++section;
    }
    return headings;
}

} // namespace app::sample
