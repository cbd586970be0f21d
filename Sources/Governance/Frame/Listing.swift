import CanonicalCoding
import LedgerTypes
import Sealing

/// A list that grows, one key an element: what a parent has, in the order of coming.
///
/// Adding and taking out cost the same few small writes, however long the list is. `ends` has one
/// record a parent, `links` one an element, so that what is not listed is proved absent.
package struct Listing<Parent: TableKey>: Sendable {
    package let ends: Table<Parent, ListEnds>
    package let links: Table<ListPlace<Parent>, ListLink>

    /// - Parameters:
    ///   - name: of the table of the lists themselves.
    ///   - links: of the table of their elements.
    package init(_ name: StaticString, links: StaticString) {
        ends = Table(name)
        self.links = Table(links)
    }
}

/// An element of a parent's list. The id's 32 bytes come last, so that no two places are one.
package struct ListPlace<Parent: TableKey>: TableKey {
    package let parent: Parent
    package let id: RecordID

    package var keyBytes: [UInt8] { parent.keyBytes + [0x2f] + id.keyBytes }
}

/// Where a list begins and ends, and how many it holds: at least one.
package struct ListEnds: Hashable, Sendable, CanonicalCodable {
    package var first: RecordID
    package var last: RecordID
    package var count: UInt64

    init(first: RecordID, last: RecordID, count: UInt64) {
        self.first = first
        self.last = last
        self.count = count
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        first.encode(into: &writer)
        last.encode(into: &writer)
        writer.unsigned(count)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        first = try RecordID(from: &reader)
        last = try RecordID(from: &reader)
        count = try reader.unsigned()
        reader.endArray()
    }
}

/// The neighbours of an element in its list.
package struct ListLink: Hashable, Sendable, CanonicalCodable {
    package var before: RecordID?
    package var after: RecordID?

    init(before: RecordID? = nil, after: RecordID? = nil) {
        self.before = before
        self.after = after
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.optional(before)
        writer.optional(after)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        before = try reader.optional()
        after = try reader.optional()
        reader.endArray()
    }
}

extension StateReader {
    /// How many a list holds: one read.
    package mutating func count<Parent>(_ listing: Listing<Parent>, _ parent: Parent) -> UInt64 {
        get(listing.ends, parent)?.count ?? 0
    }

    /// The ids of a list in the order of coming.
    package mutating func ids<Parent>(
        _ listing: Listing<Parent>, _ parent: Parent
    ) -> [RecordID] {
        listing.ids(get(listing.ends, parent)) { id in
            get(listing.links, ListPlace(parent: parent, id: id))
        }
    }
}

extension LedgerState {
    /// The ids of a list in the order of coming.
    package func ids<Parent>(_ listing: Listing<Parent>, _ parent: Parent) -> [RecordID] {
        listing.ids(get(listing.ends, parent)) { id in
            get(listing.links, ListPlace(parent: parent, id: id))
        }
    }
}

extension LedgerState {
    /// The last ids of a list, in the order of coming: one read an id.
    func ids<Parent>(
        _ listing: Listing<Parent>, _ parent: Parent, latest count: Int
    ) -> [RecordID] {
        var found: [RecordID] = []
        var next = get(listing.ends, parent)?.last
        while found.count < count, let id = next {
            found.append(id)
            next = get(listing.links, ListPlace(parent: parent, id: id))?.before
        }
        return found.reversed()
    }
}

extension Listing {
    // INVARIANT: links lead from the first to the last and nowhere else: only what is below writes.
    fileprivate func ids(
        _ ends: ListEnds?, _ link: (RecordID) -> ListLink?
    ) -> [RecordID] {
        var found: [RecordID] = []
        var next = ends?.first
        while let id = next {
            found.append(id)
            next = link(id)?.after
        }
        return found
    }
}

extension StateChange {
    /// Adds to the end of a list, unless it is listed.
    mutating func enlist<Parent>(
        _ id: RecordID, _ listing: Listing<Parent>, _ parent: Parent
    ) {
        let place = ListPlace(parent: parent, id: id)
        guard !has(listing.links, place) else { return }
        guard var ends = get(listing.ends, parent) else {
            put(listing.links, place, ListLink())
            put(listing.ends, parent, ListEnds(first: id, last: id, count: 1))
            return
        }
        relink(ends.last, listing, parent) { $0.after = id }
        put(listing.links, place, ListLink(before: ends.last))
        ends.last = id
        ends.count += 1
        put(listing.ends, parent, ends)
    }

    /// Takes out of a list, if it is listed.
    mutating func strike<Parent>(
        _ id: RecordID, _ listing: Listing<Parent>, _ parent: Parent
    ) {
        let place = ListPlace(parent: parent, id: id)
        guard let link = get(listing.links, place), var ends = get(listing.ends, parent) else {
            return
        }
        delete(listing.links, place)
        if let before = link.before {
            relink(before, listing, parent) { $0.after = link.after }
        }
        if let after = link.after {
            relink(after, listing, parent) { $0.before = link.before }
        }
        guard let first = link.before == nil ? link.after : ends.first,
            let last = link.after == nil ? link.before : ends.last
        else {
            delete(listing.ends, parent)
            return
        }
        ends = ListEnds(first: first, last: last, count: ends.count - 1)
        put(listing.ends, parent, ends)
    }

    private mutating func relink<Parent>(
        _ id: RecordID, _ listing: Listing<Parent>, _ parent: Parent,
        _ change: (inout ListLink) -> Void
    ) {
        let place = ListPlace(parent: parent, id: id)
        guard var link = get(listing.links, place) else {
            preconditionFailure("the list `\(listing.ends.name)` lacks its element \(id)")
        }
        change(&link)
        put(listing.links, place, link)
    }
}
