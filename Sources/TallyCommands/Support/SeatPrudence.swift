import Foundation
import Governance
import LedgerTypes
import SystemCalls
import TallyClient

extension Session {
    /// Names the seats that are not seen now, and asks where the others could not decide alone.
    ///
    /// Refuses where nobody can be asked, unless `isDecided`.
    func confirm(_ next: SeatSet, isDecided: Bool, _ output: OutputOptions) async throws {
        let outlook = SeatOutlook(next, try await client.health())
        guard let warning = outlook.warning else { return }
        let text = output.language.say(warning.zh, warning.en)
        FileHandle.standardError.write(Data("\(text)\n".utf8))
        guard !outlook.isEnough, !isDecided else { return }
        guard !output.json, isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                .refused, code: "seats-not-seen",
                zh: "\(warning.zh)。确认无误后加 --yes 重新执行",
                en: "\(warning.en). Run it again with --yes if that is meant")
        }
        let question = output.language.say("仍要继续？输入 yes：", "go on all the same? type yes: ")
        FileHandle.standardOutput.write(Data(question.utf8))
        guard readLine() == "yes" else {
            throw Failure(
                .refused, code: "seats-not-seen", zh: "未作任何变更", en: "nothing was done")
        }
    }
}
