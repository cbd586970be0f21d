import CanonicalCoding
import Governance
import LedgerTypes
import Sealing
import TallyClient

/// Names of the three rights, as people write and read them.
enum RightWords {
    private static let all: [(word: String, chinese: String, kind: RightKind)] = [
        ("hold", "持有权", .hold), ("use", "使用权", .use), ("operate", "经营权", .operate),
    ]

    static func kind(_ text: String) throws -> RightKind {
        guard let found = all.first(where: { $0.word == text }) else {
            throw Failure(
                .usage, code: "right-unknown", zh: "--kind 应为 hold、use 或 operate，收到 `\(text)`",
                en: "--kind is hold, use or operate, not `\(text)`")
        }
        return found.kind
    }

    static func word(_ kind: RightKind) -> String {
        all.first { $0.kind == kind }?.word ?? "\(kind.rawValue)"
    }

    static func say(_ kind: RightKind, _ language: DisplayLanguage) -> String {
        language.say(all.first { $0.kind == kind }?.chinese ?? "\(kind.rawValue)", word(kind))
    }
}

/// One recorded right, as it stands among the others of its asset.
struct RightRow: Encodable {
    let id: String
    let kind: String
    let grantee: String
    let basis: String
    let from: UInt64
    let until: UInt64?
    let isPledged: Bool
    /// False where a later record of the same right stands in its place.
    let isLast: Bool
    /// By this machine's clock.
    let isInForce: Bool

    init(_ right: Right, _ place: RightPlace, now: BlockTime) {
        id = place.id.description
        kind = RightWords.word(right.right)
        grantee = right.grantee.text
        basis = right.basis
        from = right.from.value
        until = right.until?.value
        isPledged = right.encumbrance != nil
        isLast = place.isLast
        isInForce = place.isLast && right.from <= now && right.until.map { now < $0 } ?? true
    }

    static func text(_ rows: [RightRow], _ language: DisplayLanguage) -> String {
        guard !rows.isEmpty else {
            return language.say("没有登记权利", "no right is recorded")
        }
        return rows.map { $0.text(language) }.joined(separator: "\n")
    }

    private func text(_ language: DisplayLanguage) -> String {
        let name = (try? RightWords.kind(kind)).map { RightWords.say($0, language) } ?? kind
        let end = until.map(TimeText.shanghai) ?? language.say("无期限", "no end")
        let standing =
            !isLast
            ? language.say("已被后来的登记取代", "a later record counts")
            : isInForce
                ? language.say("有效", "in force") : language.say("不在有效期", "not in force now")
        let pledge = isPledged ? language.say("，已质押", ", pledged") : ""
        return
            "\(id)\n  \(name)  \(grantee)  \(TimeText.shanghai(from)) – \(end)  \(standing)\(pledge)"
            + "\n  \(basis)"
    }
}

/// Where a record stands among those of its asset.
struct RightPlace {
    let id: RecordID
    let isLast: Bool
}

extension Right {
    /// The same right from now on, with another encumbrance.
    func again(encumbrance: Digest?, from: BlockTime) -> Right {
        Right(
            asset: asset, right: right, grantee: grantee, basis: basis, scope: scope,
            encumbrance: encumbrance, from: from, until: until)
    }

    /// Whether both are records of one right: later ones stand in the place of earlier ones.
    func isSameRight(as other: Right) -> Bool {
        asset == other.asset && right == other.right && grantee == other.grantee
    }
}

extension Session {
    /// All rights in an asset, in the order of their records.
    func rights(of asset: RecordID) async throws -> [(Right, RightPlace)] {
        let ids = try await read(Tables.rightsOfAsset, asset)?.elements ?? []
        var found: [(id: RecordID, right: Right)] = []
        for id in ids {
            guard let right = try await read(Tables.rights, id) else {
                throw Failure(
                    .internalFault, code: "no-right", zh: "状态中缺少权利 \(id)",
                    en: "the state lacks the right \(id)")
            }
            found.append((id, right))
        }
        return found.enumerated().map { index, item in
            let isLast = !found[(index + 1)...].contains { $0.right.isSameRight(as: item.right) }
            return (item.right, RightPlace(id: item.id, isLast: isLast))
        }
    }

    /// The right of an id, if no later record stands in its place.
    func lastRecord(ofRight text: String) async throws -> Right {
        let id = try Given.record(text, "RIGHT")
        guard let right = try await read(Tables.rights, id) else {
            throw Failure(
                .refused, code: "unknown-right", zh: "没有登记该权利：用 tally right show 查看",
                en: "no such right is recorded: see tally right show")
        }
        let all = try await rights(of: right.asset)
        guard all.contains(where: { $1.id == id && $1.isLast }) else {
            let last = all.last { $0.0.isSameRight(as: right) }?.1.id
            throw Failure(
                .refused, code: "right-replaced",
                zh: "该登记已被 \(last.map { "\($0)" } ?? "–") 取代：请用后者的编号",
                en: "a later record, \(last.map { "\($0)" } ?? "–"), stands in its place: name that"
            )
        }
        return right
    }

    func record(
        _ right: Right, _ hidden: (digest: Digest, disclosure: FieldDisclosure),
        _ submitting: SubmittingOptions, _ output: OutputOptions, zh: String, en: String
    ) async throws {
        let transaction = try await signedByGateway(
            transaction(RegisterRight(right: right), commitments: [hidden.digest]))
        try await finish(
            transaction, submitting, output, disclosing: [hidden.disclosure], zh: zh, en: en)
    }
}
