import WrittenText

/// When something of a record was so, as the record writes it.
struct RecordedTime {
    let start: String
    let end: ValueEnd

    /// A moment, day, month or year; nil where none is written.
    init?(_ text: String?) {
        guard let text else { return nil }
        (start, end) = (text, .same)
    }

    /// A period with a beginning; without an end it may last until now.
    init?(period: JSONValue?) {
        guard let start = period?["start"]?.text else { return nil }
        self.start = start
        end = period?["end"]?.text.map(ValueEnd.at) ?? .open
    }
}
