#include "app/import/tree.h"

#include "dossier/dossier.h"
#include "dossier/text.h"

#include <algorithm>
#include <iconv.h>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <utility>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr int deepest = 64;

std::string from_gb18030(std::string bytes) {
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) // NOLINT: iconv's own convention
        return {};
    std::string text(bytes.size() * 4, '\0');
    char* in = bytes.data();
    char* out = text.data();
    std::size_t in_left = bytes.size();
    std::size_t out_left = text.size();
    const bool whole = iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
    iconv_close(converter);
    text.resize(text.size() - out_left);
    return whole ? text : std::string();
}

std::string in_utf8(const std::string& bytes) {
    if (dossier::is_valid_utf8(bytes))
        return bytes;
    std::string text = from_gb18030(bytes);
    // What is neither is shown with U+FFFD where a character cannot be read.
    return text.empty() ? dossier::utf8(dossier::code_points(bytes)) : text;
}

class Walker {
  public:
    TreeNode node(const fs::path& path, int depth) {
        TreeNode node{.path = path, .name = name_in_utf8(path)};
        struct stat facts {};
        if (stat(path.c_str(), &facts) != 0) {
            struct stat link {};
            const bool is_link = lstat(path.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
            return refused(std::move(node), is_link           ? TreeNode::Refusal::broken_link
                                            : errno == EACCES ? TreeNode::Refusal::unreadable
                                                              : TreeNode::Refusal::missing);
        }
        if (S_ISREG(facts.st_mode))
            return node;
        if (!S_ISDIR(facts.st_mode))
            return refused(std::move(node), TreeNode::Refusal::special);
        if (!walked_.emplace(facts.st_dev, facts.st_ino).second)
            return refused(std::move(node), TreeNode::Refusal::visited);
        if (depth >= deepest)
            return refused(std::move(node), TreeNode::Refusal::too_deep);
        return folder(std::move(node), depth);
    }

  private:
    static TreeNode refused(TreeNode node, TreeNode::Refusal refusal) {
        node.kind = TreeNode::Kind::refused;
        node.refusal = refusal;
        return node;
    }

    TreeNode folder(TreeNode node, int depth) {
        node.kind = TreeNode::Kind::folder;
        std::error_code error;
        std::vector<fs::path> entries;
        for (fs::directory_iterator entry(node.path, error), end; !error && entry != end;
             entry.increment(error))
            entries.push_back(entry->path());
        if (error)
            return refused(std::move(node), TreeNode::Refusal::unreadable);
        for (const fs::path& entry : entries)
            node.children.push_back(this->node(entry, depth + 1));
        std::sort(node.children.begin(), node.children.end(), [](const TreeNode& a, const TreeNode& b) {
            return a.name != b.name ? dossier::natural_less(a.name, b.name) : a.path < b.path;
        });
        return node;
    }

    std::set<std::pair<dev_t, ino_t>> walked_;
};

} // namespace

std::string name_in_utf8(const fs::path& path) {
    fs::path name = path.filename();
    if (name.empty() || name == "." || name == "..") { // "folder/", ".": the folder's own name
        std::error_code error;
        name = fs::weakly_canonical(path, error).filename();
        if (error || name.empty())
            name = path;
    }
    return in_utf8(name.string());
}

std::string shown_path(const fs::path& path) {
    std::string shown;
    for (const char32_t c : dossier::code_points(in_utf8(path.string())))
        dossier::append_utf8(shown, c < 0x20 || (c >= 0x7f && c < 0xa0) ? U'\ufffd' : c);
    return shown;
}

TreeNode walk(const std::vector<fs::path>& paths) {
    Walker walker;
    TreeNode root{.kind = TreeNode::Kind::folder};
    for (const fs::path& path : paths)
        root.children.push_back(walker.node(path, 0));
    return root;
}

} // namespace app
