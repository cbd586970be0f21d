import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// An emergency that a node decided while it was cut off, on its way to its signers: what the
/// physician and the approver sign, in words, with the record at its end.
///
/// Source: docs/reference/governance-files.md.
package struct OfflineDraftFile: Hashable, Sendable {
    package let suite: CryptoSuite
    package let record: OfflineRecord
    /// Ascending by key; of the physician and the approver at most.
    package let signatures: [TransactionSignature]

    package static let format = "tally/offline-override-draft/v1"
    /// The physician and the approver; the gateway signs when the record is opened.
    private static let most = 2

    package init(
        suite: CryptoSuite, record: OfflineRecord, signatures: [TransactionSignature] = []
    ) {
        self.suite = suite
        self.record = record
        self.signatures = signatures.sorted { $0.key < $1.key }
    }

    package var id: Digest { record.digest(suite: suite) }
    /// Everybody who must sign.
    package var signers: [StaffReference] {
        [record.physician] + [record.approver].compactMap(\.self)
    }
    /// How many signatures are still lacking.
    package var lacking: Int { max(0, signers.count - signatures.count) }

    /// With the signature of a key; the same where it has signed.
    package func signing(with key: SigningKey) -> OfflineDraftFile {
        let name = key.verifyingKey.id
        guard !signatures.contains(where: { $0.key == name }) else { return self }
        let signature = TransactionSignature(
            key: name, signature: key.sign(OfflineRecord.signedBytes(of: id)))
        return OfflineDraftFile(
            suite: suite, record: record, signatures: signatures + [signature])
    }

    /// With the signatures of another copy of the same draft; nil where it is of another record.
    package func joined(_ other: OfflineDraftFile) -> OfflineDraftFile? {
        guard other.id == id else { return nil }
        let new = other.signatures.filter { added in
            !signatures.contains { $0.key == added.key }
        }
        return OfflineDraftFile(suite: suite, record: record, signatures: signatures + new)
    }

    /// The page for people, with the bytes at its end.
    package var page: String { boundPage.text }

    /// Reads a page; its text must be the one that its bytes give.
    package init(page: [UInt8]) throws(DraftFault) {
        let bytes = try BoundPage.bytes(of: page, format: Self.format)
        var reader = CanonicalReader(bytes)
        do {
            try reader.beginArray(count: 3)
            let suite = try CryptoSuite(from: &reader)
            let record = try OfflineRecord(from: &reader)
            let signatures: [TransactionSignature] = try reader.array(upTo: Self.most)
            reader.endArray()
            try reader.finish()
            self.init(suite: suite, record: record, signatures: signatures)
        } catch {
            throw .unreadable(offset: reader.offset)
        }
        try boundPage.check(page)
    }

    private var boundPage: BoundPage {
        var writer = CanonicalWriter()
        writer.array(count: 3)
        suite.encode(into: &writer)
        record.encode(into: &writer)
        writer.array(signatures)
        let intro = [
            "An emergency that a node without a network decided by itself. Whoever signs says that",
            "it is so; the record goes on the chain when the network is back. Data are shown only",
            "once, to the physician, after everybody named here has signed, within ten minutes.",
            "断网节点就地裁决的应急越权。签名即确认属实；联网后记录上链。下列人员全部签名后，",
            "十分钟内向医师显示一次数据。", "",
        ]
        return BoundPage(
            format: Self.format, lines: intro + lines.map(\.text), bytes: writer.bytes)
    }

    private var lines: [PageLine] {
        let scope = record.scope
        return [
            PageLine("record", "记录", id),
            PageLine("number at this member", "本机构序号", record.sequence),
            PageLine("holder", "持有机构", record.holder),
            PageLine("patient", "患者假名", scope.subject),
            PageLine("asset", "数据集", scope.asset.map { "\($0)" } ?? "all · 全部"),
            PageLine("fields", "字段", scope.fields.joined(separator: ", ")),
            PageLine("purpose", "用途", scope.purpose),
            PageLine("reason", "事由", "\(record.reason.english) · \(record.reason.chinese)"),
            PageLine("physician", "医师", record.physician),
            PageLine("approver", "批准人", record.approver.map { "\($0)" } ?? "–"),
            PageLine("decided", "裁决时间", PageLine.time(record.wallClock.value)),
            PageLine("ends", "失效时间", PageLine.time(record.expires.value)),
            PageLine("on the block", "依据区块", record.basis.height),
            PageLine("chain", "链", record.chain),
        ]
            + signatures.map {
                PageLine("signed by key", "已签名密钥", "\($0.key) \(Hex.encode($0.signature.bytes))")
            }
    }
}

extension OverrideReason {
    /// The reason in words, as in `tally override declare --help`.
    package var english: String {
        switch self {
        case .lifeInDanger: "life in danger"
        case .unconscious: "unconscious, nobody can consent"
        case .guardianUnreachable: "the guardian cannot be reached"
        case .massCasualty: "many casualties"
        case .publicHealthEmergency: "public health emergency"
        case .other: "other"
        }
    }

    package var chinese: String {
        switch self {
        case .lifeInDanger: "生命危险"
        case .unconscious: "昏迷，无法同意"
        case .guardianUnreachable: "联系不上监护人"
        case .massCasualty: "群体伤亡"
        case .publicHealthEmergency: "突发公共卫生事件"
        case .other: "其他"
        }
    }
}
