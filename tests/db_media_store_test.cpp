#include "db/media_store.h"

#include "support/catalogue_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <tuple>

namespace db_media_store_test {
using db::ErrorKind;
using db::MediaStore;
using support::kind_thrown;

namespace {

namespace fs = std::filesystem;

class MediaStoreTest : public testing::Test {
  protected:
    MediaStoreTest() { fs::create_directories(scratch_ / "c" / "media"); }
    [[nodiscard]] fs::path folder() const { return scratch_ / "c"; }
    [[nodiscard]] std::size_t files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder() / "media"))
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    }
    support::Scratch scratch_;
};

TEST_F(MediaStoreTest, an_object_has_the_name_of_its_bytes_and_is_read_only) {
    MediaStore store(folder());
    support::write_file(scratch_ / "a.bin", std::string(3'000'000, 'a'));
    const std::string hash = store.put_file(scratch_ / "a.bin");
    EXPECT_EQ(hash, db::sha256(std::string(3'000'000, 'a')));
    EXPECT_EQ(store.path(hash), folder() / "media" / hash.substr(0, 2) / hash);
    EXPECT_EQ(db::sha256_of_file(store.path(hash)), hash);
    EXPECT_EQ(store.size_of(hash), 3'000'000);
    struct stat status {};
    ASSERT_EQ(::stat(store.path(hash).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0440U);
    EXPECT_EQ(files(), 1U);
}

TEST_F(MediaStoreTest, the_same_bytes_twice_are_one_object) {
    MediaStore store(folder());
    const std::string hash = store.put_bytes("same");
    EXPECT_EQ(store.put_bytes("same"), hash);
    support::write_file(scratch_ / "x", "same");
    support::write_file(scratch_ / "y", "same");
    EXPECT_EQ(store.put_files({scratch_ / "x", scratch_ / "y"}), (std::vector<std::string>{hash, hash}));
    EXPECT_EQ(files(), 1U);
}

TEST_F(MediaStoreTest, a_batch_is_seen_after_its_commit_only) {
    MediaStore store(folder());
    {
        MediaStore::Batch batch(store);
        std::vector<std::string> hashes;
        hashes.reserve(300);
        for (int i = 0; i < 300; ++i)
            hashes.push_back(batch.put_bytes("object " + std::to_string(i)));
        EXPECT_EQ(batch.count(), 300U);
        EXPECT_EQ(batch.size_of(hashes[10]), 9);
        EXPECT_FALSE(store.has(hashes[0]));
        batch.commit();
        EXPECT_EQ(batch.count(), 0U);
        for (const std::string& hash : hashes)
            EXPECT_TRUE(store.has(hash));
        batch.put_bytes("never committed");
    }
    EXPECT_EQ(files(), 300U);
}

TEST_F(MediaStoreTest, what_is_no_file_is_refused_and_the_batch_goes_on) {
    MediaStore store(folder());
    ASSERT_EQ(::mkfifo((scratch_ / "pipe").c_str(), 0600), 0);
    MediaStore::Batch batch(store);
    EXPECT_EQ(kind_thrown([&] { batch.put_file(scratch_ / "nothing"); }), ErrorKind::not_found);
    EXPECT_EQ(kind_thrown([&] { batch.put_file(scratch_ / "pipe"); }), ErrorKind::not_found);
    EXPECT_EQ(kind_thrown([&] { batch.put_file(scratch_.path()); }), ErrorKind::not_found);
    const std::string hash = batch.put_bytes("good");
    batch.commit();
    EXPECT_TRUE(store.has(hash));
    EXPECT_EQ(files(), 1U);
}

TEST_F(MediaStoreTest, a_cut_object_is_replaced_by_a_whole_one) {
    MediaStore store(folder());
    const std::string hash = store.put_bytes("whole object");
    ::chmod(store.path(hash).c_str(), 0600);
    support::write_file(store.path(hash), "whole");
    store.put_bytes("whole object");
    EXPECT_EQ(store.read(hash, 100), "whole object");
}

TEST_F(MediaStoreTest, reading_has_a_limit) {
    MediaStore store(folder());
    const std::string hash = store.put_bytes(std::string(1000, 'x'));
    EXPECT_EQ(store.read(hash, 1000).size(), 1000U);
    EXPECT_EQ(kind_thrown([&] { std::ignore = store.read(hash, 999); }), ErrorKind::full);
    EXPECT_EQ(kind_thrown([&] { std::ignore = store.read(std::string(64, 'a'), 999); }),
              ErrorKind::not_found);
}

TEST_F(MediaStoreTest, a_name_never_leads_out_of_the_store) {
    MediaStore store(folder());
    const std::string hash(64, 'a');
    EXPECT_EQ(kind_thrown([&] { std::ignore = store.path("../../../etc/passwd"); }), ErrorKind::not_found);
    EXPECT_EQ(kind_thrown([&] { std::ignore = store.derived_path(hash, "/../../x"); }), ErrorKind::not_found);
    EXPECT_FALSE(store.has(""));
}

TEST_F(MediaStoreTest, a_derivative_lies_beside_and_can_be_made_again) {
    MediaStore store(folder());
    const std::string hash = store.put_bytes("clip");
    store.put_derived(hash, "poster.png", "one");
    store.put_derived(hash, "poster.png", "two");
    EXPECT_EQ(support::read_file(store.derived_path(hash, "poster.png")), "two");
    store.remove(hash);
    EXPECT_FALSE(fs::exists(store.derived_path(hash, "poster.png")));
}

TEST_F(MediaStoreTest, several_threads_put_the_same_and_other_things) {
    MediaStore store(folder());
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&store, t] {
            for (int i = 0; i < 20; ++i) {
                store.put_bytes("shared " + std::to_string(i));
                store.put_bytes(std::to_string(t) + " own " + std::to_string(i));
            }
        });
    threads.clear();
    EXPECT_EQ(files(), 100U);
}

TEST_F(MediaStoreTest, only_old_temporary_files_are_swept) {
    MediaStore store(folder());
    support::write_file(folder() / "media" / "tmp-young", "x");
    support::write_file(folder() / "media" / "tmp-old", "x");
    const timespec times[2]{{.tv_sec = 1'000'000'000, .tv_nsec = 0}, {.tv_sec = 1'000'000'000, .tv_nsec = 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (folder() / "media" / "tmp-old").c_str(), times, 0), 0);
    store.sweep();
    EXPECT_TRUE(fs::exists(folder() / "media" / "tmp-young"));
    EXPECT_FALSE(fs::exists(folder() / "media" / "tmp-old"));
}

} // namespace
} // namespace db_media_store_test
