import Bilingual
import LedgerTypes
import Sealing
import WrittenText

/// Why a page of governance is not taken.
package enum DraftFault: Error, Hashable, Sendable {
    /// Not a page of this format, or cut off.
    case notAPage(format: String)
    /// No text that can be read.
    case notText(WrittenTextFault)
    /// The text is not the one that the bytes give.
    case changedPage
    /// The bytes are not what the format says.
    case unreadable(offset: Int)
    /// This version has no words for the kind: nobody signs what cannot be read.
    case cannotDescribe(TransactionKind)
    /// A signature does not hold.
    case signatureWrong(signer: String)
    /// A key that is not among those that may sign.
    case notASigner(key: KeyID)
    /// Files of different transactions were put together.
    case otherTransaction(TransactionID)
    /// The files name different signers for one transaction.
    case otherSigners
    /// Values that the ledger would refuse.
    case refused(zh: String, en: String)
}

extension DraftFault: Worded {
    package var english: String {
        switch self {
        case .notAPage(let format): "this is no whole file of the format \(format)"
        case .notText(let fault): fault.english
        case .changedPage:
            "the text of the file is not the one that its bytes give: it was changed; sign nothing"
        case .unreadable(let offset): "the bytes of the file cannot be read at \(offset)"
        case .cannotDescribe(let kind):
            "this version cannot put `\(kind.name)` in words, and nobody signs what cannot be read"
        case .signatureWrong(let signer): "the signature of \(signer) does not hold"
        case .notASigner(let key): "the key \(key) is not among those that may sign this"
        case .otherTransaction(let id): "the files are not of one transaction: one is of \(id)"
        case .otherSigners: "the files name different signers for one transaction"
        case .refused(_, let en): en
        }
    }

    package var chinese: String {
        switch self {
        case .notAPage(let format): "不是完整的 \(format) 文件"
        case .notText(let fault): fault.chinese
        case .changedPage: "文件的文字与其字节不符：文件被改动，请勿签名"
        case .unreadable(let offset): "文件的字节在 \(offset) 处无法读取"
        case .cannotDescribe(let kind): "本版本无法用文字说明 `\(kind.name)`：看不懂的内容不得签名"
        case .signatureWrong(let signer): "\(signer) 的签名不成立"
        case .notASigner(let key): "密钥 \(key) 不在可签名者之列"
        case .otherTransaction(let id): "文件不属于同一交易：其中一份是 \(id)"
        case .otherSigners: "各文件对同一交易列出的签名者不同"
        case .refused(let zh, _): zh
        }
    }
}
