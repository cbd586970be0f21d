import CanonicalCoding
import LedgerTypes
import Sealing

/// Which patients and data sets something that a node may show is about.
///
/// Found from the content, whatever the way to it: by names of 32 bytes that the state knows as a
/// patient's or a data set's, or as a record's that names one.
package struct PatientContent: Hashable, Sendable {
    package private(set) var patients: Set<Pseudonym> = []
    package private(set) var assets: Set<RecordID> = []
    /// True if it is about somebody's data, also where nobody is named that the state knows.
    package private(set) var isOfPatients = false

    /// Nothing about anybody.
    package init() {}

    package init(patient: Pseudonym) {
        patients = [patient]
        isOfPatients = true
    }

    package init(asset: RecordID, in state: LedgerState) {
        isOfPatients = true
        add(asset: asset, state)
    }

    package init(head: HeadID, in state: LedgerState) {
        switch head.kind {
        case .subject: self.init(patient: Pseudonym(head.id))
        case .asset: self.init(asset: RecordID(head.id), in: state)
        }
    }

    /// What an entry, or a transaction before it is one, is about.
    package init(
        _ transaction: Transaction, links: [HeadLink] = [], detail: [UInt8] = [],
        in state: LedgerState
    ) {
        isOfPatients = transaction.kind.isAboutPatients
        for link in links { merge(PatientContent(head: link.head, in: state)) }
        // By their bytes and not kind by kind: what nobody thought of is found, too.
        var search = NameSearch()
        let names = search.names(in: transaction.payload).union(search.names(in: detail))
        add(names, &search, state)
    }

    package init(_ entry: Entry, in state: LedgerState) {
        self.init(
            entry.transaction.transaction, links: entry.links, detail: entry.receipt.detail,
            in: state)
    }

    /// What a question would be decided about: the patient that it names, and nobody else of the data
    /// set; without one, everybody whom the data set names. A patient that the state does not know is
    /// one, too.
    package init(_ request: Request, in state: LedgerState) {
        isOfPatients = true
        if let subject = request.subject {
            patients.insert(subject)
            if let asset = request.asset { assets.insert(asset) }
        } else if let asset = request.asset {
            add(asset: asset, state)
        }
    }

    /// What a record of the state is about, from its key and what is held there. A table that is not
    /// known to be about institutions or rules is about patients; of a mixed one what stands there
    /// decides, and nothing standing there says nothing.
    package init(stateKey key: [UInt8], in state: LedgerState) {
        let name = String(decoding: key.prefix { $0 != 0x2f }, as: UTF8.self)
        let own = Array(key.dropFirst(name.utf8.count + 1))
        guard !PatientTables.isOfInstitutions(name, own) else { return }
        let value = state.map.value(for: key)
        isOfPatients = value == nil || !PatientTables.mixed.contains(name)
        var search = NameSearch()
        add(search.names(in: value ?? []).union(Self.ends(of: own)), &search, state)
    }

    package mutating func merge(_ other: PatientContent) {
        patients.formUnion(other.patients)
        assets.formUnion(other.assets)
        isOfPatients = isOfPatients || other.isOfPatients
    }

    private mutating func add(asset id: RecordID, _ state: LedgerState) {
        assets.insert(id)
        if let asset = state.get(Tables.assets, id) {
            patients.formUnion(asset.description.members.explicit)
        }
    }

    /// What the names stand for. Where the search did not look at everything, somebody may be named
    /// beyond it.
    private mutating func add(
        _ names: Set<Digest>, _ search: inout NameSearch, _ state: LedgerState
    ) {
        for name in names where !addKnown(name, state) {
            for table in PatientTables.records {
                let key = Array(table.utf8) + [0x2f] + name.bytes
                guard let value = state.map.value(for: key) else { continue }
                for named in search.names(in: value) { _ = addKnown(named, state) }
            }
        }
        isOfPatients = isOfPatients || search.isCut
    }

    /// Takes a patient or a data set in; false where the name is neither's.
    private mutating func addKnown(_ name: Digest, _ state: LedgerState) -> Bool {
        if state.get(Tables.subjects, Pseudonym(name)) != nil {
            patients.insert(Pseudonym(name))
        } else if state.get(Tables.assets, RecordID(name)) != nil {
            add(asset: RecordID(name), state)
        } else {
            return false
        }
        isOfPatients = true
        return true
    }

    /// The first and the last 32 bytes of a key, where it has as many.
    private static func ends(of key: [UInt8]) -> [Digest] {
        guard key.count >= Digest.byteCount else { return [] }
        return [key.prefix(Digest.byteCount), key.suffix(Digest.byteCount)]
            .compactMap { Digest(Array($0)) }
    }
}
