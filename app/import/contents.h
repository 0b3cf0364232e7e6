// What lies in one folder, by type; transcripts put to their clips, photos to their forms.
#pragma once

#include "app/import/plan.h"

#include <vector>

namespace app {

/// Folders called by their contents (照片, video) are seen through: their files are here too, the folder in
/// their `name`.
struct Contents {
    std::vector<PlannedFile> forms;
    std::vector<PlannedFile> files;
    std::vector<const TreeNode*> folders;
};

/// Looks at one folder; what is of no use goes to `left_out`.
Contents look(const TreeNode& folder, std::vector<LeftOut>& left_out);

} // namespace app
