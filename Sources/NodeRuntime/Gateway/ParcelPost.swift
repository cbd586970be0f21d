import Foundation
import LedgerTypes
import Sealing

/// Sealed parcels that wait until their receiver has acknowledged them: one durable file each, so
/// that a stop between the release and its delivery loses nothing.
struct ParcelPost: Sendable {
    struct Item: Hashable, Sendable {
        let permit: RecordID
        let receiver: MemberID
        let path: String
    }

    private let root: String

    init(_ folder: NodeFolder) { root = folder.outbox + "/parcels" }

    func put(_ sealed: [UInt8], permit: RecordID, receiver: MemberID) throws(FileFault) {
        try AtomicFile.createFolder(root)
        try AtomicFile.write(sealed, to: "\(root)/\(permit).\(receiver)")
    }

    /// All parcels that wait, in the order of their names.
    var items: [Item] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.sorted().compactMap { name in
            let parts = name.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let permit = RecordID(hex: String(parts[0])),
                let receiver = MemberID(String(parts[1]))
            else { return nil }
            return Item(permit: permit, receiver: receiver, path: "\(root)/\(name)")
        }
    }

    func remove(_ item: Item) { try? FileManager.default.removeItem(atPath: item.path) }
}
