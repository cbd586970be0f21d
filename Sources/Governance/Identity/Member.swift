import CanonicalCoding
import LedgerTypes
import Sealing
import TrustAnchors

/// What an institution is; decides nothing by itself, charters read it.
package enum MemberKind: UInt64, Sendable, Hashable, CaseIterable {
    case tertiary = 1
    case community = 2
    case research = 3
    case insurer = 4
    case regulator = 5
    case court = 6
    case operatorOfNodes = 7
    case vendor = 8

    /// The name in vocabularies and reports.
    package var name: String {
        switch self {
        case .tertiary: "tertiary"
        case .community: "community"
        case .research: "research"
        case .insurer: "insurer"
        case .regulator: "regulator"
        case .court: "court"
        case .operatorOfNodes: "operator"
        case .vendor: "vendor"
        }
    }

    package var chinese: String {
        switch self {
        case .tertiary: "三级医院"
        case .community: "社区卫生服务中心"
        case .research: "科研机构"
        case .insurer: "保险机构"
        case .regulator: "监管机构"
        case .court: "法院"
        case .operatorOfNodes: "运营方"
        case .vendor: "供应商"
        }
    }
}

extension MemberKinds {
    package init(_ kind: MemberKind) { self.init(rawValue: 1 << kind.rawValue) }

    static let known = MemberKinds(MemberKind.allCases.map { MemberKinds($0) } as [MemberKinds])

    package func contains(_ kind: MemberKind) -> Bool { contains(MemberKinds(kind)) }

    /// The kinds, ascending by number.
    package var list: [MemberKind] { MemberKind.allCases.filter { contains($0) } }
}

/// The grade of a care institution; `none` for all others.
package enum MemberTier: UInt64, Sendable, Hashable, CaseIterable {
    case none = 0
    case community = 1
    case tier2 = 2
    case tier3 = 3

    package var name: String {
        switch self {
        case .none: "none"
        case .community: "community"
        case .tier2: "tier2"
        case .tier3: "tier3"
        }
    }
}

package enum EnrolmentState: UInt64, Sendable, Hashable, CaseIterable {
    case active = 1
    case suspended = 2
}

/// An institution of the consortium. Its seat, if any, stands in the seat set.
package struct Member: Hashable, Sendable {
    package let id: MemberID
    /// Unified social credit code (统一社会信用代码), with the right check character.
    package let uscc: String
    package let nameEnglish: String
    package let nameChinese: String
    package let kind: MemberKind
    package let tier: MemberTier
    /// Division code of its seat, GB/T 2260, six digits.
    package let region: String
    /// Signs what its systems do.
    package var gatewayKey: VerifyingKey
    /// Kept offline; signs what changes the consortium.
    package var governanceKey: VerifyingKey
    /// Payloads for it are sealed to this key.
    package var boxKey: BoxKey
    package var certificateDigest: Digest
    package var state: EnrolmentState

    package init(
        id: MemberID, uscc: String, nameEnglish: String, nameChinese: String, kind: MemberKind,
        tier: MemberTier, region: String, gatewayKey: VerifyingKey, governanceKey: VerifyingKey,
        boxKey: BoxKey, certificateDigest: Digest, state: EnrolmentState = .active
    ) {
        self.id = id
        self.uscc = uscc
        self.nameEnglish = nameEnglish
        self.nameChinese = nameChinese
        self.kind = kind
        self.tier = tier
        self.region = region
        self.gatewayKey = gatewayKey
        self.governanceKey = governanceKey
        self.boxKey = boxKey
        self.certificateDigest = certificateDigest
        self.state = state
    }

    /// Whether data that reach it leave the mainland: divisions 71, 81 and 82 have rules of their
    /// own, and codes that are no number stand for other countries. Source: GB/T 2260.
    package var isAbroad: Bool {
        guard let province = UInt64(region.prefix(2)) else { return true }
        return !(11...65).contains(province)
    }

    /// The credit code of a member that there is only in a trial or a simulation.
    package static func specimenCode(of name: String) -> String {
        CreditCode.specimen(of: name).description
    }

    /// Refuses a member that would be taken for another: one institution has one membership, links
    /// know a member by its certificate, and what is sealed to a box key is for one member. No key of
    /// one stands in any place of the other.
    func requireApart(from other: Member) throws(Refusal) {
        guard uscc != other.uscc else { throw .institutionTaken }
        guard Set(keyBytes).isDisjoint(with: other.keyBytes) else { throw .keyTaken }
    }

    /// Everything of a member that is a key or names one, whatever its kind.
    var keyBytes: [[UInt8]] {
        [gatewayKey.bytes, governanceKey.bytes, boxKey.bytes, certificateDigest.bytes]
    }

    /// What its first keys must have signed; the gateway's vouches for those that cannot sign.
    package func claims(chain: ChainID?) -> [KeyClaim] {
        [
            KeyClaim(
                chain: chain, holder: id,
                purpose: .node(box: boxKey, certificate: certificateDigest), key: gatewayKey),
            KeyClaim(chain: chain, holder: id, purpose: .governance, key: governanceKey),
        ]
    }

    /// Form: lengths, and keys that would be admitted.
    func validate() throws(Refusal) {
        guard CreditCode(uscc) != nil else { throw .creditCodeWrong }
        guard Self.isShort(nameEnglish), Self.isShort(nameChinese),
            region.utf8.count == 6, state == .active
        else { throw .memberMalformed }
        guard gatewayKey.isPrimeOrder, governanceKey.isPrimeOrder,
            Set(keyBytes).count == keyBytes.count
        else { throw .keyNotAdmitted }
    }

    private static func isShort(_ text: String) -> Bool {
        (1...GovernanceLimits.textBytes).contains(text.utf8.count)
    }
}

extension Tables {
    package static let members = Table<MemberID, Member>("member")
    /// Ids of all members, ascending: members are few and are counted for quorums.
    package static let memberList = Table<Only, RecordList<MemberID>>("members")
}

extension StateReader {
    /// Ids of all members, ascending.
    package var memberIDs: [MemberID] {
        mutating get { get(Tables.memberList)?.elements ?? [] }
    }
}

extension Member: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 12)
        id.encode(into: &writer)
        writer.text(uscc)
        writer.text(nameEnglish)
        writer.text(nameChinese)
        writer.unsigned(kind.rawValue)
        writer.unsigned(tier.rawValue)
        writer.text(region)
        gatewayKey.encode(into: &writer)
        governanceKey.encode(into: &writer)
        boxKey.encode(into: &writer)
        certificateDigest.encode(into: &writer)
        writer.unsigned(state.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 12)
        id = try MemberID(from: &reader)
        uscc = try reader.text()
        nameEnglish = try reader.text()
        nameChinese = try reader.text()
        kind = try reader.rawValue(field: "member kind")
        tier = try reader.rawValue(field: "member tier")
        region = try reader.text()
        gatewayKey = try VerifyingKey(from: &reader)
        governanceKey = try VerifyingKey(from: &reader)
        boxKey = try BoxKey(from: &reader)
        certificateDigest = try Digest(from: &reader)
        state = try reader.rawValue(field: "member state")
        reader.endArray()
    }
}
