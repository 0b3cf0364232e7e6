#include "dossier/order/surnames.h"

namespace order {

namespace {

constexpr SurnameRow surname_rows[]{
    {"卜", "bu3"},         {"薄", "bo2"},         {"贲", "ben1"},       {"秘", "bi4"},
    {"柏", "bai3/bo2"},    {"晁", "chao2"},       {"车", "che1"},       {"晟", "cheng2/sheng4"},
    {"谌", "chen2/shen4"}, {"种", "chong2"},      {"褚", "chu3"},       {"啜", "chuai4"},
    {"郗", "xi1/chi1"},    {"逄", "pang2"},       {"逢", "pang2"},      {"都", "du1"},
    {"佴", "nai4"},        {"费", "fei4/bi4"},    {"盖", "ge3/gai4"},   {"干", "gan1"},
    {"葛", "ge3"},         {"句", "gou1"},        {"勾", "gou1"},       {"妫", "gui1"},
    {"炅", "gui4"},        {"炔", "gui4"},        {"过", "guo1"},       {"哈", "ha3"},
    {"黑", "he4/hei1"},    {"华", "hua4"},        {"郇", "xun2/huan2"}, {"纪", "ji3/ji4"},
    {"祭", "zhai4"},       {"教", "jiao4"},       {"解", "xie4"},       {"靳", "jin4"},
    {"瞿", "qu2"},         {"阚", "kan4"},        {"隗", "wei3/kui2"},  {"乐", "yue4/le4"},
    {"令", "ling2"},       {"缪", "miao4"},       {"乜", "nie4"},       {"那", "na1"},
    {"能", "nai4"},        {"宁", "ning4/ning2"}, {"区", "ou1/qu1"},    {"朴", "piao2"},
    {"繁", "po2"},         {"蕃", "po2"},         {"仇", "qiu2"},       {"覃", "qin2/tan2"},
    {"亓", "qi2"},         {"曲", "qu1"},         {"任", "ren2"},       {"芮", "rui4"},
    {"撒", "sa3"},         {"单", "shan4"},       {"召", "shao4"},      {"佘", "she2"},
    {"折", "she2"},        {"石", "shi2"},        {"莘", "shen1/xin1"}, {"盛", "sheng4"},
    {"殳", "shu1"},        {"洗", "xian3"},       {"冼", "xian3"},      {"佟", "tong2"},
    {"沈", "shen3"},       {"尉", "wei4/yu4"},    {"冯", "feng2"},      {"咸", "xian2"},
    {"相", "xiang4"},      {"行", "xing2"},       {"幸", "xing4"},      {"燕", "yan1"},
    {"鄢", "yan1"},        {"要", "yao1"},        {"幺", "yao1"},       {"么", "yao1"},
    {"叶", "ye4"},         {"应", "ying1"},       {"于", "yu2"},        {"於", "yu1"},
    {"员", "yun4"},        {"恽", "yun4"},        {"郓", "yun4"},       {"曾", "zeng1"},
    {"查", "zha1"},        {"翟", "zhai2/di2"},   {"占", "zhan1"},      {"仉", "zhang3"},
    {"中", "zhong1"},      {"朱", "zhu1"},        {"訾", "zi1/zi3"},    {"笪", "da2"},
    {"氏", "shi4"},        {"适", "kuo4"},        {"俞", "yu2"},        {"俱", "ju1"},
    {"会", "gui4"},        {"牟", "mu4/mou2"},    {"牙", "ya2"},        {"厘", "xi1"},
    {"卒", "zu2"},         {"帖", "tie3"},        {"强", "qiang2"},     {"长", "chang2"},
    {"重", "zhong4"},      {"率", "shuai4"},      {"扎", "za1"},        {"角", "jue2"},
    {"藏", "zang1"},       {"卡", "qia3"},        {"参", "shen1"},      {"曹", "cao2"},
    {"降", "jiang4"},      {"钭", "tou3"},        {"眭", "sui1"},       {"睢", "sui1"},
    {"麹", "qu1"},         {"璩", "qu2"},         {"郏", "jia2"},       {"郄", "qie4/xi4"},
    {"郤", "xi4"},         {"昝", "zan3"},        {"臧", "zang1"},      {"逯", "lu4"},
    {"禚", "zhuo2"},       {"庹", "tuo3"},        {"殷", "yin1"},       {"尹", "yin3"},
    {"还", "huan2"},       {"兴", "xing1"},       {"不", "fou1"},       {"六", "lu4"},
    {"戏", "xi4"},         {"系", "xi4"},         {"省", "xing3"},      {"蛾", "yi3"},
    {"艾", "ai4"},         {"服", "fu2"},         {"伽", "qie2"},       {"落", "luo4"},
    {"陆", "lu4"},         {"茹", "ru2"},         {"若", "ruo4"},       {"校", "xiao4"},
    {"兹", "zi1"},         {"巷", "xiang4"},      {"玉", "yu4"},
};

constexpr SurnameRow compound_rows[]{
    {"百里", "bai3 li3"},
    {"淳于", "chun2 yu2"},
    {"澹台", "tan2 tai2"},
    {"第五", "di4 wu3"},
    {"东方", "dong1 fang1"},
    {"东郭", "dong1 guo1"},
    {"独孤", "du2 gu1"},
    {"端木", "duan1 mu4"},
    {"段干", "duan4 gan1"},
    {"公羊", "gong1 yang2"},
    {"公孙", "gong1 sun1"},
    {"公冶", "gong1 ye3"},
    {"谷梁", "gu3 liang2"},
    {"赫连", "he4 lian2"},
    {"呼延", "hu1 yan2"},
    {"皇甫", "huang2 fu3"},
    {"夹谷", "jia2 gu3"},
    {"乐正", "yue4 zheng4"},
    {"令狐", "ling2 hu2"},
    {"闾丘", "lv2 qiu1"},
    {"万俟", "mo4 qi2"},
    {"墨哈", "mo4 ha3"},
    {"慕容", "mu4 rong2"},
    {"纳兰", "na4 lan2"},
    {"南宫", "nan2 gong1"},
    {"欧阳", "ou1 yang2"},
    {"濮阳", "pu2 yang2"},
    {"亓官", "qi2 guan1"},
    {"漆雕", "qi1 diao1"},
    {"壤驷", "rang3 si4"},
    {"上官", "shang4 guan1"},
    {"申屠", "shen1 tu2"},
    {"司空", "si1 kong1"},
    {"司寇", "si1 kou4"},
    {"司马", "si1 ma3"},
    {"司徒", "si1 tu2"},
    {"太史", "tai4 shi3"},
    {"太叔", "tai4 shu1"},
    {"拓跋", "tuo4 ba2"},
    {"完颜", "wan2 yan2"},
    {"微生", "wei1 sheng1"},
    {"尉迟", "yu4 chi2"},
    {"闻人", "wen2 ren2"},
    {"巫马", "wu1 ma3"},
    {"西门", "xi1 men2"},
    {"夏侯", "xia4 hou2"},
    {"鲜于", "xian1 yu2"},
    {"轩辕", "xuan1 yuan2"},
    {"羊舌", "yang2 she2"},
    {"叶赫", "ye4 he4"},
    {"宇文", "yu3 wen2"},
    {"宰父", "zai3 fu3"},
    {"长孙", "zhang3 sun1"},
    {"钟离", "zhong1 li2"},
    {"仲孙", "zhong4 sun1"},
    {"诸葛", "zhu1 ge3"},
    {"颛孙", "zhuan1 sun1"},
    {"子车", "zi3 ju1"},
    {"宗政", "zong1 zheng4"},
    {"左丘", "zuo3 qiu1"},
    {"爱新觉罗", "ai4 xin1 jue2 luo2"},
    {"叶赫那拉", "ye4 he4 na1 la1"},
};

constexpr SurnameRow given_rows[]{
    {"晟", "sheng4"}, {"娜", "na4"},   {"曾", "zeng1"},  {"行", "xing2"}, {"长", "chang2"}, {"重", "chong2"},
    {"乐", "le4"},    {"朝", "chao2"}, {"盛", "sheng4"}, {"茜", "xi1"},   {"朴", "pu3"},    {"单", "dan1"},
    {"柏", "bai3"},   {"薄", "bo2"},   {"莘", "xin1"},   {"解", "jie3"},  {"传", "chuan2"}, {"率", "shuai4"},
    {"强", "qiang2"}, {"藏", "zang4"}, {"琢", "zhuo2"},  {"瑾", "jin3"},  {"暹", "xian1"},  {"婧", "jing4"},
};

} // namespace

std::span<const SurnameRow> surnames() {
    return surname_rows;
}
std::span<const SurnameRow> compound_surnames() {
    return compound_rows;
}
std::span<const SurnameRow> given_names() {
    return given_rows;
}

} // namespace order
