"""A bundle read and believed as docs/bundle.md says, by nothing of ours but this: Python and openssl.

The signatures are C2SP signed notes; `openssl pkeyutl` verifies Ed25519.
"""
import base64
import hashlib
import json
import pathlib
import subprocess
import tempfile

SPKI = bytes.fromhex("302a300506032b6570032100")  # of an Ed25519 public key, RFC 8410


class Key:
    """A verifier key: name+id+base64(01 || public key)."""

    def __init__(self, text):
        self.name, identity, packed = text.strip().split("+", 2)
        packed = base64.b64decode(packed, validate=True)
        assert len(packed) == 33 and packed[0] == 1, "an Ed25519 key"
        self.public, self.id = packed[1:], bytes.fromhex(identity)
        assert self.id == hashlib.sha256(self.name.encode() + b"\n" + packed).digest()[:4], "the id is the key's own"

    def signed(self, message, signature):
        with tempfile.TemporaryDirectory(prefix="passnum-bundle.") as folder:
            folder = pathlib.Path(folder)
            for name, data in (("key", SPKI + self.public), ("message", message), ("signature", signature)):
                (folder / name).write_bytes(data)
            done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", folder / "key",
                                   "-rawin", "-in", folder / "message", "-sigfile", folder / "signature"],
                                  capture_output=True, text=True)
        return done.returncode == 0


def body_of(note, key, purpose):
    """The lines of a signed note that `key` has signed for this purpose, without that of the purpose."""
    body, _, signatures = note.rpartition(b"\n\n")
    body += b"\n"
    assert body.startswith(purpose.encode() + b"\n"), body[:40]
    for line in signatures.decode().splitlines():
        dash, name, packed = line.split(" ")
        packed = base64.b64decode(packed, validate=True)
        if (dash, name, packed[:4]) == ("—", key.name, key.id) and key.signed(body, packed[4:]):
            return body.decode().splitlines()[1:]
    raise AssertionError(f"{purpose}: not signed by {key.name}")


class Bits:
    def __init__(self, data, at):
        self.data, self.at = data, 8 * at

    def take(self, count):
        value = 0
        for _ in range(count):
            value = value << 1 | self.data[self.at // 8] >> (7 - self.at % 8) & 1
            self.at += 1
        return value


def passes_of(data, at):
    """One set of passes, {id: mask}, and where it ends."""
    bits, passes, last = Bits(data, at), {}, -1
    count, low, width = bits.take(32), bits.take(8), bits.take(8)
    for _ in range(count):
        high = 0
        while bits.take(1):
            high += 1
        last += 1 + (high << low | bits.take(low))
        passes[last] = sum(bits.take(1) << number for number in range(width))
    return passes, (bits.at + 7) // 8


class Bundle:
    def __init__(self, data, root):
        self.data, root = data, Key(root)
        end = data.index(b"\n\n", data.index(b"\n\n") + 2) + 1
        note, at, self.parts = data[:end], end + 1, {}
        for line in note.split(b"\n\n")[0].decode().splitlines()[4:]:
            word, name, size, digest = line.split(" ")
            part = data[at:at + int(size)]
            assert word == "part" and len(part) == int(size) and hashlib.sha256(part).hexdigest() == digest, line
            self.parts[name], at = part, at + int(size)
        assert at == len(data), "nothing follows"
        self.keys = body_of(self.parts["keys"], root, "pass-numerique/keys/v1")
        self.certificate = dict(line.split(" ", 1) for line in body_of(
            self.parts["certificate"], root, "pass-numerique/certificate/v1"))
        assert self.certificate["use"] == "pass-numerique/bundle/v1"
        assert f"version {self.certificate['version']}" == self.keys[0], "of the same version"
        head = dict(line.split(" ", 1) for line in body_of(
            note, Key(self.certificate["key"]), "pass-numerique/bundle/v1")[:3])
        self.centre, self.made, self.until = head["centre"], head["made"], head["until"]
        self.rules = json.loads(self.parts["rules"])
        self.programmes = {each["id"]: each for each in self.rules["programmes"]}
        self.live, self.blocked, self.replaced = {}, {}, {}
        for programme in self.programmes:
            data, at = self.parts["passes/" + programme], 0
            for passes in (self.live, self.blocked, self.replaced):
                more, at = passes_of(data, at)
                passes |= more
            assert at == len(data)

    def used(self, number):
        """The numbers of the vouchers of a live pass that are used; None when it is none."""
        mask = self.live.get(int(number, 16))
        return None if mask is None else {n for n in range(1, 16) if mask >> n - 1 & 1}
