"""The node's HTTP interface (node-api.md): signed calls and its errors."""

import base64
import binascii
import hashlib
import http.client
import json
import secrets
import time

from canon import Refused, lines


class NodeError(Exception):
    """A refusal of the node in its own shape."""

    def __init__(self, status, body):
        self.status, self.code, self.number = status, body.get("code"), body.get("number")
        self.message = body.get("message", {}).get("en", "")
        number = f" ({self.number})" if self.number is not None else ""
        super().__init__(f"HTTP {status} {self.code}{number}: {self.message}")


def unbase64(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(None, "an answer that is not base64") from None


def signed_headers(key, chain, node, method, path, body):
    """The four headers of one call; `path` is exactly what is sent, with its query."""
    now, nonce = str(int(time.time() * 1000)), secrets.token_hex(16)
    message = lines(
        "tally/api-call/v1", f"chain {chain.hex()}", f"node {node}", f"method {method}",
        f"path {path}", f"time {now}", f"nonce {nonce}",
        f"body {hashlib.sha256(body).hexdigest()}",
    )
    return {
        "tally-key": key.id.hex(), "tally-time": now, "tally-nonce": nonce,
        "tally-signature": key.sign(message).hex(),
    }


class Node:
    """One member's node. `member` comes from your own configuration, not from the node."""

    def __init__(self, address, member, chain, key=None):
        self.address, self.member, self.chain, self.key = address, member, chain, key
        self._connection = None
        version = self.get("/v1/version", signed=False)
        if version["member"] != member:
            raise Refused(None, f"{address} is the node of {version['member']}, not {member}")
        if version["chain"] != chain.hex():
            raise Refused(None, f"the node serves the chain {version['chain']}")
        if version["suite"] != "ed25519-sha256":
            raise Refused(None, f"the suite {version['suite']} is not known here")

    def call(self, method, path, body=None, signed=True):
        """The bytes of an answer. A body is written as JSON."""
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"} if content else {}
        if signed:
            if not self.key:
                raise Refused(None, f"{path} is a signed call: give --key")
            headers.update(
                signed_headers(self.key, self.chain, self.member, method, path, content)
            )
        status, answer = self._send(method, path, content, headers)
        if 200 <= status < 300:
            return answer
        try:
            problem = json.loads(answer)
        except ValueError:
            problem = None
        if not isinstance(problem, dict):
            raise Refused(None, f"HTTP {status} without the interface's own words")
        raise NodeError(status, problem)

    def _send(self, method, path, content, headers):
        # One connection is kept; a fault closes it, so that the next call begins anew.
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.address, timeout=70)
        try:
            self._connection.request(method, path, body=content or None, headers=headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            self._connection = None
            raise Refused(None, f"no answer from {self.address}: {error}") from None

    def get(self, path, signed=True):
        return json.loads(self.call("GET", path, signed=signed))

    def post(self, path, body):
        return json.loads(self.call("POST", path, body))

    def submit(self, signed_transaction, times=6):
        """Where the transaction stands once it is settled, or after some waiting.

        The same bytes are sent again where no answer came: a transaction enters once.
        """
        body = {"transaction": base64.b64encode(signed_transaction).decode()}
        answer = None
        while answer is None:
            times -= 1
            try:
                answer = self.post("/v1/transactions?wait=20000", body)
            except Refused:
                if times <= 0:
                    raise
                time.sleep(2)
        while answer["status"] == "pending" and times > 0:
            times -= 1
            answer = self.get(f"/v1/transactions/{answer['id']}?wait=20000")
        return answer
