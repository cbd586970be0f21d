import Bilingual
import CanonicalCoding
import LedgerTypes
import Sealing

/// Something that is not as it was written.
package struct Damage: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The checksum of a record does not match.
        case record
        /// The checksum matches, but the record is not a block.
        case undecodable
        /// The block is of another height or chain.
        case misplaced
        /// The block does not name the one below it.
        case brokenLink
        /// The certificate names another block.
        case certificate
        /// The beginning of the segment is damaged.
        case front
        /// The seal of the segment is missing or damaged, or does not fit its file.
        case seal
    }

    package let kind: Kind
    package let path: String
    /// Nil where the segment as a whole is concerned.
    package let height: Height?
}

extension Damage.Kind: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch self {
        case .record: "its checksum does not hold"
        case .undecodable: "it is not a block"
        case .misplaced: "it is of another height or chain"
        case .brokenLink: "it does not name the block below it"
        case .certificate: "its certificate names another block"
        case .front: "the beginning of the file is damaged"
        case .seal: "the seal of the file is missing or does not fit"
        }
    }

    package var chinese: String {
        switch self {
        case .record: "校验和不符"
        case .undecodable: "内容不是区块"
        case .misplaced: "属于其他高度或其他链"
        case .brokenLink: "未指明其下的区块"
        case .certificate: "提交证书指向其他区块"
        case .front: "文件开头受损"
        case .seal: "文件的封印缺失或不符"
        }
    }
}

extension Damage: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        (height.map { "block \($0) in " } ?? "") + "`\(path)`: \(kind.english)"
    }

    package var chinese: String {
        "`\(path)`" + (height.map { " 中的区块 \($0)" } ?? "") + "：\(kind.chinese)"
    }
}

extension ChainStore {
    /// Reads every byte again and names all damage; signatures are checked where seats are known.
    ///
    /// Throws where a file cannot be looked at: that is no damage, and nothing is known of the rest.
    ///
    /// `progress` is told each height after it was read. Complexity: O(bytes stored).
    package func check(progress: (Height) -> Void = { _ in }) throws(StoreFault) -> [Damage] {
        let contents = contents.withLock { $0 }
        var damage: [Damage] = []
        var below: BlockID?
        for segment in contents.segments {
            damage += try checkFile(segment)
            var height = segment.firstHeight
            while height < segment.end {
                let (found, id) = try checkBlock(at: height, in: segment, above: below)
                if let found { damage.append(found) }
                below = id
                progress(height)
                height = height.next
            }
        }
        return damage
    }

    /// Reads one block again; nil where it is sound, or above the tip.
    package func check(at height: Height) throws(StoreFault) -> Damage? {
        guard let segment = contents.withLock({ $0.segment(holding: height) }) else { return nil }
        return try checkBlock(at: height, in: segment, above: nil).0
    }

    /// Reads the front and the seal of the file that begins with a height; of any other height there
    /// is nothing to read. What the system remembers of the file is forgotten first, so that later
    /// reading comes from the disk.
    package func checkFile(beginningWith height: Height) throws(StoreFault) -> [Damage] {
        guard let segment = contents.withLock({ $0.segment(holding: height) }),
            segment.firstHeight == height
        else { return [] }
        storage.forgetCached(segment.path)
        return try checkFile(segment)
    }

    /// Bytes of the record of a height; zero above the tip.
    package func recordBytes(at height: Height) -> Int {
        contents.withLock { $0.segment(holding: height)?.frame(of: height).count ?? 0 }
    }

    private func checkFile(_ segment: Segment) throws(StoreFault) -> [Damage] {
        var damage: [Damage] = []
        let front = try stored { () throws(StorageFault) in
            try storage.read(segment.path, from: 0, count: segment.file.bodyStart)
        }
        let description = SegmentDescription(
            chain: chain, number: segment.number, firstHeight: segment.firstHeight)
        let found = try? FramedFile.open(front, kind: Segment.kind, path: segment.path)
        if found?.description != description.canonicalBytes {
            damage.append(Damage(kind: .front, path: segment.path, height: nil))
        }
        guard segment.isSealed else { return damage }
        let path = Segment.sealPath(segment.number)
        let digest = try fileDigest(segment.path, storage: storage, suite: suite)
        let expected = SegmentSeal(
            number: segment.number, firstHeight: segment.firstHeight, size: segment.size,
            digest: digest, offsets: segment.offsets)
        if try seal(at: path) != expected {
            damage.append(Damage(kind: .seal, path: path, height: nil))
        }
        return damage
    }

    /// The seal in a file; nil where there is none that holds. Throws where it cannot be looked at.
    private func seal(at path: String) throws(StoreFault) -> SegmentSeal? {
        let image: [UInt8]
        do throws(StorageFault) { image = try storage.readAll(path) } catch {
            guard error.isLoss else { throw .storage(error) }
            return nil
        }
        return try? SegmentSeal.read(image, path: path)
    }

    private func checkBlock(
        at height: Height, in segment: Segment, above below: BlockID?
    ) throws(StoreFault) -> (Damage?, BlockID?) {
        func damage(_ kind: Damage.Kind) -> Damage {
            Damage(kind: kind, path: segment.path, height: height)
        }
        let bytes: [UInt8]
        do {
            bytes = try record(at: height, in: segment)
        } catch .damagedBlock {
            return (damage(.record), nil)
        }
        guard let block = try? StoredBlock(canonical: bytes) else {
            return (damage(.undecodable), nil)
        }
        let header = block.committed.block.header
        let id = header.id(suite: suite)
        guard header.height == height, header.chain == chain else {
            return (damage(.misplaced), id)
        }
        if let below, header.parent != below { return (damage(.brokenLink), id) }
        let certificate = block.committed.certificate
        guard certificate.block == id, certificate.height == height else {
            return (damage(.certificate), id)
        }
        return (nil, id)
    }
}
