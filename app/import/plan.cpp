#include "app/import/plan.h"

#include "app/import/contents.h"
#include "app/import/names.h"
#include "dossier/dossier.h"
#include "dossier/person.h"

#include <algorithm>
#include <climits>
#include <map>
#include <set>

namespace app {

namespace {

using Reason = LeftOut::Reason;

class Planner {
  public:
    explicit Planner(const WhoInForm& who_in_form)
        : who_in_form_(who_in_form) {}

    ImportPlan plan(const TreeNode& root) {
        // A single folder is what was asked for; of several paths the folders are candidates or collections
        // side by side.
        if (root.children.size() == 1 && root.children.front().kind == TreeNode::Kind::folder) {
            place(root.children.front(), false, std::nullopt,
                  leading_number(root.children.front().name).rest);
        } else {
            const Contents contents = look(root, plan_.left_out);
            if (contents.folders.empty() && !is_collection(contents, "", false))
                nameless(contents);
            else
                collection(contents, true);
        }
        return std::move(plan_);
    }

  private:
    void leave_out(const std::filesystem::path& path, Reason reason) {
        plan_.left_out.push_back({path, reason});
    }

    // --- deciding ----------------------------------------------------------------------------------------

    /// The persons in forms, by key, reading no further than the second different one.
    std::map<std::string, std::string> persons(const std::vector<PlannedFile>& forms) {
        std::map<std::string, std::string> names;
        for (const PlannedFile& form : forms) {
            const PersonInForm& person = person_of(form);
            names.emplace(person.key, person.name);
            if (names.size() > 1)
                break;
        }
        return names;
    }

    const PersonInForm& person_of(const PlannedFile& form) {
        const auto known = persons_.find(form.path);
        if (known != persons_.end())
            return known->second;
        PersonInForm person = who_in_form_(form.path);
        if (person.name.empty()) { // a form that cannot be read is told apart by its file's name
            person.name = leading_number(stem(form.path.filename().string())).rest;
            person.key = person.name;
        }
        return persons_.emplace(form.path, std::move(person)).first->second;
    }

    static bool has_forms(const TreeNode& folder) {
        return std::any_of(folder.children.begin(), folder.children.end(), [](const TreeNode& node) {
            return node.kind == TreeNode::Kind::folder ? has_forms(node)
                                                       : file_type(node.name) == FileType::form;
        });
    }

    static std::set<std::string> named_persons(const std::vector<PlannedFile>& files) {
        std::set<std::string> names;
        for (const PlannedFile& file : files)
            if (const auto prefix = person_prefix(file_stem(file)))
                names.insert(prefix->person);
        return names;
    }

    static std::string file_stem(const PlannedFile& file) {
        const std::size_t slash = file.name.rfind('/');
        return std::string(
            stem(std::string_view(file.name).substr(slash == std::string::npos ? 0 : slash + 1)));
    }

    bool is_collection(const Contents& contents, const std::string& folder_name, bool within_collection) {
        const std::map<std::string, std::string> in_forms = persons(contents.forms);
        if (in_forms.size() > 1)
            return true;
        const std::string own_name = dossier::matching_name(leading_number(folder_name).rest);
        const bool inner_forms = std::any_of(contents.folders.begin(), contents.folders.end(),
                                             [](const TreeNode* folder) { return has_forms(*folder); });
        if (!in_forms.empty())
            return is_collection_around(in_forms.begin()->second, own_name, contents, inner_forms);
        if (inner_forms)
            return true;
        if (contents.folders.empty()) {
            if (has_surname(own_name) || contents.files.empty())
                return false;
            const std::set<std::string> named = named_persons(contents.files);
            return named.size() > 1 || (named.size() == 1 && *named.begin() != own_name &&
                                        all_named(contents.files) && !looks_like_name(own_name));
        }
        return is_folder_of_folders(contents, own_name, within_collection);
    }

    /// A folder with one person's form: is there anybody else in it?
    static bool is_collection_around(const std::string& person, const std::string& own_name,
                                     const Contents& contents, bool inner_forms) {
        if (own_name == person)
            return false;
        const auto is_other = [&](const std::string& name) {
            return name != person && !belongs_to(name, person);
        };
        std::set<std::string> named = named_persons(contents.files);
        for (const TreeNode* folder : contents.folders)
            if (looks_like_name(leading_number(folder->name).rest))
                named.insert(dossier::matching_name(leading_number(folder->name).rest));
        return inner_forms || std::any_of(named.begin(), named.end(), is_other);
    }

    static bool all_named(const std::vector<PlannedFile>& files) {
        return std::all_of(files.begin(), files.end(), [](const PlannedFile& file) {
            return person_prefix(file_stem(file)).has_value();
        });
    }

    /// Folders in a folder, no form anywhere.
    static bool is_folder_of_folders(const Contents& contents, const std::string& own_name,
                                     bool within_collection) {
        const bool named_for_a_person = has_surname(own_name);
        const bool people =
            std::any_of(contents.folders.begin(), contents.folders.end(), [&](const TreeNode* folder) {
                const std::string name = leading_number(folder->name).rest;
                return named_for_a_person ? has_surname(name) : looks_like_name(name);
            });
        // Poll sheets and files that name somebody can lie beside the folders of a collection.
        const bool own_files =
            std::any_of(contents.files.begin(), contents.files.end(), [](const PlannedFile& file) {
                return file.type != FileType::poll && !person_prefix(file_stem(file));
            });
        if (people || !own_files)
            return true;
        return !within_collection && !named_for_a_person && contents.folders.size() > 1;
    }

    // --- placing -----------------------------------------------------------------------------------------

    void place(const TreeNode& folder, bool within_collection, std::optional<int> number,
               const std::string& name) {
        const Contents contents = look(folder, plan_.left_out);
        if (contents.forms.empty() && contents.files.empty() && contents.folders.empty())
            return;
        if (is_collection(contents, folder.name, within_collection)) {
            collection(contents, false);
            return;
        }
        PlannedCandidate candidate{.name = dossier::matching_name(name), .place = number};
        take_all(candidate, contents, "");
        plan_.candidates.push_back(std::move(candidate));
    }

    /// Everything in a candidate's folder, however deep, is the candidate's.
    void take_all(PlannedCandidate& candidate, const Contents& contents, const std::string& prefix) {
        const auto take = [&](std::vector<PlannedFile>& to, const std::vector<PlannedFile>& from) {
            for (PlannedFile file : from) {
                file.name = prefix + file.name;
                to.push_back(std::move(file));
            }
        };
        take(candidate.forms, contents.forms);
        take(candidate.files, contents.files);
        for (const TreeNode* folder : contents.folders)
            take_all(candidate, look(*folder, plan_.left_out), prefix + folder->name + "/");
    }

    /// Loose files without any folder: the one form's, or one person's by name, or nobody's.
    void nameless(const Contents& contents) {
        const std::map<std::string, std::string> in_forms = persons(contents.forms);
        const std::set<std::string> named = named_persons(contents.files);
        if (!in_forms.empty() || named.size() == 1) {
            PlannedCandidate candidate{.name = in_forms.empty() ? *named.begin() : in_forms.begin()->second};
            candidate.forms = contents.forms;
            for (const PlannedFile& file : contents.files)
                if (in_forms.empty() && !person_prefix(file_stem(file)))
                    no_owner(file);
                else
                    candidate.files.push_back(file);
            plan_.candidates.push_back(std::move(candidate));
            return;
        }
        for (const PlannedFile& file : contents.files)
            no_owner(file);
    }

    void no_owner(const PlannedFile& file) {
        if (file.type == FileType::poll)
            plan_.shared.push_back(file);
        else
            leave_out(file.path, Reason::nobodys);
    }

    /// One entry of a collection, until it is sorted: a candidate, or a folder to look into.
    struct Entry {
        PlannedCandidate candidate;
        std::string base; ///< what files of this entry begin with
        const TreeNode* folder = nullptr;
    };

    void collection(const Contents& contents, bool keep_order) {
        std::vector<Entry> entries = entries_of(contents);
        std::vector<PlannedFile> unowned;
        for (const PlannedFile& file : contents.files)
            give(file, entries, unowned);
        for (const PlannedFile& file : unowned)
            begin_candidate(file, entries);
        // Numbered ones first, by number, then the rest by name; what the user listed keeps that order.
        std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
            const int left = a.candidate.place.value_or(INT_MAX);
            const int right = b.candidate.place.value_or(INT_MAX);
            if (left != right || keep_order)
                return left < right;
            return dossier::natural_less(a.base, b.base);
        });
        for (Entry& entry : entries)
            settle(entry);
    }

    std::vector<Entry> entries_of(const Contents& contents) {
        std::vector<Entry> entries;
        for (const PlannedFile& form : contents.forms) {
            const Numbered numbered = leading_number(file_stem(form));
            entries.push_back(
                {.candidate = {.place = numbered.number, .forms = {form}}, .base = numbered.rest});
        }
        const std::size_t forms = entries.size();
        for (const TreeNode* folder : contents.folders) {
            const Numbered numbered = leading_number(folder->name);
            // 张三.lrmx with 张三/ beside it.
            const auto same =
                std::find_if(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(forms),
                             [&](const Entry& entry) { return entry.base == numbered.rest; });
            if (same != entries.begin() + static_cast<std::ptrdiff_t>(forms) && same->folder == nullptr &&
                !has_forms(*folder))
                same->folder = folder;
            else
                entries.push_back(
                    {.candidate = {.place = numbered.number}, .base = numbered.rest, .folder = folder});
        }
        return entries;
    }

    /// To the entry with the longest base the file's name begins with.
    void give(const PlannedFile& file, std::vector<Entry>& entries, std::vector<PlannedFile>& unowned) {
        const std::string name = file_stem(file);
        std::vector<Entry*> owners;
        for (Entry& entry : entries) {
            if (!belongs_to(name, entry.base))
                continue;
            if (!owners.empty() && owners.front()->base.size() > entry.base.size())
                continue;
            if (!owners.empty() && owners.front()->base.size() < entry.base.size())
                owners.clear();
            owners.push_back(&entry);
        }
        if (owners.size() == 1)
            owners.front()->candidate.files.push_back(file);
        else if (owners.empty())
            unowned.push_back(file);
        else
            leave_out(file.path, Reason::several_owners);
    }

    /// A file that no form and no folder claims: its name says whose it is, or it is nobody's.
    void begin_candidate(const PlannedFile& file, std::vector<Entry>& entries) {
        const std::optional<PersonPrefix> prefix = person_prefix(file_stem(file));
        if (!prefix) {
            no_owner(file);
            return;
        }
        const auto same = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
            return entry.candidate.name == prefix->person;
        });
        if (same != entries.end()) {
            same->candidate.files.push_back(file);
            return;
        }
        entries.push_back({.candidate = {.name = prefix->person,
                                         .place = leading_number(file_stem(file)).number,
                                         .files = {file}},
                           .base = prefix->person});
    }

    void settle(Entry& entry) {
        PlannedCandidate& candidate = entry.candidate;
        if (entry.folder == nullptr) {
            plan_.candidates.push_back(std::move(candidate));
            return;
        }
        if (candidate.forms.empty()) {
            const std::size_t before = plan_.candidates.size();
            place(*entry.folder, true, candidate.place, entry.base);
            const bool one = plan_.candidates.size() == before + 1;
            for (PlannedFile& file : candidate.files)
                if (one)
                    plan_.candidates.back().files.push_back(std::move(file));
                else
                    leave_out(file.path, Reason::nobodys);
            return;
        }
        take_all(candidate, look(*entry.folder, plan_.left_out), entry.folder->name + "/");
        plan_.candidates.push_back(std::move(candidate));
    }

    const WhoInForm& who_in_form_;
    std::map<std::filesystem::path, PersonInForm> persons_;
    ImportPlan plan_;
};

} // namespace

ImportPlan plan_import(const TreeNode& root, const WhoInForm& who_in_form) {
    return Planner(who_in_form).plan(root);
}

} // namespace app
