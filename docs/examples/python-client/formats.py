"""The forms of ledger-formats.md and genesis, and every table of numbers of the pages."""

from schema import forms, numbers

NUMBERS = numbers("""
MemberKind: 1 tertiary, 2 community, 3 research, 4 insurer, 5 regulator, 6 court,
 7 operatorOfNodes, 8 vendor
MemberTier: 0 none, 1 community, 2 tier2, 3 tier3
EnrolmentState: 1 active, 2 suspended
LicenceKind: 1 physician, 2 nurse
CommitteeField: 1 ethics, 2 law, 3 technology
GrantorRelation: 1 oneself, 2 parent, 3 guardian, 4 spouse, 5 child, 6 authorised
DataCategory: 1 attributes, 2 status, 3 application, 4 payment, 5 resources, 6 publicHealth
AssetKind: 1 raw, 2 cleaned, 3 derived, 4 deidentified, 5 anonymised, 6 model, 7 statistic
LabelSource: 1 rule, 2 person, 3 imported
RightKind: 1 hold, 2 use, 3 operate
CaseType: 1 design, 2 dispute, 3 override, 4 escalation, 5 exemption, 6 upgrade, 7 appeal
CaseState: 1 open, 2 approved, 3 rejected, 4 lapsed, 5 withdrawn, 6 overdue, 7 reversed
BallotChoice: 1 approve, 2 reject, 3 abstain
ConsentState: 1 active, 2 withdrawn, 3 superseded
SourceLanguage: 1 english, 2 chinese
ProposedText: 1 vocabulary, 2 charter
ProposalState: 1 gate, 2 ballot, 3 approved, 4 active, 5 rejected, 6 withdrawn, 7 lapsed,
 8 gateFailed, 9 outrun, 10 expired
OverrideReason: 1 lifeInDanger, 2 unconscious, 3 guardianUnreachable, 4 massCasualty,
 5 publicHealthEmergency, 9 other
WithdrawalOutcome: 1 deleted, 2 kept, 3 notReceived
KeepingReason: 1 medicalRecord, 2 trialRecord, 3 courtOrder, 4 publicHealth, 5 insuranceAudit,
 6 legalClaim
RecallOccasion: 1 withdrawn, 2 superseded, 3 refused, 4 revoked
RecallState: 1 due, 2 overdue, 3 deleted, 4 kept, 5 notReceived
OverrideVerdict: 1 justified, 2 unjustified
OverrideAccess: 1 pending, 2 open, 3 ended
DutyState: 1 due, 2 done, 3 overdue, 4 doneLate
OfflineFinding: 1 rulingDiffers, 2 notPermitted, 3 stateTooOld, 4 approvalMissing, 5 tooLong,
 6 kindForeign, 7 unlicensed, 8 notInOffice
NoticeAudience: 1 patient, 2 regulator, 3 committee, 4 holder, 5 governance
NoticeState: 1 due, 2 discharged, 3 overdue, 4 dischargedLate
SubjectRecoveryReason: 1 lost, 2 stolen, 3 damaged, 4 locked
SubjectRecoveryState: 1 announced, 2 cancelled, 3 inForce, 4 lapsed
SuspensionCause: 1 misses, 2 misbehaviour
Offence: 1 twoProposals, 2 twoPrevotes, 3 twoPrecommits, 4 amnesia
DueAction: 1 caseDeadline, 2 charterActivation, 3 charterExpiry, 4 overrideExpiry,
 5 writeUpDeadline, 6 noticeDeadline, 7 recordTimeout, 8 consentExpiry, 9 codeExpiry,
 10 keyRotation, 11 gateDeadline, 12 subjectRecovery, 13 recallDeadline, 14 recallSweep
AnchorKind: 1 timestampToken, 2 revocationList, 3 exhibit, 4 custodyEvent, 5 platformStatement,
 6 destroyedSalt
MaskMethod: 1 pseudonym, 2 generalise, 3 redact
AttributeSource: 1 request, 2 registry, 3 asset, 4 consent, 5 grant, 6 override, 7 ballot, 8 chain
HeadKind: 1 subject, 2 asset
ReceiptOutcome: 1 accepted, 2 refused, 3 permit, 4 deny, 5 escalate
Outcome: 1 permit, 2 deny, 3 escalate
VoteStep: 1 prevote, 2 precommit
Suite: 1 ed25519-sha256
RuleRank: 0 ordinary, 1 redLine, 2 emergency
MembershipTest: 1 equal, 2 unequal, 3 within, 4 overlaps, 5 contains
Comparison: 1 less, 2 atMost, 3 greater, 4 atLeast
MonthRounding: 1 down, 2 up
""")

LEDGER = forms("""
key: suite:@Suite key:digest
transaction: suite:@Suite chain:digest kind:uint member:text staff:?text behalf:?text nonce:nonce
 validUntil:uint payload:bytes
keySignature: key:digest signature:signature
signedTransaction: transaction:transaction signatures:*keySignature
receipt: height:uint time:uint outcome:@ReceiptOutcome code:uint reads:digest writes:digest
 detail:bytes
headLink: head:head sequence:uint previous:?uint
result: receipt:receipt links:*headLink
entry: 0 transaction(signed:signedTransaction result:result)
header: 1 header(chain:digest height:uint parent:digest parentCertificate:digest time:uint
 proposer:uint entryRoot:digest entryCount:uint stateRoot:digest seatSet:digest nextSeatSet:digest
 parameters:digest rules:digest epoch:uint)
seatSignature: seat:uint signature:signature
certificate: height:uint round:uint block:digest signatures:*seatSignature
certified: header:header certificate:certificate
vote: step:@VoteStep height:uint round:uint block:?digest validRound:?uint seat:uint
 signature:signature
proposalClaim: height:uint round:uint block:digest validRound:?uint seat:uint signature:signature
evidence: 1 votes(first:vote second:vote) | 2 proposals(first:proposalClaim second:proposalClaim)
 | 3 amnesia(certificate:certificate vote:vote)
blockBody: transactions:+signedTransaction evidence:+evidence parentCertificate:?certificate
block: header:header body:blockBody
decided: block:block certificate:certificate
storedBlock: decided:decided results:+result
seat: member:text key:key
seatStatus: member:text height:uint block:digest signature:signature
parameters: minimumBlockInterval:uint emptyBlockInterval:uint maximumBlockBytes:uint
 proposeTimeout:uint proposeTimeoutStep:uint voteTimeout:uint voteTimeoutStep:uint timeoutCap:uint
 clockPrecision:uint messageDelay:uint offlineLimit:uint subjectRecoveryDelay:uint
 personEntries:uint personBytes:uint systemEntries:uint systemBytes:uint openOverrides:uint
 openEscalations:uint overrideKinds:uint licensingKinds:uint
genesis: suite:@Suite nameEnglish:text nameChinese:text members:*member staff:+staff seats:*seat
 parameters:parameters vocabularies:+bytes charters:+bytes committee:committee recoveryKeys:uint
 time:uint licences:*licence proofs:+signature attestations:+signature
""")
