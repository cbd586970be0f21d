import Governance
import LedgerTypes
import Sealing
import WrittenText

/// What a gateway writes down of a payload before it deletes it: never what stood in it.
///
/// JSON: permit, withdrawal, occasion, bytes and digest of the payload as it lay on the disk, and the
/// time of the node's clock (milliseconds and as a date).
enum DeletionNote {
    private static let domain = DigestDomain("tally/deleted-payload/v1")

    static func deleted(
        _ recall: Recall, _ content: [UInt8], suite: CryptoSuite, at time: BlockTime
    ) -> [UInt8] {
        write(
            recall,
            [
                JSONMember("bytes", .number("\(content.count)")),
                JSONMember("digest", .text("\(suite.digest(domain, content))")),
            ], at: time)
    }

    /// Nothing had come.
    static func nothing(_ recall: Recall, _ time: BlockTime) -> [UInt8] {
        write(recall, [JSONMember("bytes", .number("0"))], at: time)
    }

    private static func write(
        _ recall: Recall, _ what: [JSONMember], at time: BlockTime
    ) -> [UInt8] {
        JSONWriter.write(
            .object(
                [
                    JSONMember("permit", .text("\(recall.permit)")),
                    JSONMember("withdrawal", .text("\(recall.withdrawal)")),
                    JSONMember("occasion", .text(recall.occasion.name)),
                ] + what + [
                    JSONMember("time", .number("\(time.value)")),
                    JSONMember("date", .text(CalendarTime.text(time))),
                ]))
    }
}
