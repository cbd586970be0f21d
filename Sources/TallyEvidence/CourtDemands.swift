import Bilingual
import Evidence
import LedgerTypes
import Sealing

/// What the court brings itself and asks for; nothing of it is ever taken from the file.
public struct CourtDemands: Sendable {
    var policy: CourtPolicy

    /// Asks only that the file is of one chain and holds.
    ///
    /// - Parameter genesis: the chain's digest from a printed notice or another trusted place, 64
    ///   hexadecimal digits.
    /// - Throws: `CourtDemandsFault` if it is no digest.
    public init(genesis: String) throws(CourtDemandsFault) {
        policy = CourtPolicy(genesis: try Self.digest(genesis))
    }

    /// Reads a policy file: heights, times, layers and fields that the file must show.
    ///
    /// - Parameters:
    ///   - file: the bytes of the policy, UTF-8 text that begins with `tally-policy v1`.
    ///   - genesis: the chain's digest, where the policy does not name it; if both do, they agree.
    /// - Throws: `CourtDemandsFault` with the line that cannot be read: a demand never vanishes.
    ///
    /// Source: docs/reference/evidence-format.md, policy file.
    public init(policy file: [UInt8], genesis: String? = nil) throws(CourtDemandsFault) {
        var digest: Digest?
        if let genesis { digest = try Self.digest(genesis) }
        do throws(PolicyFault) {
            policy = try CourtPolicy(file: file, genesis: digest)
        } catch {
            throw CourtDemandsFault(wording: error.wording)
        }
    }

    /// The founding act, for files that leave it out; its digest must be the court's.
    public var foundingAct: [UInt8]? {
        get { policy.genesisBytes }
        set { policy.genesisBytes = newValue }
    }

    private static func digest(_ text: String) throws(CourtDemandsFault) -> Digest {
        guard let digest = Digest(hex: text) else {
            throw CourtDemandsFault(
                wording: Wording(
                    english:
                        "the chain's digest has 64 hexadecimal digits: copy it from the notice",
                    chinese: "创世摘要应为 64 位十六进制：请照公告填写"))
        }
        return digest
    }
}

/// Why demands cannot be used: in words, with the line where there is one.
public struct CourtDemandsFault: Error, Hashable, Sendable, Worded {
    let wording: Wording

    public var english: String { wording.english }
    public var chinese: String { wording.chinese }
}
