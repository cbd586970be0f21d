/// English words of clinical notes, which stand where names stand and are none.
enum EnglishWords {
    /// Whether a word in lower case is an everyday or medical one.
    static func isCommon(_ word: String) -> Bool {
        common.contains(word)
            || endings.contains { word.hasSuffix($0) && word.count > $0.count + 2 }
    }

    /// Endings that words of medicine have and names hardly ever.
    private static let endings = [
        "itis", "osis", "oma", "emia", "aemia", "pathy", "ectomy", "scopy", "graphy", "ology",
        "ation",
        "tion", "sion", "ment", "ness", "ical", "able", "ible", "ous", "ular", "ing", "tic", "nic",
        "ary",
        "ase", "idine", "mab", "pril", "sartan", "statin", "olol", "azole", "mycin", "cillin",
        "gliptin",
        "gliflozin", "glutide", "ide", "ine", "ate", "ium", "cal", "nal", "ism", "iac", "ity",
        "ancy",
        "ency", "uria", "algia", "pnea", "plasia", "trophy", "gram", "ics", "ed", "ly", "ive",
        "ance", "ence",
    ]

    private static let common = Set(
        """
        a about above absent accu acid active acute admission admitted adult after age aged airway alert all \
        allergy also am american an and ankle any aorta appointment arm arrival artery as asthma at attending \
        august april available back bad balance band base bed before bed below better between big bilateral \
        bladder bleed blood body bone both bowel brain breast breath brother but by cancer care case cast \
        cell chart chest chief child children chronic class clear clinic clinical close code cold colon come \
        common complaint complete consult contact contin control copy cord cough count course ct daily data \
        date daughter day days december deep denies deep department diabetes diet discharge disease doctor \
        dose drug due ear early eat eating edema elderly emergency end entire error evening every exam except \
        exercise eye eyes fall family fasting father february feels female fever film final find finger first \
        flow fluid food foot for foot form found fracture free friday from full further gas gel general gland \
        glucose good grade group growth had hand has have he head health hearing heart heel height hemoglobin \
        hepatic her here high hip his history home hospital hour hours house how human husband if ii iii in \
        index infant infarct injury insulin intact is it iv january joint july june kidney kit knee known lab \
        large last late left leg lens lesion level life light like limb line lipid list liver living long low \
        lower lung lymph main male man march marrow mass may meal meals medical medicine memory mental mg mild \
        mixed mode model monday month months morning mother mouth mr mri much muscle nail name near neck needs \
        nerve new next night no node none normal nose not note notes november now nurse nursing october of off \
        office old on once one only open or oral order other out over oxygen pain panel part parts past patient \
        patients peak pen per period phase phone physician plan plasma plate plus point poor post practitioner \
        pre pressure previous private probe problem product profile program protein pulse pump pupil rate reach \
        ready recent record red reference referral referred refer regular release renal report reports result \
        results review right rise risk room root round rule said same sample saturday scale scan score screen \
        second see seen self send sensor september serum set severe sex she short shoulder side sign signs \
        since sinus sister site size skin sleep slow small soft son specialist spine spleen stable stage start \
        state status step still stomach stool stop strip stroke strong such sugar sunday surgeon surgery swab \
        symptoms syndrome system table take taken tablet tape team test tests that the their then there these \
        they third this three throat thumb thursday thyroid time times to today toe tolerated tongue tooth \
        total toxin tract treatment trial tube tuesday tumor tumour turn twice two type unit units unknown \
        unremarkable until up upper urgent urine us use used uterus vaccine valve vein very view virus visit \
        vital ward warm was water we wednesday week weeks weight well were when which white who wife will with \
        within woman work world wound wrist x year years yes young your reviewed verified mellitus stones \
        hypertension obesity gout anemia angina lupus north south east west central united great new royal saint \
        st community university college school institute foundation memorial city county state national \
        oral solution capsule cream gel drops spray patch powder injection suspension syrup extended slow fast \
        acting once flex verio contour next guide instant aviva performa premier pro max mini ultra smart one touch \
        pharmacy laboratory radiology staff committee board admin provider clinician technician dietitian therapist \
        anesthesia pathology oncology cardiology neurology pediatrics insurance medicare medicaid guide libre novo
        """.split(separator: " ").map(String.init))
}
