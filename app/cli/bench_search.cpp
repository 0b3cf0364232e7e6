#include "app/cli/bench_search.h"

#include "app/cli/bench_folder.h"
#include "db/catalogue.h"
#include "dossier/order/pinyin.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <unistd.h>

namespace app {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// The most frequent surnames with their share in a thousand; the rest falls to the compound and rare ones.
struct Surname {
    const char* text;
    int share;
};
constexpr std::array surnames{
    Surname{"王", 72}, Surname{"李", 71},  Surname{"张", 68},  Surname{"刘", 54},  Surname{"陈", 45},
    Surname{"杨", 31}, Surname{"赵", 23},  Surname{"黄", 22},  Surname{"周", 21},  Surname{"吴", 20},
    Surname{"徐", 17}, Surname{"孙", 15},  Surname{"胡", 13},  Surname{"朱", 13},  Surname{"高", 12},
    Surname{"林", 12}, Surname{"何", 11},  Surname{"郭", 11},  Surname{"马", 10},  Surname{"罗", 9},
    Surname{"梁", 8},  Surname{"宋", 8},   Surname{"郑", 8},   Surname{"谢", 7},   Surname{"韩", 7},
    Surname{"唐", 7},  Surname{"冯", 6},   Surname{"于", 6},   Surname{"董", 6},   Surname{"萧", 5},
    Surname{"吕", 5},  Surname{"单", 2},   Surname{"仇", 1},   Surname{"查", 1},   Surname{"解", 1},
    Surname{"区", 1},  Surname{"欧阳", 2}, Surname{"司马", 1}, Surname{"尉迟", 1}, Surname{"𬱖", 1},
};
constexpr std::array given{
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "秀", "霞", "平", "刚", "桂", "英", "华", "文", "建", "国", "志", "海", "波", "玉", "兰", "红", "梅",
    "春", "晓", "东", "辉", "鹏", "飞", "宇", "浩", "然", "子", "轩", "思", "雨", "欣", "怡", "佳", "俊",
    "峰", "宏", "德", "福", "贵", "荣", "庆", "林", "森", "山", "川", "江", "河", "云", "天", "龙", "凤",
    "光", "亮", "新", "永", "长", "兴", "安", "康", "宁", "乐", "重", "行", "绿", "旭", "喆", "昇", "䶮",
    "㛃", "丰", "三", "四", "立", "学", "良", "才", "成", "功", "胜", "利", "忠", "义", "仁", "信", "礼",
};

class Names {
  public:
    std::string next() {
        std::string name = surnames[surname_(random_)].text;
        name += given[pick(given.size())];
        if (pick(100) < 80)
            name += given[pick(given.size())];
        return name;
    }
    std::size_t pick(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
    }

  private:
    static std::vector<double> shares() {
        std::vector<double> list;
        list.reserve(surnames.size());
        for (const Surname& surname : surnames)
            list.push_back(surname.share);
        return list;
    }
    std::mt19937 random_{20240501};
    std::discrete_distribution<std::size_t> surname_ = [] {
        const std::vector<double> list = shares();
        return std::discrete_distribution<std::size_t>(list.begin(), list.end());
    }();
};

void fill_with_texts(db::Catalogue& catalogue, std::int64_t persons, Names& names) {
    constexpr std::int64_t per_transaction = 5000;
    for (std::int64_t done = 0; done < persons;) {
        std::vector<dossier::Edit> edits;
        for (; done < persons && static_cast<std::int64_t>(edits.size()) < per_transaction; ++done)
            edits.emplace_back(dossier::PutPerson{{.id = dossier::PersonId::make(), .name = names.next()}});
        catalogue.apply(edits);
    }
}

nlohmann::json measure(db::Catalogue& catalogue, const std::vector<std::string>& queries) {
    std::vector<double> times;
    std::size_t hits = 0;
    for (const std::string& query : queries) {
        const Clock::time_point start = Clock::now();
        hits += catalogue.search(query, 50).size();
        times.push_back(milliseconds_since(start));
    }
    std::sort(times.begin(), times.end());
    return {{"queries", times.size()},
            {"hits", hits},
            {"p50", times[times.size() / 2]},
            {"p95", times[times.size() * 95 / 100]},
            {"max", times.back()}};
}

std::map<std::string, std::vector<std::string>> queries_of(Names& names) {
    constexpr int each = 400;
    std::map<std::string, std::vector<std::string>> queries;
    for (int i = 0; i < each; ++i) {
        const std::string name = names.next();
        const order::Variant typed = order::name_variants(name).at(0);
        queries["one character"].push_back(i % 2 == 0 ? given[names.pick(given.size())]
                                                      : surnames[names.pick(surnames.size())].text);
        queries["two characters"].push_back(std::string(given[names.pick(given.size())]) +
                                            given[names.pick(given.size())]);
        queries["whole name"].push_back(name);
        queries["initials"].push_back(typed.initials);
        queries["two initials"].push_back(typed.initials.substr(0, 2));
        queries["full pinyin"].push_back(typed.full);
        queries["begun pinyin"].push_back(typed.full.substr(0, typed.full.size() * 2 / 3));
        queries["nobody"].push_back("王" + std::string(given[names.pick(given.size())]) + "齉");
    }
    return queries;
}

} // namespace

nlohmann::json bench_search(std::int64_t persons, const fs::path& place) {
    const fs::path folder = place / ("dossier-bench-search-" + std::to_string(::getpid()));
    Names names;
    nlohmann::json result{{"persons", persons}};
    {
        db::Catalogue catalogue = db::Catalogue::create(folder, {.user = "bench", .terminal = "bench"});
        const Clock::time_point start = Clock::now();
        fill_with_texts(catalogue, persons, names);
        result["fill_seconds"] = milliseconds_since(start) / 1000;
    }
    {
        db::Catalogue catalogue =
            db::Catalogue::open(folder, {.user = "bench", .terminal = "bench"}, db::Access::read_only);
        result["database_bytes"] = fs::file_size(folder / "catalogue.db");
        for (const auto& [kind, queries] : queries_of(names))
            result["queries"][kind] = measure(catalogue, queries);
    }
    fs::remove_all(folder);
    return result;
}

} // namespace app
