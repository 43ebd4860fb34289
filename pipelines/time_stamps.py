"""Manifests of the archive's captures, one a day and run, each chained to the one before and, where an authority is
configured, stamped with the time by it (RFC 3161).

A manifest holds salted digests only: whoever gets it, or the authority, learns nothing about a document. The salts stay
beside it; when a document is withdrawn its salts are destroyed, and its line means nothing to anybody any more.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from scrapers.archive import Capture, is_tombstone, scan_archive

FORMAT = "jumun-manifest/1"
FOLDER = "manifests"
TIMEOUT = 20.0
LARGEST_ANSWER = 2**20
ROOTS = "authority_roots.pem"
Say = Callable[[str], None]
Salts = dict[str, str]


class StampError(RuntimeError):
    """No valid time-stamp: the authority did not answer, refused, or signed something else."""


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A time-stamping authority: where it answers, and the root certificates that are trusted (PEM)."""

    url: str
    roots: bytes

    @classmethod
    def from_environment(cls) -> Authority | None:
        """JUMUN_TSA_URL and JUMUN_TSA_ROOTS (a PEM file); None where no authority is configured.

        Raises StampError when the address is no web address or the roots cannot be read.
        """
        url, roots = os.environ.get("JUMUN_TSA_URL", ""), os.environ.get("JUMUN_TSA_ROOTS", "")
        if not url:
            return None
        if not url.startswith(("https://", "http://")):
            raise StampError(f"JUMUN_TSA_URL must be a web address, got [{url}]")
        try:
            content = Path(roots).read_bytes()
            x509.load_pem_x509_certificates(content)
        except (OSError, ValueError) as error:
            raise StampError(
                f"JUMUN_TSA_ROOTS must name a PEM file of root certificates, got [{roots}]"
            ) from error
        return cls(url=url, roots=content)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One manifest file with what lies beside it."""

    path: Path

    @property
    def salts(self) -> Path:
        """The salts by capture id: never published."""
        return self.path.with_suffix(".salts")

    @property
    def stamp(self) -> Path:
        """The authority's answer, where there is one."""
        return self.path.with_suffix(".tsr")

    def content(self) -> dict[str, Any]:
        """The manifest as it was written. Raises ValueError when it is damaged."""
        found = json.loads(self.path.read_text(encoding="utf-8"))
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise ValueError(f"{self.path.name} is no manifest")
        return found

    def sha256(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def read_salts(self) -> Salts:
        """Salts by capture id. Raises ValueError when the file is damaged."""
        found: Salts = json.loads(self.salts.read_text(encoding="utf-8"))
        return found


def manifests_of(archive: Path) -> list[Manifest]:
    """Manifests in the order in which they were written."""
    return [Manifest(path=path) for path in sorted((archive / FOLDER).glob("*.json"))]


def salted(salt: str, capture: Capture) -> str:
    """The line of a capture: SHA-256 over salt, capture id, and digest of the body (or its failure)."""
    told = capture.sha256 or capture.failure or "-"
    return hashlib.sha256(f"{salt}:{capture.capture_id}:{told}".encode()).hexdigest()


def write_manifests(archive: Path, authority: Authority | None) -> list[Manifest]:
    """Manifests for the captures that stand in none yet, one for each UTC day of capture; returns them."""
    earlier = manifests_of(archive)
    known = {capture_id for manifest in earlier for capture_id in manifest.read_salts()}
    days: dict[str, list[Capture]] = {}
    for item in scan_archive(archive):
        if isinstance(item, Capture) and item.capture_id not in known and not is_tombstone(item):
            days.setdefault(item.fetched_at.astimezone(UTC).date().isoformat(), []).append(item)
    (archive / FOLDER).mkdir(parents=True, exist_ok=True)
    previous = earlier[-1].sha256() if earlier else None
    number = int(earlier[-1].path.name[:6]) if earlier else 0
    made = []
    for day, captures in sorted(days.items()):
        number += 1
        made.append(_write(archive / FOLDER / f"{number:06d}-{day}.json", day, captures, previous, authority))
        previous = made[-1].sha256()
    return made


def _write(
    path: Path, day: str, captures: Iterable[Capture], previous: str | None, authority: Authority | None
) -> Manifest:
    manifest = Manifest(path=path)
    salts = {capture.capture_id: secrets.token_hex(16) for capture in captures}
    content = {
        "format": FORMAT,
        "day": day,
        "previous_sha256": previous,
        "authority": authority.url if authority else None,
        "captures": sorted(salted(salts[capture.capture_id], capture) for capture in captures),
    }
    # The salts first: a manifest without them could never be checked.
    _write_whole(manifest.salts, json.dumps(salts, sort_keys=True, indent=0) + "\n")
    _write_whole(manifest.path, json.dumps(content, sort_keys=True, indent=0) + "\n")
    return manifest


def _write_whole(path: Path, text: str) -> None:
    pending = path.with_name(path.name + ".tmp")
    pending.write_text(text, encoding="utf-8")
    pending.replace(path)


def stamp(manifest: Manifest, authority: Authority) -> datetime:
    """Ask the authority for a time-stamp of the manifest, verify the answer, keep it beside; returns its time.

    Raises StampError; then nothing is kept.
    """
    message = manifest.path.read_bytes()
    request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = _ask(authority.url, request.as_bytes())
    try:
        response = decode_timestamp_response(answer)
        builder = VerifierBuilder.from_request(request)
        _with_roots(builder, authority.roots).build().verify_message(response, message)
    except (VerificationError, ValueError) as error:
        raise StampError(f"{authority.url}: {error}") from error
    (manifest.path.parent / ROOTS).write_bytes(authority.roots)
    pending = manifest.stamp.with_name(manifest.stamp.name + ".tmp")
    pending.write_bytes(answer)
    pending.replace(manifest.stamp)
    made: datetime = response.tst_info.gen_time
    return made


def _with_roots(builder: VerifierBuilder, roots: bytes) -> VerifierBuilder:
    for certificate in x509.load_pem_x509_certificates(roots):
        builder = builder.add_root_certificate(certificate)
    return builder


def _ask(url: str, request: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    asked = urllib.request.Request(url, data=request, headers=headers, method="POST")  # noqa: S310 (http or https)
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT) as answer:  # noqa: S310
            content: bytes = answer.read(LARGEST_ANSWER + 1)
    except (OSError, ValueError) as error:
        raise StampError(f"{url}: {error}") from error
    if len(content) > LARGEST_ANSWER:
        raise StampError(f"{url}: the answer is too large")
    return content


def note_captures(archive: Path, *, say: Say) -> None:
    """After a capture: manifests of what is new, and stamps for every manifest that has none yet.

    Without an authority the manifests stand unstamped, and this says so. An authority that fails holds nobody up:
    the next run asks again.
    """
    try:
        authority = Authority.from_environment()
    except StampError as error:
        authority = None
        say(f"time-stamps: {error}")
    made = write_manifests(archive, authority)
    if made:
        say(f"manifests: {len(made)} new, the last {made[-1].path.name} sha256 {made[-1].sha256()[:16]}")
    waiting = [manifest for manifest in manifests_of(archive) if not manifest.stamp.exists()]
    if authority is None:
        if made:
            say("time-stamps: no authority is configured (JUMUN_TSA_URL); the manifests are not stamped")
        return
    for manifest in waiting:
        try:
            say(f"time-stamp of {manifest.path.name}: {stamp(manifest, authority).isoformat()}")
        except StampError as error:
            say(f"no time-stamp of {manifest.path.name}: {error}")
            return


def forget_salts(archive: Path, capture_ids: Iterable[str]) -> int:
    """Destroy the salts of withdrawn captures; returns how many. Their lines can be matched to nothing any more."""
    doomed, n = set(capture_ids), 0
    for manifest in manifests_of(archive):
        salts = manifest.read_salts()
        kept = {capture_id: salt for capture_id, salt in salts.items() if capture_id not in doomed}
        if len(kept) < len(salts):
            _write_whole(manifest.salts, json.dumps(kept, sort_keys=True, indent=0) + "\n")
            n += len(salts) - len(kept)
    return n


def manifest_failures(archive: Path) -> Iterator[str]:
    """One line for each thing that does not hold: chain, lines against the archive's captures, stamps."""
    manifests = manifests_of(archive)
    if not manifests:
        return
    captures: dict[str, Capture] = {}
    n_tombstones = n_withdrawn = 0
    for item in scan_archive(archive):
        if isinstance(item, Capture):
            captures[item.capture_id] = item
            n_tombstones += is_tombstone(item)
    previous = None
    for manifest in manifests:
        name = manifest.path.name
        try:
            content, salts = manifest.content(), manifest.read_salts()
        except (ValueError, OSError) as error:
            yield f"manifest {name}: cannot be read: {error}"
            previous = manifest.sha256()
            continue
        if content["previous_sha256"] != previous:
            yield f"manifest {name}: the manifest before it is missing or was changed"
        previous = manifest.sha256()
        n_withdrawn += len(content["captures"]) - len(salts)
        yield from _line_failures(name, content, salts, captures)
        yield from _stamp_failures(manifest)
    if n_withdrawn > n_tombstones:
        yield f"manifests: {n_withdrawn} lines have no salt and only {n_tombstones} documents were withdrawn"


def _line_failures(
    name: str, content: Mapping[str, Any], salts: Salts, captures: Mapping[str, Capture]
) -> Iterator[str]:
    lines = set(content["captures"])
    for capture_id, salt in sorted(salts.items()):
        capture = captures.get(capture_id)
        if capture is None:
            yield f"manifest {name}: capture {capture_id} is no longer in the archive"
        elif salted(salt, capture) not in lines:
            yield f"manifest {name}: capture {capture_id} is not what it was"


def _stamp_failures(manifest: Manifest) -> Iterator[str]:
    if not manifest.stamp.exists():
        return
    try:
        stamped_at(manifest)
    except StampError as error:
        yield f"manifest {manifest.path.name}: {error}"


def stamped_at(manifest: Manifest) -> datetime:
    """The time of a manifest's stamp, its signature checked again against the roots. Raises StampError.

    The roots are those configured now (JUMUN_TSA_ROOTS), else those that were trusted when it was stamped.
    """
    try:
        configured = os.environ.get("JUMUN_TSA_ROOTS")
        roots = Path(configured) if configured else manifest.path.parent / ROOTS
        response = decode_timestamp_response(manifest.stamp.read_bytes())
        verifier = _with_roots(VerifierBuilder(), roots.read_bytes()).build()
        verifier.verify_message(response, manifest.path.read_bytes())
    except (VerificationError, ValueError, OSError) as error:
        raise StampError(f"its time-stamp does not hold: {error}") from error
    made: datetime = response.tst_info.gen_time
    return made


def manifest_summary(archive: Path) -> dict[str, Any]:
    """What a pack says of the manifests: how many days and captures, digest of the last, times of the stamps."""
    manifests = manifests_of(archive)
    if not manifests:
        return {}
    days = [str(manifest.content()["day"]) for manifest in manifests]
    stamps = [stamped_at(manifest).isoformat() for manifest in manifests if manifest.stamp.exists()]
    return {
        "days": len(set(days)),
        "captures": sum(len(manifest.content()["captures"]) for manifest in manifests),
        "first_capture": min(days),
        "last_capture": max(days),
        "last_sha256": manifests[-1].sha256(),
        "stamps": f"{len(stamps)}/{len(manifests)}, {stamps[-1]}" if stamps else "",
    }
