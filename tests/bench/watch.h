// The commands of watch_screen; each prints one line of JSON and returns an exit code.
#pragma once

#include <string>
#include <vector>

namespace bench {

using Arguments = std::vector<std::string>; ///< behind the command's name

int watch_start(const Arguments& arguments);
int watch_await(const Arguments& arguments);
int watch_rest(const Arguments& arguments);
int watch_switch(const Arguments& arguments);
int watch_seek(const Arguments& arguments);
int watch_step(const Arguments& arguments);
int watch_hold(const Arguments& arguments);
int watch_play(const Arguments& arguments);
int watch_turns(const Arguments& arguments);
int watch_sync(const Arguments& arguments);
int watch_flash(const Arguments& arguments);

} // namespace bench
