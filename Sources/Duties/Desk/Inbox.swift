import BlockStore

/// The folder in which lies what other members released.
struct Inbox: Sendable {
    private let files: any Storage
    /// Why nothing can be kept there; nil while it can.
    private(set) var fault: StorageFault?
    /// Bytes of the last payload that could not be kept.
    private var unkeptBytes = 0

    init(_ files: any Storage) { self.files = files }

    /// Keeps what a parcel brought; on return it survives a power cut.
    ///
    /// - Returns: false if it cannot be kept.
    mutating func keep(_ parcel: GatewayParcel) -> Bool {
        do throws(StorageFault) {
            try files.replaceFile(
                "\(Gateway.Folder.inbox)/\(parcel.permit).json", with: parcel.payload)
            fault = nil
        } catch {
            fault = error
            unkeptBytes = parcel.payload.count
        }
        return fault == nil
    }

    /// Whether what could not be kept can be kept now: who sends it may be away.
    mutating func tryAgain() {
        guard fault != nil else { return }
        // As much as could not be kept: a disk that is nearly full takes a byte.
        let bytes = [UInt8](repeating: 0, count: unkeptBytes)
        let probe = "\(Gateway.Folder.inbox)/probe.new"
        do throws(StorageFault) {
            try files.write(bytes, to: probe, at: 0)
            try files.remove(probe)
            fault = nil
        } catch {
            fault = error
            // What was written of it goes with the next that succeeds, or at the next start.
            try? files.remove(probe)
        }
    }
}
