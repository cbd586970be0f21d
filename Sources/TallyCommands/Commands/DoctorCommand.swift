import ArgumentParser
import Foundation
import LedgerTypes
import NodeFiles
import TallyClient
import Upkeep

/// `tally doctor`: why a node or its chain stands still, and what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say why a node stands still and what to do. 诊断节点停滞的原因并给出建议。",
        discussion: """
            Asks the running node, which answers from a part that no hung disk stops. With a folder \
            whose node does not answer, examines the folder. No key and no passphrase is needed. \
            Exit code 0 all is well, 1 somebody should look, 2 the node or the chain stands still, \
            69 where only an address was given and nothing answers.
            """)

    @Argument(help: "The node's folder; its config.json says where the node answers.")
    var folder: String?

    @Option(
        name: [.customLong("node"), .customLong("url")],
        help: "Address of the node, instead of the one in the folder.")
    var node: String?

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let report = try await examine()
            try output.show(
                report, zh: DoctorText(report, .zh).text, en: DoctorText(report, .en).text)
            if report.verdict != 0 { throw ExitCode(report.verdict) }
        }
    }

    private func examine() async throws -> DoctorReport {
        guard let folder else {
            let address = node ?? "http://127.0.0.1:7401"
            return DoctorReport(try await health(address), address: address)
        }
        guard Files.isFolder(folder) else {
            throw Failure(
                .noInput, code: "no-folder", zh: "没有目录 \(folder)：请检查路径",
                en: "there is no folder \(folder): check the path")
        }
        let place = NodeFolder(folder)
        // A configuration that cannot be read is what the examination of the folder tells.
        let configured = try? NodeOpening.readConfiguration(place).api
        let address = node ?? configured.map { "http://\($0)" } ?? "http://127.0.0.1:7401"
        do {
            return DoctorReport(try await health(address), address: address)
        } catch ClientFault.unreachable {
            var examination = FolderExamination(place)
            examination.conclude(address: address)
            return DoctorReport(examination, folder: folder, address: address)
        }
    }

    private func health(_ address: String) async throws -> HealthView {
        let client = NodeClient(
            address: try Given.address(address), chain: ChainID(.zero), signer: nil)
        return try await withThrowingTaskGroup(of: HealthView.self) { group in
            group.addTask { try await client.health() }
            // Health waits for nothing: who does not answer by then hangs.
            group.addTask {
                try await Task.sleep(for: .seconds(5))
                throw ClientFault.unreachable(address: address, reason: "5 s")
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else {
                throw ClientFault.unreachable(address: address, reason: "")
            }
            return first
        }
    }
}

/// What the doctor found; printed as it is with `--json`.
struct DoctorReport: Encodable {
    /// What a folder shows whose node does not answer.
    struct Folder: Encodable {
        let path: String
        let held: Bool
        let tip: UInt64?
        let lastBlockTime: UInt64?
        let freeBytes: UInt64?
        let leastFreeBytes: UInt64?
        let voteLogBytes: UInt64?
        let voteLogRecords: UInt64?
        let signedHeight: UInt64?
        let signedRound: UInt64?
    }

    /// 0 all is well, 1 somebody should look, 2 the node or the chain stands still.
    let verdict: Int32
    let address: String
    let health: HealthView?
    let folder: Folder?
    let problems: [HealthView.Problem]

    init(_ view: HealthView, address: String) {
        verdict = view.verdict
        self.address = address
        health = view
        folder = nil
        problems = view.problems
    }

    init(_ found: FolderExamination, folder path: String, address: String) {
        verdict = found.verdict
        self.address = address
        health = nil
        folder = Folder(
            path: path, held: found.isHeld, tip: found.tip?.value,
            lastBlockTime: found.lastBlockTime?.value, freeBytes: found.freeBytes,
            leastFreeBytes: found.configuration?.leastFreeBytes,
            voteLogBytes: found.voteLogBytes, voteLogRecords: found.voteLogRecords,
            signedHeight: found.signedAt?.height.value, signedRound: found.signedAt?.round.value)
        problems = found.problems.map(HealthView.Problem.init)
    }
}
