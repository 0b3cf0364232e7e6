#include "app/import/contents.h"

#include "app/import/names.h"

#include <map>
#include <set>

namespace app {

namespace {

using Reason = LeftOut::Reason;

Reason reason_of(TreeNode::Refusal refusal) {
    switch (refusal) {
    case TreeNode::Refusal::missing:
        return Reason::missing;
    case TreeNode::Refusal::broken_link:
        return Reason::broken_link;
    case TreeNode::Refusal::special:
        return Reason::special;
    case TreeNode::Refusal::visited:
        return Reason::visited;
    case TreeNode::Refusal::too_deep:
        return Reason::too_deep;
    case TreeNode::Refusal::none:
    case TreeNode::Refusal::unreadable:
        break;
    }
    return Reason::unreadable;
}

std::optional<Reason> reason_of(FileType type) {
    switch (type) {
    case FileType::hidden:
        return Reason::hidden;
    case FileType::save_as_docx:
        return Reason::save_as_docx;
    case FileType::save_as_xlsx:
        return Reason::save_as_xlsx;
    case FileType::save_as_pdf:
        return Reason::save_as_pdf;
    case FileType::unpack:
        return Reason::unpack;
    case FileType::protected_archive:
        return Reason::protected_archive;
    case FileType::unknown:
        return Reason::unknown_type;
    default:
        return std::nullopt;
    }
}

std::string title_of(const std::string& stem) {
    const std::optional<PersonPrefix> prefix = person_prefix(stem);
    std::string title = prefix ? prefix->rest : leading_number(stem).rest;
    return title.empty() ? stem : title;
}

class Looker {
  public:
    explicit Looker(std::vector<LeftOut>& left_out)
        : left_out_(left_out) {}

    void look(const TreeNode& folder, const std::string& prefix, Contents& contents) {
        std::vector<PlannedFile> files;
        for (const TreeNode& node : folder.children) {
            if (node.kind == TreeNode::Kind::refused) {
                leave_out(node.path, reason_of(node.refusal));
            } else if (node.kind == TreeNode::Kind::folder) {
                if (node.name.starts_with('.') || node.name == "__MACOSX")
                    leave_out(node.path, Reason::hidden);
                else if (node.children.empty())
                    leave_out(node.path, Reason::empty_folder);
                else if (is_material_word(leading_number(node.name).rest))
                    look(node, prefix + node.name + "/", contents);
                else
                    contents.folders.push_back(&node);
            } else {
                const FileType type = file_type(node.name);
                if (const std::optional<Reason> reason = reason_of(type))
                    leave_out(node.path, *reason);
                else
                    files.push_back({.path = node.path,
                                     .type = type,
                                     .name = prefix + node.name,
                                     .title = title_of(std::string(stem(node.name)))});
            }
        }
        pair_up(files, contents);
    }

  private:
    void leave_out(const std::filesystem::path& path, Reason reason) { left_out_.push_back({path, reason}); }

    /// Puts transcripts to their clips and photos to their forms; all files are of one folder.
    void pair_up(std::vector<PlannedFile>& files, Contents& contents) {
        std::map<std::string, PlannedFile*> clips;
        std::map<std::string, PlannedFile*> forms;
        std::set<std::string> newer_forms;
        for (PlannedFile& file : files) {
            const std::string base(stem(file.name));
            if (file.type == FileType::clip)
                clips.emplace(base, &file);
            if (file.type == FileType::form && extension(file.name) == "lrm")
                forms.emplace(base, &file);
            else if (file.type == FileType::form)
                newer_forms.insert(base);
        }
        // A .pic is the photo of the .lrm; where it lacks, other editors wrote a .jpg (sources.md: editor-2).
        for (const FileType type : {FileType::form_photo, FileType::photo})
            for (PlannedFile& file : files) {
                const auto form = forms.find(std::string(stem(file.name)));
                if (file.type != type || form == forms.end() || !form->second->beside.empty() ||
                    newer_forms.contains(form->first))
                    continue;
                form->second->beside.push_back(std::move(file.path));
                file.type = FileType::hidden;
            }
        for (PlannedFile& file : files) {
            const std::string base(stem(file.name));
            if (file.type == FileType::form_photo) {
                leave_out(file.path, newer_forms.contains(base) ? Reason::older_format : Reason::no_form);
            } else if (file.type == FileType::transcript) {
                const auto clip = clip_of_transcript(clips, base);
                if (clip != clips.end())
                    clip->second->beside.push_back(file.path);
                else
                    leave_out(file.path, Reason::no_clip);
            } else if (file.type == FileType::form && forms.contains(base) && forms[base] == &file &&
                       newer_forms.contains(base)) {
                leave_out(file.path, Reason::older_format);
            }
        }
        for (PlannedFile& file : files) {
            const std::string base(stem(file.name));
            if (file.type == FileType::form) {
                if (extension(file.name) != "lrm" || !newer_forms.contains(base))
                    contents.forms.push_back(std::move(file));
            } else if (file.type != FileType::hidden && file.type != FileType::form_photo &&
                       file.type != FileType::transcript) {
                contents.files.push_back(std::move(file));
            }
        }
    }

    /// clip.srt, or clip.zh.srt with the language before the extension.
    static std::map<std::string, PlannedFile*>::iterator
    clip_of_transcript(std::map<std::string, PlannedFile*>& clips, const std::string& base) {
        const auto clip = clips.find(base);
        const std::string_view language_off = stem(base);
        if (clip != clips.end() || base.size() - language_off.size() > 9)
            return clip;
        return clips.find(std::string(language_off));
    }

    std::vector<LeftOut>& left_out_;
};

} // namespace

Contents look(const TreeNode& folder, std::vector<LeftOut>& left_out) {
    Contents contents;
    Looker(left_out).look(folder, "", contents);
    return contents;
}

} // namespace app
