import Foundation

/// Where a node keeps everything: one folder, one layout.
///
/// ```
/// config.json   how this node runs          keys/      one file a key, and the certificate
/// genesis.cbor  what the consortium began   blocks/    the chain
/// votes/        what this seat has signed   records/   the member's own data, never sent whole
/// inbox/        what other members released outbox/    notices to be delivered
/// offline/      overrides decided alone     salts/     what commitments hide
/// deleted/      notes of what was deleted   kept/      what the law keeps, its right ended
/// reads/        who read what of patients at the interface
/// recovery.*    the order that goes on after a lost quorum, and the mark of a statement for one
/// start.progress  how far a start has come, while it lasts; rebuilding/ while a repair lasts
/// calls.answered  up to when signed calls were answered, where a caller's clock was ahead
/// ```
package struct NodeFolder: Sendable, Hashable {
    package let root: String

    package init(_ root: String) { self.root = root }

    package var configuration: String { root + "/config.json" }
    package var genesis: String { root + "/genesis.cbor" }
    /// There in the folder of an institution that joined, or wants to join, after the founding.
    package var joinFile: String { root + "/join.tally" }
    package var keys: String { root + "/keys" }
    package var certificate: String { keys + "/certificate.pem" }
    package var blocks: String { root + "/blocks" }
    package var votes: String { root + "/votes" }
    package var records: String { root + "/records" }
    package var inbox: String { root + "/inbox" }
    package var outbox: String { root + "/outbox" }
    package var deleted: String { root + "/deleted" }
    package var kept: String { root + "/kept" }
    package var offline: String { root + "/offline" }
    package var salts: String { root + "/salts" }

    /// The order of recovery that the operator installed.
    package var recoveryOrder: String { root + "/recovery.order" }
    /// The height at which the seat signs nothing but under an order, because it made a statement.
    package var recoveryStatement: String { root + "/recovery.stated" }

    /// Up to when signed calls were answered ahead of this node's clock.
    package var answeredCalls: String { root + "/calls.answered" }

    /// True if the register of the seat's signatures is there.
    package var hasSignerRegister: Bool {
        FileManager.default.fileExists(atPath: votes + "/signer.register")
    }

    /// There from a restoration until an operator confirms that the seat may sign again.
    package var restoredMark: String { votes + "/restored" }

    /// True if the folder comes from a backup and nobody has confirmed since.
    package var isRestored: Bool { FileManager.default.fileExists(atPath: restoredMark) }

    package func key(_ purpose: KeyPurpose) -> String { "\(keys)/\(purpose.rawValue).json" }

    /// A key that was made and is not in use yet.
    package func nextKey(_ purpose: KeyPurpose) -> String {
        "\(keys)/\(purpose.rawValue)-next.json"
    }

    /// Public parts of the seat and gateway keys that wait to be put in use; nil where the process
    /// lacks what it takes to look.
    package var waitingKeys: [KeyPurpose: [UInt8]]? {
        var found: [KeyPurpose: [UInt8]] = [:]
        for purpose in [KeyPurpose.seat, .gateway] {
            do throws(KeyFileFault) {
                found[purpose] = try KeyFile.read(nextKey(purpose)).publicPart
            } catch .file(.exhausted) {
                return nil
            } catch {
                // One that cannot be read is none that could be put in use.
            }
        }
        return found
    }

    /// How far a start has come, while it lasts.
    package var startProgress: String { root + "/start.progress" }

    /// Makes the folders that are not there, for the owner only.
    package func create() throws(FileFault) {
        let folders = [
            root, keys, blocks, votes, records, inbox, deleted, kept, outbox, offline, salts,
        ]
        for folder in folders {
            try AtomicFile.createFolder(folder)
        }
    }

    /// Folders with what only this member has, that are not there: without `salts/` nothing that was
    /// committed to can be opened, without `records/` nothing can be released.
    package var missingFolders: [String] {
        // What cannot be seen is told by whoever needs it; here it is not called missing.
        [records, salts, offline].filter { (try? AtomicFile.exists($0)) == false }
    }

    /// Bytes free on the disk of the folder; nil if the system does not say.
    package var freeBytes: UInt64? {
        // Nil is told as "not known", and counts as no room.
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: root)
        return (attributes?[.systemFreeSize] as? NSNumber)?.uint64Value
    }
}
