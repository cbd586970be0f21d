import ArgumentParser
import Governance
import Interchange
import LedgerTypes

/// `tally governance draft seat-change`: who votes from the next block on.
struct DraftSeats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seat-change",
        abstract: "Members gain or lose seats, or change a seat's key. 席位变更。",
        discussion: """
            --status adds a member by the file that `tally seat status` wrote at its node; for a \
            member with a seat it replaces the key. --remove takes a seat away. At one time as many \
            seats come, and as many go, as may be faulty: one of four. Where fewer of the seats are \
            seen than decide afterwards you are asked first.
            """)

    @Option(help: "Status file of a seat that comes or changes its key; may be repeated.")
    var status: [String] = []

    @Option(help: "Member that loses its seat; may be repeated.")
    var remove: [String] = []

    @Flag(help: "Do not ask where too few of the seats are seen.")
    var yes = false

    @OptionGroup var draft: DraftOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            guard !status.isEmpty || !remove.isEmpty else {
                throw Failure(
                    .usage, code: "nothing-changes", zh: "请给出 --status 或 --remove",
                    en: "give --status or --remove")
            }
            try draft.place(reading: status)
            let files = try status.map { try Files.page($0, as: SeatStatusFile.self) }
            let leaving = try remove.map(Given.member)
            try await draft.write(output, reading: status) { session in
                let change = try await Self.change(session, files, leaving: leaving)
                try await session.confirm(change.seats, isDecided: yes, output)
                return change
            }
        }
    }

    private static func change(
        _ session: Session, _ files: [SeatStatusFile], leaving: [MemberID]
    ) async throws -> SeatChange {
        let present = try await session.seats()
        for member in leaving where present.index(of: member) == nil {
            throw Failure(
                .refused, code: "no-seat", zh: "\(member) 没有席位", en: "\(member) has no seat")
        }
        for file in files { try await check(file, session) }
        let coming = files.map(\.status.member)
        let staying = present.seats.filter {
            !leaving.contains($0.member) && !coming.contains($0.member)
        }
        do {
            let next = try SeatSet(
                checking: (staying + files.map(\.seat)).sorted { $0.member < $1.member })
            let change = SeatChange(seats: next, statuses: files.map(\.status))
            try change.checkSize(from: present)
            return change
        } catch let fault as SeatSetFault {
            throw Failure(
                .refused, code: "seats-\(fault.rawValue)", zh: "席位不成立：\(fault.chinese)",
                en: "the seats form no set: \(fault.english)")
        } catch let refusal as Refusal {
            // As the chain would say it, but before anybody's governance key is asked for.
            throw Failure(.refused, code: refusal.name, refusal)
        }
    }

    /// The candidate is on this chain, and its block is one that this node holds too.
    private static func check(_ file: SeatStatusFile, _ session: Session) async throws {
        let member = file.status.member
        guard file.chain == session.chain else {
            throw Failure(
                .refused, code: "wrong-chain", zh: "\(member) 的状态文件属于另一条链",
                en: "the status file of \(member) is of another chain")
        }
        guard try await session.checkpoint(at: file.status.height)?.block == file.status.block
        else {
            throw Failure(
                .refused, code: "status-old",
                zh: "\(member) 的状态文件太旧或不属于本链：请在其节点上重新执行 tally seat status",
                en: "the status file of \(member) is too old, or of blocks that are not here: run "
                    + "`tally seat status` there again")
        }
    }
}
