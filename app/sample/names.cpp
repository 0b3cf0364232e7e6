#include "app/sample/names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace app::sample {

namespace {

/// Surnames in the order of frequency; the first of a name comes often, the last seldom.
constexpr std::string_view surname_list =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余于杜叶程苏魏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔"
    "赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍韦申尤毕聂焦单解仇区查曾盖尉佟亓";

constexpr std::string_view compound_list[]{"欧阳", "上官", "司马", "诸葛", "尉迟", "皇甫", "令狐", "慕容",
                                           "司徒", "夏侯", "端木", "东方", "宇文", "长孙", "澹台", "万俟"};

/// Characters of given names by sex; a name takes one or two.
constexpr std::string_view male_old =
    "国建军志明强华伟平文忠新林永德光兴民庆生福海成安良才春贵友富宝根长玉祥发";
constexpr std::string_view male_mid =
    "伟勇军涛斌鹏波辉刚健峰磊毅俊凯晓东宏立志云飞亮剑锋振宇海明旭升卫培学思远";
constexpr std::string_view male_new = "浩宇轩博文昊天泽睿哲翔子涵嘉豪俊逸晨阳瑞鑫致远弘毅景行修承";
constexpr std::string_view female_old = "秀英玉兰桂芳淑珍惠琴美凤霞红丽华梅荣爱莲素云翠萍月娥金香亚春";
constexpr std::string_view female_mid = "丽敏静燕艳娟莉娜芳洁琳玲红霞晓雪梅颖婷慧欣蕾倩云岚黎海宁卓文佳怡";
constexpr std::string_view female_new = "梓涵欣怡诗雨佳琪思雅可馨若曦语桐悦然依诺清妍静姝书瑶沐";

struct People {
    std::string_view name;
    std::string_view surnames; ///< single characters; empty = as the Han
};
constexpr People peoples[]{{"回族", "马丁白沙哈纳李杨王海"}, {"满族", "关佟那赵富金傅唐"},
                           {"壮族", "韦覃黄陆农蒙莫"},       {"苗族", "龙石吴麻杨田"},
                           {"土家族", "田向彭覃冉谭"},       {"蒙古族", "包白乌云陈康"},
                           {"朝鲜族", "朴金崔李全"},         {"侗族", "杨吴石粟龙"},
                           {"白族", "段杨赵董杜"},           {"瑶族", "盘赵邓冯李"}};

/// Given part and father's or family part are drawn separately.
constexpr std::array<std::string_view, 8> uyghur_male{"阿不都", "买买提", "艾力",   "吐尔逊",
                                                      "库尔班", "玉素甫", "艾尔肯", "亚力坤"};
constexpr std::array<std::string_view, 8> uyghur_female{"阿依古丽", "热依汗",   "古丽娜尔", "帕提古丽",
                                                        "米热古丽", "迪丽努尔", "茹仙古丽", "祖丽菲娅"};
constexpr std::array<std::string_view, 8> uyghur_father{"热西提", "吾买尔", "艾合买提", "依明",
                                                        "司马义", "卡德尔", "托乎提",   "哈力克"};
constexpr std::array<std::string_view, 8> kazakh_male{"巴合提", "叶尔江", "努尔兰", "阿依登",
                                                      "哈那提", "木拉提", "赛力克", "达吾列提"};
constexpr std::array<std::string_view, 6> tibetan{"扎西顿珠", "洛桑次仁", "格桑旺堆",
                                                  "丹增平措", "达瓦",     "旺姆"};

constexpr std::string_view rare_male[]{"𬱖", "䶮", "堃", "喆", "翀", "赟", "昇", "旻", "犇", "垚"};
constexpr std::string_view rare_female[]{"㛃", "䶮", "婳", "玥", "瑢", "嫚", "𬍛", "沄", "昉", "璟"};

std::size_t length_of(unsigned char first) {
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// Characters of a list, found once.
class Characters {
  public:
    explicit Characters(std::string_view list) {
        for (std::size_t i = 0; i < list.size();) {
            const std::size_t length = length_of(static_cast<unsigned char>(list[i]));
            all_.push_back(list.substr(i, length));
            i += length;
        }
    }
    [[nodiscard]] std::string one(Random& random) const { return std::string(random.pick(all_)); }
    /// The earlier, the likelier: the square of an even number in [0, 1).
    [[nodiscard]] std::string frequent(Random& random) const {
        const double at = random.real(0, 1);
        return std::string(all_[static_cast<std::size_t>(at * at * static_cast<double>(all_.size()))]);
    }

  private:
    std::vector<std::string_view> all_;
};

const Characters& given_characters(bool female, int birth_year) {
    static const std::array<Characters, 6> lists{Characters(male_old),   Characters(male_mid),
                                                 Characters(male_new),   Characters(female_old),
                                                 Characters(female_mid), Characters(female_new)};
    const std::size_t fashion = birth_year < 1968 ? 0 : birth_year < 1995 ? 1 : 2;
    return lists[fashion + (female ? 3 : 0)];
}

Name transcribed_name(Random& random, bool female) {
    Name name;
    if (!female && random.chance(0.2)) {
        name.full = random.pick(tibetan);
        name.ethnicity = "藏族";
    } else if (!female && random.chance(0.35)) {
        const std::string_view own = random.pick(kazakh_male);
        std::string_view father = random.pick(kazakh_male);
        if (father == own)
            father = own == kazakh_male[0] ? kazakh_male[1] : kazakh_male[0];
        name.full = std::string(own) + "·" + std::string(father);
        name.ethnicity = "哈萨克族";
    } else {
        name.full = std::string(female ? random.pick(uyghur_female) : random.pick(uyghur_male)) + "·" +
                    std::string(random.pick(uyghur_father));
        name.ethnicity = "维吾尔族";
    }
    name.given = name.full;
    return name;
}

std::string minority_surname(Random& random, const People& people) {
    return Characters(people.surnames).one(random);
}

} // namespace

std::string make_surname(Random& random) {
    static const Characters surnames(surname_list);
    return surnames.frequent(random);
}

std::string make_given_name(Random& random, bool female, int birth_year) {
    const Characters& characters = given_characters(female, birth_year);
    std::string given = characters.one(random);
    if (random.chance(birth_year < 1985 ? 0.68 : 0.8)) {
        const std::string second = characters.one(random);
        if (second != given)
            given += second;
    }
    return given;
}

Name make_name(Random& random, bool female, int birth_year, NameKind kind) {
    if (kind == NameKind::any) {
        const double share = random.real(0, 1);
        kind = share < 0.008  ? NameKind::transcribed
               : share < 0.08 ? NameKind::minority
               : share < 0.09 ? NameKind::compound_surname
               : share < 0.10 ? NameKind::rare_character
                              : NameKind::any;
    }
    if (kind == NameKind::transcribed)
        return transcribed_name(random, female);
    Name name;
    name.ethnicity = "汉族";
    if (kind == NameKind::minority) {
        const People& people = random.one_of(peoples);
        name.ethnicity = people.name;
        name.surname = minority_surname(random, people);
    } else if (kind == NameKind::compound_surname) {
        name.surname = random.one_of(compound_list);
    } else {
        name.surname = make_surname(random);
    }
    name.given = make_given_name(random, female, birth_year);
    if (kind == NameKind::rare_character)
        name.given = std::string(female ? random.one_of(rare_female) : random.one_of(rare_male));
    name.full = name.surname + name.given;
    return name;
}

} // namespace app::sample
