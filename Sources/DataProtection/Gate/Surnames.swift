/// Common Chinese surnames, and what looks like a name and is a word of medicine.
enum Surnames {
    private static let single = Set(
        Scan.scalars(
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
                + "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴"
                + "莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅"
                + "童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项"
                + "连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞"
                + "敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花"
                + "权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓"
        ))
    private static let compound = [
        "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯",
        "宇文", "长孙", "端木", "南宫", "独孤", "轩辕",
    ].map { Scan.scalars($0) }
    /// The most frequent ones, by which a name is told without any word before it.
    private static let frequent = Set(
        Scan.scalars(
            "王李张刘陈杨赵吴林周徐孙朱胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦邹孟秦邱尹薛闫段侯史陶黎贺顾郝龚邵钱覃戴"
        ))
    /// Characters that words of medicine have and given names hardly ever.
    private static let clinical = Set(
        Scan.scalars(
            "病症炎痛癌瘤疮疹糖压脂酸酶素汀唑胶片粒针剂血尿便肾肝胃肠胰肺脑骨肌眼耳鼻喉齿腔膜障疸肿咳喘热寒泻吐晕麻痒虚"
                + "术检验查液汤丸散膏贴药服餐前后空腹随机正常异低偏不无未有已需应可为在时的了是与及或每日次量测定值率度率级"
                + "期型性史状况危过敏围力季续务旧用青霉头孢磺胺史高胞能良好差稳波动控制者员师士医患护区县市省镇乡院科室路街号楼"
        ))

    /// Herbs and words that begin with a frequent surname.
    private static let words = [
        "杜仲", "何首乌", "丁香", "苏子", "苏叶", "吴茱萸", "徐长卿", "胡萝卜", "胡椒", "朱砂", "任何", "程序",
        "段落", "江水", "叶子", "周围", "周身", "唐氏", "郝柏氏", "许多", "张开", "罗汉果", "陶土", "钱币",
    ].map { Scan.scalars($0) }

    /// How many characters of the text are its surname: 0, 1 or 2.
    static func surnameCount(_ text: ArraySlice<UInt32>) -> Int {
        if compound.contains(where: { text.starts(with: $0) }) { return 2 }
        guard let first = text.first else { return 0 }
        return single.contains(first) ? 1 : 0
    }

    /// The surname of a Chinese name of two to four characters.
    static func surname(of text: String) -> String? {
        let scalars = Scan.withoutBlanks(Scan.scalars(text))
        let count = surnameCount(scalars[...])
        guard count > 0, (2...4).contains(scalars.count), scalars.allSatisfy(Scan.isHan) else {
            return nil
        }
        return Scan.string(scalars[0..<count])
    }

    /// Whether characters after a word that announces a name read as one.
    static func beginsName(_ text: ArraySlice<UInt32>) -> Bool {
        let han = text.prefix(while: Scan.isHan)
        let count = surnameCount(han)
        guard count > 0, han.count > count else { return false }
        let name = han.prefix(count + min(2, han.count - count))
        return !name.dropFirst(count).contains(where: clinical.contains)
    }

    /// Whether a whole token is a name by itself: a frequent surname and no word of medicine.
    static func isName(_ token: ArraySlice<UInt32>) -> Bool {
        guard let first = token.first, token.allSatisfy(Scan.isHan) else { return false }
        let isCompound = compound.contains { token.starts(with: $0) }
        guard
            isCompound && (3...4).contains(token.count)
                || frequent.contains(first) && (2...3).contains(token.count)
        else { return false }
        return !token.dropFirst().contains(where: clinical.contains)
            && !words.contains { token.elementsEqual($0) }
    }
}
