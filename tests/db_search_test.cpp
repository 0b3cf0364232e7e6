#include "db/session.h"
#include "dossier/order/pinyin.h"
#include "dossier/text.h"
#include "support/catalogue_fixture.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <random>
#include <set>

namespace db_search_test {
using namespace dossier;
using db::Catalogue;
using support::author;

namespace {

class Search : public support::CatalogueTest {
  protected:
    Search()
        : catalogue_(Catalogue::create(folder(), author())) {}

    void add(const std::vector<std::string>& names) {
        std::vector<Edit> edits;
        edits.reserve(names.size());
        for (const std::string& name : names)
            edits.emplace_back(PutPerson{{.id = PersonId::make(), .name = matching_name(name)}});
        catalogue_.apply(edits);
    }
    std::vector<std::string> names(const std::string& text, int limit = 50) {
        std::vector<std::string> list;
        for (const db::PersonLine& line : catalogue_.search(text, limit))
            list.push_back(line.name);
        return list;
    }
    std::multiset<std::string> all(const std::string& text) {
        const std::vector<std::string> list = names(text, 1'000'000);
        return {list.begin(), list.end()};
    }

    Catalogue catalogue_;
};

using Names = std::vector<std::string>;
using testing::ElementsAre;

TEST_F(Search, one_and_two_characters_are_found_anywhere) {
    add({"张三丰", "李建国", "欧阳建", "王丰"});
    EXPECT_THAT(all("丰"), ElementsAre("张三丰", "王丰"));
    EXPECT_THAT(all("三丰"), ElementsAre("张三丰"));
    EXPECT_THAT(all("建国"), ElementsAre("李建国"));
    EXPECT_THAT(all("建"), ElementsAre("李建国", "欧阳建"));
    EXPECT_THAT(all("张三丰"), ElementsAre("张三丰"));
    EXPECT_THAT(all("张丰"), ElementsAre());
    EXPECT_THAT(all("国建"), ElementsAre());
}

TEST_F(Search, rare_characters_of_every_plane_are_found) {
    add({"𬱖䶮", "王㛃", "𠮷野家", "李𬱖"});
    EXPECT_THAT(all("𬱖"), ElementsAre("李𬱖", "𬱖䶮"));
    EXPECT_THAT(all("䶮"), ElementsAre("𬱖䶮"));
    EXPECT_THAT(all("㛃"), ElementsAre("王㛃"));
    EXPECT_THAT(all("𠮷野"), ElementsAre("𠮷野家"));
}

TEST_F(Search, the_whole_name_comes_first_then_its_beginnings_then_the_others) {
    add({"李王", "王伟国", "王伟", "张王伟"});
    EXPECT_THAT(names("王伟"), ElementsAre("王伟", "王伟国", "张王伟"));
    EXPECT_THAT(names("王"), ElementsAre("王伟", "王伟国", "李王", "张王伟"));
    EXPECT_THAT(names("王", 1), ElementsAre("王伟"));
}

TEST_F(Search, pinyin_and_initials_find_every_reading) {
    add({"单雄信", "吕布", "张三丰", "曾国藩", "仇和"});
    EXPECT_THAT(names("zhangsanfeng"), ElementsAre("张三丰"));
    EXPECT_THAT(names("zhang san"), ElementsAre("张三丰"));
    EXPECT_THAT(names("ZSF"), ElementsAre("张三丰"));
    EXPECT_THAT(names("sxx"), ElementsAre("单雄信"));
    EXPECT_THAT(names("dxx"), ElementsAre("单雄信"));
    EXPECT_THAT(names("shanxiongxin"), ElementsAre("单雄信"));
    EXPECT_THAT(names("danxiong"), ElementsAre("单雄信"));
    for (const char* typed : {"lvbu", "lubu", "lyubu", "lübu", "LÜ BU", "lb"})
        EXPECT_THAT(names(typed), ElementsAre("吕布")) << typed;
    EXPECT_THAT(names("zgf"), ElementsAre("曾国藩"));
    EXPECT_THAT(names("cgf"), ElementsAre("曾国藩"));
    EXPECT_THAT(names("qh"), ElementsAre("仇和"));
}

TEST_F(Search, surname_in_pinyin_and_initials_after_it_are_understood) {
    add({"张三丰", "张思凡", "章四方", "赵三丰"});
    EXPECT_THAT(names("zhangsf"), testing::UnorderedElementsAre("张三丰", "张思凡", "章四方"));
    EXPECT_THAT(names("zhangsanf"), ElementsAre("张三丰"));
    EXPECT_THAT(names("zhsf"), testing::UnorderedElementsAre("张三丰", "张思凡", "章四方", "赵三丰"));
    EXPECT_THAT(names("张sf"), testing::UnorderedElementsAre("张三丰", "张思凡"));
    EXPECT_THAT(names("zsanfeng"), testing::UnorderedElementsAre("张三丰", "赵三丰"));
}

TEST_F(Search, names_of_minorities_and_foreign_letters_are_found) {
    add({"买买提·艾力", "Tom李", "阿卜杜拉·买买提"});
    EXPECT_THAT(all("买提"), ElementsAre("买买提·艾力", "阿卜杜拉·买买提"));
    EXPECT_THAT(all("·艾"), ElementsAre("买买提·艾力"));
    EXPECT_THAT(all("提艾"), ElementsAre());
    EXPECT_THAT(all("tom"), ElementsAre("Tom李"));
    EXPECT_THAT(all("OM"), ElementsAre("Tom李"));
}

TEST_F(Search, odd_input_finds_nothing_and_harms_nothing) {
    add({"张三", "李四"});
    for (const char* text :
         {"", " ", "\"", "'", "*", "张\"三", "AND", "NOT", "a*b", "(", "\xff", "%", "_", "　"})
        EXPECT_THAT(names(text), ElementsAre()) << text;
    EXPECT_THAT(names(std::string("张\0三", 7)), ElementsAre("张三"));
    EXPECT_THAT(names("张 三"), ElementsAre("张三"));
    EXPECT_THAT(names("张三", 0), ElementsAre());
    EXPECT_THAT(names(std::string(100'000, 'z')), ElementsAre());
}

TEST_F(Search, a_new_name_is_found_and_the_old_one_is_not) {
    add({"张三"});
    const PersonId id = catalogue_.persons_named("张三").at(0);
    catalogue_.apply(SetText{.person = id, .field = Field::name, .text = "李  四"});
    EXPECT_THAT(names("李四"), ElementsAre("李四"));
    EXPECT_THAT(names("ls"), ElementsAre("李四"));
    for (const char* text : {"张", "张三", "zs", "zhangsan", "三"})
        EXPECT_THAT(names(text), ElementsAre()) << text;
    catalogue_.apply(RemovePerson{id});
    EXPECT_THAT(names("李四"), ElementsAre());
    EXPECT_THAT(names("ls"), ElementsAre());
}

TEST_F(Search, characters_find_what_a_scan_finds) {
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    // Few characters, so that names share them.
    const std::vector<std::string> characters{"张", "三", "丰", "𬱖", "䶮", "㛃",
                                              "建", "国", "·",  "A",    "b",  "伟"};
    const auto name = [&](std::size_t most) {
        std::string made;
        for (std::size_t i = 1 + random() % most; i > 0; --i)
            made += characters[random() % characters.size()];
        return made;
    };
    Names list;
    for (int i = 0; i < 1500; ++i)
        list.push_back(name(6));
    add(list);
    const auto lower = [](std::string text) {
        for (char& c : text)
            c = c == 'A' ? 'a' : c;
        return text;
    };
    for (int i = 0; i < 300; ++i) {
        const std::string query = name(3);
        if (query.find_first_not_of("Ab") == std::string::npos)
            continue; // letters alone are pinyin
        std::multiset<std::string> expected;
        for (const std::string& candidate : list)
            if (lower(candidate).find(lower(query)) != std::string::npos)
                expected.insert(candidate);
        EXPECT_EQ(all(query), expected) << query << " seed " << seed;
    }
}

TEST_F(Search, letters_find_what_a_scan_over_all_readings_finds) {
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    const std::vector<std::string> characters{"单", "吕", "曾", "乐", "重", "行", "张", "绿", "女", "伟"};
    Names list;
    for (int i = 0; i < 300; ++i) {
        std::string name;
        for (std::size_t k = 2 + random() % 2; k > 0; --k)
            name += characters[random() % characters.size()];
        list.push_back(name);
    }
    add(list);
    for (int i = 0; i < 100; ++i) {
        const std::vector<order::Variant> variants = order::name_variants(list[random() % list.size()]);
        const order::Variant& typed = variants[random() % variants.size()];
        for (const std::string& query : {typed.full, typed.initials, typed.full.substr(0, 4)}) {
            const std::multiset<std::string> found = all(query);
            for (const std::string& name : list)
                for (const order::Variant& variant : order::name_variants(name))
                    if (variant.full.starts_with(query) || variant.initials.starts_with(query)) {
                        EXPECT_TRUE(found.contains(name)) << query << " " << name << " seed " << seed;
                    }
        }
    }
}

TEST_F(Search, texts_are_found_with_a_snippet_and_the_time_of_the_line) {
    const Person person = support::person_named("张三");
    Material clip{
        .id = MaterialId::make(), .person = person.id, .kind = MaterialKind::video, .title = "谈话"};
    ClipContent content;
    content.transcript = {{.begin = 1.5, .end = 4, .text = "我在基层工作了十二年"},
                          {.begin = 62.25, .end = 70, .text = "主持修建了某某水库"}};
    clip.content = content;
    catalogue_.apply(
        std::vector<Edit>{PutPerson{person}, PutMaterial{clip},
                          PutMaterial{support::report_of(person.id, "该同志作风扎实，English words too。")}});
    const auto hits = catalogue_.search_text("水库", 10);
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].material, clip.id);
    EXPECT_EQ(hits[0].person, person.id);
    EXPECT_EQ(hits[0].time, 62.25);
    EXPECT_NE(hits[0].snippet.find("某某水库"), std::string::npos) << hits[0].snippet;
    EXPECT_EQ(catalogue_.search_text("作风 english", 10).size(), 1U);
    EXPECT_EQ(catalogue_.search_text("engl", 10).size(), 1U);
    EXPECT_EQ(catalogue_.search_text("作风 水库", 10).size(), 0U);
    EXPECT_EQ(catalogue_.search_text("计划局", 10).at(0).material.text, "") << "the form";
    EXPECT_EQ(catalogue_.search_text("实，E", 10).size(), 1U);
    for (const char* text : {"", "\"", "* AND", "，", "(", "\xff"})
        EXPECT_TRUE(catalogue_.search_text(text, 10).empty()) << text;
    catalogue_.apply(RemoveMaterial{clip.id});
    EXPECT_TRUE(catalogue_.search_text("水库", 10).empty());
}

TEST_F(Search, a_line_that_is_typed_again_is_found_as_it_is_now) {
    const Person person = support::person_named("张三");
    Material clip{
        .id = MaterialId::make(), .person = person.id, .kind = MaterialKind::video, .title = "谈话"};
    clip.content = ClipContent{.transcript = {{1, 2, "", "好"}, {2, 3, "", "好"}, {3, 4, "", "旧的一句"}}};
    catalogue_.apply(std::vector<Edit>{PutPerson{person}, PutMaterial{clip}});
    catalogue_.apply(SetTranscript{
        clip.id,
        {1, {{2, 3, "", "好"}, {3, 4, "", "旧的一句"}}, {{2.5, 3, "", "中间"}, {3, 4, "", "新的一句"}}},
        "",
        "in progress"});
    EXPECT_TRUE(catalogue_.search_text("旧的", 10).empty());
    EXPECT_EQ(catalogue_.search_text("新的", 10).at(0).time, 3);
    EXPECT_EQ(catalogue_.search_text("中间", 10).at(0).time, 2.5);
    EXPECT_EQ(catalogue_.search_text("好", 10).size(), 1U);
    EXPECT_TRUE(damages(catalogue_).empty());
}

TEST_F(Search, text_search_finds_what_a_scan_finds) {
    const unsigned seed = std::random_device()();
    std::mt19937 random(seed);
    const std::vector<std::string> parts{"张", "三", "水", "库", "，", " ", "工作", "word", "9", "\n"};
    std::vector<std::string> bodies;
    const Person person = support::person_named("李四");
    std::vector<Edit> edits{PutPerson{person}};
    for (int i = 0; i < 200; ++i) {
        std::string body;
        for (int k = 0; k < 12; ++k)
            body += parts[random() % parts.size()];
        bodies.push_back(body);
        edits.emplace_back(PutMaterial{support::report_of(person.id, body)});
    }
    catalogue_.apply(edits);
    for (int i = 0; i < 100; ++i) {
        std::string query;
        for (std::size_t k = 1 + random() % 4; k > 0; --k)
            query += parts[random() % 4];
        const auto expected = std::count_if(bodies.begin(), bodies.end(), [&](const std::string& body) {
            return body.find(query) != std::string::npos;
        });
        EXPECT_EQ(catalogue_.search_text(query, 1000).size(), static_cast<std::size_t>(expected))
            << query << " seed " << seed;
    }
}

} // namespace
} // namespace db_search_test
