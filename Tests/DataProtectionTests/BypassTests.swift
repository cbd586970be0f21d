import DataProtection
import Testing

/// One attempt to carry an identifier past the gate.
struct Bypass: Sendable, CustomTestStringConvertible {
    let name: String
    let payload: String
    let kinds: [FindingKind]

    init(_ name: String, _ payload: String, _ kinds: FindingKind...) {
        self.name = name
        self.payload = payload
        self.kinds = kinds
    }

    var testDescription: String { name }
}

@Suite struct `Planted bypasses` {
    private func expectBlocked(_ bypass: Bypass) {
        guard case .blocked(let findings) = EgressGate().inspect(Array(bypass.payload.utf8)) else {
            Issue.record("released: \(bypass.name)")
            return
        }
        for kind in bypass.kinds {
            #expect(
                findings.contains { $0.kind == kind },
                "\(bypass.name): \(kind) is missing in \(findings.map(\.kind))")
        }
    }

    @Test(arguments: writings) func `by another writing`(bypass: Bypass) { expectBlocked(bypass) }
    @Test(arguments: encodings) func `by an encoding`(bypass: Bypass) { expectBlocked(bypass) }
    @Test(arguments: splits) func `by cutting to pieces`(bypass: Bypass) { expectBlocked(bypass) }
    @Test(arguments: places) func `by an unexpected place`(bypass: Bypass) { expectBlocked(bypass) }
    @Test(arguments: kinds) func `by every kind of identifier`(bypass: Bypass) {
        expectBlocked(bypass)
    }

    static let writings = [
        Bypass("full-width-phone", #"{"n":"１３８００１３８００１"}"#, .mobile),
        Bypass("chinese-numeral-phone", #"{"n":"一三八〇〇一三八〇〇一"}"#, .mobile),
        Bypass("formal-numeral-phone", #"{"n":"壹叁捌零零壹叁捌零零壹"}"#, .mobile),
        Bypass("mixed-numeral-phone", #"{"n":"1三8零0一3捌00幺"}"#, .mobile),
        Bypass("spelled-out-phone", #"{"n":"一百三十八亿零一十三万八千零一"}"#, .mobile),
        Bypass("pinyin-phone", #"{"n":"yao san ba ling ling yao san ba ling ling yao"}"#, .mobile),
        Bypass(
            "english-word-phone",
            #"{"n":"one three eight zero zero one three eight zero zero one"}"#, .mobile),
        Bypass("zero-width-phone", "{\"n\":\"138\u{200b}0013\u{200d}8001\"}", .mobile),
        Bypass("soft-hyphen-phone", "{\"n\":\"138\u{ad}0013\u{2060}8001\"}", .mobile),
        Bypass(
            "combining-marks-phone",
            "{\"n\":\"1\u{336}3\u{336}8\u{336}0\u{336}0\u{336}1\u{336}38001\"}", .mobile),
        Bypass("spaced-digits-phone", #"{"n":"1 3 8 0 0 1 3 8 0 0 1"}"#, .mobile),
        Bypass("hyphen-phone", #"{"n":"138-0013-8001"}"#, .mobile),
        Bypass("mixed-separators-phone", #"{"n":"138·0013_8001"}"#, .mobile),
        Bypass("bracket-phone", #"{"n":"(138)[0013]{8001}"}"#, .mobile),
        Bypass("emoji-separated-phone", #"{"n":"138📞0013📞8001"}"#, .mobile),
        Bypass("newline-phone", #"{"n":"138\n0013\n8001"}"#, .mobile),
        Bypass("country-code-phone", #"{"n":"+86 138 0013 8001"}"#, .mobile),
        Bypass("double-zero-country-code", #"{"n":"008613800138001"}"#, .mobile),
        Bypass("letter-bridged-phone", #"{"n":"138x0013x8001"}"#, .mobile),
        Bypass("han-bridged-phone", #"{"n":"138转0013转8001"}"#, .mobile),
        Bypass("look-alike-letters-phone", #"{"n":"l38OOl38OOl"}"#),
        Bypass("look-alike-mostly-digits", #"{"n":"138OO138OO1"}"#, .mobile),
        Bypass("circled-digits-phone", #"{"n":"①③⑧⓪⓪①③⑧⓪⓪①"}"#, .mobile),
        Bypass(
            "mathematical-digits-phone",
            "{\"n\":\"\u{1d7cf}\u{1d7d1}\u{1d7d6}\u{1d7ce}\u{1d7ce}\u{1d7cf}\u{1d7d1}\u{1d7d6}\u{1d7ce}\u{1d7ce}\u{1d7cf}\"}",
            .mobile),
        Bypass(
            "arabic-digits-phone",
            "{\"n\":\"\u{661}\u{663}\u{668}\u{660}\u{660}\u{661}\u{663}\u{668}\u{660}\u{660}\u{661}\"}",
            .mobile),
        Bypass("reversed-phone", #"{"n":"10083100831"}"#),
        Bypass("reversed-split-phone", #"{"n":"1008-3100-831"}"#, .mobile),
        Bypass("phone-after-han-without-blank", #"{"n":"电话13800138001请联系"}"#, .mobile),
        Bypass("phone-inside-letters", #"{"n":"abc13800138001def"}"#, .mobile),
        Bypass("phone-as-number", #"{"n":13800138001}"#, .mobile),
        Bypass("phone-with-exponent", #"{"n":1.3800138001e10}"#, .mobile),
        Bypass("phone-as-fraction", #"{"n":0.13800138001}"#, .mobile),
        Bypass("phone-as-decimal", #"{"n":138.00138001}"#, .mobile),
        Bypass("phone-behind-a-date", #"{"n":"2026-03-01 13800138001"}"#, .mobile),
        Bypass("phone-as-second-fraction", #"{"n":"2026-03-01T08:00:00.13800138001Z"}"#),
        Bypass("identity-lower-x", #"{"n":"11010519491231002x"}"#, .nationalID),
        Bypass("identity-full-width", #"{"n":"１１０１０５１９４９１２３１００２Ｘ"}"#, .nationalID),
        Bypass("identity-spaced", #"{"n":"110105 1949 1231 002X"}"#, .nationalID),
        Bypass("identity-chinese", #"{"n":"一一〇一〇五一九四九一二三一〇〇二X"}"#, .nationalID),
        Bypass("identity-old-form", #"{"n":"110105491231002"}"#, .nationalID),
        Bypass("identity-wrong-check", #"{"n":"110105194912310021"}"#, .nationalID),
        Bypass("traditional-address", #"{"n":"天津市和平區成都道57號3單元"}"#, .homeAddress),
        Bypass("spaced-address", #"{"n":"成 都 道 5 7 号"}"#, .homeAddress),
        Bypass("chinese-number-address", #"{"n":"文三路四百七十八号"}"#, .homeAddress),
        Bypass("pinyin-address", #"{"n":"Wenhua Lu 18 hao"}"#, .homeAddress),
        Bypass("cyrillic-email", "{\"n\":\"w\u{430}ng@ex\u{430}mple.c\u{43e}m\"}", .email),
        Bypass("spelled-email", #"{"n":"wang (at) example (dot) com"}"#, .email),
        Bypass("spaced-name", #"{"n":"姓 名 ： 林 秀 英"}"#, .personName),
    ]

    static let encodings = [
        Bypass("json-escape", #"{"n":"\u0031\u0033\u0038\u0030\u0030138001"}"#, .mobile),
        Bypass(
            "double-json-escape", #"{"n":"\\u0031\\u0033\\u0038\\u0030\\u0030138001"}"#, .mobile),
        Bypass("hex-escape", #"{"n":"\\x31\\x33\\x38\\x30\\x30138001"}"#, .mobile),
        Bypass("code-point-names", #"{"n":"U+0031U+0033U+003800138001"}"#, .mobile),
        Bypass("percent", #"{"n":"%31%33%38%30%30%31%33%38%30%30%31"}"#, .mobile),
        Bypass("double-percent", #"{"n":"%2531%2533%253800138001"}"#, .mobile),
        Bypass(
            "percent-han", #"{"n":"%E5%A7%93%E5%90%8D%EF%BC%9A%E6%9E%97%E7%A7%80%E8%8B%B1"}"#,
            .personName),
        Bypass("quoted-printable", #"{"n":"=31=33=38=30=30=31=33=38=30=30=31"}"#, .mobile),
        Bypass("decimal-entities", #"{"n":"&#49;&#51;&#56;00138001"}"#, .mobile),
        Bypass("hex-entities-without-end", #"{"n":"&#x31&#x33&#x38&#x30 0138001"}"#, .mobile),
        Bypass("tags-between", #"{"n":"138<b>0013</b>8001"}"#, .mobile),
        Bypass("base64", #"{"n":"MTM4MDAxMzgwMDE="}"#, .mobile),
        Bypass("base64-without-padding", #"{"n":"ref:MTM4MDAxMzgwMDE"}"#, .mobile),
        Bypass("base64-lines", #"{"n":"MTM4MDAx\nMzgwMDE="}"#, .mobile),
        Bypass("base64-twice", #"{"n":"TVRNNE1EQXhNemd3TURFPQ=="}"#, .mobile),
        Bypass("base64-utf16", #"{"n":"MQAzADgAMAAwADEAMwA4ADAAMAAxAA=="}"#, .mobile),
        Bypass("base64-han", #"{"n":"5aeT5ZCN77ya5p6X56eA6Iux"}"#, .personName),
        Bypass("base32", #"{"n":"GEZTQMBQGEZTQMBQGE======"}"#, .mobile),
        Bypass("hexadecimal", #"{"n":"x:3133383030313338303031"}"#),
        Bypass("hexadecimal-pairs", #"{"n":"31 33 38 30 30 31 33 38 30 30 31"}"#, .mobile),
        Bypass("hexadecimal-letters", #"{"n":"77616e67406578616d706c652e636f6d"}"#, .email),
        Bypass("decimal-codes", #"{"n":"49 51 56 48 48 49 51 56 48 48 49"}"#, .mobile),
        Bypass("array-of-codes", #"{"n":[49,51,56,48,48,49,51,56,48,48,49]}"#, .mobile),
        Bypass("array-of-han-codes", #"{"n":[22995,21517,58,26519,31168,33521]}"#, .personName),
        Bypass("json-in-text", #"{"n":"{\"phone\":\"see below\"}"}"#, .mobile),
        Bypass("json-in-base64", #"{"n":"eyJwaG9uZSI6ICJzZWUgYmVsb3cifQ=="}"#, .mobile),
        Bypass("data-uri", #"{"n":"data:text/plain,hello"}"#, .attachment),
        Bypass(
            "compressed-blob", #"{"n":"H4sIAAAAAAACAzM0tjAwMDQ2tjAwMAQAx8h3sQsAAAA="}"#, .attachment
        ),
        Bypass("encrypted-token", #"{"n":"9fQ2xK7vLw0Zp3TtYb8RmN4cHs6JdGa1"}"#, .opaqueBlob),
        Bypass("tag-characters", "{\"n\":\"ok\u{e0031}\u{e0033}\u{e0038}\"}", .hiddenCharacters),
        Bypass(
            "variation-selectors", "{\"n\":\"ok\(String(repeating: "\u{fe01}", count: 12))\"}",
            .hiddenCharacters),
    ]

    static let splits = [
        Bypass("two-members", #"{"a":"1380013","b":"8001"}"#, .mobile),
        Bypass("two-members-swapped", #"{"b":"1380013","a":"8001"}"#, .mobile),
        Bypass("three-elements", #"{"a":["138","0013","8001"]}"#, .mobile),
        Bypass("digits-one-by-one", #"{"a":[1,3,8,0,0,1,3,8,0,0,1]}"#, .mobile),
        Bypass(
            "texts-one-by-one", #"{"a":["1","3","8","0","0","1","3","8","0","0","1"]}"#, .mobile),
        Bypass("rows", #"{"rows":[{"v":"138"},{"v":"0013"},{"v":"8001"}]}"#, .mobile),
        Bypass(
            "with-words-between", #"{"a":"138","b":"ok","c":"0013","d":"fine","e":"8001"}"#, .mobile
        ),
        Bypass("name-and-value", #"{"1380013":"8001"}"#, .mobile),
        Bypass(
            "in-a-clinical-field", #"{"fields":[{"field":"glucose","values":["1380013","8001"]}]}"#,
            .mobile),
        Bypass("chinese-pieces", #"{"a":"一三八","b":"零零一三","c":"八零零一"}"#, .mobile),
        Bypass(
            "identity-in-four", #"{"a":"110105","b":"1949","c":"1231","d":"002X"}"#, .nationalID),
        Bypass("identity-in-two", #"{"a":"110105194","b":"91231002X"}"#, .nationalID),
        Bypass("address-in-three", #"{"a":"天津市","b":"成都道","c":"57号","d":"3单元402室"}"#, .homeAddress),
        Bypass("address-in-elements", #"{"a":["文三","路","四七八","号"]}"#, .homeAddress),
        Bypass("name-in-two", #"{"a":["林","秀英"]}"#, .personName),
        Bypass("email-in-letters", #"{"a":["w","a","n","g","@","e","x",".","c","o","m"]}"#, .email),
        Bypass("base64-in-pieces", #"{"a":["MTM4MDAx","MzgwMDE="]}"#, .mobile),
        Bypass("landline-in-two", #"{"area":"022","local":"27312345"}"#, .landline),
        Bypass("card-in-fours", #"{"a":["4111","1111","1111","1111"]}"#, .bankAccount),
    ]

    static let places = [
        Bypass("in-a-name", #"{"13800138001":"ok"}"#, .mobile),
        Bypass("in-a-name-by-words", #"{"电话一三八零零一三八零零一":1}"#, .mobile),
        Bypass(
            "in-a-deep-extension",
            #"{"extension":[{"extension":[{"valueString":"13800138001"}]}]}"#, .mobile),
        Bypass(
            "in-a-unit", #"{"fields":[{"field":"glucose","values":["7.8 mmol/L 13800138001"]}]}"#,
            .mobile),
        Bypass(
            "in-a-time",
            #"{"fields":[{"field":"glucose","values":["7.8"],"times":["13800138001"]}]}"#, .mobile),
        Bypass("in-the-absent-list", #"{"absent":["13800138001"]}"#, .mobile),
        Bypass(
            "in-a-diagnosis", #"{"fields":[{"field":"diagnosis","values":["2型糖尿病 林秀英"]}]}"#,
            .personName),
        Bypass(
            "in-a-dosage",
            #"{"fields":[{"field":"medication","values":["0.5g，如有不适联系张建国13800138001"]}]}"#, .mobile),
        Bypass("known-name-harmless-value", #"{"phone":"call me"}"#, .mobile),
        Bypass("name-with-other-case", #"{"Home-Address":"somewhere"}"#, .homeAddress),
        Bypass("name-in-full-width", #"{"ＰＨＯＮＥ":"call me"}"#, .mobile),
        Bypass("name-in-chinese", #"{"联系电话":"见附件"}"#, .mobile),
        Bypass(
            "hard-field-in-record", #"{"fields":[{"field":"home_address","values":["天津市和平区"]}]}"#,
            .homeAddress),
        Bypass(
            "unknown-field-in-record", #"{"fields":[{"field":"shoe_size","values":["41"]}]}"#,
            .unknownField),
        Bypass(
            "sensitive-field-in-record",
            #"{"fields":[{"field":"sensitive_diagnosis","values":["F32.9"]}]}"#, .sensitive),
        Bypass(
            "attachment", #"{"resourceType":"Observation","valueAttachment":{"title":"x"}}"#,
            .attachment),
        Bypass("binary-resource", #"{"resourceType":"Binary","id":"x"}"#, .attachment),
        Bypass("photo", #"{"photo":[{"title":"x"}]}"#, .photo),
        Bypass(
            "pseudonym-with-tail",
            #"{"n":"pseudonym:abcdefghijklmnopabcdefghijklmnop13800138001"}"#, .mobile),
        Bypass("not-json", "13800138001 and more", .undecodable),
        Bypass("twice-named", #"{"a":"1","a":"13800138001"}"#, .undecodable),
        Bypass("half-surrogate", #"{"a":"\ud800"}"#, .undecodable),
    ]

    static let kinds = [
        Bypass("mobile", #"{"n":"13912345678"}"#, .mobile),
        Bypass("landline", #"{"n":"022-27312345"}"#, .landline),
        Bypass("landline-with-word", #"{"n":"电话：27312345"}"#, .landline),
        Bypass("resident-identity", #"{"n":"11010519491231002X"}"#, .nationalID),
        Bypass("residence-permit", #"{"n":"810000199408230021"}"#, .nationalID),
        Bypass("hong-kong-card", #"{"n":"A123456(3)"}"#, .nationalID),
        Bypass("taiwan-identity", #"{"n":"A123456789"}"#, .travelDocument),
        Bypass("passport", #"{"n":"E12345678"}"#, .travelDocument),
        Bypass("passport-two-letters", #"{"n":"EA1234567"}"#, .travelDocument),
        Bypass("home-return-permit", #"{"n":"H1234567890"}"#, .travelDocument),
        Bypass("taiwan-permit", #"{"n":"台胞证 01234567"}"#, .travelDocument),
        Bypass("old-residence-card", #"{"n":"CHN310012345678"}"#, .travelDocument),
        Bypass("military-card", #"{"n":"军字第1234567号"}"#, .licence),
        Bypass("address", #"{"n":"浙江省杭州市西湖区文三路478号"}"#, .homeAddress),
        Bypass("village", #"{"n":"河北省石家庄市正定县正定镇东门里村3组"}"#, .homeAddress),
        Bypass("building-and-room", #"{"n":"8栋1202"}"#, .homeAddress),
        Bypass("township-without-number", #"{"n":"杭州市余杭区仓前街道"}"#, .homeAddress),
        Bypass("english-address", #"{"n":"No. 18, Wenhua Road, Heping"}"#, .homeAddress),
        Bypass("postal-code", #"{"n":"邮编 300050"}"#, .homeAddress),
        Bypass("name-with-label", #"{"n":"患者姓名：林秀英，女"}"#, .personName),
        Bypass("name-with-title", #"{"n":"已告知林女士复诊"}"#),
        Bypass("name-alone", #"{"n":"王建国"}"#, .personName),
        Bypass("compound-surname", #"{"n":"姓名欧阳文静"}"#, .personName),
        Bypass("western-name", #"{"n":"Mr. Dummett was seen"}"#, .personName),
        Bypass("email", #"{"n":"lin.xiuying@example.com"}"#, .email),
        Bypass("wechat", #"{"n":"微信号：linxiuying58"}"#, .socialAccount),
        Bypass("qq", #"{"n":"QQ 12345678"}"#, .socialAccount),
        Bypass("record-number", #"{"n":"住院号 ZY20250908"}"#, .medicalRecordNumber),
        Bypass("insurance-number", #"{"n":"医保卡号：A00123456"}"#, .insuranceNumber),
        Bypass("bank-card", #"{"n":"4111 1111 1111 1111"}"#, .bankAccount),
        Bypass("bank-card-unbroken", #"{"n":"6222021234567890128"}"#, .bankAccount),
        Bypass("plate", #"{"n":"津A·12345"}"#, .vehiclePlate),
        Bypass("plate-new-energy", #"{"n":"津AD12345"}"#, .vehiclePlate),
        Bypass("device-serial", #"{"n":"血糖仪序列号 GM5503A17"}"#, .deviceSerial),
        Bypass("mac-address", #"{"n":"00:1a:2b:3c:4d:5e"}"#, .deviceSerial),
        Bypass("url", #"{"n":"see https://example.org/p/1"}"#, .url),
        Bypass("bare-domain", #"{"n":"example.com.cn"}"#, .url),
        Bypass("ip-v4", #"{"n":"10.20.30.40"}"#, .ipAddress),
        Bypass("ip-v6", #"{"n":"fe80::1a2b:3c4d"}"#, .ipAddress),
        Bypass("birth-date", #"{"birthDate":"1958-04-12"}"#, .birthDate),
        Bypass("birth-date-in-text", #"{"n":"出生于1958年4月12日"}"#, .birthDate),
        Bypass("uuid", #"{"n":"96baad95-bc36-5844-bc19-86cb1d4022a3"}"#, .uniqueCode),
        Bypass("long-number", #"{"n":"sample 2026030112345"}"#, .uniqueCode),
        Bypass("licence", #"{"n":"执业证号 110120000000011"}"#, .licence),
    ]
}
