#include "app/sample/interview.h"

#include "app/sample/meeting_questions.h"

#include <algorithm>
#include <utility>

namespace app::sample {

namespace {

/// Sentences with their full stops.
std::vector<std::string> sentences(std::string_view text) {
    std::vector<std::string> all;
    std::string current;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        const std::string_view character = text.substr(i, length);
        current += character;
        i += length;
        if (character == "。" || character == "？" || character == "！")
            all.push_back(std::exchange(current, {}));
    }
    if (!current.empty())
        all.push_back(current);
    return all;
}

std::vector<Question> draw_questions(Random& random, Track track, const InterviewOptions& options) {
    const auto one_of = [&](const auto& all) {
        return all[static_cast<std::size_t>(random.next() % all.size())];
    };
    std::vector<Question> drawn;
    if (options.of_the_trade)
        drawn.push_back(one_of(questions_of(track)));
    for (const int number : options.asked) {
        const MeetingQuestion& asked = meeting_questions()[static_cast<std::size_t>(number) - 1];
        drawn.push_back({asked.question, one_of(asked.answers)});
    }
    return drawn;
}

/// Lays sentences on the time line.
class Recording {
  public:
    Recording(Interview& interview, const std::filesystem::path& work, const std::atomic<bool>& stop)
        : interview_(interview)
        , work_(work)
        , stop_(stop) {}

    [[nodiscard]] double now() const { return interview_.duration(); }
    void pause(double seconds) {
        const auto samples = static_cast<std::size_t>(seconds * speech_rate);
        interview_.sound.insert(interview_.sound.end(), samples, 0.F);
        interview_.candidate.insert(interview_.candidate.end(), samples, 0.F);
    }
    /// The samples of a sentence; silence as long as it takes to read where nobody speaks.
    std::vector<float> voiced(const std::string& sentence, const Voice& voice) {
        if (interview_.spoken)
            if (auto samples = speak(sentence, voice, work_, stop_))
                return std::move(*samples);
        interview_.spoken = false;
        return std::vector<float>(static_cast<std::size_t>(0.07 * speech_rate) * sentence.size(), 0.F);
    }
    void say(const std::string& sentence, const std::vector<float>& samples, const std::string& speaker,
             bool candidate) {
        const double begin = now();
        interview_.sound.insert(interview_.sound.end(), samples.begin(), samples.end());
        if (candidate)
            interview_.candidate.insert(interview_.candidate.end(), samples.begin(), samples.end());
        else
            interview_.candidate.resize(interview_.sound.size(), 0.F);
        interview_.cues.push_back({begin, now(), speaker, sentence});
    }

  private:
    Interview& interview_;
    const std::filesystem::path& work_;
    const std::atomic<bool>& stop_;
};

} // namespace

Interview make_interview(Random& random, const FictionalPerson& person, const InterviewOptions& options,
                         const std::filesystem::path& work, const std::atomic<bool>& stop) {
    Interview interview;
    Recording recording(interview, work, stop);
    const Voice interviewer{.female = !person.female, .pitch = 45, .speed = 215, .variant = 0};
    const Voice candidate{.female = person.female,
                          .pitch = random.between(34, 62),
                          .speed = random.between(195, 230),
                          .variant = random.between(0, 3)};
    recording.pause(options.lead);
    for (const Question& question : draw_questions(random, person.track, options)) {
        if (stop || (!interview.parts.empty() && recording.now() > options.longest - 9))
            break;
        InterviewPart part{.begin = recording.now(), .question = std::string(question.question)};
        const std::string asked(question.question);
        recording.say(asked, recording.voiced(asked, interviewer), "主持人", false);
        recording.pause(0.5);
        part.answer = recording.now();
        bool first = true;
        for (const std::string& sentence : sentences(question.answer)) {
            const std::vector<float> samples = recording.voiced(sentence, candidate);
            const double length = static_cast<double>(samples.size()) / speech_rate;
            if (!first && recording.now() + length > options.longest)
                break;
            recording.say(sentence, samples, person.name.full, true);
            recording.pause(0.22);
            first = false;
        }
        part.end = recording.now();
        recording.pause(0.6);
        interview.parts.push_back(std::move(part));
    }
    recording.pause(0.6);
    return interview;
}

} // namespace app::sample
