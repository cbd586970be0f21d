import Diagnosis
import Foundation
import LedgerTypes
import Sealing

/// What a backup holds: names, lengths and hashes of its files, and the chain up to its tip.
///
/// Lines of text with their own digest last, so that a damaged manifest is noticed too.
/// Source: docs/operating/node.md, backup.
package struct BackupManifest: Hashable, Sendable {
    /// One file of a backup.
    package struct File: Hashable, Sendable {
        /// Below the backup's folder and, once restored, below the node's.
        package let path: String
        package let size: Int
        package let digest: Digest
    }

    package let member: MemberID
    package let chain: ChainID
    package let made: BlockTime
    package let tip: Height
    /// The id of the last block; nil where there is none.
    package let tipID: BlockID?
    /// Ascending by path.
    package let files: [File]

    package static let name = "backup.manifest"
    static let format = "tally/backup/v1"

    init(
        member: MemberID, chain: ChainID, made: BlockTime, tip: Height, tipID: BlockID?,
        files: [File]
    ) {
        self.member = member
        self.chain = chain
        self.made = made
        self.tip = tip
        self.tipID = tipID
        self.files = files.sorted { $0.path < $1.path }
    }

    package var byteCount: Int { files.reduce(0) { $0 + $1.size } }

    var text: String {
        let head = [
            Self.format, "member \(member)", "chain \(chain)", "made \(made.value)",
            "tip \(tip.value) \(tipID.map { "\($0)" } ?? "-")",
            "without votes: what this seat signed is never restored",
        ]
        let rows = files.map { "file \($0.size) \($0.digest) \($0.path)" }
        let body = (head + rows).joined(separator: "\n") + "\n"
        return body + "digest \(Self.suite.hash(Array(body.utf8)))\n"
    }

    private static let suite = CryptoSuite.ed25519SHA256
    /// Bounds of what a manifest names, so that the sum of all sizes is a number: 2^40 bytes a file.
    private static let largestFile = 1 << 40
    private static let mostFiles = 1 << 22

    /// Reads a manifest; one that was changed anywhere is refused.
    init(_ bytes: [UInt8]) throws(NodeProblem) {
        let text = String(decoding: bytes, as: UTF8.self)
        var rows = text.split(separator: "\n").map(String.init)
        guard rows.count >= 7, rows.removeFirst() == Self.format,
            let member = Self.value(&rows, "member").flatMap({ MemberID($0) }),
            let chain = Self.value(&rows, "chain").flatMap({ ChainID(hex: $0) }),
            let made = Self.value(&rows, "made").flatMap({ UInt64($0) }),
            let tip = Self.value(&rows, "tip")?.split(separator: " "), tip.count == 2,
            let height = UInt64(tip[0])
        else { throw .backupDamaged(Self.name) }
        rows.removeFirst()
        var files: [File] = []
        for row in rows.dropLast() {
            let parts = row.split(separator: " ", maxSplits: 3).map(String.init)
            guard parts.count == 4, parts[0] == "file", let size = Int(parts[1]),
                (0...Self.largestFile).contains(size),
                files.count < Self.mostFiles,
                let digest = Digest(hex: parts[2]), Self.isBelow(parts[3])
            else { throw .backupDamaged(Self.name) }
            files.append(File(path: parts[3], size: size, digest: digest))
        }
        self.init(
            member: member, chain: chain, made: BlockTime(made), tip: Height(height),
            tipID: BlockID(hex: String(tip[1])), files: files)
        guard Array(self.text.utf8) == bytes else { throw .backupDamaged(Self.name) }
    }

    private static func value(_ rows: inout [String], _ name: String) -> String? {
        guard let row = rows.first, row.hasPrefix(name + " ") else { return nil }
        rows.removeFirst()
        return String(row.dropFirst(name.count + 1))
    }

    /// No path leads out of the folder, or to what this seat has signed.
    private static func isBelow(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." } && parts[0] != "votes"
    }
}

extension NodeProblem {
    static func backupDamaged(_ path: String) -> NodeProblem {
        NodeProblem(
            7190, .halted,
            "the backup's `\(path)` is missing, cut off or was changed; take another",
            "备份中的 `\(path)` 缺失、不完整或被改动，请换用其他备份")
    }
    static func folderNotEmpty(_ path: String) -> NodeProblem {
        NodeProblem(
            .placeNotEmpty, .halted,
            "`\(path)` is there already and not empty; choose another folder",
            "`\(path)` 已存在且非空，请另选文件夹")
    }
    static func fileOfBackup(_ path: String, _ reason: String) -> NodeProblem {
        NodeProblem(
            .backupFile, .halted, "`\(path)` cannot be read or written: \(reason)",
            "`\(path)` 无法读取或写入：\(reason)")
    }
    static func backupOfOtherChain(_ found: ChainID) -> NodeProblem {
        NodeProblem(
            .backupOfOtherChain, .halted,
            "the backup is of the chain \(found), not of the one that is expected",
            "备份属于另一条链 \(found)")
    }
}
