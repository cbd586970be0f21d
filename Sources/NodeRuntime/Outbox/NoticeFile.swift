import Foundation
import Governance
import LedgerTypes

/// A notice as the member's own messenger takes it.
struct NoticeFile: Codable {
    var notice: String
    var audience: String
    var subject: String?
    var about: String
    var due: UInt64
    var chinese: String
    var english: String

    init(_ notice: Notice) {
        let name = Self.name(of: notice.audience)
        self.notice = "\(notice.id)"
        audience = name.english
        subject = notice.subject.map(\.description)
        about = "\(notice.about)"
        due = notice.due.value
        let short = notice.about.digest.short
        if notice.audience == .governance {
            chinese = "请告知\(name.chinese)：某席位签署了相互矛盾的消息，证据 \(short)，请议定是否变更席位。"
            english =
                "Tell the \(name.english) that a seat signed what excludes one another "
                + "(evidence \(short)): the members decide about the seat."
        } else {
            chinese = "请告知\(name.chinese)：账本记录 \(short) 涉及其权益。"
            english = "Tell the \(name.english) about record \(short)."
        }
    }

    /// On return the file survives a power cut.
    func write(in folder: String) throws(FileFault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let path = "\(folder)/\(notice).json"
        let bytes: [UInt8]
        do {
            bytes = Array(try encoder.encode(self))
        } catch {
            throw .notWritten(path: path, reason: "\(error)")
        }
        try AtomicFile.createFolder(folder)
        try AtomicFile.write(bytes, to: path)
    }

    private static func name(
        of audience: NoticeAudience
    ) -> (english: String, chinese: String) {
        switch audience {
        case .patient: ("patient", "患者")
        case .regulator: ("regulator", "监管机构")
        case .committee: ("committee", "独立委员会")
        case .holder: ("holder", "持有方")
        case .governance: ("keepers of the governance key", "治理密钥保管人")
        }
    }
}
