// The only writer of the window programs: takes edits in order on its own thread, reports saved or
// failed(reason).
#pragma once

#include "db/catalogue.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace db {

struct SaveResult {
    std::uint64_t ticket = 0;
    bool saved = false;
    ErrorKind kind = ErrorKind::other; ///< of a failure
    bool conflict = false;             ///< a dossier::Conflict
    std::string subject;
    std::vector<dossier::Edit> inverse;
};

/// Owns its thread and its own connection. push() never waits. The destructor writes what is queued, then
/// ends.
class SaveQueue {
  public:
    SaveQueue(std::filesystem::path folder, Author author, std::function<void()> wake);
    ~SaveQueue();
    /// One transaction. Returns a ticket.
    std::uint64_t push(std::vector<dossier::Edit> edits);
    void push_shown(ShownRow row);
    /// Results since the last call, in order.
    std::vector<SaveResult> drain();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace db
