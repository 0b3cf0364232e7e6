#include "app/workbench/workbench.h"

#include "app/author.h"
#include "app/gui/sdl_session.h"
#include "app/meeting/present.h"
#include "app/workbench/desktop.h"

namespace app::workbench {

namespace {

int present_meeting(const WorkbenchOptions& options, const std::string& meeting) {
    meeting::PresentOptions present;
    present.catalogue = options.catalogue;
    present.meeting = meeting;
    present.windowed = options.windowed;
    present.console = true;
    present.stop = options.stop;
    return meeting::present(present);
}

} // namespace

int run_workbench(const WorkbenchOptions& options) {
    WorkbenchOptions now = options;
    // Migrates, and says what cannot be opened before there is a window.
    const bool read_only = db::Catalogue::open(options.catalogue, author()).read_only();
    for (;;) {
        Desktop::Left left;
        {
            const gui::SdlSession sdl;
            Wake wake;
            if (options.stop != nullptr)
                options.stop->set_wake([&wake] { wake(); });
            Desktop desktop(now, read_only, wake);
            left = desktop.run();
            if (options.stop != nullptr)
                options.stop->set_wake({});
        }
        if (!left.present)
            return 0;
        if (const int code = present_meeting(now, left.meeting); code != 0)
            return code;
        if (options.stop != nullptr && options.stop->requested())
            return 0;
        now.meeting = left.meeting;
        now.person = left.person;
    }
}

} // namespace app::workbench
