import CanonicalCoding
import LedgerTypes
import Sealing

@testable import Governance

/// Who is concerned by which entry, found again from the entries alone: what an evidence reader
/// would do with all of them.
struct NaiveHeads {
    private(set) var records: [HeadID: HeadRecord] = [:]
    private var assets: [RecordID: [Pseudonym]] = [:]
    private var subjects: Set<Pseudonym> = []
    private var consents: [RecordID: Pseudonym] = [:]
    private var grants: [RecordID: [HeadID]] = [:]
    private var permits: [RecordID: [HeadID]] = [:]

    static let noWrites = CryptoSuite.ed25519SHA256.digest(
        DigestDomain("tally/writes/v1"), [0x80])

    mutating func links(_ entry: Entry, at index: EntryIndex) -> [HeadLink] {
        let heads = Set(concerned(entry)).sorted()
        return heads.map { head in
            let before = records[head]
            let sequence = (before?.sequence ?? 0) + 1
            records[head] = HeadRecord(sequence: sequence, last: index)
            return HeadLink(head: head, sequence: sequence, previous: before?.last)
        }
    }

    private func body<Body: CanonicalCodable & Sendable>(_ entry: Entry, _: Body.Type) -> Body {
        guard let found = try? Payload<Body>(canonical: entry.transaction.transaction.payload)
        else {
            preconditionFailure("an entry with a payload of another kind")
        }
        return found.body
    }

    private func heads(asset: RecordID) -> [HeadID] {
        guard let members = assets[asset] else { return [] }
        return [.asset(asset)] + members.map(HeadID.subject)
    }

    private func heads(subject: Pseudonym?) -> [HeadID] {
        guard let subject, subjects.contains(subject) else { return [] }
        return [.subject(subject)]
    }

    private mutating func concerned(_ entry: Entry) -> [HeadID] {
        let id = RecordID(entry.transaction.id)
        let isAccepted = entry.receipt.outcome == .accepted
        switch entry.transaction.transaction.kind {
        case .registerSubject:
            let subject = body(entry, RegisterSubject.self).subject.pseudonym
            if isAccepted { subjects.insert(subject) }
            return heads(subject: subject)
        case .registerAsset:
            let named = body(entry, RegisterAsset.self).description.members.explicit
            if isAccepted { assets[id] = named }
            return assets[id] == nil ? named.flatMap { heads(subject: $0) } : heads(asset: id)
        case .label:
            return heads(asset: body(entry, LabelAsset.self).asset)
        case .recordConsent:
            guard case .subject(let subject) = body(entry, RecordConsent.self).terms.about else {
                return []
            }
            if isAccepted { consents[id] = subject }
            return heads(subject: subject)
        case .withdrawConsent:
            return heads(subject: consents[body(entry, WithdrawConsent.self).consent])
        case .transition:
            switch body(entry, TakeTransition.self).target {
            case .record(let record): return grants[record] ?? []
            case .new(let record):
                let named = (record.terms?.assets ?? []).flatMap { heads(asset: $0) }
                if isAccepted { grants[id] = named }
                return named
            }
        case .request:
            let found = heads(asset: body(entry, Request.self).asset ?? id)
            if entry.receipt.outcome == .permit { permits[id] = found }
            return found
        case .release:
            return permits[body(entry, Release.self).permit] ?? []
        case .anchor:
            return heads(
                subject: body(entry, AnchorDigest.self).head.map { Pseudonym($0.id) })
        default:
            return []
        }
    }
}
