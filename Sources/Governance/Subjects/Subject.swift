import CanonicalCoding
import LedgerTypes
import Sealing

/// A patient as one holder knows them; who it is stays with the holder.
package struct Subject: Hashable, Sendable {
    package let pseudonym: Pseudonym
    package let holder: MemberID
    /// The patient's own key, on a phone or card.
    package var key: VerifyingKey?
    /// Another subject whose key may sign for this one: a parent, a legal guardian.
    package var guardian: Pseudonym?
    /// Whether the patient forbade the use of their data in emergencies.
    package var refusesEmergency: Bool
    /// Persons of the holder who treat the patient, ascending.
    package var attending: [StaffReference]
    package var state: EnrolmentState

    package init(
        pseudonym: Pseudonym, holder: MemberID, key: VerifyingKey? = nil,
        guardian: Pseudonym? = nil, refusesEmergency: Bool = false,
        attending: [StaffReference] = [], state: EnrolmentState = .active
    ) {
        self.pseudonym = pseudonym
        self.holder = holder
        self.key = key
        self.guardian = guardian
        self.refusesEmergency = refusesEmergency
        self.attending = attending.sorted()
        self.state = state
    }
}

extension Subject {
    /// What the patient's key must have signed before it is registered; nil without a key.
    package func claim(chain: ChainID) -> KeyClaim? {
        key.map {
            KeyClaim(chain: chain, holder: holder, purpose: .subject(pseudonym), key: $0)
        }
    }

    /// True if a key is there that signs for the subject: their own, or their guardian's.
    func canSpeak(_ reader: inout StateReader) -> Bool {
        if key != nil { return true }
        return guardian.flatMap { reader.get(Tables.subjects, $0) }?.key != nil
    }
}

extension Tables {
    package static let subjects = Table<Pseudonym, Subject>("subject")
    /// Assets that name a subject one by one, in the order of registration.
    package static let assetsOfSubject = Table<Pseudonym, RecordList<RecordID>>("subject-assets")
}

extension Subject: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        pseudonym.encode(into: &writer)
        holder.encode(into: &writer)
        writer.optional(key)
        writer.optional(guardian)
        writer.flag(refusesEmergency)
        writer.array(attending)
        writer.unsigned(state.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        pseudonym = try Pseudonym(from: &reader)
        holder = try MemberID(from: &reader)
        key = try reader.optional()
        guardian = try reader.optional()
        refusesEmergency = try reader.flag(field: "refuses emergency")
        attending = try reader.array(upTo: GovernanceLimits.attending)
        state = try reader.rawValue(field: "subject state")
        reader.endArray()
    }
}
