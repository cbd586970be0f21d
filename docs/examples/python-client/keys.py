"""Key files (records.md), Ed25519 signatures, and the strict check of certificates."""

import functools
import hmac
import json
import re

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.signing import SigningKey, VerifyKey

from canon import Refused, digest, lines

SUITE = 1
FIELD = 2**255 - 19
NAMES = {
    "format", "purpose", "owner", "publicPart", "salt", "operations", "memoryBytes", "sealed",
}


def key_id(public):
    return digest("tally/key/v1", [SUITE, public])


class Key:
    """A signing key with whose it is: a member's, or a person's `member/staff-id`."""

    def __init__(self, owner, seed):
        self._key = SigningKey(seed)
        self.public = bytes(self._key.verify_key)
        self.id = key_id(self.public)
        self.member, _, self.person = owner.partition("/")

    def sign(self, message):
        return self._key.sign(message).signature


def read_key_file(path):
    """The names of a key file, checked for their form; the secret stays sealed."""
    try:
        with open(path, encoding="utf-8") as file:
            form = json.load(file)
    except (OSError, ValueError) as error:
        raise Refused(None, f"cannot read the key file {path}: {error}") from None
    if not isinstance(form, dict) or set(form) != NAMES or form["format"] != "tally/key-file/v1":
        raise Refused(None, f"{path} is no key file")
    for name in ("publicPart", "salt", "sealed"):
        if not re.fullmatch(r"(?:[0-9a-f]{2})*", str(form[name])):
            raise Refused(None, f"{path}: {name} is not lower-case hex")
    return form


def open_key_file(path, passphrase, holder=None):
    """The signing key in a key file; of a patient's file the key for that holder."""
    form = read_key_file(path)
    bound = lines(
        form["format"], f"purpose {form['purpose']}", f"owner {form['owner'].encode().hex()}",
        f"public {form['publicPart']}", f"salt {form['salt']}",
        f"operations {form['operations']}", f"memory-bytes {form['memoryBytes']}",
    )
    sealed = bytes.fromhex(form["sealed"])
    secret = argon2id.kdf(
        32, passphrase, bytes.fromhex(form["salt"]), form["operations"], form["memoryBytes"]
    )
    try:
        seed = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[24:], bound, sealed[:24], secret
        )
    except CryptoError:
        raise Refused(None, f"{path}: the passphrase is wrong, or the file changed") from None
    if form["purpose"] == "patient":
        if holder is None:
            raise Refused(None, f"{path} is a patient's: say for which holder it signs")
        return Key(holder, patient_seed(seed, holder))
    if form["purpose"] not in ("seat", "gateway", "governance", "staff") or len(seed) != 32:
        raise Refused(None, f"{path}: a key of purpose {form['purpose']} does not sign")
    key = Key(form["owner"], seed)
    if key.public.hex() != form["publicPart"]:
        raise Refused(None, f"{path}: the public part is not that of the secret")
    return key


def patient_seed(secret, holder):
    """A patient signs at each holder with another key, which follows from one secret."""
    return hmac.digest(secret, lines("tally/patient-key/v1", f"holder {holder}"), "sha256")


@functools.lru_cache(maxsize=1024)
def _is_key(public):
    # libsodium: canonical, and of prime order.
    return len(public) == 32 and sodium.crypto_core_ed25519_is_valid_point(public)


def verify(public, message, signature):
    """Rule 4 of certificates (ledger-formats.md); False where any part of it fails."""
    if len(signature) != 64 or not _is_key(public):
        return False
    if int.from_bytes(signature[:32], "little") & (2**255 - 1) >= FIELD:
        return False
    try:
        # libsodium: S below the group order, R not of low order.
        VerifyKey(public).verify(message, signature)
        return True
    except CryptoError:
        return False
