/// Finds codes by the words before them: record, insurance, account, device, licence numbers.
enum LabelledNumberDetector {
    private struct Label {
        let words: [[UInt32]]
        let kind: FindingKind
        /// Least digits of the code, and least letters and digits together.
        let digits: Int
        let characters: Int

        init(_ words: [String], _ kind: FindingKind, digits: Int = 3, characters: Int = 4) {
            self.words = words.map { Scan.scalars($0) }
            self.kind = kind
            self.digits = digits
            self.characters = characters
        }
    }

    private static let labels = [
        Label(
            [
                "住院号", "门诊号", "病历号", "病案号", "检查单号", "检查号", "检验号", "标本号", "就诊卡",
                "健康卡", "就诊号", "登记号", "影像号", "mrn", "medicalrecord", "patientid",
                "recordnumber", "admissionno", "患者编号", "病人编号", "m.r.n",
            ], .medicalRecordNumber),
        Label(
            [
                "医保号", "医保卡", "医保编号", "社保号", "社保卡", "保单号", "保险号", "保险单",
                "参保号", "insurance", "policyno", "policynumber", "socialsecurity",
            ], .insuranceNumber, digits: 4, characters: 6),
        Label(
            [
                "招行", "工行", "建行", "农行", "中行", "交行", "信用卡", "储蓄卡", "银行卡", "账号", "帐号", "卡号", "支付宝",
                "alipay", "bankaccount", "accountno", "iban",
            ],
            .bankAccount, digits: 5, characters: 6),
        Label(
            ["微信", "wechat", "weixin", "wxid", "vx号", "v信"], .socialAccount, digits: 0,
            characters: 5),
        Label(["qq"], .socialAccount, digits: 5, characters: 5),
        Label(
            ["序列号", "设备号", "设备编号", "机身号", "serialno", "serialnumber", "s/n", "imei", "sn号"],
            .deviceSerial),
        Label(
            ["执业证", "资格证", "许可证", "证书编号", "licenceno", "licenseno", "驾驶证", "行驶证", "驾照"],
            .licence),
        Label(
            ["护照", "passport", "通行证", "台胞证", "回乡证", "军官证", "居留证", "永居证"],
            .travelDocument, digits: 5, characters: 6),
        Label(
            ["身份证", "证件号", "idcard", "idnumber", "identitycard"], .nationalID, digits: 6,
            characters: 6),
        Label(
            [
                "电话", "手机", "联系方式", "致电", "家里", "座机", "宅电", "固话", "来电", "拨打", "打给", "办公室", "phone",
                "mobile", "tel", "热线",
            ], .landline,
            digits: 7, characters: 7),
        Label(["传真", "fax"], .landline, digits: 7, characters: 7),
        Label(
            ["邮编", "邮政编码", "zip", "plz", "zipcode", "postalcode", "postcode"], .homeAddress,
            digits: 3, characters: 5),
        Label(
            ["车牌", "牌号", "plateno", "licenseplate", "号牌", "车架号"], .vehiclePlate, digits: 2,
            characters: 5),
        Label(["工号", "学号", "准考证", "uid", "userid", "用户编号"], .uniqueCode, digits: 4, characters: 4),
    ]

    private static let fillers = Set(Scan.scalars("号码是为:=#编的 （(-_no."))

    private static let index = WordList(
        labels.enumerated().flatMap { position, label in
            label.words.map { (Scan.string($0), position) }
        })

    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        let tight = Scan.withoutBlanks(folded)
        guard index.isIn(tight) else { return [] }
        let covered = DateMask.covered(tight)
        let starts = wordStarts(folded)
        for text in [covered, NumeralFolding.withHanDigits(covered)] {
            for place in index.places(in: text) {
                let label = labels[place.value]
                if follows(place.start, place.end, label, in: text, starts.contains) {
                    found.insert(label.kind)
                }
            }
        }
        return found
    }

    /// Places in the text without blanks at which, with them, a word began.
    private static func wordStarts(_ folded: [UInt32]) -> Set<Int> {
        var starts: Set<Int> = []
        var place = 0
        var wasBlank = false
        for scalar in folded {
            if scalar <= 0x20 {
                wasBlank = true
                continue
            }
            if wasBlank { starts.insert(place) }
            wasBlank = false
            place += 1
        }
        return starts
    }

    private static func follows(
        _ start: Int, _ end: Int, _ label: Label, in text: [UInt32], _ isWordStart: (Int) -> Bool
    ) -> Bool {
        if start > 0, text[start] < 0x80, Scan.isLetter(text[start - 1]), !isWordStart(start) {
            return false
        }
        var index = end
        while index < text.count, fillers.contains(text[index]), index < end + 8 { index += 1 }
        let isTelephone = label.kind == .landline
        let code = text[index...].prefix(40).prefix {
            Scan.isWord($0) || $0 == 0x2d || $0 == 0x5f
                || isTelephone && [0x28, 0x29, 0x2f].contains($0)
        }
        .filter(Scan.isWord)
        return code.filter(Scan.isDigit).count >= label.digits && code.count >= label.characters
    }
}
