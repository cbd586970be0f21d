import ArgumentParser
import Duties
import Foundation
import NodeFiles

/// `tally open`: what a release has sealed to one person.
struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open what is sealed to you in a payload. 打开密封给本人的内容。",
        discussion: """
            Level 5 comes to `inbox/` sealed to the person who asked for it and attends the patient, \
            and opens with the key that this person had then. Nothing is sent anywhere. Without --out \
            the record is printed: it is read in clear from then on.
            """)

    struct Answer: Encodable {
        let file: String
        let bytes: Int
    }

    @Argument(help: "The payload: inbox/PERMIT.json.")
    var payload: String

    @Option(help: "Your own key file.")
    var key: String

    @Option(name: .shortAndLong, help: "The file to write; left out: the output.")
    var out: String?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            let place = try out.map { try OutputPlace($0, reading: [payload, key]) }
            let sealed = try Files.read(payload)
            let own = try KeyFile.read(key).signingKey(
                .staff, suite: .ed25519SHA256, passphrase: try passphrase.read(output.language))
            let record: [UInt8]
            do throws(SealedFieldsFault) {
                record = try SealedFields.open(sealed, with: own)
            } catch {
                let kind: Failure.Kind =
                    switch error {
                    case .otherKey: .noPermission
                    case .nothingSealed: .refused
                    case .notPayload, .damaged: .badInput
                    }
                throw Failure(kind, code: error.name, zh: error.chinese, en: error.english)
            }
            guard let place else { return Console.write(Data(record)) }
            try place.write(record, secret: true)
            try output.show(
                Answer(file: place.path, bytes: record.count),
                zh: "已写入 \(place.path)（\(record.count) 字节），其中五级内容为明文，请妥善保管",
                en: "written to \(place.path) (\(record.count) bytes); level 5 is in clear there: "
                    + "keep it as you keep records")
        }
    }
}

extension SealedFieldsFault {
    /// The code of the tool for it.
    fileprivate var name: String {
        switch self {
        case .notPayload: "payload-unreadable"
        case .nothingSealed: "nothing-sealed"
        case .otherKey: "sealed-to-another"
        case .damaged: "sealed-damaged"
        }
    }
}
