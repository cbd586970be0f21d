import CanonicalCoding
import Governance
import LedgerTypes
import WrittenText

/// The members of the chain: a name that none has is refused before anybody signs, with the nearest.
struct MemberNames {
    private let known: [MemberID]

    init(_ known: [MemberID]) { self.known = known }

    /// - Throws: `Failure` of usage where no member has the name.
    func member(_ text: String, _ option: String) throws -> MemberID {
        let id = try Given.member(text)
        guard !known.contains(id) else { return id }
        let nearest = NearestName.best(for: text, among: known.map(\.text))
        let all = known.map(\.text)
        throw Failure(
            .usage, code: "member-unknown",
            zh: "\(option)：链上没有成员 `\(text)`；"
                + (nearest.map { "是否指 \($0)？" } ?? "成员：\(all.joined(separator: "、"))"),
            en: "\(option): no member of the chain is `\(text)`; "
                + (nearest.map { "is `\($0)` meant?" }
                    ?? "there are: \(all.joined(separator: ", "))"))
    }

    /// The members of a list separated by commas.
    func members(_ texts: String, _ option: String) throws -> [MemberID] {
        try Given.names(texts).map { try member($0, option) }
    }
}

extension Session {
    /// The members of the chain, read from the node's state with its proof.
    func memberNames() async throws -> MemberNames {
        MemberNames(try await read(Tables.memberList, Only())?.elements ?? [])
    }

    /// The charters in force.
    func charterNames() async throws -> [String] {
        try await read(Tables.rules, Only())?.charters.map(\.id) ?? []
    }
}
