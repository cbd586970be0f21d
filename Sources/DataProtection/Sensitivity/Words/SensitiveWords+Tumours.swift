extension SensitiveWords {
    static let malignant = [
        "恶性", "癌", "肉瘤", "白血病", "血癌", "淋巴瘤", "骨髓瘤", "黑色素瘤", "黑素瘤", "母细胞瘤", "胶质瘤",
        "星形细胞瘤", "室管膜瘤", "间皮瘤", "精原细胞瘤", "生殖细胞瘤", "浆细胞瘤", "骨髓增生异常",
        "神经内分泌肿瘤", "神经内分泌瘤", "间质瘤", "转移瘤", "脑转移", "骨转移", "肝转移", "肺转移", "淋巴结转移",
        "远处转移", "霍奇金", "蕈样肉芽肿", "卡波西", "卡波济", "巨球蛋白血症", "组织细胞增生症", "真性红细胞增多",
        "原发性血小板增多症", "骨髓纤维化", "化疗", "放疗", "化学治疗", "放射治疗", "肿瘤转移", "肿瘤复发", "晚期肿瘤", "*carcinom*",
        "*sarcom*", "*blastom*", "*leukem*",
        "*leukaem*", "*lymphom*", "*melanom*", "*myelom*", "mesotheliom*", "*seminom*", "gliom*",
        "astrocytom*", "ependymom*", "oligodendrogliom*", "plasmacytom*", "*germinom*",
        "germ cell tumor*", "germ cell tumour*", "choriocarc*", "malignan*", "cancer*",
        "*neoplas*", "carcinoid*", "neuroendocrine tumor*", "neuroendocrine tumour*",
        "stromal tumor*", "stromal tumour*", "hodgkin*", "kaposi*", "waldenstrom*",
        "macroglobulinemia", "macroglobulinaemia", "sezary*", "mycosis fungoides",
        "histiocytosis", "letterer siwe", "langerhans cell*", "histiocytic", "myelodysplas*",
        "myeloproliferat*", "lymphoproliferat*", "polycythemia vera",
        "polycythaemia vera", "essential thrombocythemia", "myelofibrosis", "myeloid leuk*",
        "merkel*", "heavy chain disease", "immunoproliferative", "metasta*",
        "chemotherap*", "radiotherap*", "radiation therapy", "paget s disease of", "wilms*",
        "ewing s", "burkitt*", "bowen s disease",
        "refractory anemia", "refractory cytopenia", "secondary tumor*", "hepatoma*", "malt lymph*",
        "extranodal marginal zone", "carcinomat*", "leiomyosarc*",
        "t cell proliferation*", "b cell proliferation*", "mastocytosis", "mast cell tumor*",
        "mast cell leuk*",
    ]

    /// What has a word above in it and is none of these diseases.
    static let harmless = [
        "癌胚抗原", "防癌", "恶性高血压", "恶性心律", "恶性室性", "恶性贫血", "恶性高热", "恶性综合征", "神经恶性", "非恶性", "皮肤性病科",
        "皮肤性病", "性病科", "结核科", "结核病科",
        "结核病医院", "伤寒论", "伤寒杂病", "精神病院", "精神病医院", "肿瘤医院", "癌症中心", "癌症医院",
        "白血病医院", "肺炎衣原体", "肺炎支原体", "benign neoplas*",
        "nonneoplas*", "non neoplas*", "antineoplas*", "anti neoplas*", "benign lymphom*",
        "nonmalignan*", "non malignan*", "malignant hypertension", "malignant hyperthermia",
        "malignant arrhythm*", "sarcomere*", "haemophilus influenzae", "hemophilus influenzae",
        "h influenzae", "parainfluenza*", "cancer center", "cancer centre", "cancer institute",
        "cancer hospital", "tuberculum", "tuberculin syringe*", "respiratory depression",
        "st depression", "st segment depression",
        "bone marrow depression", "depression of st", "myocardial depression", "cns depression",
        "chlamydia pneumoniae", "chlamydophila pneumoniae",
        "photophobia", "phonophobia", "恶性呕吐", "风疹块", "风疹团",
    ]
}
