/// The tables of the state map; each sub-domain adds its own beside its record types.
///
/// INVARIANT: names are distinct (a test lists them).
package enum Tables {}
