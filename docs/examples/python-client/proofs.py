"""The tree of entries and the state map (evidence-tree.md)."""

from canon import Refused, decode, digest, digest_bytes, sha256

EMPTY = digest_bytes("tally/state-empty/v1", b"")


class EntryTree:
    """The root over leaves that are appended one by one; kept are the full subtrees only."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        node, size = sha256(b"\x00", leaf), self.size
        while size & 1:
            node, size = sha256(b"\x01", self.peaks.pop(), node), size >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256()
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = sha256(b"\x01", peak, node)
        return node


def check_inclusion(proof_bytes, leaf, root, size=None):
    """The index at which the leaf stands, proven to the root of so many leaves."""
    proof = decode(proof_bytes)
    if not (isinstance(proof, list) and len(proof) == 3 and isinstance(proof[2], list)):
        raise Refused(1107, "an inclusion proof is [index, size, path]")
    index, leaves, path = proof
    if not all(isinstance(number, int) for number in (index, leaves)):
        raise Refused(1105, "index and size are numbers")
    if any(not isinstance(node, bytes) or len(node) != 32 for node in path) or len(path) > 64:
        raise Refused(1105, "a path is of at most 64 digests")
    if size is not None and leaves != size:
        raise Refused(1306, "the proof is for a tree of another size")
    if leaves == 0:
        raise Refused(1301, "the tree is empty")
    if index >= leaves:
        raise Refused(1302, "the index is not below the size")
    node, at, last = sha256(b"\x00", leaf), index, leaves - 1
    for sibling in path:
        if last == 0:
            raise Refused(1305, "the path goes on beyond the root")
        if at & 1 or at == last:
            node = sha256(b"\x01", sibling, node)
            while at & 1 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            node = sha256(b"\x01", node, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise Refused(1304, "the path ends before the root")
    if node != root:
        raise Refused(1306, "the hashes lead to another root")
    return index


def _bit(data, i):
    return data[i >> 3] >> (7 - (i & 7)) & 1


def _parts(proof_bytes):
    """End, levels with a sibling, siblings: the form of a proof."""
    proof = decode(proof_bytes)
    if not (isinstance(proof, list) and len(proof) == 3):
        raise Refused(1107, "a proof is [end, bitmap, siblings]")
    end, bitmap, siblings = proof
    lists = isinstance(end, list) and isinstance(siblings, list)
    digests = [*end, *siblings] if lists else [None]
    if any(not isinstance(item, bytes) or len(item) != 32 for item in digests):
        raise Refused(1105, "the parts of a proof are digests")
    if len(end) > 2:
        raise Refused(1107, "the end of a proof is of two digests at most")
    if not isinstance(bitmap, bytes) or len(bitmap) > 32 or bitmap[-1:] == b"\x00":
        raise Refused(1110, "the bitmap is out of form")
    levels = [i for i in range(8 * len(bitmap)) if _bit(bitmap, i)]
    if len(levels) != len(siblings):
        raise Refused(1308, "the bitmap announces another number of siblings")
    if EMPTY in siblings:
        raise Refused(1309, "a sibling is the digest of an empty subtree")
    return end, levels, siblings


def check_state(proof_bytes, root, key, value):
    """The value of a key, or its absence where `value` is None, against a state root."""
    end, levels, siblings = _parts(proof_bytes)
    path = digest_bytes("tally/state-key/v1", key)
    depth = levels[-1] + 1 if levels else 0
    node = EMPTY
    if end:
        leaf_key = path if len(end) == 1 else end[0]
        if len(end) == 2 and leaf_key == path:
            raise Refused(1310, "the neighbour is the key itself")
        if any(_bit(leaf_key, i) != _bit(path, i) for i in range(depth)):
            raise Refused(1311, "the neighbour lies on another path")
        node = digest("tally/state-leaf/v1", [leaf_key, end[-1]])
    at = dict(zip(levels, siblings))
    for i in reversed(range(depth)):
        sibling = at.get(i, EMPTY)
        node = digest(
            "tally/state-branch/v1", [sibling, node] if _bit(path, i) else [node, sibling]
        )
    if node != root:
        raise Refused(1306, "the hashes lead to another root")
    if len(end) == 1:
        if value is None or digest_bytes("tally/state-value/v1", value) != end[0]:
            raise Refused(1312, "the proof holds, but for another value")
    elif value is not None:
        raise Refused(1313, "the proof shows that the key is absent")
