"""The tables of state.md: how their keys are made, and the forms of what they hold."""

from schema import forms

STATES = forms("""
keyRecord: key:key owner:owner ends:?uint
owner!: 1 gateway(member:text) | 2 governance(member:text) | 3 seat(member:text)
 | 4 staff(person:person) | 5 subject(subject:digest) | 6 code(code:digest)
announcedKey: member:text target:keyTarget key:key
checkpoint: height:uint block:digest time:uint
misbehaviour: member:text height:uint round:uint seat:uint offence:@Offence evidence:digest
 recorded:uint time:uint
proposers: standings:*proposer inForce:+text firstRound:uint
proposer: member:text misses:*uint doublings:uint suspension:?suspension onTrial:yes
 reinstated:?uint
suspension: cause:@SuspensionCause since:uint until:uint lastVote:?uint
recoveryRecord: epoch:uint height:uint firstRound:uint
quota: day:uint entries:uint bytes:uint
fieldStanding: level1:uint level2:uint level3:uint level4:uint level5:uint category1:uint
 category2:uint category3:uint category4:uint category5:uint category6:uint quasi:uint
subjectRecovery: id:digest subject:digest oldKey:key newKey:key reason:@SubjectRecoveryReason
 identityCheck:digest announcers:+owner announced:uint due:uint state:@SubjectRecoveryState
 ended:?uint before:?digest
merge: holder:text first:digest second:digest merged:mergeAct parted:?mergeAct
mergeAct: record:digest dataOfficer:person auditOfficer:person check:digest time:uint
objections: count:uint last:uint
assetRecord: id:digest holder:text asset:asset state:@EnrolmentState
consentRecord: id:digest holder:text consent:consent recorded:uint state:@ConsentState
withdrawnUse: others:uint receivers:*receiver
receiver: member:text pairs:uint
charterRecord: id:digest charter:activeCharter type:text state:text fields:+fact
 terms:?grantTerms used:uint replacedBy:?digest created:uint
code: id:digest grant:?digest subject:digest holder:text key:key audience:text purpose:text
 level:level uses:uint expires:uint issued:uint redemptions:+redemption
redemption: member:text time:uint transaction:digest
permit: request:request actor:actor holder:text duties:duties dataLimit:?*periodOfData grant:?digest
 decided:uint expires:uint releases:uint released:?digest acknowledgements:uint
override: id:digest scope:overrideScope physician:person reason:@OverrideReason
 reasonCommitment:digest againstRefusal:yes needsApproval:yes opened:uint expires:uint
 writeUpDue:uint reviewDue:uint reviewCase:digest offline:?offlineEvidence named:?person
 approver:?person access:@OverrideAccess writeUp:@DutyState writeUpCommitment:?digest
 review:@DutyState verdict:?@OverrideVerdict
offlineEvidence: record:digest number:uint basis:uint decided:uint findings:*@OfflineFinding
 missingBefore:uint
offlineLog: last:uint gaps:*gap
gap: from:uint through:uint
offlineLink: number:uint record:digest before:digest
case: id:digest type:@CaseType reference:?digest opener:?person applicant:?text parties:*text
 subject:?digest panel:panel opened:uint due:uint exemption:?exemption escalation:?escalation
 needsEverySeat:yes consents:*text ballots:*ballot state:@CaseState ruled:?uint
panel: seats:+panelSeat substitutes:+panelSeat recused:+person quorum:quorum
panelSeat: person:person field:@CommitteeField
quorum: votes:uint seats:uint
ballot: person:person choice:@BallotChoice time:uint transaction:digest
escalation: request:digest content:digest rules:+ruleName
escalatedRequest: request:request actor:actor
clearance: case:digest rules:+ruleName from:uint until:uint
waiver: case:digest exemption:exemption
notice: id:digest audience:@NoticeAudience subject:?digest about:digest responsible:text
 created:uint due:uint state:@NoticeState discharged:?uint acknowledgement:?digest
rulesInForce: vocabularies:*activeVocabulary charters:*activeCharter
activeVocabulary: id:text digest:digest
activeCharter: id:text version:uint digest:digest vocabulary:digest
proposal: id:digest what:@ProposedText name:text version:uint replaces:?uint digest:digest
 sources:+sourceDigest author:person comparison:?digest touchesRedLine:yes proposed:uint
 from:uint until:?uint reports:*gateReport case:?digest state:@ProposalState
sourceDigest: language:@SourceLanguage digest:digest
gateReport: member:text report:digest passes:yes time:uint
headRecord: sequence:uint last:uint
refusedLinks: day:uint count:uint
seenBlock: latest:uint ids:+digest
schedule: 1 items(items:+dueItem) | 2 branches(bits:digest)
dueItem: due:uint record:digest action:@DueAction
listEnds: first:digest last:digest count:uint
listLink: before:?digest after:?digest
""")

# Table: form of the value.
TABLES = dict(
    line.split(" ")
    for line in """
member member
members *text
staff staff
staff-count uint
staff-place text
licence +licenceSpan
key keyRecord
announced-key announcedKey
pending-rotation digest
committee committee
seats *seat
next-seats *seat
seats-before *seat
seat-changes *uint
checkpoint checkpoint
misbehaviour +misbehaviour
proposers proposers
parameters parameters
recovery-keys uint
recovery-epoch uint
recovery recoveryRecord
recovery-round uint
quota quota
subject subject
subject-merge merge
subject-merges +digest
merge-subject listEnds
merge-of-subject listLink
subject-assets +digest
subject-consents +digest
subject-grants +digest
asset-grants +digest
subject-field fieldStanding
subject-recovery subjectRecovery
latest-subject-recovery digest
subject-recovery-objections objections
asset assetRecord
asset-rights +digest
right right
consent consentRecord
cohort-consents +digest
withdrawn-use withdrawnUse
record charterRecord
charter-waivers +digest
code code
permit permit
override override
override-physician listEnds
override-of-physician listLink
override-subject listEnds
override-of-subject listLink
override-history listEnds
override-history-item listLink
offline-log offlineLog
offline-link offlineLink
case case
open-cases listEnds
open-case listLink
opened-cases +digest
appeal digest
escalation digest
escalated-request escalatedRequest
open-escalations listEnds
open-escalation listLink
ruling-decision decision
clearance clearance
waiver +waiver
notice notice
outstanding-notices listEnds
outstanding-notice listLink
rules rulesInForce
rules-changes *uint
rules-at rulesInForce
charter-text bytes
vocabulary-text bytes
rule-source bytes
proposal proposal
proposal-digest digest
open-proposals listEnds
open-proposal listLink
anchor uint
head headRecord
refused-links refusedLinks
seen uint
seen-block seenBlock
seen-oldest uint
due schedule
""".split("\n")
    if line
)

# Where the elements of a list stand.
LINKS = {
    "open-cases": "open-case", "open-proposals": "open-proposal",
    "open-escalations": "open-escalation", "outstanding-notices": "outstanding-notice",
    "override-physician": "override-of-physician", "override-subject": "override-of-subject",
    "override-history": "override-history-item", "merge-subject": "merge-of-subject",
}


def state_key(table, *parts):
    """The key of a record: the table's name, `/`, and its parts, which `/` parts in turn.

    A part is a text, bytes as they stand, or a number that is written in eight bytes.
    """
    return f"{table}/".encode() + b"/".join(_part(part) for part in parts)


def _part(part):
    if isinstance(part, str):
        return part.encode()
    return part if isinstance(part, bytes) else part.to_bytes(8, "big")
