import CanonicalCoding
import Sealing

/// What the seats agree on: commits to everything after the block. No round, no own signature.
/// Source: docs/reference/ledger-formats.md.
package struct Header: Hashable, Sendable {
    package var chain: ChainID
    package var height: Height
    package var parent: BlockID
    /// Digest of the parent's certificate; zero at height 1 and in genesis.
    package var parentCertificate: Digest
    package var time: BlockTime
    package var proposer: SeatIndex
    /// RFC 9162 root over all entries since genesis.
    package var entryRoot: Digest
    package var entryCount: UInt64
    package var stateRoot: Digest
    package var seatSet: Digest
    package var nextSeatSet: Digest
    package var parameters: Digest
    /// Digest of the vocabularies and charters in force.
    package var rules: Digest
    package var recoveryEpoch: UInt64

    package init(
        chain: ChainID, height: Height, parent: BlockID, parentCertificate: Digest,
        time: BlockTime, proposer: SeatIndex, entryRoot: Digest, entryCount: UInt64,
        stateRoot: Digest, seatSet: Digest, nextSeatSet: Digest, parameters: Digest, rules: Digest,
        recoveryEpoch: UInt64
    ) {
        self.chain = chain
        self.height = height
        self.parent = parent
        self.parentCertificate = parentCertificate
        self.time = time
        self.proposer = proposer
        self.entryRoot = entryRoot
        self.entryCount = entryCount
        self.stateRoot = stateRoot
        self.seatSet = seatSet
        self.nextSeatSet = nextSeatSet
        self.parameters = parameters
        self.rules = rules
        self.recoveryEpoch = recoveryEpoch
    }

    private static let domain = DigestDomain("tally/header/v1")

    package func id(suite: CryptoSuite) -> BlockID { BlockID(suite.digest(Self.domain, of: self)) }
}

extension Header: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 15)
        writer.unsigned(Limits.headerVersion)
        chain.encode(into: &writer)
        height.encode(into: &writer)
        parent.encode(into: &writer)
        parentCertificate.encode(into: &writer)
        time.encode(into: &writer)
        proposer.encode(into: &writer)
        entryRoot.encode(into: &writer)
        writer.unsigned(entryCount)
        stateRoot.encode(into: &writer)
        seatSet.encode(into: &writer)
        nextSeatSet.encode(into: &writer)
        parameters.encode(into: &writer)
        rules.encode(into: &writer)
        writer.unsigned(recoveryEpoch)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 15)
        guard try reader.unsigned() == Limits.headerVersion else {
            throw .invalidValue(at: reader.offset, field: "header version")
        }
        chain = try ChainID(from: &reader)
        height = try Height(from: &reader)
        parent = try BlockID(from: &reader)
        parentCertificate = try Digest(from: &reader)
        time = try BlockTime(from: &reader)
        proposer = try SeatIndex(from: &reader)
        entryRoot = try Digest(from: &reader)
        entryCount = try reader.unsigned()
        stateRoot = try Digest(from: &reader)
        seatSet = try Digest(from: &reader)
        nextSeatSet = try Digest(from: &reader)
        parameters = try Digest(from: &reader)
        rules = try Digest(from: &reader)
        recoveryEpoch = try reader.unsigned()
        reader.endArray()
    }
}
