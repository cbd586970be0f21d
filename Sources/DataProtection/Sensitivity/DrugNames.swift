/// Drugs that tell a special disease by themselves, by stems of their international names and in
/// Chinese: asked only of a coded medication outside care whose system has no order (RxNorm).
///
/// Source: WHO stems of international non-proprietary names.
enum DrugNames {
    static func category(_ text: String) -> SensitiveCategory? {
        let prepared = PreparedText(folded: ScalarFolding.folded(text))
        return automaton.matches(in: prepared.scalars).first?.value
    }

    private static let automaton = WordAutomaton(
        lists.flatMap { category, names in
            names.split(separator: " ").map { (Scan.scalars(String($0)), category) }
        })

    private static let lists: [(SensitiveCategory, String)] = [
        (
            .sexuallyTransmitted,
            "tegravir zidovudine lamivudine emtricitabine tenofovir abacavir efavirenz nevirapine "
                + "rilpivirine etravirine doravirine darunavir lopinavir atazanavir cobicistat maraviroc "
                + "替诺福韦 拉米夫定 齐多夫定 依非韦伦 多替拉韦 比克替拉韦 恩曲他滨 奈韦拉平 洛匹那韦 艾考恩丙替"
        ),
        (
            .infectious,
            "entecavir adefovir telbivudine sofosbuvir buvir asvir isoniazid rifapentine ethambutol "
                + "pyrazinamide bedaquiline delamanid 恩替卡韦 阿德福韦 替比夫定 索磷布韦 异烟肼 利福喷丁 "
                + "乙胺丁醇 吡嗪酰胺 贝达喹啉"
        ),
        (
            .mental,
            "olanzapine quetiapine clozapine risperidone paliperidone piprazole ziprasidone haloperidol "
                + "chlorpromazine amisulpride lurasidone perphenazine lithium oxetine sertraline citalopram "
                + "venlafaxine mirtazapine bupropion fluvoxamine trazodone triptyline methadone "
                + "buprenorphine naltrexone disulfiram varenicline donepezil memantine rivastigmine "
                + "galantamine methylphenidate 奥氮平 喹硫平 氯氮平 利培酮 帕利哌酮 哌唑 齐拉西酮 氟哌啶醇 氯丙嗪 "
                + "氨磺必利 鲁拉西酮 碳酸锂 西汀 舍曲林 西酞普兰 文拉法辛 米氮平 安非他酮 氟伏沙明 曲唑酮 替林 美沙酮 "
                + "丁丙诺啡 纳曲酮 多奈哌齐 美金刚 卡巴拉汀 哌甲酯"
        ),
        (
            .malignant,
            "platin taxel rubicin tinib ciclib zomib capecitabine fluorouracil gemcitabine "
                + "cyclophosphamide tamoxifen letrozole anastrozole exemestane bicalutamide abiraterone "
                + "enzalutamide vincristine etoposide irinotecan temozolomide pemetrexed trastuzumab "
                + "bevacizumab rituximab lizumab 铂 紫杉 比星 替尼 西利 佐米 卡培他滨 氟尿嘧啶 吉西他滨 环磷酰胺 "
                + "他莫昔芬 来曲唑 阿那曲唑 依西美坦 比卡鲁胺 阿比特龙 长春新碱 依托泊苷 伊立替康 替莫唑胺 培美曲塞 "
                + "曲妥珠 贝伐珠 利妥昔"
        ),
        (
            .reproductive,
            "sildenafil tadalafil vardenafil clomifene clomiphene 那非 氯米芬 米非司酮 mifepristone"
        ),
    ]
}
