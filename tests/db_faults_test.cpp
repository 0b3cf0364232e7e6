// Killed processes, full disks, locked media, torn logs, several writers: a catalogue opens, verifies and
// holds everything that was acknowledged.
#include "db/session.h"
#include "support/catalogue_fixture.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <poll.h>
#include <random>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace db_faults_test {
using namespace dossier;
using db::Catalogue;
using db::ErrorKind;
using support::author;
using support::kind_thrown;
using support::person_named;
using support::text_of;

namespace {

namespace fs = std::filesystem;

class Faults : public support::CatalogueTest {};

constexpr std::size_t id_length = 36;

/// A process that runs `work`, which writes the ids it has saved to the descriptor.
class Child {
  public:
    explicit Child(const std::function<void(int)>& work) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            ::close(ends[0]);
            try {
                work(ends[1]);
            } catch (const std::exception& error) {
                std::fprintf(stderr, "child: %s\n", error.what());
                ::_exit(1);
            }
            ::_exit(0);
        }
        ::close(ends[1]);
        acknowledged_ = ends[0];
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (process_ > 0)
            kill_now();
        ::close(acknowledged_);
    }

    /// One more id, or nothing at the end.
    std::optional<std::string> next() {
        std::string id(id_length, '\0');
        std::size_t got = 0;
        while (got < id_length) {
            const ssize_t count = ::read(acknowledged_, id.data() + got, id_length - got);
            if (count <= 0)
                return std::nullopt;
            got += static_cast<std::size_t>(count);
        }
        return id;
    }
    /// Lets the child run on for that long.
    void linger(int milliseconds) {
        pollfd none{.fd = -1, .events = 0, .revents = 0};
        ::poll(&none, 1, milliseconds);
    }
    void kill_now() {
        ::kill(process_, SIGKILL);
        wait();
    }
    int wait() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return status;
    }

  private:
    pid_t process_ = -1;
    int acknowledged_ = -1;
};

void acknowledge(int to, const PersonId& id) {
    if (::write(to, id.text.data(), id.text.size()) != static_cast<ssize_t>(id.text.size()))
        ::_exit(2);
}

/// Saves persons with photos, some per transaction, until it is killed.
void keep_saving(const fs::path& folder, int to) {
    Catalogue catalogue = Catalogue::open(folder, author());
    std::mt19937 random(std::random_device{}());
    for (;;) {
        std::vector<Edit> edits;
        std::vector<PersonId> ids;
        for (std::size_t i = 1 + random() % 5; i > 0; --i) {
            Person person = person_named("张三");
            person.form.photo = "photo of " + person.id.text;
            edits.emplace_back(PutPerson{person});
            edits.emplace_back(
                PutMaterial{support::report_of(person.id, "考察材料" + std::string(3000, 'x'))});
            ids.push_back(person.id);
        }
        catalogue.apply(edits);
        for (const PersonId& id : ids)
            acknowledge(to, id);
    }
}

void expect_whole(const fs::path& folder, const std::set<std::string>& acknowledged) {
    Catalogue catalogue = Catalogue::open(folder, author());
    for (const std::string& id : acknowledged) {
        const std::optional<Person> person = catalogue.person({id});
        ASSERT_TRUE(person) << "lost: " << id;
        EXPECT_EQ(catalogue.media().read(person->form.photo_media, 1000), "photo of " + id);
        EXPECT_EQ(catalogue.materials({id}).size(), 1U);
    }
    std::vector<db::Damage> damages = catalogue.verify({});
    std::erase_if(damages, [](const auto& damage) { return damage.kind == db::Damage::Kind::note; });
    EXPECT_TRUE(damages.empty()) << text_of(damages);
}

int kills() {
    const char* wanted = std::getenv("DOSSIER_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : 30;
}

TEST_F(Faults, what_was_acknowledged_outlives_every_kill) {
    Catalogue::create(folder(), author());
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::set<std::string> acknowledged;
    for (int round = 0; round < kills(); ++round) {
        Child child([&](int to) { keep_saving(folder(), to); });
        for (std::size_t i = 1 + random() % 6; i > 0; --i)
            if (const auto id = child.next())
                acknowledged.insert(*id);
        child.linger(static_cast<int>(random() % 8));
        child.kill_now();
        while (const auto id = child.next())
            acknowledged.insert(*id);
        { EXPECT_TRUE(Catalogue::open(folder(), author()).unclean()); }
        EXPECT_FALSE(Catalogue::open(folder(), author()).unclean());
        if (round % 10 == 9 || round + 1 == kills())
            expect_whole(folder(), acknowledged);
    }
    EXPECT_GE(acknowledged.size(), static_cast<std::size_t>(kills()));
}

TEST_F(Faults, a_creation_that_was_killed_can_be_repeated) {
    std::mt19937 random(std::random_device{}());
    for (int round = 0; round < 15; ++round) {
        const fs::path place = scratch() / ("c" + std::to_string(round));
        Child child([&](int to) {
            acknowledge(to, PersonId::make());
            Catalogue::create(place, author());
        });
        child.next();
        child.linger(static_cast<int>(random() % 12));
        child.kill_now();
        const auto kind = kind_thrown([&] { Catalogue::open(place, author()); });
        EXPECT_TRUE(!kind || kind == ErrorKind::not_found);
        if (kind)
            Catalogue::create(place, author());
        EXPECT_TRUE(damages_at(place).empty());
    }
}

TEST_F(Faults, a_torn_write_ahead_log_leaves_a_whole_catalogue_of_earlier_commits) {
    constexpr int commits = 30;
    std::vector<PersonId> ids;
    const fs::path snapshot = scratch() / "snapshot";
    {
        Catalogue catalogue = Catalogue::create(folder(), author());
        for (int i = 0; i < commits; ++i) {
            const Person person = person_named("张三");
            catalogue.apply(PutPerson{person});
            ids.push_back(person.id);
        }
        fs::copy(folder(), snapshot, fs::copy_options::recursive); // as a power cut would leave it
    }
    const std::string log = support::read_file(snapshot / "catalogue.db-wal");
    ASSERT_GT(log.size(), 100'000U);
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (int round = 0; round < 24; ++round) {
        const fs::path torn = scratch() / "torn";
        fs::copy(snapshot, torn, fs::copy_options::recursive);
        fs::remove(torn / "catalogue.db-shm");
        std::string bytes = log;
        const std::size_t at = random() % bytes.size();
        if (round % 3 == 0)
            bytes.resize(at);
        else if (round % 3 == 1)
            std::memset(bytes.data() + at / 512 * 512, 0,
                        std::min<std::size_t>(512, bytes.size() - at / 512 * 512));
        else
            bytes[at] = static_cast<char>(bytes[at] ^ 16);
        support::write_file(torn / "catalogue.db-wal", bytes);
        EXPECT_TRUE(damages_at(torn).empty());
        Catalogue catalogue = Catalogue::open(torn, author());
        const auto count = static_cast<std::size_t>(catalogue.person_count());
        ASSERT_LE(count, ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i)
            EXPECT_EQ(catalogue.person(ids[i]).has_value(), i < count) << "not a prefix of the commits";
        catalogue.apply(PutPerson{person_named("李四")});
        fs::remove_all(torn);
    }
}

/// Whether another process finds the database file in use: SQLite's connections hold a lock on these bytes.
bool another_process_sees_it_open(const fs::path& database) {
    const pid_t child = ::fork();
    if (child == 0) {
        const int descriptor = ::open(database.c_str(), O_RDWR | O_CLOEXEC);
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_start = 0x40000002; // SQLite's range of shared locks
        lock.l_len = 510;
        ::fcntl(descriptor, F_GETLK, &lock);
        ::_exit(lock.l_type == F_UNLCK ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status) == 1;
}

TEST_F(Faults, a_second_connection_leaves_the_locks_of_the_first) {
    db::Catalogue first = db::Catalogue::create(folder(), support::author());
    first.apply(dossier::PutPerson{support::person_named("张三")});
    ASSERT_TRUE(another_process_sees_it_open(database()));
    { const db::Catalogue second = db::Catalogue::open(folder(), support::author()); }
    EXPECT_TRUE(another_process_sees_it_open(database()));
    first.verify({});
    EXPECT_TRUE(another_process_sees_it_open(database()));
    EXPECT_TRUE(db::Catalogue::damage_from_outside(folder()).empty());
    EXPECT_TRUE(another_process_sees_it_open(database()));
    // What this is about: a plain look into the file takes every lock of this process away.
    ::close(::open(database().c_str(), O_RDONLY | O_CLOEXEC));
    EXPECT_FALSE(another_process_sees_it_open(database()));
}

TEST_F(Faults, several_processes_write_at_once) {
    Catalogue::create(folder(), author());
    constexpr int each = 40;
    const auto work = [&](const std::string& terminal) {
        return [this, terminal](int to) {
            Catalogue catalogue = Catalogue::open(folder(), {.user = "u", .terminal = terminal});
            for (int i = 0; i < each; ++i) {
                const Person person = person_named("王五");
                catalogue.apply(PutPerson{person});
                acknowledge(to, person.id);
            }
        };
    };
    {
        Child one(work("terminal-a"));
        Child two(work("terminal-b"));
        Child three(work("terminal-a")); // the same account twice: one chain
        for (Child* child : {&one, &two, &three})
            EXPECT_EQ(child->wait(), 0);
    }
    Catalogue catalogue = Catalogue::open(folder(), author());
    EXPECT_EQ(catalogue.person_count(), 3 * each);
    EXPECT_EQ(catalogue.search("王五", 1000).size(), 3U * each);
    EXPECT_TRUE(catalogue.verify({}).empty());
    EXPECT_FALSE(catalogue.unclean());
}

TEST_F(Faults, a_second_catalogue_of_the_same_process_sees_what_the_first_wrote) {
    Catalogue first = Catalogue::create(folder(), author());
    Catalogue second = Catalogue::open(folder(), author(), db::Access::read_only);
    EXPECT_EQ(second.read_only_reason(), "asked");
    const std::int64_t before = second.data_version();
    EXPECT_EQ(second.data_version(), before);
    const Person person = person_named("张三");
    first.apply(PutPerson{person});
    EXPECT_GT(second.data_version(), before);
    EXPECT_EQ(second.person(person.id)->name, "张三");
    EXPECT_EQ(kind_thrown([&] { second.apply(PutPerson{person}); }), ErrorKind::read_only);
}

TEST_F(Faults, a_newer_catalogue_opens_for_reading_and_is_not_changed) {
    const Person person = person_named("张三");
    Catalogue::create(folder(), author()).apply(PutPerson{person});
    {
        db::Session session(database(), db::sqlite::Mode::read_write);
        session.run("pragma user_version = 99");
        session.run("create table of_the_future(x text) strict");
    }
    Catalogue catalogue = Catalogue::open(folder(), author());
    EXPECT_EQ(catalogue.read_only_reason(), "newer");
    EXPECT_EQ(catalogue.person(person.id)->name, "张三");
    EXPECT_EQ(kind_thrown([&] { catalogue.apply(PutPerson{person}); }), ErrorKind::read_only);
    EXPECT_TRUE(catalogue.verify({}).empty());
}

/// A mount of the test's own, if this machine lets it.
class Mount {
  public:
    Mount(const fs::path& from, const fs::path& to, const char* type, unsigned long flags,
          const char* options)
        : place_(to) {
        fs::create_directories(to);
        mounted_ = ::mount(from.c_str(), to.c_str(), type, flags, options) == 0;
    }
    Mount(const Mount&) = delete;
    Mount& operator=(const Mount&) = delete;
    ~Mount() {
        if (mounted_)
            ::umount2(place_.c_str(), MNT_DETACH);
    }
    explicit operator bool() const { return mounted_; }
    [[nodiscard]] bool lock() const {
        return ::mount(nullptr, place_.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) == 0;
    }

  private:
    fs::path place_;
    bool mounted_ = false;
};

TEST_F(Faults, a_locked_medium_is_read_and_never_written) {
    std::vector<PersonId> ids;
    {
        Catalogue catalogue = Catalogue::create(folder(), author());
        ids = fill(catalogue, 3);
    }
    const Mount medium(folder(), scratch() / "medium", nullptr, MS_BIND, nullptr);
    if (!medium || !medium.lock())
        GTEST_SKIP() << "this account may not mount";
    Catalogue catalogue = Catalogue::open(scratch() / "medium", author());
    EXPECT_EQ(catalogue.read_only_reason(), "medium");
    EXPECT_TRUE(catalogue.person(ids[0]));
    EXPECT_EQ(catalogue.search("张2", 5).size(), 1U);
    EXPECT_TRUE(catalogue.verify({}).empty());
    EXPECT_EQ(kind_thrown([&] { catalogue.apply(PutPerson{person_named("x")}); }), ErrorKind::read_only);
    EXPECT_EQ(kind_thrown([&] { catalogue.media().put_bytes("x"); }), ErrorKind::read_only);
    catalogue.backup(scratch() / "copy", true, {});
}

TEST_F(Faults, a_medium_locked_after_a_crash_still_shows_the_last_commit) {
    Catalogue::create(folder(), author());
    std::string last;
    {
        Child child([&](int to) { keep_saving(folder(), to); });
        for (int i = 0; i < 10; ++i)
            last = child.next().value();
        child.kill_now();
    }
    ASSERT_GT(fs::file_size(folder() / "catalogue.db-wal"), 0U);
    for (const bool with_index : {true, false}) {
        if (!with_index)
            fs::remove(folder() / "catalogue.db-shm");
        const Mount medium(folder(), scratch() / "medium", nullptr, MS_BIND, nullptr);
        if (!medium || !medium.lock())
            GTEST_SKIP() << "this account may not mount";
        Catalogue catalogue = Catalogue::open(scratch() / "medium", author());
        EXPECT_EQ(catalogue.read_only_reason(), "medium");
        EXPECT_TRUE(catalogue.person({last})) << with_index;
    }
}

/// Writes until the disk says no; the rest is filled, too.
void fill_up(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const std::string bytes(4096, 'x');
    while (::write(descriptor, bytes.data(), bytes.size()) > 0) {
    }
    ::close(descriptor);
}

TEST_F(Faults, a_full_disk_loses_nothing_and_can_still_be_read) {
    const Mount disk("tmpfs", scratch() / "disk", "tmpfs", 0, "size=6m");
    if (!disk)
        GTEST_SKIP() << "this account may not mount";
    const fs::path place = scratch() / "disk" / "c";
    std::set<std::string> saved;
    {
        Catalogue catalogue = Catalogue::create(place, author());
        std::optional<ErrorKind> kind;
        while (!kind) {
            Person person = person_named("张三");
            person.form.photo = "photo of " + person.id.text;
            const std::vector<Edit> edits{
                PutPerson{person}, PutMaterial{support::report_of(person.id, std::string(20'000, 'x'))}};
            kind = kind_thrown([&] { catalogue.apply(edits); });
            if (!kind)
                saved.insert(person.id.text);
        }
        EXPECT_EQ(kind, ErrorKind::full);
        support::write_file(scratch() / "large", std::string(8'000'000, 'y'));
        EXPECT_EQ(kind_thrown([&] { catalogue.media().put_file(scratch() / "large"); }), ErrorKind::full);
        EXPECT_EQ(kind_thrown([&] { catalogue.backup(scratch() / "disk" / "backup", true, {}); }),
                  ErrorKind::full);
        EXPECT_FALSE(fs::exists(scratch() / "disk" / "backup"));
    }
    EXPECT_GT(saved.size(), 3U);
    fill_up(scratch() / "disk" / "filler");
    {
        Catalogue catalogue = Catalogue::open(place, author());
        EXPECT_EQ(catalogue.person_count(), static_cast<std::int64_t>(saved.size()));
        EXPECT_EQ(kind_thrown([&] {
                      for (int i = 0; i < 50; ++i)
                          catalogue.apply(PutPerson{person_named("李四")});
                  }),
                  catalogue.read_only() ? ErrorKind::read_only : ErrorKind::full);
    }
    fs::remove(scratch() / "disk" / "filler");
    fs::remove(scratch() / "large");
    expect_whole(place, saved);
    for (const auto& entry : fs::recursive_directory_iterator(place))
        EXPECT_FALSE(entry.path().filename().string().starts_with("tmp-")) << entry.path();
}

TEST_F(Faults, a_crash_on_a_full_disk_can_still_be_read) {
    const Mount disk("tmpfs", scratch() / "disk", "tmpfs", 0, "size=6m");
    if (!disk)
        GTEST_SKIP() << "this account may not mount";
    const fs::path place = scratch() / "disk" / "c";
    Catalogue::create(place, author());
    std::string last;
    {
        Child child([&](int to) { keep_saving(place, to); });
        for (int i = 0; i < 10; ++i)
            last = child.next().value();
        child.kill_now();
    }
    fs::remove(place / "catalogue.db-shm"); // as after a power cut
    fill_up(scratch() / "disk" / "filler");
    Catalogue catalogue = Catalogue::open(place, author());
    EXPECT_EQ(catalogue.read_only_reason(), "full");
    EXPECT_TRUE(catalogue.person({last}));
}

TEST_F(Faults, a_limit_on_the_size_of_files_is_a_full_disk) {
    Catalogue::create(folder(), author());
    Child child([&](int to) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{.rlim_cur = 1'000'000, .rlim_max = 1'000'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        Catalogue catalogue = Catalogue::open(folder(), author());
        std::optional<ErrorKind> kind;
        while (!kind) {
            Person person = person_named("张三");
            person.form.photo = "photo of " + person.id.text;
            const std::vector<Edit> edits{
                PutPerson{person}, PutMaterial{support::report_of(person.id, std::string(20'000, 'x'))}};
            kind = kind_thrown([&] { catalogue.apply(edits); });
            if (!kind)
                acknowledge(to, person.id);
        }
        ::_exit(kind == ErrorKind::full ? 0 : 3);
    });
    std::set<std::string> saved;
    while (const auto id = child.next())
        saved.insert(*id);
    EXPECT_EQ(child.wait(), 0);
    EXPECT_GT(saved.size(), 3U);
    expect_whole(folder(), saved);
}

} // namespace
} // namespace db_faults_test
