"""Canonical coding (coding.md): unsigned numbers, bytes, texts and arrays; digests with domains."""

import hashlib


class Refused(Exception):
    """Bytes, a proof, a signature or an answer that does not hold.

    `code` is the number that the pages give the fault, None where they give none.
    """

    def __init__(self, code, why):
        super().__init__(f"{code}: {why}" if code else why)
        self.code = code


def _head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for short, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | short]) + number.to_bytes(size, "big")
    raise Refused(1110, "a number beyond 64 bits")


def encode(value):
    """Canonical bytes of a number, bytes, a text, or a list of these."""
    if isinstance(value, int):
        if value < 0:
            raise Refused(1110, "a negative number: signed ones are written by zigzag()")
        return _head(0, int(value))
    if isinstance(value, (bytes, bytearray)):
        return _head(2, len(value)) + bytes(value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    if isinstance(value, (list, tuple)):
        return _head(4, len(value)) + b"".join(encode(item) for item in value)
    raise Refused(1104, f"a {type(value).__name__} has no place in the coding")


def _number(data, at, short):
    if short < 24:
        return short, at
    size = 1 << (short - 24)
    if at + size > len(data):
        raise Refused(1101, "the bytes end inside a number")
    number = int.from_bytes(data[at : at + size], "big")
    if number < (24 if size == 1 else 1 << 4 * size):
        raise Refused(1103, "a number that is not in its shortest form")
    return number, at + size


def _item(data, at, depth):
    if at >= len(data):
        raise Refused(1101, "the bytes end inside an item")
    major, short = data[at] >> 5, data[at] & 31
    if major not in (0, 2, 3, 4) or short > 27:
        raise Refused(1104, f"the type byte {data[at]:02x} has no place here")
    number, at = _number(data, at + 1, short)
    if major == 0:
        return number, at
    if major == 4:
        if depth >= 64:
            raise Refused(1108, "arrays nest deeper than 64 levels")
        if number > len(data) - at:
            raise Refused(1109, "a count beyond the bytes that are left")
        items = []
        for _ in range(number):
            item, at = _item(data, at, depth + 1)
            items.append(item)
        return items, at
    if number > len(data) - at:
        raise Refused(1101, "the bytes end inside an item")
    piece = bytes(data[at : at + number])
    if major == 2:
        return piece, at + number
    try:
        return piece.decode(), at + number
    except UnicodeDecodeError:
        raise Refused(1106, "a text is not well-formed UTF-8") from None


def decode(data):
    """The value of canonical bytes; refuses what would be written in another way."""
    if len(data) > 256 << 20:
        raise Refused(1109, "more than 256 MiB")
    value, end = _item(data, 0, 0)
    if end != len(data):
        raise Refused(1102, "bytes follow the outermost item")
    if encode(value) != bytes(data):
        raise Refused(1111, "encoding again gives other bytes")
    return value


def zigzag(number):
    """A signed number as it is written."""
    return number * 2 if number >= 0 else -number * 2 - 1


def unzigzag(number):
    return -(number >> 1) - 1 if number & 1 else number >> 1


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def digest_bytes(domain, data):
    """The digest of bytes as they stand: H(domain line, line feed, bytes)."""
    return sha256(domain.encode(), b"\n", data)


def digest(domain, value):
    return digest_bytes(domain, encode(value))


def lines(*texts):
    """What is signed: each text ended by a line feed."""
    return "".join(text + "\n" for text in texts).encode()
