/// A closed list of values of one field.
package enum ValueSet: String, Hashable, Sendable, CaseIterable {
    /// FHIR administrative-gender and GB/T 2261.1.
    case gender
    /// HL7 v3 MaritalStatus and GB/T 2261.2.
    case marriage
    /// GB/T 3304, the 56 peoples.
    case ethnicity
    /// ISO 3166-1 alpha-2.
    case nationality
    /// GB/T 2261.4.
    case occupation

    package var source: String {
        switch self {
        case .gender: "FHIR administrative-gender, GB/T 2261.1"
        case .marriage: "HL7 v3 MaritalStatus, GB/T 2261.2"
        case .ethnicity: "GB/T 3304"
        case .nationality: "ISO 3166-1"
        case .occupation: "GB/T 2261.4"
        }
    }

    func contains(_ text: String) -> Bool {
        let folded = Scan.string(ScalarFolding.folded(text))
        return Self.members[self]?.contains(folded) == true
    }

    private static let members: [ValueSet: Set<String>] = [
        .gender: words("male female other unknown m f 男 女 男性 女性 未知 未说明 未知的性别 未说明的性别"),
        .marriage: words(
            "a d i l m p s t u w c unk annulled divorced interlocutory polygamous married unmarried widowed "
                + "未婚 已婚 初婚 再婚 复婚 丧偶 离婚 未说明 单身 single unknown"
        )
        .union(["never married", "legally separated", "domestic partner", "common law"]),
        .ethnicity: peoples.union(Set(peoples.map { $0 + "族" })),
        .nationality: words(
            "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs "
                + "bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do "
                + "dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt "
                + "gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp "
                + "kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr "
                + "ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn "
                + "pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx "
                + "sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn "
                + "vu wf ws ye yt za zm zw 中国 中华人民共和国 chn"),
        .occupation: words(
            "国家公务员 专业技术人员 职员 企业管理人员 工人 农民 学生 现役军人 自由职业者 个体经营者 无业人员 "
                + "退休人员 离退休人员 退(离)休人员 其他"),
    ]

    private static let peoples = words(
        "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
            + "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 "
            + "鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺")

    private static func words(_ list: String) -> Set<String> {
        Set(list.split(separator: " ").map(String.init))
    }
}

/// Findings that laboratories report in a word: they say what a code would.
enum ResultWords {
    private static let all: Set<String> = [
        "阴性", "阳性", "弱阳性", "强阳性", "可疑", "正常", "异常", "未检出", "检出", "未见", "偏高", "偏低",
        "negative", "positive", "weakly positive", "normal", "abnormal", "detected", "not detected",
        "reactive", "nonreactive", "non-reactive", "indeterminate", "trace", "present", "absent",
        "high", "low", "hi", "lo", "-", "+", "++", "+++", "++++", "+-", "±", "(-)", "(+)", "(++)",
        "(+++)",
        "neg", "pos", "a", "b", "ab", "o",
    ]

    static func contains(_ text: String) -> Bool {
        all.contains(Scan.string(ScalarFolding.folded(text).filter { $0 != 0x0a }))
    }
}
