extension SensitiveWords {
    static let hereditary = [
        "遗传性", "遗传病", "先天性代谢", "先天性遗传", "家族性腺瘤", "家族性高胆固醇", "染色体异常", "染色体病",
        "唐氏", "21三体", "18三体", "13三体", "三体综合征", "特纳综合征", "克氏综合征", "克兰费尔特", "脆性x",
        "地中海贫血", "地贫", "镰状细胞", "血友病", "蚕豆病", "葡萄糖6磷酸脱氢酶缺乏", "苯丙酮尿",
        "肝豆状核", "囊性纤维化", "亨廷顿", "肌营养不良", "马凡", "神经纤维瘤病", "结节性硬化", "成骨不全",
        "白化病", "鱼鳞病", "大疱性表皮松解", "多囊肾", "家族性地中海热", "卟啉", "hereditary", "inherited",
        "heredofamilial", "chromosom*", "down syndrome", "down s syndrome", "trisom*", "monosom*",
        "mosaicism", "turner s syndrome", "turner syndrome", "klinefelter*", "fragile x",
        "thalassemi*", "thalassaemi*", "sickle cell", "sickle*", "hb s disease", "hb ss",
        "hemophilia*", "haemophilia*", "von willebrand*", "g6pd", "glucose 6 phosphate dehydro*",
        "phenylketonuri*", "wilson s disease", "cystic fibrosis", "huntington*",
        "muscular dystroph*", "duchenne*", "becker muscular", "marfan*", "neurofibromatosis",
        "tuberous sclerosis", "osteogenesis imperfecta", "albinism", "ichthyosis",
        "epidermolysis bullosa", "polycystic kidney", "familial mediterranean", "porphyri*",
        "familial hypercholesterol*", "homozygous familial", "ehlers danlos", "deletion syndrome",
        "microdeletion*", "autosomal", "x linked", "inborn error*", "factor viii deficien*",
        "factor ix deficien*", "hemoglobinopath*", "haemoglobinopath*",
        "triploid*", "polyploid*", "from the autosomes", "velo cardio facial",
        "balanced rearrangement*", "balanced translocation*", "complex rearrangements",
        "structural marker*", "chimera 46*", "46 xx*", "46 xy*", "47 xxy*", "hermaphrodit*",
    ]

    static let genetic = [
        "基因检测", "基因突变", "基因测序", "基因变异", "基因筛查", "基因组", "全外显子", "外显子测序", "遗传咨询",
        "易感基因", "胚系突变", "致病变异", "致病性变异", "核型分析", "染色体核型", "染色体检查", "产前诊断", "羊水穿刺",
        "无创dna", "无创产前", "brca1*", "brca2*", "brca", "genetic", "genome*", "genomic*", "exome",
        "germline", "gene mutation*", "gene analysis", "gene variant*", "gene sequencing",
        "mutation analysis", "karyotyp*", "pathogenic variant*", "lynch syndrome",
        "nipt",
        "apoe genotyp*", "apoe基因",
    ]

    static let rare = [
        "罕见病", "戈谢", "法布雷", "法布里", "庞贝病", "黏多糖", "粘多糖", "尼曼匹克", "糖原累积", "糖原贮积",
        "肾上腺脑白质", "脊髓性肌萎缩", "脊肌萎缩", "重症肌无力", "多发性硬化", "视神经脊髓炎", "阵发性睡眠性血红蛋白尿",
        "特发性肺纤维化", "特发性肺动脉高压", "淋巴管肌瘤", "系统性硬化", "卡尔曼", "先天性肾上腺皮质增生",
        "威廉姆斯综合征", "普拉德威利", "天使综合征", "阿尔波特", "努南综合征", "雷特综合征",
        "枫糖尿", "甲基丙二酸", "丙酸血症", "瓜氨酸血症", "高氨血症", "线粒体脑", "线粒体病", "淀粉样变",
        "卡斯特曼", "噬血细胞", "gaucher*", "fabry*", "pompe*", "mucopolysaccharid*",
        "niemann pick*", "glycogen storage", "adrenoleukodystroph*", "spinal muscular atroph*",
        "myasthenia gravis", "multiple sclerosis", "neuromyelitis optica",
        "paroxysmal nocturnal", "idiopathic pulmonary fibrosis", "lymphangioleiomyomatosis",
        "systemic sclerosis", "kallmann*", "congenital adrenal hyper*", "williams syndrome",
        "prader willi*", "angelman*", "alport*", "noonan*", "maple syrup", "methylmalonic*",
        "propionic acid*", "citrullinemi*", "amyloidosis", "castleman*",
        "lysosomal storage", "sphingolipid*", "gangliosid*", "leukodystroph*", "rare disease*",
        "orphan disease*", "dravet*", "lennox gastaut", "ataxia telangiectasia", "friedreich*",
        "charcot marie tooth", "hemophagocytic", "erdheim chester",
        "高苯丙氨酸", "mitochondrial disease*", "mitochondrial disorder*", "mitochondrial metabol*",
        "mitochondrial myopath*", "mitochondrial encephal*",
    ]

    static let incurable = [
        "渐冻", "肌萎缩侧索硬化", "肌萎缩性侧索硬化", "运动神经元病", "克雅", "朊病毒", "朊蛋白病", "植物状态", "植物人",
        "临终关怀", "安宁疗护", "姑息治疗", "amyotrophic lateral", "motor neuron disease*",
        "creutzfeldt*", "persistent vegetative", "hospice", "palliative", "terminal illness",
        "terminal stage", "fatal familial",
    ]
}
