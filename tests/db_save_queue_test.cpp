#include "db/save_queue.h"

#include "support/catalogue_fixture.h"

#include <condition_variable>
#include <mutex>

namespace db_save_queue_test {
using namespace dossier;
using db::Catalogue;
using db::ErrorKind;
using db::SaveQueue;
using db::SaveResult;
using support::author;
using support::person_named;

namespace {

class SaveQueueTest : public support::CatalogueTest {
  protected:
    void SetUp() override { Catalogue::create(folder(), author()); }

    std::function<void()> wake() {
        return [this] {
            const std::scoped_lock held(lock_);
            ++woken_;
            changed_.notify_one();
        };
    }
    /// The next `count` results.
    std::vector<SaveResult> results(SaveQueue& queue, std::size_t count) {
        std::vector<SaveResult> all;
        std::unique_lock held(lock_);
        while (all.size() < count) {
            changed_.wait(held, [&] { return woken_ > 0; });
            woken_ = 0;
            held.unlock();
            for (SaveResult& result : queue.drain())
                all.push_back(std::move(result));
            held.lock();
        }
        return all;
    }

  private:
    std::mutex lock_;
    std::condition_variable changed_;
    int woken_ = 0;
};

TEST_F(SaveQueueTest, results_come_in_the_order_of_the_pushes_with_their_inverse) {
    SaveQueue queue(folder(), author(), wake());
    const Person person = person_named("张三");
    const std::uint64_t first = queue.push({PutPerson{person}});
    const std::uint64_t second =
        queue.push({SetText{.person = person.id, .field = Field::health, .text = "健康", .revision = 1}});
    const std::vector<SaveResult> saved = results(queue, 2);
    EXPECT_EQ(saved[0].ticket, first);
    EXPECT_EQ(saved[1].ticket, second);
    EXPECT_TRUE(saved[0].saved && saved[1].saved);
    EXPECT_EQ(saved[0].inverse, (std::vector<Edit>{RemovePerson{person.id}}));
}

TEST_F(SaveQueueTest, a_stale_write_is_a_conflict_and_the_next_one_goes_on) {
    SaveQueue queue(folder(), author(), wake());
    const Person person = person_named("张三");
    queue.push({PutPerson{person}});
    queue.push({SetText{.person = person.id, .field = Field::health, .text = "a", .revision = 7}});
    queue.push({SetText{.person = person.id, .field = Field::health, .text = "b", .revision = 1}});
    const std::vector<SaveResult> saved = results(queue, 3);
    EXPECT_FALSE(saved[1].saved);
    EXPECT_TRUE(saved[1].conflict);
    EXPECT_EQ(saved[1].subject, person.id.text);
    EXPECT_TRUE(saved[2].saved);
}

TEST_F(SaveQueueTest, what_is_queued_is_written_before_the_queue_ends) {
    std::vector<PersonId> ids;
    {
        SaveQueue queue(folder(), author(), {});
        for (int i = 0; i < 50; ++i) {
            const Person person = person_named("张三");
            ids.push_back(person.id);
            queue.push({PutPerson{person}});
        }
        queue.push_shown({.meeting = MeetingId::make(), .what = "shown"});
    }
    Catalogue catalogue = Catalogue::open(folder(), author());
    for (const PersonId& id : ids)
        EXPECT_TRUE(catalogue.person(id));
}

TEST_F(SaveQueueTest, a_folder_that_vanished_is_a_reason_and_saving_goes_on_when_it_is_back) {
    std::filesystem::rename(folder(), scratch() / "elsewhere");
    SaveQueue queue(folder(), author(), wake());
    const Person person = person_named("张三");
    queue.push({PutPerson{person}});
    const SaveResult lost = results(queue, 1).at(0);
    EXPECT_FALSE(lost.saved);
    EXPECT_EQ(lost.kind, ErrorKind::not_found);
    std::filesystem::rename(scratch() / "elsewhere", folder());
    queue.push({PutPerson{person}});
    EXPECT_TRUE(results(queue, 1).at(0).saved);
}

TEST_F(SaveQueueTest, what_was_shown_is_in_the_log_of_the_meeting) {
    const MeetingId meeting = MeetingId::make();
    {
        SaveQueue queue(folder(), author(), {});
        queue.push_shown({.meeting = meeting, .material = MaterialId::make(), .what = "shown"});
        queue.push_shown({.meeting = meeting, .what = "black"});
    }
    const std::vector<db::ShownRow> rows = Catalogue::open(folder(), author()).shown(meeting);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].what, "shown");
    EXPECT_EQ(rows[1].what, "black");
    EXPECT_EQ(rows[0].when.size(), std::string("2024-05-01T08:30:00.123Z").size());
}

} // namespace
} // namespace db_save_queue_test
