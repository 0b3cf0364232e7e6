#include "app/sample/interview_video.h"
#include "app/sample/portrait.h"
#include "app/sample/report.h"
#include "app/sample/sample.h"
#include "db/media_store.h"
#include "dossier/formats/csv.h"
#include "dossier/formats/lrmx.h"
#include "dossier/formats/poll_sheet.h"
#include "dossier/formats/transcript.h"
#include "dossier/person.h"

#include <array>
#include <cstdio>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>

namespace app::sample {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream << bytes;
    stream.close();
    if (!stream)
        throw fs::filesystem_error("cannot write", file, std::make_error_code(std::errc::no_space_on_device));
}

std::string day_text(const dossier::Date& date) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return text.data();
}

/// Everything that is written of one candidate.
class CandidateFiles {
  public:
    CandidateFiles(const fs::path& folder, SampleCandidate& candidate, std::size_t index,
                   const SampleOptions& options, const std::atomic<bool>& stop)
        : folder_(folder / candidate.folder)
        , work_(folder / (".work" + std::to_string(index)))
        , candidate_(candidate)
        , index_(index)
        , options_(options)
        , stop_(stop) {
        fs::create_directories(folder_);
        Random random = Random::of(options.seed, index, "face");
        const int age = options.date.year - candidate.person.birth.year;
        face_ = make_face(random, candidate.person.female, age);
    }
    ~CandidateFiles() {
        std::error_code ignored;
        fs::remove_all(work_, ignored);
    }
    CandidateFiles(const CandidateFiles&) = delete;
    CandidateFiles& operator=(const CandidateFiles&) = delete;

    void all() {
        form();
        polls();
        if (candidate_.portrait_only)
            return;
        report();
        write(folder_ / "标准照.jpg", make_portrait(face_, 1500));
        fs::create_directories(work_);
        if (candidate_.has_audio && !stop_)
            audio();
        if (candidate_.has_video && !stop_)
            video();
    }

  private:
    Random random(std::string_view subject) const { return Random::of(options_.seed, index_, subject); }

    void form() {
        dossier::Form form = candidate_.person.form;
        form.photo = make_portrait(face_, candidate_.portrait_only ? 250 : 500);
        const std::string bytes = formats::write_lrmx(form);
        candidate_.form_hash = db::sha256(bytes);
        write(folder_ / (candidate_.person.name.full + ".lrmx"), bytes);
    }

    void polls() {
        dossier::PollContent poll{{candidate_.recommendation, candidate_.talks, candidate_.assessment}, ""};
        if (index_ % 3 == 0) {
            Random chance = random("survey");
            poll.sheets.push_back(make_survey(chance, candidate_.assessment.unit, 0.72, options_.date));
        }
        const formats::Workbook book =
            formats::write_poll({{dossier::matching_name(candidate_.person.name.full), poll}});
        write(folder_ / "民主推荐和民主测评.csv", formats::write_csv(book.sheets.front()));
    }

    void report() {
        // One page to six, in turn within each vacancy's candidates.
        static constexpr std::array<ReportShape, 6> shapes{ReportShape::full,     ReportShape::features,
                                                           ReportShape::five,     ReportShape::brief,
                                                           ReportShape::features, ReportShape::full};
        Random chance = random("report");
        dossier::Date day = options_.date;
        day.day = std::max(1, day.day - 3);
        write(folder_ / "考察材料.md",
              make_report(chance, candidate_.person, shapes[(index_ + index_ / 4) % shapes.size()],
                          candidate_.recommendation, candidate_.assessment, day));
    }

    void audio() {
        Random chance = random("audio");
        const Interview talk = make_interview(chance, candidate_.person,
                                              {.asked = {3, 4, 5, 6},
                                               .of_the_trade = true,
                                               .longest = static_cast<double>(chance.between(62, 100))},
                                              work_, stop_);
        if (stop_)
            return;
        write_interview_audio(folder_ / "谈话录音.mp3", talk, candidate_.person.name.full);
        write(folder_ / "谈话录音.srt", formats::write_srt(talk.cues));
    }

    void video() {
        Random chance = random("video");
        const Interview talk =
            make_interview(chance, candidate_.person,
                           {.longest = static_cast<double>(chance.between(26, 34))}, work_, stop_);
        if (stop_)
            return;
        VideoOptions video;
        video.height = index_ % 6 == 4 ? 1080 : 720;
        video.name = candidate_.person.name.full;
        video.post = candidate_.person.present_post;
        video.place_and_date = day_text(options_.date);
        const Room room = make_room(chance);
        if (write_interview_video(folder_ / "面谈.mp4", talk, face_, room, video, stop_))
            write(folder_ / "面谈.srt", formats::write_srt(talk.cues));
    }

    fs::path folder_;
    fs::path work_; ///< of the speech program
    SampleCandidate& candidate_;
    std::size_t index_;
    const SampleOptions& options_;
    const std::atomic<bool>& stop_;
    Face face_;
};

} // namespace

bool write_sample(const fs::path& folder, std::vector<SampleCandidate>& candidates,
                  const SampleOptions& options, const std::function<void(int, int)>& progress,
                  const std::atomic<bool>& stop) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> ended{false}; // by `stop` or by a failure of another thread
    std::mutex mutex;               // of what follows, and of `progress`
    std::exception_ptr failure;
    int written = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < candidates.size() && !stop && !ended; i = next++) {
            try {
                CandidateFiles(folder, candidates[i], i, options, stop).all();
            } catch (...) {
                const std::lock_guard lock(mutex);
                failure = failure ? failure : std::current_exception();
                ended = true;
                return;
            }
            const std::lock_guard lock(mutex);
            ++written;
            if (progress)
                progress(written, static_cast<int>(candidates.size()));
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 1; i < options.threads; ++i)
            threads.emplace_back(work);
        work();
    }
    if (failure)
        std::rethrow_exception(failure);
    return !stop;
}

} // namespace app::sample
