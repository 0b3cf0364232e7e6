// A fictional interview: questions and answers spoken one sentence after the other, with chapters and cues.
#pragma once

#include "app/sample/deeds.h"
#include "app/sample/person_generator.h"
#include "app/sample/speech.h"
#include "dossier/material.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace app::sample {

/// One question with its answer on the time line, seconds.
struct InterviewPart {
    double begin = 0; ///< the question begins
    double answer = 0;
    double end = 0;
    std::string question;
};

struct Interview {
    std::vector<InterviewPart> parts;
    std::vector<dossier::Cue> cues;
    std::vector<float> sound;     ///< speech_rate, mono
    std::vector<float> candidate; ///< the candidate's voice alone: what moves the mouth
    bool spoken = true;           ///< false: no speech program, the sound is silent
    [[nodiscard]] double duration() const { return static_cast<double>(sound.size()) / speech_rate; }
};

struct InterviewOptions {
    std::vector<int> asked = {1, 2}; ///< numbers of meeting_questions(), in order
    bool of_the_trade = false;       ///< begins with a question that is not on the meeting's list
    double longest = 38;             ///< seconds; answers are cut at a sentence to stay below
    double lead = 0.8;               ///< silence before the first question
};

/// `work` is a folder of its own for the speech program.
Interview make_interview(Random& random, const FictionalPerson& person, const InterviewOptions& options,
                         const std::filesystem::path& work, const std::atomic<bool>& stop);

} // namespace app::sample
