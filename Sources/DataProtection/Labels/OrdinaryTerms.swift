/// Names of codes that stand in records most often: the only names that leave beside a code, and
/// the words by which a concept of an unknown system is known to be ordinary.
enum OrdinaryTerms {
    struct Term: Sendable {
        let chinese: String
        let english: String
    }

    static func term(of code: String, in system: CodeSystem) -> Term? { tables[system]?[code] }

    /// Whether a text is one of the names, and nothing more.
    static func contains(_ text: String) -> Bool {
        names.contains(Scan.string(Scan.squeezed(ScalarFolding.folded(text))))
    }

    private static let names: Set<String> = {
        var found: Set<String> = []
        for system in CodeSystem.allCases {
            guard let table = tables[system] else { continue }
            for term in table.values.flatMap({ [$0.chinese, $0.english] }) {
                found.insert(Scan.string(Scan.squeezed(ScalarFolding.folded(term))))
            }
        }
        return found
    }()

    private static func table(_ rows: [(String, String, String)]) -> [String: Term] {
        Dictionary(
            rows.map { ($0.0, Term(chinese: $0.1, english: $0.2)) },
            uniquingKeysWith: { first, _ in first })
    }

    private static let tables: [CodeSystem: [String: Term]] = [
        .icd10: table([
            ("E10.9", "1型糖尿病", "type 1 diabetes mellitus"),
            ("E11", "2型糖尿病", "type 2 diabetes mellitus"),
            ("E11.2", "2型糖尿病伴肾脏并发症", "type 2 diabetes mellitus with kidney complications"),
            ("E11.3", "2型糖尿病伴眼部并发症", "type 2 diabetes mellitus with eye complications"),
            ("E11.4", "2型糖尿病伴神经系统并发症", "type 2 diabetes mellitus with neurological complications"),
            ("E11.5", "2型糖尿病伴周围循环并发症", "type 2 diabetes mellitus with circulatory complications"),
            ("E11.9", "2型糖尿病", "type 2 diabetes mellitus"),
            ("E11.65", "2型糖尿病伴高血糖", "type 2 diabetes mellitus with hyperglycemia"),
            ("E03.9", "甲状腺功能减退症", "hypothyroidism"), ("E04.1", "甲状腺结节", "thyroid nodule"),
            ("E55.9", "维生素D缺乏", "vitamin D deficiency"), ("E66.9", "肥胖症", "obesity"),
            ("E78.5", "高脂血症", "hyperlipidemia"), ("E79.0", "高尿酸血症", "hyperuricemia"),
            ("G47.0", "失眠", "insomnia"), ("H25.9", "老年性白内障", "age related cataract"),
            ("I10", "原发性高血压", "essential hypertension"), ("I25.1", "冠心病", "coronary heart disease"),
            ("I48", "心房颤动", "atrial fibrillation"), ("I50.9", "心力衰竭", "heart failure"),
            ("I63.9", "脑梗死", "cerebral infarction"), ("J18.9", "肺炎", "pneumonia"),
            ("J44.9", "慢性阻塞性肺疾病", "chronic obstructive pulmonary disease"),
            ("J45.9", "哮喘", "asthma"), ("K21.9", "胃食管反流病", "gastroesophageal reflux disease"),
            ("K29.5", "慢性胃炎", "chronic gastritis"), ("K76.0", "脂肪肝", "fatty liver"),
            ("K80.2", "胆囊结石", "gallstones"), ("M10.9", "痛风", "gout"),
            ("M81.9", "骨质疏松", "osteoporosis"), ("N18.9", "慢性肾脏病", "chronic kidney disease"),
            ("N20.0", "肾结石", "kidney stone"), ("N40", "前列腺增生", "prostatic hyperplasia"),
        ]),
        .snomed: table([
            ("44054006", "2型糖尿病", "type 2 diabetes mellitus"),
            ("46635009", "1型糖尿病", "type 1 diabetes mellitus"),
            ("73211009", "糖尿病", "diabetes mellitus"), ("38341003", "高血压", "hypertension"),
            ("59621000", "原发性高血压", "essential hypertension"),
            ("55822004", "高脂血症", "hyperlipidemia"),
            ("414916001", "肥胖症", "obesity"), ("195967001", "哮喘", "asthma"),
            ("53741008", "冠心病", "coronary heart disease"),
        ]),
        .loinc: table([
            ("4548-4", "糖化血红蛋白", "hemoglobin A1c"), ("15074-8", "血葡萄糖", "glucose in blood"),
            ("14771-0", "空腹血糖", "fasting glucose"), ("2345-7", "血糖", "glucose in serum"),
            ("2093-3", "总胆固醇", "total cholesterol"), ("2085-9", "高密度脂蛋白胆固醇", "HDL cholesterol"),
            ("13457-7", "低密度脂蛋白胆固醇", "LDL cholesterol"), ("2571-8", "甘油三酯", "triglycerides"),
            ("2160-0", "肌酐", "creatinine"), ("14682-9", "肌酐", "creatinine"),
            ("718-7", "血红蛋白", "hemoglobin"), ("6690-2", "白细胞计数", "leukocytes"),
            ("777-3", "血小板计数", "platelets"), ("1742-6", "丙氨酸氨基转移酶", "alanine aminotransferase"),
            ("1920-8", "天冬氨酸氨基转移酶", "aspartate aminotransferase"),
            ("3084-1", "尿酸", "uric acid"), ("3016-3", "促甲状腺激素", "thyrotropin"),
        ]),
        .atc: table([
            ("A10BA02", "二甲双胍", "metformin"), ("A10AE04", "甘精胰岛素", "insulin glargine"),
            ("A10BF01", "阿卡波糖", "acarbose"), ("A10BB12", "格列美脲", "glimepiride"),
            ("A10BK01", "达格列净", "dapagliflozin"), ("A10BJ02", "利拉鲁肽", "liraglutide"),
            ("B01AC06", "阿司匹林", "acetylsalicylic acid"), ("C08CA01", "氨氯地平", "amlodipine"),
            ("C09CA01", "氯沙坦", "losartan"), ("C10AA05", "阿托伐他汀", "atorvastatin"),
            ("C10AA07", "瑞舒伐他汀", "rosuvastatin"), ("C07AB02", "美托洛尔", "metoprolol"),
        ]),
    ]
}
