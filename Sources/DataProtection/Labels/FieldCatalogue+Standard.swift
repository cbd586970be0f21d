extension FieldCatalogue {
    /// The catalogue of the example consortium.
    ///
    /// Source: the levels of GB/T 39725-2020 §6.2; docs/reference/data-labels.md says which reading.
    package static let standard = FieldCatalogue(
        labels: identity + places + contacts + numbers + person + clinical + sensitive + operation)

    private static let identity: [CatalogueEntry] = [
        CatalogueEntry(
            "patient_name", "患者姓名", .attributes, .four, .pseudonym, .never,
            generalisation: .surname),
        CatalogueEntry(
            "name", "姓名", .attributes, .four, .pseudonym, .never, generalisation: .surname),
        CatalogueEntry("national_id", "居民身份证号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("residence_permit", "港澳台居住证号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("passport", "护照号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("medical_record_number", "病历号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("health_card", "健康卡号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry(
            "physician_name", "医师姓名", .attributes, .four, .pseudonym, .never,
            generalisation: .surname),
        CatalogueEntry("licence_number", "证照编号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("vehicle_plate", "车牌号", .attributes, .four, .redact, .never),
        CatalogueEntry("device_serial", "设备序列号", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("unique_code", "其他唯一编码", .attributes, .four, .pseudonym, .never),
        CatalogueEntry("relative_name", "亲属姓名", .attributes, .four, .redact, .never),
        CatalogueEntry("religion", "宗教信仰", .attributes, .four, .redact, .never),
    ]

    private static let places: [CatalogueEntry] = [
        CatalogueEntry(
            "home_address", "家庭住址", .attributes, .four, .generalise, .never,
            generalisation: .district),
        CatalogueEntry(
            "address_district", "住址区县", .attributes, .three, .generalise, .open,
            generalisation: .city, isQuasiIdentifier: true),
        CatalogueEntry(
            "address_city", "住址城市", .attributes, .two, .keep, .open, isQuasiIdentifier: true),
        CatalogueEntry("url", "网址", .attributes, .four, .redact, .never),
        CatalogueEntry("ip_address", "IP地址", .attributes, .four, .redact, .never),
    ]

    private static let contacts: [CatalogueEntry] = [
        CatalogueEntry(
            "phone", "电话", .attributes, .four, .redact, .never, generalisation: .phoneMiddle),
        CatalogueEntry("fax", "传真", .attributes, .four, .redact, .never),
        CatalogueEntry("email", "电子邮箱", .attributes, .four, .redact, .never),
        CatalogueEntry("wechat", "微信号", .attributes, .four, .redact, .never),
        CatalogueEntry("qq", "QQ号", .attributes, .four, .redact, .never),
    ]

    private static let numbers: [CatalogueEntry] = [
        CatalogueEntry("insurance_number", "医保或保险账号", .payment, .four, .pseudonym, .never),
        CatalogueEntry("bank_account", "银行账号", .payment, .four, .redact, .never),
        CatalogueEntry("fees", "费用", .payment, .three, .keep, .project),
        CatalogueEntry("insurance_amount", "保险金额", .payment, .four, .redact, .never),
    ]

    private static let person: [CatalogueEntry] = [
        CatalogueEntry(
            "birth_date", "出生日期", .attributes, .three, .generalise, .generalised,
            generalisation: .year, isQuasiIdentifier: true),
        CatalogueEntry(
            "birth_year", "出生年份", .attributes, .two, .keep, .open, isQuasiIdentifier: true),
        CatalogueEntry(
            "age", "年龄", .attributes, .three, .generalise, .generalised,
            generalisation: .ageBand, isQuasiIdentifier: true),
        CatalogueEntry("gender", "性别", .attributes, .two, .keep, .open, isQuasiIdentifier: true),
        CatalogueEntry("ethnicity", "民族", .attributes, .two, .keep, .open, isQuasiIdentifier: true),
        CatalogueEntry("marriage", "婚姻", .attributes, .two, .keep, .open, isQuasiIdentifier: true),
        CatalogueEntry(
            "nationality", "国籍", .attributes, .two, .keep, .open, isQuasiIdentifier: true),
        CatalogueEntry(
            "occupation", "职业", .attributes, .three, .redact, .project, isQuasiIdentifier: true),
        CatalogueEntry(
            "employer", "工作单位", .attributes, .three, .redact, .project, isQuasiIdentifier: true),
    ]

    private static let clinical: [CatalogueEntry] = [
        CatalogueEntry("glucose", "血糖", .status, .three, .keep, .project),
        CatalogueEntry("hba1c", "糖化血红蛋白", .status, .three, .keep, .project),
        CatalogueEntry("weight", "体重", .status, .three, .keep, .project),
        CatalogueEntry("height", "身高", .status, .three, .keep, .project),
        CatalogueEntry("bmi", "体质指数", .status, .three, .keep, .project),
        CatalogueEntry("blood_pressure", "血压", .status, .three, .keep, .project),
        CatalogueEntry("heart_rate", "心率", .status, .three, .keep, .project),
        CatalogueEntry("body_temperature", "体温", .status, .three, .keep, .project),
        CatalogueEntry("oxygen_saturation", "血氧饱和度", .status, .three, .keep, .project),
        CatalogueEntry("cholesterol", "血脂", .status, .three, .keep, .project),
        CatalogueEntry("creatinine", "肌酐", .status, .three, .keep, .project),
        CatalogueEntry("lab_result", "一般检验结果", .status, .three, .keep, .project),
        CatalogueEntry("lab_name", "检验项目", .application, .two, .keep, .project),
        CatalogueEntry("diagnosis", "一般诊断", .status, .two, .keep, .project),
        CatalogueEntry("allergy", "过敏", .status, .two, .keep, .project),
        CatalogueEntry("family_history", "家族史", .status, .two, .keep, .project),
        CatalogueEntry("chief_complaint", "主诉", .status, .two, .keep, .project),
        CatalogueEntry("medication", "用药", .application, .two, .keep, .project),
        CatalogueEntry("imaging", "影像", .application, .four, .redact, .never),
        CatalogueEntry("notes", "病历文书", .application, .four, .redact, .never),
        CatalogueEntry("surgery", "手术名称", .application, .two, .keep, .project),
    ]

    private static let sensitive: [CatalogueEntry] = [
        CatalogueEntry("sensitive_result", "敏感检验结果", .status, .five, .sealOnly, .never),
        CatalogueEntry("sensitive_diagnosis", "特殊病种诊断", .status, .five, .sealOnly, .never),
        CatalogueEntry("genome", "基因组", .status, .five, .sealOnly, .never),
        CatalogueEntry("biometric", "生物识别", .attributes, .five, .sealOnly, .never),
        CatalogueEntry("face_photo", "面部照片", .attributes, .five, .sealOnly, .never),
    ]

    private static let operation: [CatalogueEntry] = [
        CatalogueEntry("bed_number", "床位号", .application, .three, .redact, .project),
        CatalogueEntry("department", "科室", .application, .two, .keep, .open),
        CatalogueEntry("hospital", "医院基本信息", .resources, .one, .keep, .open),
        CatalogueEntry("hospital_operations", "医院运营数据", .resources, .two, .keep, .project),
        CatalogueEntry("public_health", "公共卫生统计", .publicHealth, .two, .keep, .open),
    ]
}
