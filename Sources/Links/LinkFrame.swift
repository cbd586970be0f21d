import NIOCore

/// What a frame on a link carries: the byte after its length.
package enum FrameKind: UInt8, Sendable, Hashable, CaseIterable {
    case hello = 1
    /// Nothing: says that the sender lives.
    case signOfLife = 2
    /// Canonical bytes of a replica's message.
    case consensus = 3
    /// A sealed payload from one gateway to another.
    case gateway = 4
    /// The wire name of a `LinkReason`: what the sender thinks of the link.
    case remark = 5
}

/// One message on a link: length (4 bytes, of what follows), kind (1 byte), bytes.
struct LinkFrame: Hashable, Sendable {
    let kind: FrameKind
    let bytes: [UInt8]

    static let headBytes = 5
    var wireBytes: Int { Self.headBytes + bytes.count }
    /// What it takes in memory while it waits to be worked off.
    var heldBytes: Int { wireBytes + Limits.frameOverheadBytes }

    func write(into buffer: inout ByteBuffer) {
        buffer.writeInteger(UInt32(bytes.count + 1))
        buffer.writeInteger(kind.rawValue)
        buffer.writeBytes(bytes)
    }

    /// Takes the next frame off the buffer; nil if it is not complete.
    ///
    /// The length is judged before any memory is set aside for it.
    static func read(
        from buffer: inout ByteBuffer, maximumBytes: Int
    ) throws(LinkFault) -> LinkFrame? {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else {
            return nil
        }
        guard length >= 1, Int(length) <= maximumBytes + 1 else {
            throw .frameTooLarge(bytes: Int(length))
        }
        guard let code = buffer.getInteger(at: buffer.readerIndex + 4, as: UInt8.self) else {
            return nil
        }
        guard let kind = FrameKind(rawValue: code) else { throw .unknownFrame(code) }
        guard
            let bytes = buffer.getBytes(
                at: buffer.readerIndex + headBytes, length: Int(length) - 1)
        else { return nil }
        buffer.moveReaderIndex(forwardBy: headBytes + bytes.count)
        return LinkFrame(kind: kind, bytes: bytes)
    }
}
