#include "media/record_file.h"

#include "media/device_clock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/sha.h>
}

namespace media {

class RecordFile::Sum {
  public:
    Sum()
        : context_(checked(av_sha_alloc())) {
        av_sha_init(context_, 256);
    }
    Sum(const Sum&) = delete;
    Sum& operator=(const Sum&) = delete;
    ~Sum() { av_freep(&context_); }
    void add(const std::string& bytes) {
        av_sha_update(context_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    std::string hex() {
        std::array<std::uint8_t, 32> digest{};
        av_sha_final(context_, digest.data());
        std::string text;
        for (const std::uint8_t byte : digest) {
            text += "0123456789abcdef"[byte >> 4U];
            text += "0123456789abcdef"[byte & 15U];
        }
        return text;
    }

  private:
    AVSHA* context_;
};

namespace {

/// 0, or the errno. EINTR goes on; a short write is followed by the rest.
int write_whole(int descriptor, const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno != EINTR)
            return errno;
        if (count > 0)
            done += static_cast<std::size_t>(count);
    }
    return ::fdatasync(descriptor) == 0 ? 0 : errno;
}

int make(const std::filesystem::path& file) {
    return ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
}

} // namespace

RecordFile::RecordFile(RecordFileOptions options)
    : options_(std::move(options))
    , sum_(std::make_unique<Sum>()) {
    descriptor_ = make(options_.file);
    if (descriptor_ < 0) {
        const int error = errno;
        throw Error(Fault::write_failed,
                    "cannot make " + options_.file.string() + ": " + std::strerror(error), error);
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(descriptor_);
        throw Error(Fault::write_failed,
                    "cannot lock " + options_.file.string() + ": " + std::strerror(error), error);
    }
    shared_.with_locked([&](Shared& shared) { shared.state.free_bytes = free_bytes(); });
    thread_ = std::jthread([this] { run(); });
}

RecordFile::~RecordFile() {
    close();
    ::close(descriptor_);
}

void RecordFile::append(Fragment fragment) {
    shared_.with_locked([&](Shared& shared) {
        if (shared.state.error != 0 || shared.ending)
            return;
        shared.state.waiting += fragment.bytes.size();
        shared.queue.push_back(std::move(fragment));
    });
    changed_.notify_all();
}

void RecordFile::close() {
    shared_.with_locked([](Shared& shared) { shared.ending = true; });
    changed_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

RecordFileState RecordFile::state() const {
    return shared_.with_locked([](const Shared& shared) { return shared.state; });
}

void RecordFile::run() {
    for (;;) {
        Fragment next;
        bool end = false;
        shared_.wait(changed_, [&](Shared& shared) {
            if (shared.queue.empty()) {
                end = shared.ending;
                return end;
            }
            next = std::move(shared.queue.front());
            shared.queue.pop_front();
            return true;
        });
        if (end)
            break;
        const Time begin = monotonic_now();
        const int error = write(next);
        const std::int64_t left = free_bytes();
        const Time took = monotonic_now() - begin;
        shared_.with_locked([&](Shared& shared) {
            RecordFileState& state = shared.state;
            state.slowest_sync = std::max(state.slowest_sync, took);
            state.waiting -= next.bytes.size();
            state.error = error;
            state.free_bytes = left;
            if (error == 0) {
                state.durable = next.end;
                state.bytes = written_;
            } else {
                shared.queue.clear();
                state.waiting = 0;
            }
        });
        if (options_.wake)
            options_.wake();
    }
    hash_ = sum_->hex();
    shared_.with_locked([](Shared& shared) { shared.state.closed = true; });
}

std::int64_t RecordFile::free_bytes() const {
    struct statvfs disk {};
    if (::fstatvfs(descriptor_, &disk) != 0)
        return -1;
    return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
}

int RecordFile::write(const Fragment& fragment) {
    int error = write_whole(descriptor_, fragment.bytes);
    if (error == ENOSPC && !options_.reserve.empty() && ::unlink(options_.reserve.c_str()) == 0) {
        if (::ftruncate(descriptor_, written_) == 0)
            error = write_whole(descriptor_, fragment.bytes);
    }
    if (error != 0) {
        // A half fragment is of no use to anybody.
        [[maybe_unused]] const int cut = ::ftruncate(descriptor_, written_);
        ::fdatasync(descriptor_);
        return error;
    }
    written_ += static_cast<std::int64_t>(fragment.bytes.size());
    sum_->add(fragment.bytes);
    return 0;
}

} // namespace media
