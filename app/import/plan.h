// Start here: what an import would do with the paths it was given: who is a candidate, what belongs to whom.
#pragma once

#include "app/import/file_type.h"
#include "app/import/tree.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// One file with what lies beside it and belongs to it.
struct PlannedFile {
    std::filesystem::path path;
    FileType type = FileType::unknown;
    std::string name;  ///< path below the candidate's folder, UTF-8: 上午/02_面谈.mp4
    std::string title; ///< its stem without number and person: 面谈
    /// Transcripts of a clip; the photo of a form.
    std::vector<std::filesystem::path> beside;
};

/// One candidate: the forms come first. `name` is empty where only the form knows it.
struct PlannedCandidate {
    std::string name;
    std::optional<int> place; ///< the number before the name
    std::vector<PlannedFile> forms;
    std::vector<PlannedFile> files;
};

/// A path of which nothing is imported, and why.
struct LeftOut {
    enum class Reason {
        hidden,
        empty_folder,
        visited,
        older_format, ///< the same form as .lrm beside .lrmx
        // The rest is refused: the import ends with exit code 1.
        missing,
        broken_link,
        special, ///< pipe, socket, device
        unreadable,
        too_deep,
        unknown_type,
        save_as_docx,
        save_as_xlsx,
        save_as_pdf,
        unpack,
        protected_archive,
        no_clip,        ///< a transcript without a clip of its name
        no_form,        ///< a .pic without an .lrm of its name
        nobodys,        ///< no candidate can be told from folder or name
        several_owners, ///< it could belong to several candidates
    };
    std::filesystem::path path;
    Reason reason = Reason::nobodys;
    [[nodiscard]] bool refused() const { return reason >= Reason::missing; }
};

struct ImportPlan {
    std::vector<PlannedCandidate> candidates; ///< in order
    std::vector<PlannedFile> shared;          ///< poll sheets of several candidates
    std::vector<LeftOut> left_out;
};

/// Whom a form is about: two forms are of one person where `key` (name and month of birth) is the same.
/// Empty when it cannot be read.
struct PersonInForm {
    std::string name; ///< matching_name()
    std::string key;
};
/// Asked only where it decides: whether the forms of a folder are of one person or of several.
using WhoInForm = std::function<PersonInForm(const std::filesystem::path&)>;

/// Decides by the rules of README, "From folders to the projector". A folder is one candidate, or a
/// collection: forms of several persons, folders, files whose names begin with several persons' names.
/// Folders called by what is in them (照片, 任免表, video) are seen through. What cannot be decided is left
/// out, never guessed.
ImportPlan plan_import(const TreeNode& root, const WhoInForm& who_in_form);

} // namespace app
