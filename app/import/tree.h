// The files and folders a user named, walked once: what is there, nothing of what is in them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

/// One file or folder. `name` is the last component in UTF-8, decoded from GB18030 where the bytes are not
/// UTF-8 (archives packed on older machines); `path` keeps the bytes.
struct TreeNode {
    enum class Kind { file, folder, refused };
    /// Why a node was refused.
    enum class Refusal { none, missing, broken_link, special, unreadable, visited, too_deep };

    std::filesystem::path path;
    std::string name;
    Kind kind = Kind::file;
    Refusal refusal = Refusal::none;
    std::vector<TreeNode> children; ///< of a folder, in the order people number files
};

/// Walks `paths` in the order given: the root has no name, its children are the paths. Symbolic links are
/// followed, each folder is walked once however many links lead to it, so that cycles end. Never throws for
/// what it finds: what cannot be read is a refused node.
TreeNode walk(const std::vector<std::filesystem::path>& paths);

/// The last component of `path` as UTF-8.
std::string name_in_utf8(const std::filesystem::path& path);
/// `path` for people: UTF-8, control characters replaced, so that one path is one line.
std::string shown_path(const std::filesystem::path& path);

} // namespace app
