#include "dossier/field.h"

namespace dossier {

namespace {

constexpr std::array<Term, field_count> terms{{
    {"姓名", "XingMing", "name"},
    {"性别", "XingBie", "sex"},
    {"出生年月", "ChuShengNianYue", "date of birth"},
    {"民族", "MinZu", "ethnicity"},
    {"籍贯", "JiGuan", "native place"},
    {"出生地", "ChuShengDi", "place of birth"},
    {"入党时间", "RuDangShiJian", "joined the Party"},
    {"参加工作时间", "CanJiaGongZuoShiJian", "started work"},
    {"到龄年月", "DaoLingNianYue", "retirement month"},
    {"健康状况", "JianKangZhuangKuang", "health"},
    {"专业技术职务", "ZhuanYeJiShuZhiWu", "professional title"},
    {"熟悉专业有何专长", "ShuXiZhuanYeYouHeZhuanChang", "expertise"},
    {"全日制教育学历", "QuanRiZhiJiaoYu_XueLi", "full-time education"},
    {"全日制教育学位", "QuanRiZhiJiaoYu_XueWei", "full-time degree"},
    {"全日制教育学历毕业院校系及专业", "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
     "school and major of the full-time education"},
    {"全日制教育学位毕业院校系及专业", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
     "school and major of the full-time degree"},
    {"在职教育学历", "ZaiZhiJiaoYu_XueLi", "in-service education"},
    {"在职教育学位", "ZaiZhiJiaoYu_XueWei", "in-service degree"},
    {"在职教育学历毕业院校系及专业", "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
     "school and major of the in-service education"},
    {"在职教育学位毕业院校系及专业", "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
     "school and major of the in-service degree"},
    {"现任职务", "XianRenZhiWu", "present post"},
    {"拟任职务", "NiRenZhiWu", "proposed post"},
    {"拟免职务", "NiMianZhiWu", "post to be relinquished"},
    {"简历", "JianLi", "résumé"},
    {"奖惩情况", "JiangChengQingKuang", "awards and penalties"},
    {"年度考核结果", "NianDuKaoHeJieGuo", "annual assessments"},
    {"任免理由", "RenMianLiYou", "reason for the appointment or removal"},
    {"呈报单位", "ChengBaoDanWei", "reporting unit"},
    {"改革前任职年龄界限", "GaiGeQianRenZhiNianLingJieXian", "age limit before the reform"},
    {"计算年龄时间", "JiSuanNianLingShiJian", "date for computing the age"},
    {"填表时间", "TianBiaoShiJian", "date of filling in"},
    {"填表人", "TianBiaoRen", "filled in by"},
    {"身份证号", "ShenFenZheng", "identity number"},
    {"编辑器版本", "Version", "editor version"},
}};

constexpr std::array<Term, family_field_count> family_terms{{
    {"称谓", "ChengWei", "appellation"},
    {"姓名", "XingMing", "name"},
    {"出生日期", "ChuShengRiQi", "date of birth"},
    {"政治面貌", "ZhengZhiMianMao", "political status"},
    {"工作单位及职务", "GongZuoDanWeiJiZhiWu", "work unit and post"},
}};

constexpr std::array<Term, 24> others{{
    {"干部任免审批表", "GanBuRenMianShenPiBiao", "approval form for appointment and removal"},
    {"家庭主要成员及重要社会关系", "JiaTingChengYuan", "family and important social relations"},
    {"照片", "ZhaoPian", "photo"},
    {"考察材料", "KaoChaCaiLiao", "vetting report"},
    {"民主推荐", "MinZhuTuiJian", "democratic recommendation"},
    {"民主测评", "MinZhuCePing", "democratic assessment"},
    {"民意测验", "MinYiCeYan", "opinion poll"},
    {"会议推荐", "HuiYiTuiJian", "recommendation by meeting"},
    {"谈话推荐", "TanHuaTuiJian", "recommendation by interview"},
    {"任免", "RenMian", "appointment and removal"},
    {"议题", "YiTi", "agenda topic"},
    {"应到", "YingDao", "members entitled to attend"},
    {"实到", "ShiDao", "members present"},
    {"发出", "FaChu", "ballots issued"},
    {"收回", "ShouHui", "ballots returned"},
    {"有效票", "YouXiaoPiao", "valid ballots"},
    {"无效票", "WuXiaoPiao", "invalid ballots"},
    {"弃权", "QiQuan", "abstention"},
    {"缓议", "HuanYi", "deferral"},
    {"回避", "HuiBi", "recusal"},
    {"姓氏笔画", "XingShiBiHua", "stroke order of the surname"},
    {"职务层次", "ZhiWuCengCi", "rank of the post"},
    {"会议材料 注意保管", "HuiYiCaiLiaoZhuYiBaoGuan", "meeting material, keep safe"},
    {"纪实", "JiShi", "record of the procedure"},
}};

} // namespace

const Term& term(Field field) {
    return terms.at(static_cast<std::size_t>(field));
}

const Term& term(FamilyField field) {
    return family_terms.at(static_cast<std::size_t>(field));
}

std::optional<Field> field_of_element(std::string_view element) {
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (terms.at(i).element == element)
            return static_cast<Field>(i);
    return std::nullopt;
}

std::optional<FamilyField> family_field_of_element(std::string_view element) {
    for (std::size_t i = 0; i < family_terms.size(); ++i)
        if (family_terms.at(i).element == element)
            return static_cast<FamilyField>(i);
    return std::nullopt;
}

std::span<const Term> other_terms() {
    return others;
}

} // namespace dossier
