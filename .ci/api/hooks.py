"""Signs the calls that schemathesis makes, with the client of docs/examples/python-client."""

import json
import os
import sys

import schemathesis
from requests.auth import AuthBase
from schemathesis.core.parameters import ParameterLocation

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "../../docs/examples/python-client"))

from canon import decode, digest  # noqa: E402
from keys import open_key_file  # noqa: E402
from node import signed_headers  # noqa: E402

HOME = os.environ["TALLY_HOME"]


def read(*path) -> bytes:
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def key(person: str):
    passphrase = read(os.environ["TALLY_PASSPHRASE_FILE"]).rstrip(b"\r\n")
    return open_key_file(os.path.join(HOME, "staff", f"{person}.json"), passphrase)


MEMBER = json.loads(read(HOME, "config.json"))["member"]
CHAIN = digest("tally/genesis/v1", decode(read(HOME, "genesis.cbor")))
PHYSICIAN, OFFICER = key("dr-li"), key("data-sun")


class SignedCall(AuthBase):
    """Signs what is sent: the path with its query, and the body, as they stand on the wire."""

    def __call__(self, request):
        signer = OFFICER if request.path_url.startswith("/v1/gateway/") else PHYSICIAN
        body = request.body or b""
        request.headers.update(
            signed_headers(
                signer, CHAIN, MEMBER, request.method, request.path_url,
                body if isinstance(body, bytes) else body.encode(),
            )
        )
        return request


SIGNED = SignedCall()


@schemathesis.auth()
class Signing:
    """Signs every call but those that are about headers which are missing or wrong."""

    def get(self, case, context):
        return SIGNED

    def set(self, case, data, context):
        headers = case.meta.components.get(ParameterLocation.HEADER) if case.meta else None
        if headers is None or not headers.mode.is_negative:
            case._auth = data


@schemathesis.hook
def before_call(context, case, kwargs):
    """A wait that the description allows is made short: nothing here comes to be by waiting."""
    wait = str((case.query or {}).get("wait"))
    if wait.isascii() and wait.isdigit() and 50 < int(wait) <= 60_000:
        case.query["wait"] = 50
