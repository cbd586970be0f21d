"""Canonical forms of charters and vocabularies (charter-language.md, "Canonical form")."""

from schema import forms

CHARTERS = forms("""
charter: id:text version:uint replaces:?uint vocabulary:text from:signed until:?signed
 zoneMinutes:signed budget:uint rules:+charterRule records:+recordType transitions:+transition
 timeouts:+timeout scenarios:+scenario tests:+test assertions:+assertion
charterRule: id:text basis:+law rank:@RuleRank effect:effect overrides:*text when:expression
 unless:?expression duties:duties waivableBy:?text
effect: 1 permit() | 2 forbid() | 3 escalate(panel:text within:signed)
expression: 1 or(parts~:+expression) | 2 and(parts~:+expression) | 3 not(part:expression)
 | 4 holds(path:text) | 5 member(path:text test:@MembershipTest names:+text)
 | 6 compare(left:term comparison:@Comparison right:term)
term: :+summand
summand: factor:signed then 1 path(path:text) | 2 number(value:signed) | 3 span(value:signed)
 | 4 time(value:signed) | 5 months(count:signed rounding:@MonthRounding)
recordType: id:text fields:+typedField edges:+edge
typedField: id:text type:type
edge: from:text to:text
type: 1 bool() | 2 member(of:text) | 3 set(of:text) | 4 number(low:signed high:signed)
 | 5 instant() | 6 party() | 7 ruleName() | 8 text()
transition: id:text record:text basis:+law edge:edge signers:+signerList quorum:?votesOfSeats
 when:?expression sets:+setting
signerList: :+signer
signer: 1 field(field:text) | 2 anybody(role:text) | 3 panel(panel:text)
setting: field:text then 1 truth(value:yes) | 2 member(value:text) | 3 members(value:+text)
 | 4 term(value:term)
votesOfSeats: votes:uint seats:uint
timeout: id:text record:text edge:edge when:expression
scenario: id:text assignments:+assignment
assignment: 1 attribute(path:text value:literal) | 2 waived(rule:text yes:yes)
 | 3 satisfied(rule:text yes:yes)
literal: 1 truth(value:yes) | 2 member(value:text) | 3 members(value:+text)
 | 4 number(value:signed) | 5 time(value:signed)
test: scenario:text changes:+assignment outcome:@Outcome rules:+text duties:?duties
assertion: always:yes outcome:@Outcome when:expression
vocabulary: id:text types:+enumeration attributes:+attribute laws:+lawName
bilingual: id:text chinese:text
enumeration: name:bilingual members:+bilingual
attribute: name:bilingual type:type source:@AttributeSource
lawName: name:bilingual articles:uint
""")
