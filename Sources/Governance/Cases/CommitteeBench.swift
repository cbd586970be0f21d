import LedgerTypes

/// The committee as panels are drawn from it: the seats that are appointed, and who can sit now.
package struct CommitteeBench: Hashable, Sendable {
    /// The field of each appointed seat, whoever of them can sit.
    package let places: [CommitteeField]
    package let seats: [PanelSeat]
    /// In the order in which they come in.
    package let substitutes: [PanelSeat]

    /// - Parameter sits: whether somebody's term runs and they are in office.
    init(_ committee: Committee, sits: (CommitteeSeat) -> Bool = { _ in true }) {
        func persons(_ seats: [CommitteeSeat]) -> [PanelSeat] {
            seats.filter(sits).map { PanelSeat(person: $0.person, field: $0.field) }
        }
        places = committee.seats.map(\.field)
        seats = persons(committee.seats)
        substitutes = persons(committee.substitutes)
    }
}
