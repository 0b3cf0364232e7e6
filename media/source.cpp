#include "media/source.h"

#include "media/ffmpeg.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace media {
namespace {

constexpr std::int64_t block_size = 256 << 10;
constexpr std::size_t blocks_kept = 24;
constexpr std::int64_t blocks_ahead = 2;
constexpr int context_buffer = 64 << 10;

class FileReader final : public ByteReader {
  public:
    explicit FileReader(const std::filesystem::path& file)
        : name_(file.filename().string()) {
        // O_NONBLOCK: opening a FIFO returns at once, and it is refused below.
        descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor_ < 0)
            throw Error(Fault::not_found, "cannot open " + name_ + ": " + std::strerror(errno));
        struct stat facts {};
        if (::fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode)) {
            ::close(descriptor_);
            throw Error(Fault::unreadable, "cannot open " + name_ + ": not a file");
        }
        size_ = facts.st_size;
    }
    ~FileReader() override { ::close(descriptor_); }
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    std::int64_t size() override { return size_; }
    std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> bytes) override {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t count = ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                          static_cast<off_t>(offset + static_cast<std::int64_t>(done)));
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                throw Error(Fault::unreadable, "cannot read " + name_ + ": " + std::strerror(errno));
            if (count == 0)
                break;
            done += static_cast<std::size_t>(count);
        }
        return done;
    }

  private:
    std::string name_;
    int descriptor_ = -1;
    std::int64_t size_ = 0;
};

class LaterReader final : public ByteReader {
  public:
    LaterReader(std::unique_ptr<ByteReader> whole, std::int64_t skipped)
        : whole_(std::move(whole))
        , skipped_(skipped) {}
    std::int64_t size() override { return std::max<std::int64_t>(0, whole_->size() - skipped_); }
    std::size_t read_at(std::int64_t offset, std::span<std::uint8_t> bytes) override {
        return whole_->read_at(offset + skipped_, bytes);
    }

  private:
    std::unique_ptr<ByteReader> whole_;
    std::int64_t skipped_;
};

struct Block {
    std::vector<std::uint8_t> bytes;
    std::uint64_t used = 0;
};

} // namespace

OpenBytes open_file(std::filesystem::path file) {
    return [file = std::move(file)] { return std::make_unique<FileReader>(file); };
}

OpenBytes from_byte(OpenBytes open, std::int64_t skipped) {
    return [open = std::move(open), skipped] { return std::make_unique<LaterReader>(open(), skipped); };
}

/// What reader thread and Source share; everything under `mutex` but the two atomics.
struct Source::Shared {
    std::mutex mutex;
    std::condition_variable wanted; ///< reader waits: a block is wanted, or closed
    std::condition_variable arrived;
    bool closed = false;
    bool opened = false;
    std::int64_t size = 0;
    std::int64_t want = -1;      ///< block somebody waits for
    std::int64_t ahead_from = 0; ///< blocks worth reading before anybody asks
    std::int64_t ahead_to = 0;
    std::map<std::int64_t, Block> blocks;
    std::uint64_t uses = 0;
    std::optional<Failure> failure;
    std::atomic<bool> cancelled{false};
    std::atomic<std::chrono::steady_clock::rep> deadline{0}; ///< 0 = none

    [[nodiscard]] bool overdue() const {
        const auto limit = deadline.load();
        return limit != 0 && std::chrono::steady_clock::now().time_since_epoch().count() >= limit;
    }
    /// The next block to read, or -1.
    std::int64_t next_while_locked() {
        if (want >= 0)
            return want;
        while (ahead_from < ahead_to && (blocks.contains(ahead_from) || ahead_from * block_size >= size))
            ++ahead_from;
        return ahead_from < ahead_to ? ahead_from : -1;
    }
    void keep_while_locked(std::int64_t index, std::vector<std::uint8_t> bytes) {
        blocks[index] = {std::move(bytes), ++uses};
        if (blocks.size() > blocks_kept)
            blocks.erase(std::min_element(blocks.begin(), blocks.end(), [](const auto& a, const auto& b) {
                return a.second.used < b.second.used;
            }));
        if (want == index)
            want = -1;
    }
    /// Waits for `ready`, cancellation or the deadline; false for the latter two.
    template <class Ready>
    bool wait_while_locked(std::unique_lock<std::mutex>& lock, const Ready& ready) {
        const auto done = [&] { return ready() || cancelled.load(); };
        const auto limit = deadline.load();
        if (limit == 0) {
            arrived.wait(lock, done);
        } else {
            const std::chrono::steady_clock::time_point until{std::chrono::steady_clock::duration(limit)};
            arrived.wait_until(lock, until, done);
        }
        return ready() && !cancelled.load();
    }

    static void run(const std::shared_ptr<Shared>& shared, const OpenBytes& open) {
        std::unique_ptr<ByteReader> reader;
        try {
            reader = open();
            const std::int64_t size = reader->size();
            const std::lock_guard lock(shared->mutex);
            shared->size = size;
            shared->opened = true;
        } catch (const Error& error) {
            const std::lock_guard lock(shared->mutex);
            shared->failure = Failure(error);
            shared->closed = true;
        } catch (const std::exception& error) {
            const std::lock_guard lock(shared->mutex);
            shared->failure = Failure(error);
            shared->closed = true;
        }
        shared->arrived.notify_all();
        if (reader)
            serve(*shared, *reader);
    }
    static void serve(Shared& shared, ByteReader& reader) {
        std::unique_lock lock(shared.mutex);
        for (;;) {
            std::int64_t index = -1;
            shared.wanted.wait(lock,
                               [&] { return shared.closed || (index = shared.next_while_locked()) >= 0; });
            if (shared.closed)
                return;
            lock.unlock();
            std::vector<std::uint8_t> bytes;
            std::optional<Failure> failure;
            try {
                bytes.resize(static_cast<std::size_t>(block_size));
                bytes.resize(reader.read_at(index * block_size, bytes));
            } catch (const Error& error) {
                failure = Failure(error);
            } catch (const std::exception& error) {
                failure = Failure(error);
            }
            lock.lock();
            if (failure) {
                // Whoever waits is told; a later read tries again, so a stick plugged in again plays on.
                shared.failure = failure;
                if (shared.want == index)
                    shared.want = -1;
                shared.ahead_to = shared.ahead_from;
            } else {
                shared.keep_while_locked(index, std::move(bytes));
            }
            shared.arrived.notify_all();
        }
    }
};

Source::Source(OpenBytes open)
    : shared_(std::make_shared<Shared>()) {
    auto* buffer = static_cast<unsigned char*>(checked(av_malloc(context_buffer)));
    context_ = avio_alloc_context(buffer, context_buffer, 0, this, &Source::read, nullptr, &Source::seek);
    if (context_ == nullptr) {
        av_free(buffer);
        throw std::bad_alloc();
    }
    std::thread([shared = shared_, open = std::move(open)] { Shared::run(shared, open); }).detach();
}

Source::~Source() {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->closed = true;
    }
    shared_->wanted.notify_all();
    av_freep(&context_->buffer);
    avio_context_free(&context_);
}

void Source::wait_open() {
    std::unique_lock lock(shared_->mutex);
    const bool ready =
        shared_->wait_while_locked(lock, [&] { return shared_->opened || shared_->failure.has_value(); });
    if (shared_->failure)
        throw shared_->failure->error();
    if (!ready)
        throw Error(Fault::timed_out, "the file did not open in time");
}

void Source::set_deadline(std::optional<std::chrono::steady_clock::time_point> deadline) {
    shared_->deadline = deadline ? deadline->time_since_epoch().count() : 0;
}

bool Source::overdue() const {
    return shared_->overdue();
}

void Source::cancel() {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->cancelled = true;
    }
    shared_->arrived.notify_all();
}

bool Source::interrupted() const {
    return shared_->cancelled.load() || shared_->overdue();
}

std::optional<Error> Source::failure() const {
    const std::lock_guard lock(shared_->mutex);
    if (!shared_->failure)
        return std::nullopt;
    return shared_->failure->error();
}

int Source::read(void* self, std::uint8_t* bytes, int count) {
    auto& source = *static_cast<Source*>(self);
    Shared& shared = *source.shared_;
    std::unique_lock lock(shared.mutex);
    if (source.position_ >= shared.size)
        return AVERROR_EOF;
    const std::int64_t index = source.position_ / block_size;
    auto found = shared.blocks.find(index);
    if (found == shared.blocks.end()) {
        shared.failure.reset();
        shared.want = index;
        shared.wanted.notify_one();
        const bool ready = shared.wait_while_locked(
            lock, [&] { return shared.blocks.contains(index) || shared.failure.has_value(); });
        found = shared.blocks.find(index);
        if (found == shared.blocks.end())
            return ready ? AVERROR(EIO) : AVERROR_EXIT;
    }
    Block& block = found->second;
    block.used = ++shared.uses;
    if (shared.ahead_to != index + 1 + blocks_ahead) {
        shared.ahead_from = index + 1;
        shared.ahead_to = index + 1 + blocks_ahead;
        shared.wanted.notify_one();
    }
    const std::int64_t within = source.position_ - index * block_size;
    const std::int64_t available = static_cast<std::int64_t>(block.bytes.size()) - within;
    if (available <= 0)
        return AVERROR_EOF; // the file became shorter
    const auto taken = std::min<std::int64_t>(available, count);
    std::memcpy(bytes, block.bytes.data() + within, static_cast<std::size_t>(taken));
    source.position_ += taken;
    return static_cast<int>(taken);
}

std::int64_t Source::seek(void* self, std::int64_t offset, int whence) {
    auto& source = *static_cast<Source*>(self);
    const std::int64_t size = [&] {
        const std::lock_guard lock(source.shared_->mutex);
        return source.shared_->size;
    }();
    switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
        return size;
    case SEEK_SET:
        break;
    case SEEK_CUR:
        offset += source.position_;
        break;
    case SEEK_END:
        offset += size;
        break;
    default:
        return AVERROR(EINVAL);
    }
    if (offset < 0)
        return AVERROR(EINVAL);
    return source.position_ = offset;
}

} // namespace media
