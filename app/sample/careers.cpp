#include "app/sample/careers.h"

#include <algorithm>
#include <array>

namespace app::sample {

namespace {

using Words = std::string_view;

/// One step of a track: posts separated by '|'. {C} county, {K} 县 or 区, {D} another county, {L} its 县 or
/// 区, {T} township, {N} 一 to 六.
struct TrackSteps {
    std::vector<Words> early; ///< in this order; short careers leave some out
    Words present;            ///< separated by '|'
};

const std::array<TrackSteps, track_count>& tracks() {
    static const std::array<TrackSteps, track_count> all{{
        // economy
        {{"锦川市{C}统计局科员|锦川市{C}财政局预算股科员|锦川市发展计划委员会综合科科员",
          "锦川市{C}统计局办公室副主任|锦川市发展和改革委员会综合科副主任科员|锦川市财政局国库科副主任科员",
          "锦川市发展和改革委员会固定资产投资科副科长|锦川市财政局预算科副科长|锦川市物价局综合法规科副科长",
          "锦川市发展和改革委员会国民经济综合科科长|锦川市发展和改革委员会固定资产投资科科长|"
          "锦川市财政局经济建设科"
          "科长",
          "锦川市{C}{T}镇党委副书记、镇长|锦川市{C}发展和改革局党组书记、局长|锦川市{C}财政局党组书记、局长",
          "锦川市{C}{T}镇党委书记|锦川市发展和改革委员会办公室主任|锦川市{C}人民政府办公室主任",
          "锦川市统计局党组成员、副局长|锦川市{D}人民政府副{L}长|锦川市重点项目建设办公室副主任"},
         "锦川市发展和改革委员会党组成员、副主任|锦川市{D}委常委、副{L}长|锦川市人民政府副秘书长|"
         "锦川市财政局党组成员"
         "、总会计师"},
        // education
        {{"锦川市第{N}中学教师|锦川市{C}中学教师|锦川师范学校教师",
          "锦川市第{N}中学教师、年级组长|锦川市{C}中学教务处副主任|锦川师范学校团委书记",
          "锦川市第{N}中学副校长|锦川市{C}教育局教研室副主任|锦川市教育局基础教育科副科长",
          "锦川市第{N}中学校长|锦川市教育局基础教育科科长|锦川市{C}教育局副局长",
          "锦川市{C}教育局党组书记、局长|锦川市教育局办公室主任|锦川市教育科学研究院院长",
          "锦川市教育局党组成员、总督学|锦川市{D}人民政府副{L}长|锦川开放大学副校长"},
         "锦川市教育局党组成员、副局长|锦川市{D}人民政府副{L}长|锦川职业技术学院党委委员、副院长|"
         "锦川市人民政府教育督"
         "导室主任"},
        // health
        {{"锦川市第{N}人民医院内科医师|锦川市{C}人民医院外科医师|锦川市卫生防疫站科员",
          "锦川市第{N}人民医院主治医师|锦川市{C}人民医院医务科副科长|锦川市疾病预防控制中心主管医师",
          "锦川市第一人民医院医务处副处长|锦川市疾病预防控制中心传染病防治科科长|锦川市卫生局医政科副科长",
          "锦川市第{N}人民医院副院长|锦川市卫生局医政科科长|锦川市疾病预防控制中心副主任",
          "锦川市{C}卫生局党组书记、局长|锦川市{C}人民医院院长|锦川市卫生和计划生育委员会规划财务科科长",
          "锦川市第二人民医院党委副书记、院长|锦川市中医院院长|锦川市卫生健康委员会疾病预防控制科科长"},
         "锦川市卫生健康委员会党组成员、副主任|锦川市第一人民医院党委副书记、院长|"
         "锦川市疾病预防控制中心党委副书记、主任|"
         "锦川市医疗保障局党组成员、副局长"},
        // construction
        {{"锦川市建筑设计院助理工程师|锦川市市政工程公司技术员|锦川市{C}城乡建设局科员",
          "锦川市建筑设计院工程师|锦川市市政工程公司项目副经理|锦川市规划局用地科科员",
          "锦川市规划局用地科副科长|锦川市建设委员会村镇建设科副科长|锦川市{C}城乡建设局副局长",
          "锦川市城乡建设委员会建筑业管理科科长|锦川市规划局详细规划科科长|"
          "锦川市重点工程建设办公室工程科科长",
          "锦川市{C}住房和城乡建设局党组书记、局长|锦川市城市建设投资集团有限公司副总经理|"
          "锦川市建设工程质量监督站站长",
          "锦川市{C}{T}镇党委书记|锦川市住房和城乡建设局办公室主任|锦川市城市管理局党组成员、副局长"},
         "锦川市住房和城乡建设局党组成员、副局长|锦川市住房和城乡建设局党组成员、总工程师|"
         "锦川市自然资源和规划局党组成员、"
         "副局长|锦川市{D}人民政府副{L}长"},
        // county
        {{"锦川市{C}{T}乡人民政府科员|锦川市{C}委办公室科员|锦川市{C}农业局科员",
          "锦川市{C}{T}乡团委书记|锦川市{C}委组织部干部科科员|锦川市{C}委办公室秘书科副科长",
          "锦川市{C}{T}镇党委委员、副镇长|锦川市{C}委组织部干部科科长|锦川市{C}扶贫开发办公室副主任",
          "锦川市{C}{T}镇党委副书记、镇长|锦川市{C}农业局党组书记、局长|锦川市{C}委组织部副部长",
          "锦川市{C}{T}镇党委书记|锦川市{C}委办公室主任|锦川市{C}人力资源和社会保障局党组书记、局长",
          "锦川市{C}人民政府副{K}长|锦川市{C}委常委、宣传部部长|锦川市{C}委常委、组织部部长",
          "锦川市{D}委常委、常务副{L}长|锦川市{D}委副书记|锦川市委副秘书长"},
         "锦川市{D}委副书记、{L}长|锦川市农业农村局党组书记、局长|锦川市人民政府副秘书长、办公室主任|"
         "锦川市乡村振兴局党组"
         "书记、局长"},
        // youth
        {{"锦川市{C}{T}镇人民政府科员（选调生）|锦川市{C}{T}镇河西村党支部副书记（选调生）|"
          "东岭大学学生工作处科员",
          "锦川市{C}{T}镇党委委员、组织委员|共青团锦川市委办公室副主任|锦川市委宣传部理论科副科长",
          "锦川市{C}{T}镇党委副书记、镇长|共青团锦川市{C}委书记|共青团锦川市委青年发展部部长"},
         "共青团锦川市委副书记|锦川市{D}委常委、宣传部部长|锦川市{D}人民政府副{L}长|"
         "锦川市青少年活动中心主任"},
        // military
        {{"陆军某部排长|武警东岭总队某支队排长", "陆军某部连政治指导员|武警东岭总队某支队中队长",
          "陆军某部营教导员|武警东岭总队某支队大队长",
          "锦川市民政局优抚安置科科长|锦川市人民防空办公室指挥通信科科长|锦川市应急管理局应急指挥科科长",
          "锦川市{C}退役军人事务局党组书记、局长|锦川市{C}委政法委副书记"},
         "锦川市退役军人事务局党组成员、副局长|锦川市应急管理局党组成员、副局长|锦川市{D}委常委、政法委书记|"
         "锦川市城市管理"
         "局党组成员、副局长"},
        // enterprise
        {{"东岭钢铁集团炼钢厂技术员|锦川市机床厂技术员|锦川港务局调度员",
          "东岭钢铁集团炼钢厂值班主任|锦川市机床厂车间副"
          "主任|锦川港务局生产业务科副科长",
          "东岭钢铁集团炼钢厂副厂长|锦川市机床厂生产科科长|锦川港务局生产业务科科长",
          "东岭钢铁集团设备部部长|锦川机床股份有限公司副总经理|锦川港集团有限公司货运公司经理",
          "锦川港集团有限公司副总经理|锦川市工业和信息化局产业政策科科长|"
          "锦川市国有资产监督管理委员会企业改革科科长",
          "锦川市国有资产监督管理委员会党委委员、副主任|锦川机床股份有限公司党委副书记、总经理"},
         "锦川港集团有限公司党委副书记、总经理|锦川市工业和信息化局党组成员、副局长|"
         "锦川市国有资产监督管理委员会党委委员、副"
         "主任|锦川高新技术产业开发区管理委员会副主任"},
    }};
    return all;
}

constexpr Words economy_universities[]{"东岭财经大学", "东岭大学", "锦川大学", "北原大学"};
constexpr Words economy_majors[]{"经济学院国民经济管理专业", "财政金融学院财政学专业", "商学院会计学专业",
                                 "经济管理学院统计学专业"};
constexpr Words economy_degrees[]{"经济学", "管理学"};
constexpr Words economy_titles[]{"", "高级经济师", "会计师", "高级统计师", ""};
constexpr Words economy_skills[]{"宏观经济管理、项目投资", "财政预算管理", "国民经济统计与分析",
                                 "产业规划、固定资产投资管理"};
constexpr Words education_universities[]{"东岭师范大学", "锦川大学", "东岭大学"};
constexpr Words education_majors[]{"中文系汉语言文学专业", "数学系数学与应用数学专业", "外国语学院英语专业",
                                   "教育学院教育学专业"};
constexpr Words education_degrees[]{"文学", "理学", "教育学"};
constexpr Words education_titles[]{"中学高级教师", "", "中学一级教师", "副教授"};
constexpr Words education_skills[]{"教育管理", "中学语文教学与研究", "职业教育管理", "教育督导与评估"};
constexpr Words health_universities[]{"东岭医科大学", "锦川大学", "北原医学院"};
constexpr Words health_majors[]{"临床医学院临床医学专业", "公共卫生学院预防医学专业", "护理学院护理学专业",
                                "中医学院中医学专业"};
constexpr Words health_degrees[]{"医学"};
constexpr Words health_titles[]{"主任医师", "副主任医师", "主管医师", "主任技师"};
constexpr Words health_skills[]{"心血管内科临床", "疾病预防控制、卫生应急管理", "医院管理",
                                "医疗保障政策研究"};
constexpr Words construction_universities[]{"东岭工业大学", "南川理工大学", "东岭建筑工程学院"};
constexpr Words construction_majors[]{"土木工程学院工民建专业", "建筑系城市规划专业",
                                      "土木工程学院道路与桥梁工程专业", "管理工程系工程造价专业"};
constexpr Words construction_degrees[]{"工学"};
constexpr Words construction_titles[]{"高级工程师", "工程师", "正高级工程师", "国家注册城市规划师"};
constexpr Words construction_skills[]{"城市规划与建设管理", "工程项目管理", "市政道路桥梁设计",
                                      "建筑工程质量安全管理"};
constexpr Words county_universities[]{"东岭农业大学", "东岭大学", "海东政法学院", "东岭师范大学"};
constexpr Words county_majors[]{"农学院农学专业", "法学院法学专业", "中文系汉语言文学专业",
                                "政治系思想政治教育专业"};
constexpr Words county_degrees[]{"农学", "法学", "文学"};
constexpr Words county_titles[]{"", "", "农艺师", ""};
constexpr Words county_skills[]{"农村工作、基层党建", "组织工作", "县域经济发展", "综合协调、文字工作"};
constexpr Words youth_universities[]{"东岭大学", "北原大学", "南川大学", "海东政法学院"};
constexpr Words youth_majors[]{"新闻与传播学院新闻学专业", "公共管理学院行政管理专业", "法学院法学专业",
                               "马克思主义学院思想政治教育专业"};
constexpr Words youth_degrees[]{"文学", "管理学", "法学"};
constexpr Words youth_titles[]{""};
constexpr Words youth_skills[]{"共青团和青年工作", "宣传策划、新媒体运营", "基层治理", "公共管理"};
constexpr Words military_universities[]{"陆军指挥学院", "武警指挥学院"};
constexpr Words military_majors[]{"指挥系步兵指挥专业", "政治系基层政治工作专业", "通信工程系通信指挥专业"};
constexpr Words military_degrees[]{"军事学", "工学"};
constexpr Words military_titles[]{""};
constexpr Words military_skills[]{"应急指挥、组织协调", "双拥优抚安置工作", "人民防空与应急管理"};
constexpr Words enterprise_universities[]{"东岭工业大学", "南川理工大学", "北原交通大学"};
constexpr Words enterprise_majors[]{"冶金工程学院钢铁冶金专业", "机械工程系机械制造专业",
                                    "管理学院企业管理专业", "交通运输学院港口管理专业"};
constexpr Words enterprise_degrees[]{"工学", "管理学"};
constexpr Words enterprise_titles[]{"高级工程师", "高级经济师", "工程师", ""};
constexpr Words enterprise_skills[]{"企业经营管理", "国有资产监管", "冶金工艺、设备管理", "港口物流管理"};

constexpr Field fields[]{
    {economy_majors, economy_degrees, economy_titles, economy_skills, economy_universities,
     "东岭商业高等专科学校财务会计专业", "锦川财经学校财会专业"},
    {education_majors, education_degrees, education_titles, education_skills, education_universities,
     "锦川师范专科学校中文专业", "锦川师范学校普师专业"},
    {health_majors, health_degrees, health_titles, health_skills, health_universities,
     "东岭医学高等专科学校临床医学专业", "锦川卫生学校医士专业"},
    {construction_majors, construction_degrees, construction_titles, construction_skills,
     construction_universities, "锦川工业专科学校工业与民用建筑专业", "东岭建筑工程学校工民建专业"},
    {county_majors, county_degrees, county_titles, county_skills, county_universities,
     "锦川师范专科学校政史专业", "东岭农业学校农学专业"},
    {youth_majors, youth_degrees, youth_titles, youth_skills, youth_universities, "锦川师范专科学校中文专业",
     "锦川师范学校普师专业"},
    {military_majors, military_degrees, military_titles, military_skills, military_universities,
     "陆军军官学校", "陆军军官学校"},
    {enterprise_majors, enterprise_degrees, enterprise_titles, enterprise_skills, enterprise_universities,
     "锦川工业专科学校机械制造专业", "东岭冶金工业学校炼钢专业"},
};

constexpr Words counties[]{"石桥县", "清平县", "白沙县", "南岭县", "云溪区", "望江区"};
constexpr Words townships[]{"青石", "双河", "柳林", "大墩", "平湖", "望山", "金沙", "梅岭", "河口", "松坪"};
constexpr Words numbers[]{"一", "二", "三", "四", "五", "六"};

constexpr Vacancy vacancy_rows[]{
    {Track::economy, "锦川市发展和改革委员会党组书记、主任", "锦川市发展和改革委员会", 42, 54},
    {Track::education, "锦川市教育局党组书记、局长", "锦川市教育局", 42, 55},
    {Track::health, "锦川市卫生健康委员会党组书记、主任", "锦川市卫生健康委员会", 43, 55},
    {Track::construction, "锦川市住房和城乡建设局党组书记、局长", "锦川市住房和城乡建设局", 41, 54},
    {Track::county, "石桥县委书记", "石桥县", 42, 53},
    {Track::youth, "共青团锦川市委书记", "共青团锦川市委", 31, 36},
};

std::vector<Words> alternatives(Words text) {
    std::vector<Words> all;
    for (;;) {
        const std::size_t bar = text.find('|');
        all.push_back(text.substr(0, bar));
        if (bar == Words::npos)
            return all;
        text.remove_prefix(bar + 1);
    }
}

void replace_all(std::string& text, Words from, Words to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

Words last_character(Words text) {
    return text.substr(text.size() - 3);
}

std::string filled(Words post, const Place& place, Random& random) {
    std::string text(post);
    replace_all(text, "{C}", place.county);
    replace_all(text, "{K}", last_character(place.county));
    replace_all(text, "{D}", place.other_county);
    replace_all(text, "{L}", last_character(place.other_county));
    replace_all(text, "{T}", place.township);
    replace_all(text, "{N}", random.one_of(numbers));
    return text;
}

/// What somebody who is no party member is instead.
std::string without_party(std::string post) {
    for (const Words words :
         {"党组书记、", "党组成员、", "党委副书记、", "党委书记、", "党委委员、", "委常委、常务", "委常委、"})
        replace_all(post, words, words.starts_with("委常委") ? "人民政府" : "");
    return post;
}

bool needs_party(Words post) {
    for (const Words words : {"党委书记", "组织委员", "组织部", "宣传部", "政法委", "团", "指导员", "教导员"})
        if (post.ends_with(words) || post.find(std::string(words) + "部长") != Words::npos)
            return true;
    return false;
}

} // namespace

const Field& field_of(Track track) {
    return fields[static_cast<std::size_t>(track)];
}

std::span<const Vacancy> vacancies() {
    return vacancy_rows;
}

Place make_place(Random& random) {
    Place place{std::string(random.one_of(counties)), std::string(random.one_of(counties)),
                std::string(random.one_of(townships))};
    if (place.other_county == place.county)
        place.other_county = place.county == counties[0] ? counties[3] : counties[0];
    return place;
}

Ladder make_ladder(Random& random, Track track, const Place& place, int steps, bool party, int present) {
    const TrackSteps& all = tracks()[static_cast<std::size_t>(track)];
    const std::size_t early = all.early.size();
    const std::size_t wanted = std::clamp<std::size_t>(static_cast<std::size_t>(steps) - 1, 2, early);
    Ladder ladder;
    for (std::size_t i = 0, left = wanted; i < early; ++i) {
        // The first step always; of the others so many that the rest still fits.
        if (i != 0 && !random.chance(static_cast<double>(left) / static_cast<double>(early - i)))
            continue;
        std::vector<Words> posts = alternatives(all.early[i]);
        if (!party)
            std::erase_if(posts, needs_party);
        if (posts.empty() || left == 0)
            continue;
        --left;
        std::string post = filled(random.pick(posts), place, random);
        post = party ? post : without_party(post);
        if (ladder.posts.empty() || ladder.posts.back() != post)
            ladder.posts.push_back(std::move(post));
    }
    const std::vector<Words> last = alternatives(all.present);
    std::string post = filled(last[static_cast<std::size_t>(present) % last.size()], place, random);
    if (!party)
        post = without_party(post);
    ladder.present_without_rank = post;
    const bool head = track == Track::county;
    if (random.chance(0.55))
        post += head ? "，二级调研员" : random.chance(0.6) ? "，三级调研员" : "，四级调研员";
    else if (random.chance(0.7))
        post += head ? "（正处级）" : "（副处级）";
    if (!ladder.posts.empty() && ladder.posts.back() == ladder.present_without_rank)
        ladder.posts.pop_back();
    ladder.posts.push_back(std::move(post));
    return ladder;
}

} // namespace app::sample
