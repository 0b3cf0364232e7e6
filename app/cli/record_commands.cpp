#include "app/cli/record.h"
#include "app/cli/registry.h"
#include "app/language.h"

#include <cstdio>

namespace app::cli {

namespace {

std::string must_be_size(const std::string& text) {
    int width = 0;
    int height = 0;
    char rest = 0;
    const bool good = std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) == 2 && width >= 16 &&
                      height >= 16 && width <= 4096 && height <= 4096 && width % 2 == 0 && height % 2 == 0;
    return good ? std::string() : tr("a size is two numbers, e.g. {0}", {"1280x720"});
}

void add_record(CLI::App& program, Action& action) {
    auto options = std::make_shared<RecordOptions>();
    CLI::App* command =
        add_command(program, action, "record",
                    tr("record an interview; lines: start, mark [N], pause, resume, stop"), record, options);
    add_catalogue(command, options->catalogue);
    command->add_option("--person", options->person, tr("name, id, or place on the newest list"))->required();
    command->add_option("--video", options->video,
                        tr("camera: /dev/video0, x11grab::1, lavfi:GRAPH, none; the first without it"));
    command->add_option("--audio", options->audio,
                        tr("microphone: pulse:NAME, alsa:NAME, lavfi:GRAPH, none; the default without it"));
    command->add_option("--size", options->size, tr("size of the picture, WxH"))->check(must_be_size);
    command->add_option("--rate", options->frame_rate, tr("pictures a second"))
        ->check(CLI::Range(1.0, 120.0))
        ->capture_default_str();
    command->add_option("--seconds", options->seconds, tr("stop after so many"))
        ->check(CLI::NonNegativeNumber);
    command->add_option("--place", options->place, tr("where"));
    command->add_option("--interviewer", options->interviewer, tr("who asks"));
    command->add_option("--purpose", options->purpose, tr("what for"));
    command->add_option("--consent", options->consent,
                        tr("how the person consented; without it the recording is not presented"));
    command->add_option("--mirror", options->mirror,
                        tr("folder on another disk for a second copy, which stays there"));
    command->add_option("--continue", options->continues,
                        tr("go on with this recording: its number, title or id"));
    command->add_option("--codec", options->codec, tr("of the sound: aac or opus"))
        ->check(CLI::IsMember({"aac", "opus"}))
        ->capture_default_str();
    command->add_option("--pre-roll", options->pre_roll, tr("begin so many seconds before the start"))
        ->check(CLI::Range(0.0, 60.0));
    command->add_flag("--wait", options->wait,
                      tr("devices open, pre-roll kept; record on the line \"start\""));
}

void add_recover(CLI::App& program, Action& action) {
    auto options = std::make_shared<RecoverOptions>();
    CLI::App* command = add_command(program, action, "recover",
                                    tr("file the recordings that a crash interrupted"), recover, options);
    add_catalogue(command, options->catalogue);
}

} // namespace

void add_record_commands(CLI::App& program, Action& action) {
    add_record(program, action);
    add_recover(program, action);
}

} // namespace app::cli
