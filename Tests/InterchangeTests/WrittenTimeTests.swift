import Interchange
import LedgerTypes
import Testing

@Suite struct `Times that people write` {
    @Test func `are read in one form`() {
        #expect(WrittenTime.time("1970-01-01T00:00:00Z") == BlockTime(0))
        #expect(WrittenTime.time("2026-03-01T08:00:00+08:00") == BlockTime(1_772_323_200_000))
        #expect(WrittenTime.time("2026-02-28T16:30:00-07:30") == BlockTime(1_772_323_200_000))
        #expect(WrittenTime.time("2028-02-29T00:00:00Z") != nil)
    }

    @Test(arguments: [
        "2027-02-30T00:00:00+08:00", "2026-02-31T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-3-1T0:0:0+8:0", "02026-0003-01T00:00:00Z", "2026-03-01T00:-0:00Z",
        "2026-03-01T0 :00:00Z", "2026-03-01T00:00:00+08:00:77", "2026-03-01T00:00:00+08",
        "2026-03-01T24:00:00Z", "2026-03-01T00:00:60Z", "2026-03-01T00:00:00+99:99",
        "２０２７-01-01T00:00:00Z", "2026-03-01 00:00:00Z", "1969-12-31T23:59:59Z", "",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-03-00T00:00:00Z",
    ])
    func `are not guessed`(text: String) { #expect(WrittenTime.time(text) == nil) }
}
