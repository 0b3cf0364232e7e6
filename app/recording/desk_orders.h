// What the recording desk can be asked to do, and what it says of itself.
#pragma once

#include "app/recording/interview.h"
#include "app/recording/rooms.h"
#include "media/camera_controls.h"
#include "media/capture_devices.h"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace app::recording {

//   closed -> opening -> ready <-> testing
//                ^         |
//                |       Start
//                |         v
//              filed <- filing <- recording <-> paused
//
// A recording that stops by itself (disk, encoder) goes to filing like one that is stopped.
enum class DeskPhase { closed, opening, ready, testing, recording, paused, filing };

/// What the page asks; carried out one after the other.
struct OpenDevices {
    dossier::PersonId person; ///< what is kept before the button is pressed is of this person only
    std::string room;
    RoomSetup setup;
};
struct CloseDevices {};
struct TakeTest {};
struct StartRecording {
    dossier::PersonId person;
    Facts facts;
    dossier::MaterialId continues; ///< an earlier recording of this person; empty: a new one
};
/// "Question n begins", with the moment the key was pressed.
struct MarkQuestion {
    int question = 0;
    media::Time pressed{0}; ///< CLOCK_MONOTONIC
};
struct PauseOrResume {};
struct StopRecording {};
/// Place, interviewer, purpose, consent: at once into the edit log while something is recorded.
struct ChangeFacts {
    Facts facts;
};
/// Other devices while they are open, also in the middle of a recording.
struct ChangeDevices {
    std::string room;
    RoomSetup setup;
};
struct SetMonitor {
    bool on = false;
};
struct SetControl {
    std::string id; ///< media::CameraControl::id
    int value = 0;
};
/// The questions of a meeting, or of one post of it.
struct KeepQuestions {
    dossier::MeetingId meeting;
    std::string post; ///< empty: of the whole meeting
    std::string text; ///< one a line
};
/// Consent that was given after the recording was filed.
struct GiveConsent {
    dossier::MaterialId material; ///< the recording
    dossier::MaterialId page;     ///< signed; empty: on paper
};
using DeskOrder = std::variant<OpenDevices, CloseDevices, TakeTest, StartRecording, MarkQuestion,
                               PauseOrResume, StopRecording, ChangeFacts, ChangeDevices, SetMonitor,
                               SetControl, KeepQuestions, GiveConsent>;

/// Something that happened while devices were open, newest last.
struct DeskNotice {
    double seconds = 0;   ///< on the recording's time line
    std::string sentence; ///< in the user's language
    bool trouble = true;  ///< or good news
};

/// What was filed last.
struct FiledNotice {
    std::string name;
    dossier::MaterialId material;
    double seconds = 0;
    int marks = 0;
    bool withheld = false;
    bool empty = false;         ///< nothing came from the devices
    bool sound_only = false;    ///< no picture came
    std::string mirror_failure; ///< a sentence: the second copy is not whole
};

/// A snapshot; the page draws from it.
struct DeskStatus {
    DeskPhase phase = DeskPhase::closed;
    dossier::PersonId person; ///< for whom the devices were opened last
    media::RecorderStatus recorder;
    media::PicturePtr preview;
    std::vector<DeskNotice> notices;      ///< of the present recording
    std::vector<db::RecordingMark> marks; ///< likewise
    std::string failure;                  ///< a sentence: what could not be done last
    std::string mirror_failure;           ///< a sentence: the second copy is not being written
    std::optional<FiledNotice> filed;
    double filing = 0;          ///< share of the bytes read back
    std::filesystem::path test; ///< the last test take, ready to be played
    std::vector<media::CaptureDevice> cameras;
    std::vector<media::CaptureDevice> microphones;
    std::vector<media::CaptureMode> modes; ///< of the open camera
    std::vector<media::CameraControl> controls;
    bool monitor = false;
    Rooms rooms;
    std::uint64_t generation = 0; ///< rises with everything but levels, picture and time
};

} // namespace app::recording
