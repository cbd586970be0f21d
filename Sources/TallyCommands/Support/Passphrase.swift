import ArgumentParser
import Foundation
import Sealing

/// Where a passphrase comes from: a file, the environment, or the prompt.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: "File whose first line is the passphrase; else TALLY_PASSPHRASE, else you are asked.")
    var passphraseFile: String?

    /// The passphrase; asked for twice where it is new.
    func read(_ language: DisplayLanguage, isNew: Bool = false) throws -> SecretBytes {
        if let passphraseFile {
            return try checked(SecretInput.firstLine(of: passphraseFile))
        }
        if let value = ProcessInfo.processInfo.environment["TALLY_PASSPHRASE"] {
            return try checked(Array(value.utf8))
        }
        guard SecretInput.canAsk else {
            throw Failure(
                .noPermission, code: "passphrase-missing",
                zh: "需要口令：请用 --passphrase-file 或环境变量 TALLY_PASSPHRASE 提供",
                en: "a passphrase is needed: give --passphrase-file or set TALLY_PASSPHRASE")
        }
        let first = SecretInput.ask(language.say("口令：", "Passphrase: "))
        if isNew {
            let again = SecretInput.ask(language.say("再次输入口令：", "Passphrase again: "))
            guard first == again else {
                throw Failure(
                    .usage, code: "passphrases-differ", zh: "两次输入的口令不同：请重新执行",
                    en: "the two passphrases differ: run the command again")
            }
        }
        return try checked(first)
    }

    private func checked(_ bytes: [UInt8]) throws -> SecretBytes {
        guard !bytes.isEmpty else {
            throw Failure(
                .noPermission, code: "passphrase-empty", zh: "口令不能为空",
                en: "the passphrase must not be empty")
        }
        return SecretBytes(bytes)
    }
}
