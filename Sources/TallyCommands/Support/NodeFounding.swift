import Foundation
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TrustAnchors
import WrittenText

/// Makes the folder of a new node: keys, certificate, configuration, and the card for the founders.
struct NodeFounding {
    let member: MemberID
    let institution: ConsortiumSource.Institution?
    let folder: NodeFolder
    let listen: PeerAddress
    let api: PeerAddress
    let passphrase: SecretBytes
    var cost: PassphraseKey.Cost = .interactive

    var governanceKeyPath: String { folder.root + "/governance-key.json" }
    var cardPath: String { folder.root + "/card.json" }
    var staffFolder: String { folder.root + "/staff" }
    var joinPath: String { folder.joinFile }
    /// The chain of the consortium that an institution joins; nil for a founder.
    var chain: ChainID?
    var joins: Bool { chain != nil }

    /// Founds the node; nothing is overwritten.
    func found() throws -> MemberCard {
        guard !FileManager.default.fileExists(atPath: folder.configuration) else {
            throw Failure(
                .cannotWrite, code: "node-exists",
                zh: "\(folder.root) 里已经有一个节点：请另选文件夹",
                en: "there is a node in \(folder.root) already: choose another folder")
        }
        try folder.create()
        let keys = try NodeKeys.generate(
            member: member, organization: institution?.name.zh ?? member.text,
            creditCode: institution.flatMap { CreditCode($0.uscc) }, suite: .ed25519SHA256)
        try keys.save(in: folder, owner: member, passphrase: passphrase, cost: cost)
        let governance = SigningKey.generate(suite: .ed25519SHA256)
        try KeyFile(
            governance, purpose: .governance, owner: member.text, passphrase: passphrase,
            cost: cost
        ).write(to: governanceKeyPath)
        let card = MemberCard(
            member: member, chain: chain, seat: keys.seat, gateway: keys.gateway,
            governance: governance, box: keys.box.publicKey,
            certificate: keys.node.certificate.keyFingerprint,
            address: "\(listen)", staff: try people())
        if joins, let institution {
            let file = try JoinFile(
                try InstitutionFile.enrolment(institution, card, now: WallClock.now()),
                address: "\(listen)", gateway: keys.gateway, governance: governance,
                seat: keys.seat)
            try AtomicFile.write(Array(file.page.utf8), to: joinPath, mode: 0o644)
        }
        try AtomicFile.write(
            NodeConfiguration(member: member, listen: listen, api: api).json,
            to: folder.configuration)
        try AtomicFile.write(
            JSONForm.bytes(card), to: cardPath, mode: 0o644)
        return card
    }

    /// Key files of the institution's people, and salted commitments to their licences.
    private func people() throws -> [MemberCard.Person] {
        guard let institution else { return [] }
        try FileManager.default.createDirectory(
            atPath: staffFolder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        return try institution.staff.map { person in
            let key = SigningKey.generate(suite: .ed25519SHA256)
            try KeyFile(
                key, purpose: .staff, owner: "\(member)/\(person.id)", passphrase: passphrase,
                cost: cost
            ).write(to: "\(staffFolder)/\(person.id).json")
            return MemberCard.Person(
                id: person.id, of: member, chain: chain, key: key,
                licence: try person.licence.map { try licence($0, of: person.id) })
        }
    }

    private func licence(_ number: String, of person: String) throws -> String {
        let (digest, disclosure) = Given.commitment(
            "licence", Array(number.utf8), suite: .ed25519SHA256)
        try AtomicFile.write(
            Array("\(Hex.encode(disclosure.canonicalBytes))\n".utf8),
            to: "\(folder.salts)/licence-\(person).hex")
        return digest.description
    }
}
