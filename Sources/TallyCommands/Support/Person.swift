import LedgerTypes

/// A person of a member, written MEMBER/PERSON.
struct Person: CustomStringConvertible, Hashable {
    let member: MemberID
    let staff: StaffID

    init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let member = MemberID(parts[0]), let staff = StaffID(parts[1])
        else {
            throw Failure(
                .usage, code: "person-malformed",
                zh: "人员应写作“机构/人员”，如 hospital-a/dr-li，收到的是 `\(text)`",
                en: "a person is written MEMBER/PERSON, such as hospital-a/dr-li, not `\(text)`")
        }
        self.member = member
        self.staff = staff
    }

    init(member: MemberID, staff: StaffID) {
        self.member = member
        self.staff = staff
    }

    var description: String { "\(member)/\(staff)" }
}
