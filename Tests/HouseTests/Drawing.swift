/// A flow chart in a page, in the few forms that the project's pictures use.
struct Drawing {
    struct Box: Hashable {
        let id: String
        /// The last line of its label: a file below `Sources`.
        let file: String
        /// The number in the title of its frame, if it has one.
        let floor: Int?
    }

    struct Arrow: Hashable {
        let from: String
        let to: String
    }

    /// The heading above it.
    let title: String
    private(set) var boxes: [Box] = []
    private(set) var arrows: [Arrow] = []
    /// Lines in another form, and arrows to nowhere, so that nothing is passed over.
    private(set) var faults: [String] = []

    /// All drawings of a page.
    static func all(in page: SourceFile) -> [Drawing] {
        var (found, title, rest) = ([Drawing](), "", page.lines[...])
        while let line = rest.popFirst() {
            if line.hasPrefix("#") { title = String(line.drop { $0 == "#" || $0 == " " }) }
            guard line == "```mermaid" else { continue }
            let body = rest.prefix { $0 != "```" }
            rest = rest.dropFirst(body.count)
            found.append(Drawing(title, Array(body)))
        }
        return found
    }

    init(_ title: String, _ lines: [String]) {
        self.title = title
        var (frames, floor) = (0, Int?.none)
        for line in lines {
            func match(_ pattern: String) -> [String]? {
                Manual.matches(pattern, in: line).first
            }
            if let box = match(#"^ +([\w-]+)\["[^"]+<br/>([^"<]+)"\]$"#) {
                boxes.append(Box(id: box[1], file: box[2], floor: floor))
            } else if let arrow = match(#"^ +([\w-]+) -->(?:\|[^|]+\|)? ([\w-]+)$"#) {
                arrows.append(Arrow(from: arrow[1], to: arrow[2]))
            } else if let frame = match(#"^ +subgraph \w+\["(?:floor (\d+)|[^"]+)"\]$"#) {
                frames += 1
                floor = Int(frame[1])
            } else if match("^ +end$") != nil {
                frames -= 1
                floor = nil
            } else if match("^flowchart (LR|TD|BT)$") == nil {
                faults.append("not understood: \(line)")
            }
        }
        if frames != 0 { faults.append("a frame is not closed") }
        let ids = boxes.map(\.id)
        if Set(ids).count != ids.count { faults.append("two boxes have one name") }
        let ends = Set(arrows.flatMap { [$0.from, $0.to] })
        for end in ends.subtracting(ids).sorted() { faults.append("no box is called \(end)") }
        for id in Set(ids).subtracting(ends).sorted() {
            faults.append("nothing leads to or from \(id)")
        }
    }
}
