"""The forms of records.md: parts of bodies, and what a receipt says."""

from schema import forms

RECORDS = forms("""
person!: member:text staff:text
actor: member:text staff:?text behalf:?text
member: id:text uscc:text nameEnglish:text nameChinese:text kind:@MemberKind tier:@MemberTier
 region:text gateway:key governance:key box:digest certificate:digest state:@EnrolmentState
staff: id:text member:text roles:uint licence:?digest clearance:level key:key from:uint until:uint
 state:@EnrolmentState
licence: person:person kind:@LicenceKind number:digest key:digest from:uint until:uint
 authority:text withdrawn:?uint
licenceSpan: licence:licence attested:uint ended:?uint withdrawal:?licenceWithdrawal
licenceWithdrawal: record:digest authority:text
subject: pseudonym:digest holder:text key:?key guardian:?digest refusesEmergency:yes
 attending:*person state:@EnrolmentState
asset: kind:@AssetKind category:@DataCategory level:level scenarios:*text schema:digest
 content:digest rows:uint derivedFrom:*digest quality:uint retention:?uint members:assetMembers
 labels:*label
assetMembers: 1 subjects(subjects:*digest) | 2 cohort(root:digest) | 3 nobody()
label: field:text category:@DataCategory level:level source:@LabelSource tags:*text rule:text
 authority:text
right: asset:digest right:@RightKind grantee:text basis:text scope:digest encumbrance:?digest
 from:uint until:?uint
consent: about:about relation:@GrantorRelation permits:yes scope:consentScope notice:digest
 separate:yes document:digest replaces:?digest inOwnHand:yes
about: 1 subject(subject:digest) | 2 cohort(asset:digest)
consentScope: purposes:*text categories:*@DataCategory level:level members:*text fields:*text
 actions:*text dataFrom:?uint dataUntil:?uint notBefore:uint notAfter:?uint
request: asset:?digest subject:?digest action:text purpose:text fields:*text output:text
 claims:*claim grant:?digest clientTime:uint
claim: attribute:text value:value
value: 1 truth(value:yes) | 2 name(value:text) | 3 names(value:*text) | 4 number(value:signed)
 | 5 time(value:signed)
newRecord: charter:text type:text fields:+namedField terms:?grantTerms
namedField: field:text value:fieldValue
fieldValue: 1 value(value:value) | 2 party(party:party) | 3 text(text:text)
party: 1 member(member:text) | 2 person(person:person) | 3 subject(subject:digest)
grantTerms: assets:*digest subjects:*digest relation:@GrantorRelation holder:text members:*text
 purposes:*text actions:*text categories:*@DataCategory fields:*text level:level dataFrom:?uint
 dataUntil:?uint notBefore:uint notAfter:uint uses:uint deniedFields:*text notice:?digest separate:yes
 ethics:?text replaces:?digest
ruleName!: charter:text version:uint rule:text
exemption: rule:ruleName member:text asset:?digest purpose:?text until:uint
overrideScope: holder:text subject:digest asset:?digest fields:*text purpose:text
declaration: scope:overrideScope reason:@OverrideReason expires:uint approver:?person cosigned:yes
offlineOverride: record:offlineRecord signatures:*keySignature
offlineRecord: chain:digest holder:text number:uint before:digest header:header seen:*text
 wallClock:uint sinceHeader:uint scope:overrideScope physician:person approver:?person
 reason:@OverrideReason reasonCommitment:digest expires:uint questions:+question ruling:ruling
question: charter:digest facts:+namedFact
namedFact: attribute:text value:fact
fact: 1 truth(value:yes) | 2 member(place:uint) | 3 set(places:uint) | 4 number(value:signed)
 | 5 time(value:signed) | 6 bytes(value:bytes)
head!: kind:@HeadKind id:digest
mask: field:text method:@MaskMethod
source: language:@SourceLanguage bytes:bytes
committee: seats:+committeeSeat substitutes:+committeeSeat
committeeSeat: person:person field:@CommitteeField until:uint
decision: ruling:ruling inputs:inputs stateRoot:digest height:uint grant:?digest override:?digest
 case:?digest dataLimit:?*periodOfData
periodOfData: from:?uint until:?uint
ruling: outcome:@Outcome rules:+rule duties:duties deadlines:+deadline emergency:yes malformed:yes
 cost:uint
rule: charter:text version:uint rule:text basis:+law redLine:yes
law: law:text article:?uint paragraph:?uint item:?uint
duties: masks:*mask encrypt:yes log:yes count:yes notify:*deadline review:*deadline
 expires:?signed kept:?signed
deadline: party:text milliseconds:signed
inputs: facts:*sourcedFact charters:+consulted
sourcedFact: attribute:text source:@AttributeSource value:value
consulted: charter:digest waived:*text satisfied:*text
""")
