"""At the start of a packaged program: AES and RC4 for msoffcrypto come from pycryptodomex.

It asks `cryptography` for them, which brings a whole OpenSSL: an eighth of the package, for files with a password.
"""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Protocol

PRIMITIVES = "cryptography.hazmat.primitives"


class Cipher:
    """What msoffcrypto makes of an algorithm's name and key; a mode is its name and first block."""

    def __init__(
        self, algorithm: tuple[str, bytes], mode: tuple[str, bytes] | None = None, backend: object = None
    ) -> None:
        del backend
        self._key, self._mode = algorithm, mode

    def decryptor(self) -> SimpleNamespace:
        """One that decrypts piece by piece."""
        from Cryptodome.Cipher import AES, ARC4  # noqa: PLC0415  # hardly any start meets a file with a password

        name, key = self._key
        if name == "RC4":
            return _piecewise(ARC4.new(key))
        if self._mode and self._mode[0] == "CBC":
            return _piecewise(AES.new(key, AES.MODE_CBC, self._mode[1]))
        return _piecewise(AES.new(key, AES.MODE_ECB))


class _Piecewise(Protocol):
    def decrypt(self, ciphertext: bytes) -> bytes: ...


def _piecewise(made: _Piecewise) -> SimpleNamespace:
    return SimpleNamespace(update=made.decrypt, finalize=bytes)


algorithms = SimpleNamespace(AES=lambda key: ("AES", bytes(key)), ARC4=lambda key: ("RC4", bytes(key)))
modes = SimpleNamespace(CBC=lambda first: ("CBC", bytes(first)), ECB=lambda: ("ECB", b""))
STAND_IN: dict[str, dict[str, object]] = {
    "cryptography": {},
    "cryptography.hazmat": {},
    "cryptography.hazmat.backends": {"default_backend": object},
    PRIMITIVES: {"serialization": None},  # opening with a certificate is not ours
    f"{PRIMITIVES}.asymmetric": {"padding": None},
    f"{PRIMITIVES}.ciphers": {"Cipher": Cipher, "algorithms": algorithms, "modes": modes},
    "cryptography.hazmat.decrepit.ciphers.algorithms": {"ARC4": algorithms.ARC4},
}
for place, contents in STAND_IN.items():
    module = ModuleType(place)
    vars(module).update(contents)
    sys.modules[place] = module
