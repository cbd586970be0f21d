import LedgerTypes

/// A request that was permitted, or may yet be, with whom it is about.
package struct AskedRequest: Hashable, Sendable {
    package let id: RecordID
    package let patients: [Pseudonym]

    package init(id: RecordID, patients: [Pseudonym]) {
        self.id = id
        self.patients = patients
    }
}

extension AskedRequest {
    /// Who asked, and about whom, where an entry is a question that was permitted or may yet be; one
    /// that came with a code is one, too. Nil where it is none, or asks about nobody.
    package static func asked(
        _ entry: Entry, in state: LedgerState
    ) -> (person: StaffReference, request: AskedRequest)? {
        let transaction = entry.transaction.transaction
        guard let staff = transaction.staff,
            [.permit, .escalate].contains(entry.receipt.outcome),
            let question = question(transaction)
        else { return nil }
        let about = PatientContent(question, in: state).patients.sorted()
        guard !about.isEmpty else { return nil }
        return (
            StaffReference(member: transaction.member, staff: staff),
            AskedRequest(id: RecordID(entry.transaction.id), patients: about)
        )
    }

    private static func question(_ transaction: Transaction) -> Request? {
        switch transaction.kind {
        case .request: (try? Payload<Request>(canonical: transaction.payload))?.body
        case .redeemCode: (try? Payload<RedeemCode>(canonical: transaction.payload))?.body.request
        default: nil
        }
    }
}
