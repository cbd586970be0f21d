import LedgerTypes

/// The auditor's own check of what execution is not asked for: how large a block is, and that it
/// carries the decision of its parent.
enum BodyCheck {
    /// What is wrong, or nil.
    static func fault(
        _ block: Block, _ history: ChainHistory, book: inout StatementBook
    ) -> String? {
        guard let last = block.header.height.previous else { return "it has no height" }
        let before = history[last]
        let parameters = (before?.state ?? history.genesis).parameters
        let size = UInt64(block.canonicalBytes.count)
        guard size <= parameters.maximumBlockBytes else {
            return "it is of \(size) bytes, and may be of \(parameters.maximumBlockBytes)"
        }
        guard let before else {
            return block.body.parentCertificate == nil ? nil : "genesis has no certificate"
        }
        guard let certificate = block.body.parentCertificate else {
            return "the parent's certificate is not there"
        }
        return CertificateCheck.fault(
            certificate, block: before.id, height: last, seats: before.seats, book: &book
        ).map { "of the parent's certificate: \($0)" }
    }
}
