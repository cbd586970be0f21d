"""Bodies by kind (transactions.md), and the details of their receipts (records.md)."""

from canon import Refused
from charters import CHARTERS
from formats import LEDGER, NUMBERS
from records import RECORDS
from schema import Schema, forms
from states import STATES

BODIES = forms("""
1 enrol-member: member:member staff:+staff proofs:+signature
2 enrol-staff: staff:staff proof:?signature
3 suspend: 1 member(member:text state:@EnrolmentState) | 2 staff(staff:text state:@EnrolmentState)
4 rotate-key: target:keyTarget key:key proof:signature effective:?uint
5 seat-change: seats:*seat statuses:*seatStatus
6 parameters: :parameters
7 recover: epoch:uint lastHeight:uint lastBlock:digest firstRound:uint seats:*seat
8 committee-seat: :committee
9 licence: 1 attest(licence:licence) | 2 withdraw(person:person)
10 register-subject: subject:subject value:digest proof:?signature
11 register-asset: :asset
12 label: asset:digest label:label
13 register-right: :right
14 consent: :consent
15 withdraw-consent: consent:digest inOwnHand:yes
16 recover-subject: 1 announce(recovery:recovery) | 2 object(recovery:digest)
17 merge-subjects: content:mergeContent check:digest auditOfficer:person
20 propose-vocabulary: vocabulary:bytes source:bytes extends:?text
21 propose-charter: charter:bytes sources:*source comparison:?digest
22 report-gate: proposal:digest report:digest passes:yes
23 ballot: case:digest choice:@BallotChoice
24 withdraw-proposal: :digest
25 open-case: type:@CaseType reference:?digest parties:*text subject:?digest exemption:?exemption
26 recuse: :digest
30 transition: 1 step(record:digest name:text) | 2 begin(record:newRecord name:text)
31 request: :request
32 release: permit:digest payload:digest masks:*mask encrypted:yes
33 acknowledge: permit:digest payload:digest
34 egress-block: permit:digest reason:uint report:digest
35 issue-code: grant:?digest subject:digest key:key proof:signature audience:text purpose:text
 level:level uses:uint expires:uint
36 redeem-code: code:digest request:request
37 answer-withdrawal: permit:digest withdrawal:digest outcome:@WithdrawalOutcome
 reason:?@KeepingReason note:digest
40 declare-override: 1 declared(declaration:declaration) | 2 offline(override:offlineOverride)
41 approve-override: :digest
42 write-up: :digest
43 review: override:digest verdict:@OverrideVerdict
44 notified: :digest
50 anchor: what:@AnchorKind digest:digest head:?head entry:?uint
51 export-seal: head:head file:digest upTo:uint recipient:digest
""")
KINDS = {int(name.split(" ")[0]): name.split(" ")[1] for name in BODIES}
KIND_NUMBERS = {name: number for number, name in KINDS.items()}

PARTS = forms("""
keyTarget: 1 staff(staff:text) | 2 gateway() | 3 governance()
mergeContent: 1 merge(first:digest second:digest) | 2 part(merge:digest)
announcer: 1 witness(staff:text) | 2 guardian()
recovery: subject:digest key:key possession:signature reason:@SubjectRecoveryReason
 identityCheck:digest announcer:announcer
caseAfter: case:digest state:@CaseState decision:?decision
""")

# What the detail of an accepted receipt is; a decision's stands with every outcome.
DETAILS = {
    "register-asset": "digest", "register-right": "digest", "consent": "digest",
    "propose-vocabulary": "digest", "propose-charter": "digest",
    "report-gate": "@ProposalState", "ballot": "caseAfter", "review": "caseAfter",
    "open-case": "digest", "transition": "digest", "request": "decision",
    "redeem-code": "decision", "declare-override": "override",
}

SCHEMA = Schema(NUMBERS, LEDGER, RECORDS, STATES, CHARTERS, BODIES, PARTS)


def _form(name):
    return f"{KIND_NUMBERS[name]} {name}"


def read_body(kind, value):
    if kind not in KINDS:
        raise Refused(3001, f"the kind {kind} is not known here")
    return SCHEMA.read(_form(KINDS[kind]), value)


def write_body(name, body):
    return SCHEMA.write(_form(name), body)


def detail_form(name, body, outcome):
    """The form of a receipt's detail; None where it is empty."""
    if outcome == "refused":
        return None
    if name == "recover-subject":
        return "digest" if body["is"] == "announce" else None
    return DETAILS.get(name)
