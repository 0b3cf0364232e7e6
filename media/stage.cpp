#include "media/stage.h"

#include "media/feed.h"
#include "media/guarded.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <thread>
#include <utility>

namespace media {
namespace {

/// A neighbour waits no longer than this for the current picture.
constexpr std::chrono::milliseconds longest_wait{500};

/// Where a neighbour waits until the current picture is there. Shared by its player's decode thread and the
/// stage.
class Gate {
  public:
    enum class Way { closed, open, cancelled };
    void set(Way way) {
        way_.with_locked([&](Way& held) {
            if (held == Way::closed)
                held = way;
        });
        changed_.notify_all();
    }
    /// False: do not open any more.
    bool pass() {
        const auto limit = std::chrono::steady_clock::now() + longest_wait;
        way_.wait_until(changed_, limit, [](Way way) { return way != Way::closed; });
        return way_.with_locked([](Way way) { return way != Way::cancelled; });
    }

  private:
    Guarded<Way> way_{Way::closed};
    std::condition_variable changed_;
};

/// Destroys players away from the main thread: a decode thread may take a while to end.
class Closer {
  public:
    ~Closer() {
        players_.with_locked([](Waiting& waiting) { waiting.stop = true; });
        changed_.notify_all();
    }
    void close(std::unique_ptr<Player> player) {
        players_.with_locked([&](Waiting& waiting) { waiting.players.push_back(std::move(player)); });
        changed_.notify_all();
    }

  private:
    struct Waiting {
        bool stop = false;
        std::deque<std::unique_ptr<Player>> players;
    };
    void run() {
        for (;;) {
            std::unique_ptr<Player> player;
            players_.wait(changed_, [&](Waiting& waiting) {
                if (waiting.players.empty())
                    return waiting.stop;
                player = std::move(waiting.players.front());
                waiting.players.pop_front();
                return true;
            });
            if (!player)
                return;
        }
    }
    Guarded<Waiting> players_;
    std::condition_variable changed_;
    std::jthread thread_{[this] { run(); }};
};

struct Entry {
    std::unique_ptr<Player> player;
    std::shared_ptr<Gate> gate; ///< shared with the player's decode thread
    bool rewinds = false;
};

} // namespace

struct Stage::State {
    AudioOutput* audio = nullptr;
    std::function<void()> wake;
    StageOptions options;
    std::string current_key;
    std::map<std::string, Entry> entries;
    std::map<std::string, Time> positions; ///< of clips left
    /// The gates of the neighbours, opened by whichever thread has made the current picture.
    struct Gates {
        bool ready = false; ///< the current picture is there
        std::string current;
        std::vector<std::shared_ptr<Gate>> waiting;
    };
    /// Shared with the decode threads, whose players the closer may end after this object's maps are gone.
    std::shared_ptr<Guarded<Gates>> gates = std::make_shared<Guarded<Gates>>();
    Closer closer;

    Entry make(const Act& act) {
        Entry entry;
        entry.gate = std::make_shared<Gate>();
        entry.rewinds = act.rewinds;
        PlayerOptions player = options.player;
        player.gains = gains_of(act.parts);
        player.lean_off_stage = true;
        player.settled = [gates = gates, key = act.key] {
            gates->with_locked([&](Gates& held) {
                if (held.current != key)
                    return;
                held.ready = true;
                for (const auto& gate : std::exchange(held.waiting, {}))
                    gate->set(Gate::Way::open);
            });
        };
        OpenFeed open = options.open_act ? options.open_act(act.parts) : open_parts(act.parts);
        entry.player = std::make_unique<Player>(
            [gate = entry.gate, open = std::move(open)]() -> std::unique_ptr<Feed> {
                if (!gate->pass())
                    throw Error(Fault::not_found, "closed before it was opened");
                return open();
            },
            audio, wake, player, options.clock);
        if (const auto left = positions.find(act.key); left != positions.end() && left->second > Time(0))
            entry.player->seek(left->second);
        return entry;
    }

    void close(Entry& entry, const std::string& key) {
        if (!entry.rewinds)
            remember(*entry.player, key);
        entry.gate->set(Gate::Way::cancelled);
        closer.close(std::move(entry.player));
    }

    void remember(const Player& player, const std::string& key) {
        const PlayerStatus status = player.status();
        if (status.state == PlayerState::ended)
            positions.erase(key);
        else if (status.state != PlayerState::failed && status.state != PlayerState::opening)
            positions[key] = status.position;
    }

    /// The current one passes at once; the others when its picture is there.
    void raise_curtain() {
        gates->with_locked([&](Gates& held) {
            held.ready = held.ready && held.current == current_key;
            held.current = current_key;
            held.waiting.clear();
            for (auto& [key, entry] : entries)
                if (key != current_key)
                    held.waiting.push_back(entry.gate);
        });
        // Asked after the gates stand: what settles meanwhile opens them itself.
        bool settled = true;
        if (const auto found = entries.find(current_key); found != entries.end()) {
            const PlayerStatus status = found->second.player->status();
            settled = status.first_picture_ready || status.state != PlayerState::opening;
            found->second.gate->set(Gate::Way::open);
        }
        gates->with_locked([&](Gates& held) {
            held.ready = held.ready || settled;
            if (held.ready)
                for (const auto& gate : std::exchange(held.waiting, {}))
                    gate->set(Gate::Way::open);
        });
    }

    void arrange(const Act* act, const std::vector<Act>& neighbours) {
        std::vector<const Act*> wanted;
        const auto add = [&](const Act& each) {
            const bool known = std::any_of(wanted.begin(), wanted.end(),
                                           [&](const Act* other) { return other->key == each.key; });
            if (!each.key.empty() && !known && each.key != current_key)
                wanted.push_back(&each);
        };
        for (const Act& each : neighbours)
            if (static_cast<int>(wanted.size()) < options.neighbours)
                add(each);
        for (auto entry = entries.begin(); entry != entries.end();) {
            const bool kept = entry->first == current_key ||
                              std::any_of(wanted.begin(), wanted.end(),
                                          [&](const Act* each) { return each->key == entry->first; });
            if (!kept)
                close(entry->second, entry->first);
            entry = kept ? std::next(entry) : entries.erase(entry);
        }
        if (act != nullptr && !act->key.empty() && !entries.contains(act->key))
            entries.emplace(act->key, make(*act));
        for (const Act* each : wanted)
            if (!entries.contains(each->key))
                entries.emplace(each->key, make(*each));
        raise_curtain();
    }
};

Stage::Stage(AudioOutput* audio, std::function<void()> wake, StageOptions options)
    : state_(std::make_unique<State>()) {
    state_->audio = audio;
    state_->wake = wake ? std::move(wake) : [] {};
    state_->options = std::move(options);
}

Stage::~Stage() {
    for (auto& [key, entry] : state_->entries)
        entry.gate->set(Gate::Way::cancelled);
}

void Stage::show(const Act& act, const std::vector<Act>& neighbours) {
    if (act.key != state_->current_key) {
        if (Player* leaving = current()) {
            leaving->pause();
            leaving->set_on_stage(false);
            // Now, so that its first picture is there again when it comes back.
            if (state_->entries.at(state_->current_key).rewinds)
                leaving->seek(Time(0));
        }
        state_->current_key = act.key;
    }
    state_->arrange(&act, neighbours);
    if (Player* entering = current())
        entering->set_on_stage(true);
}

void Stage::prepare(const std::vector<Act>& neighbours) {
    state_->arrange(nullptr, neighbours);
}

Player* Stage::current() {
    return prepared(state_->current_key);
}

const std::string& Stage::current_key() const {
    return state_->current_key;
}

Player* Stage::prepared(const std::string& key) {
    const auto found = state_->entries.find(key);
    return found == state_->entries.end() ? nullptr : found->second.player.get();
}

} // namespace media
