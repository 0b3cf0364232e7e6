#include "app/recording/recogniser.h"

#include "app/child_process.h"
#include "app/language.h"
#include "app/logging.h"
#include "app/sentences.h"
#include "dossier/formats/json_text.h"
#include "dossier/formats/transcript.h"
#include "dossier/id.h"
#include "dossier/text.h"
#include "media/speech_file.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

namespace app::recording {

namespace fs = std::filesystem;

namespace {

using nlohmann::json;

constexpr const char* setting = "recogniser";
constexpr const char* folder_prefix = "recognise-";
constexpr std::size_t largest_settings = 1U << 20U;
constexpr std::size_t last_words = 600; ///< of a program that failed, bytes

std::vector<std::string> command_of(const json& value, std::string& trouble) {
    std::vector<std::string> words;
    bool whole = true;
    if (value.is_string())
        words = words_of_command(value.get<std::string>(), whole);
    else if (value.is_array() &&
             std::all_of(value.begin(), value.end(), [](const json& w) { return w.is_string(); }))
        words = value.get<std::vector<std::string>>();
    else
        whole = false;
    const bool reads = std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return word.find("{audio}") != std::string::npos;
    });
    if (!whole)
        trouble = tr("the command of the setting \"recogniser\" is no line of words and no list of words");
    else if (!words.empty() && !reads)
        trouble = tr("the command of the setting \"recogniser\" has no {audio}");
    return words;
}

/// A folder within the catalogue that vanishes with its owner; locked as long as it lives.
class SoundFolder {
  public:
    explicit SoundFolder(const fs::path& catalogue)
        : path_(catalogue / "recording" / (folder_prefix + dossier::MaterialId::make().text)) {
        std::error_code error;
        fs::create_directories(path_, error);
        fs::permissions(path_, fs::perms::owner_all, error);
        lock_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (lock_ < 0 || flock(lock_, LOCK_EX | LOCK_NB) != 0)
            throw NotRecognised(
                tr("The sound cannot be written into the catalogue: {0}.", {std::strerror(errno)}));
    }
    ~SoundFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
        if (lock_ >= 0)
            close(lock_);
    }
    SoundFolder(const SoundFolder&) = delete;
    SoundFolder& operator=(const SoundFolder&) = delete;
    [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
    int lock_ = -1;
};

std::string filled(std::string word, const std::string& place, const std::string& value) {
    for (std::size_t at = 0; (at = word.find(place, at)) != std::string::npos; at += value.size())
        word.replace(at, place.size(), value);
    return word;
}

/// "" where there is none or it is empty.
std::string text_in(const fs::path& file, std::size_t limit) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error || size == 0 || size > limit)
        return {};
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The end of what a program said, made safe to show; with the words before it, or nothing.
std::string last_words_of(const fs::path& said) {
    std::ifstream stream(said, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::streamoff>(stream.tellg());
    if (!stream || size <= 0)
        return {};
    stream.seekg(std::max<std::streamoff>(0, size - static_cast<std::streamoff>(last_words)));
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    std::string safe = dossier::tidy(dossier::utf8(dossier::code_points(text)));
    std::vector<std::string> lines;
    for (std::size_t from = 0; from <= safe.size();) {
        const std::size_t end = std::min(safe.find('\n', from), safe.size());
        lines.push_back(safe.substr(from, end - from));
        from = end + 1;
    }
    const std::size_t first = lines.size() > 3 ? lines.size() - 3 : 0;
    std::string last;
    for (std::size_t i = first; i < lines.size(); ++i)
        last += (last.empty() ? "" : " / ") + lines[i];
    return last.empty() ? "" : tr("Its last words: {0}", {last});
}

std::string with(const std::string& sentence, const std::string& more) {
    return more.empty() ? sentence : sentence + " " + more;
}

void must_be_done(ChildEnd end, const RecogniserSettings& settings, const fs::path& said) {
    const std::string& program = settings.command.front();
    switch (end) {
    case ChildEnd::done:
        return;
    case ChildEnd::stopped:
        throw NotRecognised(tr("The recognition was stopped; the transcript is as it was."));
    case ChildEnd::no_program:
        throw NotRecognised(
            tr("The recogniser {0} was not found on this computer; the command is the setting "
               "\"recogniser\".",
               {program}));
    case ChildEnd::timed_out:
        throw NotRecognised(with(tr("The recogniser {0} was ended: it was not ready within {1} minutes.",
                                    {program, std::to_string(settings.longest.count())}),
                                 last_words_of(said)));
    case ChildEnd::failed:
        throw NotRecognised(with(tr("The recogniser {0} failed.", {program}), last_words_of(said)));
    }
}

void write_sound(const fs::path& file, const std::vector<media::Part>& parts, double duration,
                 const std::function<void(const RecogniserProgress&)>& progress,
                 const std::atomic<bool>& stop) {
    media::SpeechFileOptions options{.duration = media::Time(duration)};
    options.progress = [&](double share) {
        if (progress)
            progress({RecogniserProgress::Step::sound, share});
    };
    try {
        if (media::write_speech(parts, file, options, stop))
            return;
    } catch (const media::Error& error) {
        log_warning("recogniser: {}", {error.what()});
        if (error.fault == media::Fault::write_failed)
            throw NotRecognised(
                tr("The sound cannot be written into the catalogue: the disk is full or may not "
                   "be written."));
        throw NotRecognised(tr("The recording has no sound that could be read."));
    }
    throw NotRecognised(tr("The recognition was stopped; the transcript is as it was."));
}

} // namespace

std::vector<std::string> words_of_command(const std::string& line, bool& whole) {
    std::vector<std::string> words;
    std::string word;
    bool begun = false;
    char quote = '\0';
    for (const char c : line) {
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
            begun = true;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            if (begun)
                words.push_back(std::exchange(word, {}));
            begun = false;
        } else {
            word += c;
            begun = true;
        }
    }
    if (begun)
        words.push_back(word);
    whole = quote == '\0';
    return words;
}

RecogniserSettings recogniser_settings(const fs::path& settings_file) {
    RecogniserSettings settings;
    const json all = formats::parsed_json(text_in(settings_file, largest_settings));
    if (!all.is_object() || !all.contains(setting))
        return settings;
    const json& value = all[setting];
    if (!value.is_object()) {
        settings.command = command_of(value, settings.trouble);
        return settings;
    }
    settings.command = command_of(value.value("command", json()), settings.trouble);
    if (const auto language = value.find("language"); language != value.end() && language->is_string())
        settings.language = language->get<std::string>();
    if (const auto minutes = value.find("minutes"); minutes != value.end() && minutes->is_number())
        settings.longest = std::chrono::minutes(
            static_cast<std::int64_t>(std::clamp(minutes->get<double>(), 1.0, 7.0 * 24 * 60)));
    return settings;
}

dossier::Cues recognise(const fs::path& catalogue, const std::vector<media::Part>& parts, double duration,
                        const RecogniserSettings& settings,
                        const std::function<void(const RecogniserProgress&)>& progress,
                        const std::atomic<bool>& stop) {
    if (!settings.trouble.empty())
        throw NotRecognised(tr("Nothing was recognised: {0}.", {settings.trouble}));
    if (settings.command.empty())
        throw NotRecognised(
            tr("No recogniser is set up on this computer: the setting \"recogniser\" names the "
               "command (see the README)."));
    remove_left_sounds(catalogue);
    const SoundFolder folder(catalogue);
    write_sound(folder / "sound.wav", parts, duration, progress, stop);
    if (progress)
        progress({RecogniserProgress::Step::program, 0});
    std::vector<std::string> command{"env", "TMPDIR=" + folder.path().string()};
    for (const std::string& word : settings.command)
        command.push_back(filled(filled(filled(word, "{audio}", (folder / "sound.wav").string()), "{output}",
                                        (folder / "output").string()),
                                 "{language}", settings.language));
    // A recogniser may take all the memory and processors there are: it was chosen by whoever set it up.
    const ChildLimits limits{.wall = settings.longest,
                             .processor = std::chrono::hours(24 * 365),
                             .memory = std::numeric_limits<std::uint64_t>::max()};
    const ChildEnd end = run_child(command, limits, stop, folder / "said", folder / "complaints");
    must_be_done(end, settings, folder / "complaints");
    std::string bytes;
    // Many programs add an ending of their own to the name they are given.
    for (const char* name : {"output", "output.srt", "output.vtt", "output.json", "output.txt", "said"})
        if (bytes = text_in(folder / name, formats::transcript_limit); !bytes.empty())
            break;
    if (bytes.empty())
        throw NotRecognised(with(tr("The recogniser {0} ended without a text.", {settings.command.front()}),
                                 last_words_of(folder / "complaints")));
    try {
        return dossier::Cues(formats::read_recognised(bytes).cues);
    } catch (const formats::Error& error) {
        throw NotRecognised(with(tr("What the recogniser {0} wrote is no transcript: {1}.",
                                    {settings.command.front(), reason(error)}),
                                 last_words_of(folder / "complaints")));
    }
}

void remove_left_sounds(const fs::path& catalogue) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(catalogue / "recording", error)) {
        if (!entry.path().filename().string().starts_with(folder_prefix))
            continue;
        const int lock = open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (lock < 0)
            continue;
        std::error_code ignored;
        if (flock(lock, LOCK_EX | LOCK_NB) == 0)
            fs::remove_all(entry.path(), ignored);
        close(lock);
    }
}

} // namespace app::recording
