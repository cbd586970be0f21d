import WrittenText

/// Names of members that announce an identifier, whatever their value looks like.
enum KeyRules {
    private static let kinds: [[UInt32]: FindingKind] = {
        var table: [[UInt32]: FindingKind] = [:]
        for (kind, names) in lists {
            for name in names { table[Scan.scalars(name)] = kind }
        }
        return table
    }()

    private static let lists: [(FindingKind, [String])] = [
        (
            .personName,
            [
                "name", "patientname", "fullname", "familyname", "givenname", "family", "given",
                "firstname", "lastname", "surname", "姓名", "患者姓名", "病人姓名", "physicianname",
                "doctorname", "relativename", "联系人", "监护人", "医师姓名",
            ]
        ),
        (
            .mobile,
            [
                "phone", "mobile", "tel", "telephone", "telecom", "cellphone", "phonenumber",
                "contactnumber", "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "fax", "传真",
            ]
        ),
        (
            .homeAddress,
            [
                "address", "homeaddress", "addr", "streetaddress", "postalcode", "zipcode", "住址",
                "地址", "家庭住址", "居住地址", "现住址", "户籍地址", "邮编",
            ]
        ),
        (
            .nationalID,
            [
                "nationalid", "idcard", "idnumber", "identitynumber", "identitycard", "idno", "ssn",
                "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "residencepermit",
            ]
        ),
        (.travelDocument, ["passport", "passportno", "passportnumber", "护照", "护照号"]),
        (
            .medicalRecordNumber,
            [
                "mrn", "medicalrecordnumber", "patientid", "patientno", "住院号", "门诊号", "病历号",
                "病案号", "healthcard", "健康卡号", "就诊卡号",
            ]
        ),
        (
            .insuranceNumber,
            [
                "insurancenumber", "insuranceno", "policynumber", "医保卡号", "医保号", "社保号",
                "保单号", "insuranceamount",
            ]
        ),
        (.bankAccount, ["bankaccount", "cardnumber", "accountnumber", "银行卡号", "账号", "alipay"]),
        (.email, ["email", "mail", "emailaddress", "邮箱", "电子邮箱"]),
        (.socialAccount, ["wechat", "weixin", "qq", "微信", "微信号", "qq号"]),
        (.vehiclePlate, ["plate", "vehicleplate", "licenseplate", "车牌", "车牌号"]),
        (.deviceSerial, ["serialnumber", "deviceserial", "imei", "macaddress", "udi", "序列号"]),
        (.licence, ["licencenumber", "licensenumber", "执业证号"]),
        (.url, ["url", "website", "fullurl", "网址"]),
        (.ipAddress, ["ip", "ipaddress", "clientip"]),
        (.uniqueCode, ["uniquecode", "uuid", "identifier"]),
        (.photo, ["photo", "facephoto", "portrait", "照片", "头像"]),
        (
            .sensitive,
            ["genome", "biometric", "fingerprint", "sensitiveresult", "sensitivediagnosis"]
        ),
        (
            .attachment,
            [
                "attachment", "valueattachment", "valuebase64binary", "contenttype", "content",
                "sampleddata", "valuesampleddata",
            ]
        ),
        (.forbiddenField, ["religion", "宗教", "宗教信仰"]),
    ]

    private static let birth = ["birthdate", "dob", "birthday", "dateofbirth", "出生日期", "生日"]
        .map { Scan.scalars($0) }

    /// The kind of value that a name announces, whatever its case and separators.
    static func kind(of name: String) -> FindingKind? {
        kinds[Scan.squeezed(ScalarFolding.folded(name))]
    }

    static func isBirthDate(_ name: String) -> Bool {
        birth.contains(Scan.squeezed(ScalarFolding.folded(name)))
    }

    /// Whether a value says anything: not null, empty, or covered by asterisks or a pseudonym.
    static func isSilent(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .flag: true
        case .number: false
        case .text(let text):
            WrittenPseudonym.isPseudonym(text)
                || text.unicodeScalars.allSatisfy { $0 == "*" || $0 == " " }
        case .array(let values): values.allSatisfy(isSilent)
        case .object(let members): members.allSatisfy { isSilent($0.value) }
        }
    }

    /// The kind that a field of the catalogue gives away; unknown ones count as such.
    static func kind(ofField field: String, in catalogue: FieldCatalogue) -> FindingKind? {
        guard catalogue.contains(field) else { return .unknownField }
        guard catalogue.label(of: field).egress == .never else { return nil }
        return kind(of: field) ?? .forbiddenField
    }
}
