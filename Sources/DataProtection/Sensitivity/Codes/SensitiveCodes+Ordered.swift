extension SensitiveCodes {
    /// Source: ICD-10 (WHO 2019), ICD-10-CM and GB/T 14396-2016, which share their categories.
    static let icd10 = spans([
        (
            .sexuallyTransmitted,
            "A50-A67 B20-B24 R75 Z21 B97.33-B97.35 B97.7 O98.1-O98.3 O98.7 Z11.3-Z11.4 Z20.2 Z20.6 "
                + "Z22.4 Z71.7 Z83.0 R87.81 R85.81"
        ),
        (
            .infectious,
            "A00-A09 A15-A39 A75 A77 A80-A80 A82-A84 A90-A99 B03-B06 B08.4 B15-B19 B26 B30.3 "
                + "B50-B57 B65 B67 B73-B75 B90-B92 B94.2 J09-J11 J12.81 M01.1 M49.0 K67.3 O98.0 "
                + "O98.4 P35.3 P37.0 R76.1 U04 U07-U10 Z11.1 Z20-Z22 Z86.1"
        ),
        (.incurable, "A81 G12.2 G30 G31.0 R40.3 Z51.5"),
        (
            .malignant,
            "C00-C97 D00-D09 D37-D49 D63.0 D76 E34.0 G89.3 J91.0 M84.5 R18.0 Z51.0-Z51.1 Z85 Z92.21 "
                + "Z92.3"
        ),
        (
            .mental,
            "F00-F99 O99.31-O99.34 R44 R45.85 T14.91 T74.3 X60-X84 Z81 Z86.5 Z91.5 Z71.4-Z71.5"
        ),
        (
            .hereditary,
            "D55-D58 D66-D67 D68.0-D68.2 D80-D82 D84.1 E70-E72 E74-E77 E78.01 E79.1 E80.0-E80.2 "
                + "E83.0-E83.1 E84 E88.01 G10-G12 G60.0 G71 G90.1 H35.5 Q61.1-Q61.3 Q78 Q79.6 "
                + "Q80-Q82 Q85-Q87 Q90-Q99"
        ),
        (.genetic, "Z13.7 Z14-Z15 Z31.4-Z31.5 Z84.81 O28.5 O35.1"),
        (
            .rare,
            "D59.5 E22.0 E25 E26.8 E85 G35 G36.0 G40.81 G40.83 G70.0 I27.0 I78.0 J84.1 J84.8 M34"
        ),
        (.anorectal, "I84 K60-K62 K64 L29.0"),
        (
            .reproductive,
            "E29.1 N46 N48.4 N52-N53 N96-N97 O00-O08 T74.2 T76.2 Z30.2 Z31 Z33.2 Z64.0 Z87.890 Z98.5"
        ),
    ])

    /// Source: ICD-9-CM volumes 1 and 2.
    static let icd9 = spans([
        (.sexuallyTransmitted, "042-044 079.5 090-099 131 795.71 V02.7-V02.8 V08"),
        (
            .infectious,
            "001-009 010-018 020-027 030-037 045 050 055-056 060-066 070-072 084-088 120-125 V01-V02"
        ),
        (.malignant, "140-209 230-239 V10 V58.0-V58.1"), (.mental, "290-319 V11 V62.84"),
        (.incurable, "046 331.0 335"), (.hereditary, "270-271 277 282 286 330 333.4 334 359 758"),
        (.genetic, "V18.9 V83-V84"), (.rare, "340-341 358.0 416.0 516.3 710.1"),
        (.anorectal, "455 565-566 569.0-569.4"),
        (.reproductive, "302 606-607 628-639 V25.2 V26 V61.7"),
    ])

    /// Source: ICD-11 for mortality and morbidity statistics.
    static let icd11 = spans([
        (.sexuallyTransmitted, "1A60-1A9Z 1C60-1C62"),
        (.infectious, "1A00-1A5Z 1B10-1F1Z 1F40-1H0Z RA01"), (.malignant, "2A00-2F9Z XH"),
        (.mental, "6A00-6E8Z 7B2 MB23-MB27"), (.reproductive, "GA30-GA34 GB04 HA00-HA8Z JA00-JA0Z"),
        (.hereditary, "3A50-3A51 3B10-3B12 4A00-4A0Z 5C50-5C5Z 8A44 8C7 CA25 LD20-LD9Z"),
        (.rare, "4A4 5D00 8A40-8A46 8C6"), (.incurable, "8A20 8B60-8B61 8E0"),
        (.anorectal, "DB50-DB7Z"), (.genetic, "QC6 QA2"),
    ])

    /// Source: the index of the WHO Collaborating Centre for Drug Statistics Methodology.
    static let atc = spans([
        (.sexuallyTransmitted, "D06BB04 J05AE-J05AG J05AJ J05AR J05AX"),
        (.infectious, "J04A J04B J05AP P01BF"), (.mental, "N05A N05B N06 N07B"),
        (.malignant, "L01 L02 V10"), (.hereditary, "A16A B02BD R07AX02 R07AX30-R07AX32 M09AX"),
        (.anorectal, "C05A"), (.reproductive, "G02AD G03G G04BE"),
    ])

    /// Source: ICD-9-CM volume 3 and the Chinese edition for operations.
    static let procedures = spans([
        (.anorectal, "48-49"), (.reproductive, "63.7 64.5 66.2-66.3 69.0 69.5 69.92 75.0"),
        (.malignant, "92.2 99.25"), (.mental, "94"),
    ])
}
