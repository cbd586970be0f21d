extension SensitiveWords {
    static let anorectal = [
        "痔", "肛瘘", "肛漏", "肛裂", "肛乳头", "直肠脱垂", "脱肛", "直肠瘘", "直肠阴道瘘",
        "hemorrhoid*", "haemorrhoid*", "anal fissure*", "fissure of anal", "anal fistula*",
        "anal abscess*", "anorectal", "perianal", "fistula in ano", "rectal prolapse",
        "anal prolapse",
        "anal polyp", "rectal fistula", "ischiorectal", "intrasphincteric", "anal region",
        "stenosis of anus", "proctalgia", "pruritus ani",
        "肛周脓肿", "肛周感染", "直肠肛管", "肛管直肠", "anal and rectal", "anus and rectum", "rectal abscess*",
        "horseshoe abscess", "supralevator", "rectal polyp", "radiation proctitis",
        "anal sphincter tear", "dysplasia of anus",
    ]

    static let reproductive = [
        "人流", "流产后",
        "不孕", "不育", "无精", "少精", "弱精", "死精", "试管婴儿", "体外受精", "胚胎移植", "辅助生殖", "人工授精",
        "勃起", "阳痿", "早泄", "人工终止妊娠", "终止妊娠", "引产", "药流", "清宫术", "宫外孕",
        "异位妊娠", "葡萄胎", "绝育", "输精管结扎", "性侵", "强奸", "infertil*", "azoosperm*",
        "oligosperm*", "asthenosperm*", "ivf", "in vitro fertili*", "embryo transfer",
        "artificial insemination", "assisted reproduct*", "erectile", "impotence", "abortion*",
        "miscarriage*", "termination of pregnancy", "ectopic pregnancy", "hydatidiform",
        "molar pregnancy", "sterilization status", "vasectomy", "tubal ligation", "rape",
        "sexual abuse", "sexual assault", "ejaculat*", "gender reassign*",
        "testicular hypofunction",
        "人工流产", "药物流产", "自然流产", "先兆流产", "稽留流产", "复发性流产", "习惯性流产", "性功能障碍",
    ]
}
