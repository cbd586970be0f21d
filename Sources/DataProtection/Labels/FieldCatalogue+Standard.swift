extension FieldCatalogue {
    /// The catalogue of the example consortium.
    ///
    /// Source: the levels of GB/T 39725-2020 §6.2; docs/reference/data-labels.md says which reading.
    package static let standard = FieldCatalogue(
        labels: identity + places + contacts + numbers + person + clinical + sensitive + operation)

    private static let identity: [CatalogueEntry] = [
        CatalogueEntry(
            "patient_name", "患者姓名", .attributes, .four, .pseudonym, .never, .identifier,
            generalisation: .surname),
        CatalogueEntry(
            "name", "姓名", .attributes, .four, .pseudonym, .never, .identifier,
            generalisation: .surname),
        CatalogueEntry(
            "national_id", "居民身份证号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry(
            "residence_permit", "港澳台居住证号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry("passport", "护照号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry(
            "medical_record_number", "病历号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry("health_card", "健康卡号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry(
            "physician_name", "医师姓名", .attributes, .four, .pseudonym, .never, .identifier,
            generalisation: .surname),
        CatalogueEntry(
            "licence_number", "证照编号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry("vehicle_plate", "车牌号", .attributes, .four, .redact, .never, .identifier),
        CatalogueEntry(
            "device_serial", "设备序列号", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry(
            "unique_code", "其他唯一编码", .attributes, .four, .pseudonym, .never, .identifier),
        CatalogueEntry("relative_name", "亲属姓名", .attributes, .four, .redact, .never, .identifier),
        CatalogueEntry("religion", "宗教信仰", .attributes, .four, .redact, .never, .text),
    ]

    private static let places: [CatalogueEntry] = [
        CatalogueEntry(
            "home_address", "家庭住址", .attributes, .four, .generalise, .never, .identifier,
            generalisation: .district),
        CatalogueEntry(
            "address_district", "住址区县", .attributes, .three, .generalise, .open, .district,
            generalisation: .city, isQuasiIdentifier: true),
        CatalogueEntry(
            "address_city", "住址城市", .attributes, .two, .keep, .open, .city, isQuasiIdentifier: true),
        CatalogueEntry("url", "网址", .attributes, .four, .redact, .never, .identifier),
        CatalogueEntry("ip_address", "IP地址", .attributes, .four, .redact, .never, .identifier),
    ]

    private static let contacts: [CatalogueEntry] = [
        CatalogueEntry(
            "phone", "电话", .attributes, .four, .redact, .never, .identifier,
            generalisation: .phoneMiddle),
        CatalogueEntry("fax", "传真", .attributes, .four, .redact, .never, .identifier),
        CatalogueEntry("email", "电子邮箱", .attributes, .four, .redact, .never, .identifier),
        CatalogueEntry("wechat", "微信号", .attributes, .four, .redact, .never, .identifier),
        CatalogueEntry("qq", "QQ号", .attributes, .four, .redact, .never, .identifier),
    ]

    private static let numbers: [CatalogueEntry] = [
        CatalogueEntry(
            "insurance_number", "医保或保险账号", .payment, .four, .pseudonym, .never, .identifier),
        CatalogueEntry("bank_account", "银行账号", .payment, .four, .redact, .never, .identifier),
        CatalogueEntry("fees", "费用", .payment, .three, .keep, .project, .amount),
        CatalogueEntry("insurance_amount", "保险金额", .payment, .four, .redact, .never, .amount),
    ]

    private static let person: [CatalogueEntry] = [
        CatalogueEntry(
            "birth_date", "出生日期", .attributes, .three, .generalise, .generalised, .date,
            generalisation: .year, isQuasiIdentifier: true),
        CatalogueEntry(
            "birth_year", "出生年份", .attributes, .two, .keep, .open, .year, isQuasiIdentifier: true),
        CatalogueEntry(
            "age", "年龄", .attributes, .three, .generalise, .generalised, .age,
            generalisation: .ageBand, isQuasiIdentifier: true),
        CatalogueEntry(
            "gender", "性别", .attributes, .two, .keep, .open, .valueSet(.gender),
            isQuasiIdentifier: true),
        CatalogueEntry(
            "ethnicity", "民族", .attributes, .two, .keep, .open, .valueSet(.ethnicity),
            isQuasiIdentifier: true),
        CatalogueEntry(
            "marriage", "婚姻", .attributes, .two, .keep, .open, .valueSet(.marriage),
            isQuasiIdentifier: true),
        CatalogueEntry(
            "nationality", "国籍", .attributes, .two, .keep, .open, .valueSet(.nationality),
            isQuasiIdentifier: true),
        CatalogueEntry(
            "occupation", "职业", .attributes, .three, .redact, .project, .valueSet(.occupation),
            isQuasiIdentifier: true),
        CatalogueEntry(
            "employer", "工作单位", .attributes, .three, .redact, .project, .text,
            isQuasiIdentifier: true),
    ]

    private static let clinical: [CatalogueEntry] = [
        CatalogueEntry("glucose", "血糖", .status, .three, .keep, .project, .glucose),
        CatalogueEntry("hba1c", "糖化血红蛋白", .status, .three, .keep, .project, .hba1c),
        CatalogueEntry("weight", "体重", .status, .three, .keep, .project, .weight),
        CatalogueEntry("height", "身高", .status, .three, .keep, .project, .height),
        CatalogueEntry("bmi", "体质指数", .status, .three, .keep, .project, .bmi),
        CatalogueEntry("blood_pressure", "血压", .status, .three, .keep, .project, .pressure),
        CatalogueEntry("heart_rate", "心率", .status, .three, .keep, .project, .heartRate),
        CatalogueEntry(
            "body_temperature", "体温", .status, .three, .keep, .project, .bodyTemperature),
        CatalogueEntry(
            "oxygen_saturation", "血氧饱和度", .status, .three, .keep, .project, .oxygenSaturation),
        CatalogueEntry("cholesterol", "血脂", .status, .three, .keep, .project, .result),
        CatalogueEntry("creatinine", "肌酐", .status, .three, .keep, .project, .creatinine),
        CatalogueEntry("lab_result", "一般检验结果", .status, .three, .keep, .project, .result),
        CatalogueEntry("lab_name", "检验项目", .application, .two, .keep, .project, .coded),
        CatalogueEntry("diagnosis", "一般诊断", .status, .two, .keep, .project, .coded),
        CatalogueEntry("allergy", "过敏", .status, .two, .keep, .project, .coded),
        CatalogueEntry("family_history", "家族史", .status, .two, .keep, .project, .coded),
        CatalogueEntry("chief_complaint", "主诉", .status, .two, .keep, .project, .coded),
        CatalogueEntry("medication", "用药", .application, .two, .keep, .project, .coded),
        CatalogueEntry("imaging", "影像", .application, .four, .redact, .never, .text),
        CatalogueEntry("notes", "病历文书", .application, .four, .redact, .never, .text),
        CatalogueEntry("surgery", "手术名称", .application, .two, .keep, .project, .coded),
    ]

    private static let sensitive: [CatalogueEntry] = [
        CatalogueEntry("sensitive_result", "敏感检验结果", .status, .five, .sealOnly, .never, .result),
        CatalogueEntry("sensitive_diagnosis", "特殊病种诊断", .status, .five, .sealOnly, .never, .coded),
        CatalogueEntry("genome", "基因组", .status, .five, .sealOnly, .never, .text),
        CatalogueEntry("biometric", "生物识别", .attributes, .five, .sealOnly, .never, .text),
        CatalogueEntry("face_photo", "面部照片", .attributes, .five, .sealOnly, .never, .text),
    ]

    private static let operation: [CatalogueEntry] = [
        CatalogueEntry("bed_number", "床位号", .application, .three, .redact, .project, .text),
        CatalogueEntry("department", "科室", .application, .two, .keep, .open, .text),
        CatalogueEntry("hospital", "医院基本信息", .resources, .one, .keep, .open, .text),
        CatalogueEntry("hospital_operations", "医院运营数据", .resources, .two, .keep, .project, .result),
        CatalogueEntry("public_health", "公共卫生统计", .publicHealth, .two, .keep, .open, .result),
    ]
}
