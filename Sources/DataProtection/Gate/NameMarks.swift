/// Words by which a Chinese name is told: before it, after it, and in it.
enum NameMarks {
    /// After these a name follows, whatever stands between.
    static let labels = WordList(
        words: """
            姓名 名字 联系人 监护人 签名 签字 签署 昵称 采集人 检验者 审核者 审核人 报告人 报告者 记录人 记录者 操作者 \
            操作人 送检人 陪护人 责任护士 管床医生 管床医师 主管医生 主管医师 主治医师 主刀 术者 手术者 麻醉师 病人名 \
            患者名 代理人 委托人 见证人 经办人 填表人 录入人 申请人 受检者 被检者 受试者 曾用名 别名 名叫 名为 叫做 \
            签署人 接诊人 执行人 核对人 户主 投保人 被保险人 受益人 收件人 持卡人 户名 采样人 抽血者 复核人 审方人 调配人 \
            发药人 诊断医师 书写者 书写人 谈话人 告知人 知情人 紧急联络人 会诊人 转诊人 随访人 责任人 负责人 法人 \
            陪同人 送诊人 捐献者 供者 寄件人 申报人 检查者 检查医师 报告医师 审核医师 开单医师 接诊医师 经治医师 申请医师 \
            主诊医师 手术医师 手术医生 麻醉医师 陈述者 供史者 病史提供者 代述人 提供人 绰号 乳名 小名 学名 真名 本名 全名
            """)

    /// Persons: the name may follow at once.
    static let persons = WordList(
        words: """
            患者 病人 患儿 产妇 孕妇 伤者 逝者 死者 医生 医师 护士 护士长 主任 教授 院长 护师 药师 技师 家属 父亲 母亲 \
            丈夫 妻子 儿子 女儿 其妻 其夫 其子 其女 其父 其母 其兄 其弟 其姐 其妹 之子 之女 之妻 之夫 之父 之母 之兄 \
            之弟 长子 次子 长女 次女 幼子 幼女 独子 独女 爱人 配偶 老伴 哥哥 弟弟 姐姐 妹妹 爷爷 奶奶 外公 外婆 孙子 \
            孙女 外孙 儿媳 女婿 侄子 侄女 外甥 陪护 护工 保姆 邻居 朋友 同事 同学 室友 老师 男友 女友 岳父 岳母 公公 \
            婆婆 舅舅 姑姑 叔叔 伯伯 姨妈 本人 我是 我叫 姓
            """)

    /// Little words before a name that acts or is acted on.
    static let links = WordList(
        words: "与 由 经 请 向 给 和 同 跟 通知 告知 联系 找 让 陪同 委托 邀 嘱 转告 致电 派 对 是 系 为 叫")

    /// What persons do: stands behind a name.
    static let acts = WordList(
        words: """
            电话 联系 沟通 会诊 查房 陪同 陪护 签字 签名 签署 代签 代诉 护送 送来 送至 送入 确认 同意 告知 说明 到场 办理 \
            主刀 手术 主任 医师 医生 教授 护士 护师 技师 药师 院长 先生 女士 小姐 老师 同志 大爷 大妈 阿姨 诉 自述 称 \
            今日 昨日 来院 来诊 就诊 复诊 入院 出院 住院 转诊 转入 转至 的 因 于 男 女 本人 夫妇 夫妻 家属 家人 之子 之女 \
            接诊 交班 值班 随访 预约 挂号 缴费 取药 到院 负责 反映 反馈 表示 要求 拒绝 已签 记录 审核 报告 书写 填写 采集 \
            操作 执行 核对 年 现年 享年 出生 生于 住 家住 患 既往 服用 使用 病情 病史 血糖 血压 化验 体检 检查 诊断
            """)

    /// Forms of address right behind a name; true for those that are parts of offices too.
    static let titles = WordList(
        ["先生", "女士", "小姐", "大爷", "大妈", "阿姨", "同志", "夫人", "太太", "师傅", "大叔", "大姐", "奶奶", "爷爷"]
            .map { ($0, false) }
            + [
                "医生", "医师", "主任", "教授", "护士", "院长", "老师", "护师", "技师", "药师", "大夫", "博士", "主刀",
                "副主任", "副教授", "副院长", "主治", "氏",
            ].map { ($0, true) })

    /// Offices that end in a surname: 主管医师, 责任护士.
    static let offices = WordList(
        words: "主管 责任 全科 专科 管床 家庭 签约 上级 当班 值班 首诊 年资 高年资 住院总 门诊 综合 普通 常务 学科")

    /// Names of peoples who put no surname first: parts by which they are known.
    static let peoples = WordList(
        words: """
            阿卜杜 阿不都 阿布都 古丽 买买提 麦麦提 艾力 吐尔逊 帕提 热依 依木 托合提 木拉提 努尔 艾合 阿依 玛依 热孜 \
            米热 买合 吾买 吐尔 肉孜 库尔班 艾则孜 伊力 亚森 阿里木 居马 哈力 叶尔 别克 努尔兰 巴合 沙吾 加娜 阿迪力 \
            扎西 次仁 卓玛 丹增 洛桑 平措 央金 尼玛 达瓦 格桑 德吉 拉姆 旺堆 索朗 索南 多吉 仁增 仁青 次旺 边巴 普布 \
            巴桑 米玛 贡布 顿珠 白玛 强巴 曲珍 措姆 才让 才旦 桑吉 旦增 嘎玛 班觉 格勒 罗布 罗桑 阿旺 \
            巴特尔 其其格 乌云 苏日 娜仁 哈斯 图雅 朝鲁 那木 斯琴 敖登 布仁 宝音 额尔 巴图 呼和 格日 萨仁 乌兰 特木 \
            毕力 孟和 那仁 牧仁 高娃 塔娜 阿古拉 吉木 阿木 日古 木呷 拉铁 子呷 阿呷 尔古 沙马 俄木 阿约 吉克 曲比 \
            依扎 岩温 玉香 玉罕 岩罕
            """)

    /// Surnames told by their parts, as people spell them aloud.
    static let spelled = WordList(
        words: """
            弓长张 木子李 耳东陈 双木林 古月胡 草头黄 三横王 立早章 口天吴 走肖赵 言午许 文刀刘 双人徐 人可何 女尧姚 \
            木易杨 关耳郑 西贝贾 日月明 十八子李 三点水 双口吕 千里马 卯金刀 田力男 谢谢的谢 弓长 耳东 口天 言午
            """)
}
