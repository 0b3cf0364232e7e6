// Whom the workbench lists: meetings, their candidates in order, what was recorded with each; read on a
// thread.
#pragma once

#include "db/catalogue.h"
#include "media/guarded.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace app::workbench {

/// A recording of a candidate: a sound or video material.
struct Recorded {
    dossier::MaterialId id;
    dossier::MaterialKind kind = dossier::MaterialKind::video;
    std::string title;
    double duration = 0;
    std::string transcript_state; ///< as dossier::ClipContent
    int lines = 0;                ///< of the transcript
    std::string withheld;
    bool operator==(const Recorded&) const = default;
};

/// A page that may carry a signed consent: a document or photo of the candidate.
struct SignedPage {
    dossier::MaterialId id;
    std::string title;
    bool operator==(const SignedPage&) const = default;
};

struct Candidate {
    int number = 0; ///< on the meeting's list, from 1
    dossier::PersonId person;
    dossier::DossierId dossier; ///< empty in a catalogue without meetings
    std::string name;
    std::string post; ///< proposed, else the present one
    bool post_is_proposed = false;
    std::vector<std::string> questions;
    std::vector<Recorded> recordings;
    std::vector<SignedPage> pages;
    bool operator==(const Candidate&) const = default;
};

struct MeetingTitle {
    dossier::MeetingId id;
    std::string title;
    bool operator==(const MeetingTitle&) const = default;
};

/// Never changed once made.
struct LibraryView {
    std::vector<MeetingTitle> meetings; ///< newest first
    dossier::MeetingId meeting;         ///< the chosen one; empty: everybody
    std::string meeting_title;
    std::vector<Candidate> candidates;
    bool read_only = false;
    std::string failure; ///< a sentence: why nothing could be read
    [[nodiscard]] const Candidate* find(const dossier::PersonId& person) const;
    bool operator==(const LibraryView&) const = default;
};

/// The meeting's candidates; the newest meeting where `meeting` is empty, everybody where there is none.
/// Throws db::Error.
LibraryView read_library(db::Catalogue& catalogue, const dossier::MeetingId& meeting);

/// Main thread. Owns a thread with a read-only connection that looks again when this or another process has
/// written; `wake` is called from it when view() has become another one.
class Library {
  public:
    Library(std::filesystem::path catalogue, std::function<void()> wake);
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    void choose(const dossier::MeetingId& meeting);
    /// By number or title, as `--meeting` takes it.
    void choose_named(const std::string& number_or_title);
    /// Something was written: look without waiting for the next turn.
    void look_again();
    /// Null until it has been read for the first time.
    [[nodiscard]] std::shared_ptr<const LibraryView> view() const;

  private:
    struct Shared {
        dossier::MeetingId meeting;
        std::string named;
        bool again = false;
        bool stop = false;
        std::shared_ptr<const LibraryView> view;
    };
    void run();
    void publish(LibraryView view);

    std::filesystem::path catalogue_;
    std::function<void()> wake_;
    media::Guarded<Shared> shared_;
    std::condition_variable changed_;
    std::jthread thread_; // last
};

} // namespace app::workbench
