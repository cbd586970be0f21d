import TallyClient
import Testing
import WrittenText

@testable import NodeAPI
@testable import TallyClient

@Suite struct `Bodies of calls` {
    private func error(_ text: String) -> APIError? {
        do {
            _ = try Answer.decode(ReviewBody.self, Array(text.utf8))
            return nil
        } catch { return error as? APIError }
    }

    @Test func `are refused where a name stands twice or is not known`() {
        #expect(error(#"{"request":"AA=="}"#) == nil)
        for (text, word) in [
            (#"{"request":"AA==","request":"AQ=="}"#, "request"),
            (#"{"request":"AA==","requst":"AQ=="}"#, "`request`"),
            (#"{"request":7}"#, "request"), ("{}", "request"), ("", "line 1"),
            (String(repeating: "[", count: 100_000), "deep"),
        ] {
            let found = error(text)
            #expect(found?.statusCode == 400 && found?.code == "malformed", "\(text.prefix(60))")
            #expect(found?.en.contains(word) == true, "\(found?.en ?? "-")")
        }
    }

    @Test func `of a newer node are read by an older client, but never two ways`() throws {
        let text = #"{"zh":"甲","en":"a","fr":"un"}"#
        let view = try WrittenJSON.decode(
            TextView.self, from: Array(text.utf8), unknownNames: .passedOver)
        #expect(view.en == "a")
    }
}
