extension CheckCode {
    /// What the check makes sure of, for people.
    package func title(_ language: ReportLanguage) -> String {
        let titles = Self.titles[rawValue] ?? ("", "")
        return language == .chinese ? titles.0 : titles.1
    }

    private static let titles: [UInt64: (String, String)] = [
        7101: ("文件总大小与文件数在限度之内", "the file and the number of its parts are within bounds"),
        7102: ("压缩包结构完整，可逐段读取", "the archive can be read part by part"),
        7103: ("压缩包各字段为规定值（仅存储、无附加字段）", "the archive's fixed fields have their values"),
        7104: ("文件名合规", "the names of the files are admitted"),
        7105: ("文件按名称严格递增，无重名", "the files stand in order and no name occurs twice"),
        7106: ("各文件校验和相符", "the checksums of the files agree"),
        7107: ("按内容重建压缩包，逐字节一致", "the archive, written again, has the same bytes"),
        7108: ("必备文件齐全", "the required files are there"),

        7201: ("封条格式规范", "the seal is in canonical form"),
        7202: ("没有未定义的文件", "every file has a meaning in this version"),
        7203: ("每个文件均列入清单", "the manifest lists every file"),
        7204: ("清单所列文件均在", "every file of the manifest is there"),
        7205: ("文件大小与清单相符", "the sizes are those of the manifest"),
        7206: ("文件摘要与清单相符", "the digests are those of the manifest"),

        7301: ("证据内容格式规范", "the content is in canonical form"),
        7302: ("各列表严格递增，无重复、无乱序", "the lists are in order without repetition"),
        7303: ("披露文件格式规范", "the disclosures are in canonical form"),

        7401: ("创世摘要与法院提供的一致", "the digest of genesis is the one that the court brought"),
        7402: ("创世内容可读，席位合规", "genesis can be read and its seats are admitted"),
        7411: ("席位变更按高度递增", "the changes of seats ascend by height"),
        7412: ("席位变更区块属于本链", "the blocks that change seats belong to the chain"),
        7413: ("席位变更区块由当时席位确认", "the blocks that change seats name the seats in force"),
        7414: ("席位变更区块的签名达到法定数", "the blocks that change seats have their quorum"),
        7415: ("新席位与区块所载一致", "the next seats are those that the block announced"),
        7416: (
            "恢复令接在旧席位的末区块之后，且只减少席位", "each recovery continues the last block and only removes seats"
        ),
        7417: ("恢复令各签署机构的登记有状态证明", "the records of a recovery's members are proven"),
        7418: ("恢复令由规定数目的治理密钥签署", "enough governance keys signed each recovery"),
        7419: ("恢复区块由保留的席位确认", "the remaining seats decided each recovery block"),
        7421: ("区块属于本链", "the block belongs to the chain"),
        7422: ("区块所载席位为当时席位", "the block names the seats in force"),
        7423: ("确认证书的高度相符", "the certificate is for the height of the block"),
        7424: ("确认证书所指即本区块", "the certificate is for this block"),
        7425: ("签名席位严格递增，无重复", "the signing seats ascend without repetition"),
        7426: ("签名席位均在席位表中", "the signing seats exist"),
        7427: ("签名数达到法定数（超过席位的三分之二）", "the signatures reach the quorum of more than two thirds"),
        7428: ("证书所列签名逐一有效", "every signature of the certificate holds"),
        7429: ("恢复纪元为零或每次恢复均有证明", "every recovery of the quorum is proven"),

        7501: ("记录序号在记录总数之内", "the entries' indexes are below the number of entries"),
        7502: ("记录格式规范", "the entries are in canonical form"),
        7503: ("记录确在区块承诺的记录树中", "the entries are in the tree that the block commits to"),
        7504: ("记录属于本链", "the entries belong to the chain"),
        7505: ("记录时间不晚于区块且不倒退", "the entries' times do not run back or past the block"),

        7601: ("主体所在数据资产的索引有状态证明", "the index of the subject's assets is proven"),
        7602: ("主体及其全部资产的链首均在", "the heads are those of the subject and all its assets"),
        7603: ("各链首（或其不存在）有状态证明", "each head, or its absence, is proven"),
        7604: ("各链首的记录从一到末无缺号", "each head's entries count from one to its last"),
        7605: ("每条记录正确指向前一条", "each entry points to the one before it"),
        7606: ("末条记录与链首所载一致", "the last entry is the one that the head names"),
        7607: ("没有与主体无关的记录", "every entry belongs to one of the heads"),

        7701: ("规则、机构等状态事实有状态证明", "charters, members and other facts are proven"),
        7702: ("决定所引规则文本齐全", "the charters that decisions cite are there"),
        7703: ("决定可依所载事实与规则重新得出", "each decision follows again from its facts and charters"),

        7801: ("所附区块恰为各记录所在区块", "the blocks are exactly those of the entries"),
        7802: ("所附区块属于本链且席位相符", "the blocks belong to the chain and name their seats"),
        7803: ("所附区块的签名达到法定数", "the blocks have their quorum"),
        7804: ("记录时间即所在区块时间", "the entries' times are those of their blocks"),
        7805: ("记录树只增不改，直至导出区块", "the tree only grew up to the block of the export"),

        7901: ("披露字段严格递增，无重复", "the disclosures are in order without repetition"),
        7902: ("披露字段对应文件内的记录与承诺", "the disclosures belong to entries of the file"),
        7903: ("披露的字段与链上承诺相符", "the disclosed fields match their commitments"),
        7904: ("披露字段名规范且不重复", "the disclosed names are plain and distinct"),

        8001: ("导出机构的登记有状态证明", "the exporter's record is proven"),
        8002: ("封条由导出机构网关签名", "the exporter's gateway signed the seal"),
        8003: ("导出声明与内容一致", "the export statement agrees with the content"),
        8101: ("所附原件的摘要已上链", "the exhibits' digests were recorded on the chain"),

        8201: ("导出高度不低于法院要求", "the export is as high as the court asks"),
        8202: ("导出时间不早于法院要求", "the export is as late as the court asks"),
        8203: ("法院要求的证明层齐全", "the layers that the court asks for are there"),
        8204: ("排除当事机构后签名仍过半数", "without the parties, more than half of the seats signed"),
        8205: ("法院要求披露的字段均已披露", "the fields that the court asks for are disclosed"),
        8206: ("文件所涉主体即法院所指主体", "the file concerns the subject that the court names"),

        8301: ("提示：不同字段使用同一盐值", "note: one salt serves two fields"),
        8302: ("提示：盐值全为零", "note: a salt is all zero"),
    ]
}
