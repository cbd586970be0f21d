import LedgerTypes

/// The auditor's own check of a certificate: nothing of it is shared with the code under test but
/// the lines that are signed and the signature check itself.
enum CertificateCheck {
    /// What is wrong, or nil.
    static func fault(
        _ certificate: CommitCertificate, block: BlockID, height: Height, seats: SeatSet,
        book: inout StatementBook
    ) -> String? {
        guard certificate.height == height else { return "it is of height \(certificate.height)" }
        guard certificate.block == block else { return "it names another block" }
        // A quorum is every number of seats of which two sets share one more than may be faulty.
        let quorum = seats.count * 2 / 3 + 1
        var voters: [SeatIndex] = []
        for statement in SignedStatement.all(in: certificate) {
            guard !voters.contains(statement.seat) else {
                return "seat \(statement.seat) stands in it twice"
            }
            guard book.check(statement, seats: seats) else {
                return "the signature of seat \(statement.seat) is wrong"
            }
            voters.append(statement.seat)
        }
        return voters.count >= quorum ? nil : "\(voters.count) of \(quorum) seats signed it"
    }
}
