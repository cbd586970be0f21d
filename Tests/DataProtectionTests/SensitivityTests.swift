import TestSupport
import Testing
import WrittenText

@testable import DataProtection

/// One sensitivity terminology, judged by its own words for each kind.
@Suite struct `Sensitivity terminology` {
    @Test(arguments: [
        ("人类免疫缺陷病毒抗体（化学发光）", SensitiveCategory.sexuallyTransmitted),
        ("HIV Ab/Ag combo, 4th gen", .sexuallyTransmitted), ("H.I.V. 初筛", .sexuallyTransmitted),
        ("愛滋病毒感染", .sexuallyTransmitted), ("late latent neurosyphilis", .sexuallyTransmitted),
        ("梅毒螺旋体特异抗体", .sexuallyTransmitted), ("HPV16 positive", .sexuallyTransmitted),
        ("AIDS", .sexuallyTransmitted), ("慢性乙型病毒性肝炎", .infectious), ("乙 肝 携带者", .infectious),
        ("小三阳多年", .infectious), ("HBs-Ag quantitative", .infectious),
        ("hep-B carrier", .infectious),
        ("Hepatitis, type C, chronic", .infectious), ("HBV DNA 3.2E4", .infectious),
        ("陳舊性肺結核", .infectious), ("MDR-TB contact", .infectious), ("恶性黑色素瘤术后", .malignant),
        ("右上肺腺癌", .malignant), ("cholangiocarcinoma", .malignant),
        ("liposarcoma of thigh", .malignant),
        ("neoplasm of uncertain behaviour", .malignant), ("急性髓系白血病", .malignant),
        ("精神分裂样障碍", .mental), ("中度抑郁发作", .mental), ("generalized anxiety disorder", .mental),
        ("alcohol dependence in remission", .mental), ("社交恐惧症", .mental), ("血友病甲", .hereditary),
        ("Down's syndrome", .hereditary), ("重度α地中海贫血", .hereditary), ("全外显子测序报告", .genetic),
        ("混合痔术后", .anorectal), ("anal fistula, low", .anorectal), ("继发性不孕", .reproductive),
        ("戈谢病", .rare), ("肌萎缩侧索硬化", .incurable), ("诊断 C7B.0", .malignant),
        ("[F20] 复诊", .mental), ("B20", .sexuallyTransmitted), ("F33.100x002", .mental),
        ("56888-1", .sexuallyTransmitted),
    ])
    func `finds what is said`(text: String, category: SensitiveCategory) {
        #expect(SensitivityTerminology.category(ofText: text) == category)
    }

    @Test(arguments: [
        "否认肝炎、结核、疟疾等传染病史", "无乙肝、结核病史", "无家族性遗传病史", "denies hepatitis B, tuberculosis or HIV",
        "no family history of breast cancer", "疑似肺结核", "肺癌待排", "已接种乙肝疫苗3剂",
        "influenza vaccine 2025",
        "hepatitis B vaccination complete", "皮肤性病科", "癌胚抗原 2.1 ng/mL", "恶性高血压",
        "ST depression in V5",
        "Haemophilus influenzae", "benign neoplasm of skin", "photophobia", "hearing aids",
        "hives on both arms",
        "C14呼气试验阴性", "维生素B12", "psychosocial support", "血糖控制可", "PICA infarct",
        "wheezing with asthma",
        "甲状腺功能减退", "A10BA02", "型号 F20-b", "慢性胃炎", "肝功能正常", "类风湿关节炎", "2093-3",
    ])
    func `leaves ordinary, denied and suspected alone`(text: String) {
        #expect(SensitivityTerminology.category(ofText: text) == nil)
    }

    @Test(arguments: [
        "否认高血压，有乙肝病史10年", "无诱因出现抑郁，既往史无特殊", "否认糖尿病。肺癌术后", "未接种疫苗；乙肝携带",
        "no history of asthma; HIV positive", "denies pain but has schizophrenia",
    ])
    func `lets a denial reach no further than it does`(text: String) {
        #expect(SensitivityTerminology.category(ofText: text) != nil)
    }

    @Test(arguments: [
        ("https://hl7.org/fhir/sid/icd-10/", CodeSystem.icd10), ("HTTP://LOINC.ORG ", .loinc),
        ("urn:oid:2.16.840.1.113883.6.96", .snomed), ("2.16.156.10011.2.3.3.11.3", .icd10),
        ("http://snomed.info/sct|http://snomed.info/sct/900000000000207008", .snomed),
        ("urn:oid:2.16.840.1.113883.6.90", .icd10), ("http://hl7.org/fhir/sid/icd-10-de", .icd10),
        ("http://id.who.int/icd/release/11/mms", .icd11), ("GB/T 14396-2016", .icd10),
        ("http://www.whocc.no/atc/", .atc), ("2.16.156.10011.2.3.3.12", .procedures),
    ])
    func `knows a system however it is written`(name: String, system: CodeSystem) {
        #expect(CodeSystem(named: name) == system)
    }

    private func concept(_ text: String) throws -> CodedConcept {
        CodedConcept(try JSONReader.read(Array(text.utf8)))
    }

    @Test(arguments: [
        (#"{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C7B.1"}]}"#, true),
        (#"{"coding":[{"system":"urn:oid:2.16.156.10011.2.3.3.11.3","code":"B18.100"}]}"#, true),
        (#"{"coding":[{"system":"http://www.whocc.no/atc","code":"J05AR10"}]}"#, true),
        (#"{"coding":[{"system":"http://www.whocc.no/atc","code":"A10BA02"}]}"#, false),
        (#"{"coding":[{"system":"http://id.who.int/icd/release/11/mms","code":"6A70"}]}"#, true),
        (#"{"coding":[{"system":"http://snomed.info/sct","code":"86406008"}]}"#, true),
        (#"{"coding":[{"system":"http://loinc.org","code":"5292-8","display":"serology"}]}"#, true),
        (#"{"coding":[{"system":"http://local/","code":"F31.1"}]}"#, true),
        (#"{"text":"肾结石"}"#, false), (#"{"text":"梅毒"}"#, true),
    ])
    func `judges a concept by every code and word`(written: String, isSensitive: Bool) throws {
        if case .sensitive = try concept(written).sensitivity() {
            #expect(isSensitive)
        } else {
            #expect(!isSensitive)
        }
    }

    @Test func `calls unknown what neither codes nor words tell`() throws {
        let local = #"{"coding":[{"system":"urn:his:dict","code":"0417"}],"text":"见附页"}"#
        #expect(try concept(local).sensitivity() == .unknown)
        let named = #"{"coding":[{"system":"urn:his:dict","code":"0417"}],"text":"痛风"}"#
        #expect(try concept(named).sensitivity() == .ordinary)
        let bare = #"{"coding":[{"system":"http://snomed.info/sct","code":"22298006"}]}"#
        #expect(try concept(bare).sensitivity() == .unknown)
    }

    @Test func `has every category in both languages, with words of its own`() {
        for category in SensitiveCategory.allCases {
            #expect(!category.english.isEmpty && category.chinese.utf8.count > 3)
            #expect(SensitiveWords.all.contains { $0.category == category && !$0.words.isEmpty })
        }
        let words = SensitiveWords.all.flatMap(\.words)
        #expect(Set(words).count == words.count)
    }

    @Test func `finds every word of its own table in its own writing`() {
        for list in SensitiveWords.all {
            for word in list.words {
                let text = word.filter { $0 != "*" && $0 != "=" }
                #expect(SensitivityTerminology.category(ofText: text) != nil, "\(word)")
            }
        }
    }

    @Test func `finds words in one pass as a plain search does`() {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<200 {
            func word(_ length: Int) -> [UInt32] {
                (0..<length).map { _ in UInt32(0x61 + generator.below(3)) }
            }
            let words = (0..<6).map { _ in word(1 + generator.below(4)) }
            let text = word(generator.below(40))
            let automaton = WordAutomaton(words.enumerated().map { ($1, $0) })
            let found = Set(automaton.matches(in: text).map { [$0.start, $0.end, $0.value] })
            var expected: Set<[Int]> = []
            for (index, word) in words.enumerated() {
                for place in Scan.places(of: word, in: text) {
                    expected.insert([place, place + word.count, index])
                }
            }
            #expect(found == expected)
        }
    }
}
