"""The local source: judgment files on disk into the archive, without what labellers added."""

import hashlib
import json
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .crawl.run_context import RunContext
from .judgment_files import (
    RECORD_SUFFIXES,
    RECORD_TYPE,
    WHOLE_FILE_SUFFIXES,
    file_url,
    kept_fields,
    read_whole_file,
    record_url,
    stream_records,
)
from .parsed import PageProblem

# Whole JSON files may hold records too; those are stored record by record, as lines are.
_TYPES = {
    ".md": "text/markdown",
    ".xml": "application/xml",
    ".json": "application/json",
    ".txt": "text/plain",
}


class CorpusMissing(ValueError):
    """The corpus path does not lead to a file or folder."""


def corpus_files(corpus: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a corpus with its name inside it, in the order of the names; hidden folders are left out.

    Links that lead out of the corpus are not followed. Raises CorpusMissing.
    """
    if corpus.is_file():
        yield corpus, corpus.name
        return
    if not corpus.is_dir():
        raise CorpusMissing(f"no such file or folder: {corpus}")
    root = corpus.resolve()
    for path in sorted(corpus.rglob("*")):
        name = path.relative_to(corpus).as_posix()
        if any(part.startswith(".") for part in Path(name).parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(root):
            yield path, name


def capture_corpus(context: RunContext, corpus: Path) -> None:
    """Store every judgment of the corpus that the archive does not hold yet; what cannot be read is recorded."""
    for path, name in corpus_files(corpus):
        context.counts["files"] += 1
        lower = name.lower()
        if lower.endswith(RECORD_SUFFIXES):
            _capture_records(context, path, name)
        elif lower.endswith(WHOLE_FILE_SUFFIXES):
            _capture_whole(context, path, name)
        else:
            suffix = path.suffix or path.name
            _capture_problem(
                context, _problem(name, "unsupported_file", f"files named {suffix!r} are not read")
            )
        context.progress(f"files={context.counts['files']} records={context.counts['records']}")


def _capture_records(context: RunContext, path: Path, name: str) -> None:
    for number, item in stream_records(path, name):
        if isinstance(item, PageProblem):
            _capture_problem(context, item)
            continue
        record = kept_fields(item)
        url = record_url(name, record.get("id") or number)
        _store(context, url, RECORD_TYPE, _as_json(record))
        context.counts["records"] += 1
        if context.counts["records"] % 1000 == 0:
            context.progress(f"records={context.counts['records']}")


def _capture_whole(context: RunContext, path: Path, name: str) -> None:
    body = read_whole_file(path, name)
    if isinstance(body, PageProblem):
        _capture_problem(context, body)
        return
    if path.suffix.lower() == ".json" and b'"order_text"' in body:
        _capture_json_records(context, body, name)
        return
    content_type = (
        _TYPES.get(path.suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    )
    _store(context, file_url(name), content_type, body)
    context.counts["records"] += 1


def _capture_json_records(context: RunContext, body: bytes, name: str) -> None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        _capture_problem(context, _problem(name, "not_well_formed", f"JSON: {str(error)[:120]}"))
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        if isinstance(item, dict):
            url = record_url(name, item.get("id") or number)
            _store(context, url, RECORD_TYPE, _as_json(kept_fields(item)))
            context.counts["records"] += 1


def _as_json(record: dict[str, Any]) -> bytes:
    """UTF-8; a record with half a surrogate pair has none, and keeps it as an escape."""
    try:
        return json.dumps(record, ensure_ascii=False, sort_keys=True).encode()
    except UnicodeEncodeError:
        return json.dumps(record, sort_keys=True).encode()


def _store(context: RunContext, url: str, content_type: str, body: bytes) -> None:
    if url in context.held.withdrawn:
        context.counts["withdrawn_by_us"] += 1
    elif context.held.holds(url, hashlib.sha256(body).hexdigest()):
        context.counts["held"] += 1
    else:
        context.writer.write_resource(url, content_type, body, fetched_at=context.clock())
        context.counts["stored"] += 1


def _capture_problem(context: RunContext, problem: PageProblem) -> None:
    context.writer.write_failure(
        problem.url, f"{problem.rule}: {problem.message}", fetched_at=context.clock()
    )
    context.counts["failures"] += 1
    context.counts[f"failed_{problem.rule}"] += 1


def _problem(name: str, rule: str, message: str) -> PageProblem:
    return PageProblem(source_id="local", url=file_url(name), rule=rule, message=message)
