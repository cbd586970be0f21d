/// What the gate found; numbers are stable.
package enum FindingKind: UInt64, Hashable, Sendable, CaseIterable {
    case undecodable = 6101
    case attachment = 6102
    case opaqueBlob = 6103
    case hiddenCharacters = 6104
    case unknownField = 6105
    case forbiddenField = 6106
    case tooMuchWork = 6107
    case nationalID = 6111
    case mobile = 6112
    case landline = 6113
    case homeAddress = 6114
    case personName = 6115
    case email = 6116
    case socialAccount = 6117
    case medicalRecordNumber = 6118
    case insuranceNumber = 6119
    case bankAccount = 6120
    case travelDocument = 6121
    case licence = 6122
    case vehiclePlate = 6123
    case deviceSerial = 6124
    case url = 6125
    case ipAddress = 6126
    case birthDate = 6127
    case uniqueCode = 6128
    case photo = 6129
    case sensitive = 6130
    case valueForm = 6131
    case ownIdentifier = 6132
    case coordinates = 6133
    case employment = 6134
    case singularity = 6135
    case fileName = 6136

    package var code: UInt64 { rawValue }

    /// Whether a detector found it by guessing at a text, which it need not where a value can be
    /// nothing but what its form says.
    ///
    /// 6130 to 6132 are none: what is said, what its form is, whose it is.
    var isGuess: Bool { !(6130...6132).contains(rawValue) }

    package var english: String {
        switch self {
        case .undecodable: "content that the gate cannot decode"
        case .attachment: "an attachment or binary content"
        case .opaqueBlob: "a long code whose meaning the gate cannot read"
        case .hiddenCharacters: "hidden characters"
        case .unknownField: "a field that the catalogue does not know (level 4)"
        case .forbiddenField: "a field that may not leave the domain"
        case .tooMuchWork: "more content than the gate reads in one release"
        case .nationalID: "a resident identity number"
        case .mobile: "a mobile phone number"
        case .landline: "a landline number"
        case .homeAddress: "an address below district level"
        case .personName: "a person's name"
        case .email: "an e-mail address"
        case .socialAccount: "a WeChat or QQ account"
        case .medicalRecordNumber: "a medical record number"
        case .insuranceNumber: "an insurance number"
        case .bankAccount: "a bank account"
        case .travelDocument: "a passport or travel permit"
        case .licence: "a certificate or licence number"
        case .vehiclePlate: "a vehicle plate"
        case .deviceSerial: "a device identifier"
        case .url: "a web address"
        case .ipAddress: "an IP address"
        case .birthDate: "a full date of birth"
        case .uniqueCode: "a number or code that may single out a person"
        case .photo: "a photo"
        case .sensitive: "level 5 content"
        case .valueForm: "a value that is not of its field's form"
        case .ownIdentifier: "what identifies a person of the record"
        case .coordinates: "coordinates or a code of a place"
        case .employment: "an employer or office that singles out a person"
        case .singularity: "circumstances that single out a person"
        case .fileName: "the name of a file"
        }
    }

    package var chinese: String {
        switch self {
        case .undecodable: "无法解码的内容"
        case .attachment: "附件或二进制内容"
        case .opaqueBlob: "含义无法识别的长编码"
        case .hiddenCharacters: "隐藏字符"
        case .unknownField: "目录中没有的字段（按4级处理）"
        case .forbiddenField: "不得出域的字段"
        case .tooMuchWork: "内容超出闸门一次可检查的量"
        case .nationalID: "居民身份证号"
        case .mobile: "手机号码"
        case .landline: "固定电话号码"
        case .homeAddress: "区县以下的地址"
        case .personName: "人名"
        case .email: "电子邮箱"
        case .socialAccount: "微信或QQ账号"
        case .medicalRecordNumber: "病历号类编号"
        case .insuranceNumber: "医保或保险编号"
        case .bankAccount: "银行账号"
        case .travelDocument: "护照或通行证号"
        case .licence: "证照编号"
        case .vehiclePlate: "车牌号"
        case .deviceSerial: "设备标识"
        case .url: "网址"
        case .ipAddress: "IP地址"
        case .birthDate: "完整出生日期"
        case .uniqueCode: "可能指向个人的编码"
        case .photo: "照片"
        case .sensitive: "5级内容"
        case .valueForm: "不符合字段形式的值"
        case .ownIdentifier: "病历中可识别个人的信息"
        case .coordinates: "坐标或位置编码"
        case .employment: "可指向个人的单位或职务"
        case .singularity: "可指向个人的特殊情况"
        case .fileName: "文件名"
        }
    }
}

/// One reason for a block: what, and where; never the value itself.
package struct GateFinding: Hashable, Sendable {
    package let kind: FindingKind
    /// `$.fields[0].values[2]`; a name that is itself suspicious is shown as its position.
    package let path: String

    package init(kind: FindingKind, path: String) {
        self.kind = kind
        self.path = path
    }

    package var english: String { "\(kind.english) at \(path)" }
    package var chinese: String { "\(path) 处有\(kind.chinese)" }
}

/// What the gate decided about a payload.
package enum GateVerdict: Hashable, Sendable {
    /// These bytes, and only these, may be sealed.
    case released([UInt8])
    case blocked([GateFinding])
}
