"""The command line as a program: JSON on stdout, messages on stderr, honest exit codes."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tools.corpus import shared_corpus

ORDER = """【피 고 인】 피고인

【주    문】
피고인을 징역 1년 6월에 처한다.
다만, 이 판결 확정일부터 3년간 위 형의 집행을 유예한다.

【이    유】
생략"""


def jumun(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "jumun"
    clean = {k: v for k, v in os.environ.items() if k not in {"LAW_OC"}}
    return subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, env={**clean, **(env or {})}, timeout=120
    )


def test_a_plain_text_judgment_is_one_json_line(tmp_path: Path) -> None:
    path = tmp_path / "judgment.txt"
    path.write_text(ORDER, encoding="utf-8")
    done = jumun("read-judgment", str(path))
    assert done.returncode == 0, done.stderr
    [record] = [json.loads(line) for line in done.stdout.splitlines()]
    [sentence] = record["defendants"][0]["sentences"]
    assert (sentence["kind"], sentence["months"], sentence["suspended_months"]) == ("prison", 18, 36)
    assert "\\u" not in done.stdout
    assert all(ORDER[e["start"] : e["end"]] == e["slice"] for e in record["evidence"])


def test_a_broken_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ORDER, encoding="utf-8")
    (tmp_path / "b.xml").write_bytes(b"<PrecService><broken")
    (tmp_path / "c.txt").write_text(ORDER, encoding="cp949")
    done = jumun("read-judgment", str(tmp_path))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "b.xml" in done.stderr


def test_a_missing_file_is_bracketed() -> None:
    done = jumun("read-judgment", "/nowhere/judgment.txt")
    assert done.returncode != 0
    assert "[/nowhere/judgment.txt]" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_live_run_without_a_key_says_where_to_get_one_and_writes_nothing(tmp_path: Path) -> None:
    done = jumun("run", "--profile", "live", "--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "https://open.law.go.kr" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["verify", "export", "serve"])
def test_commands_before_a_first_run_say_so(tmp_path: Path, command: str) -> None:
    extra = [str(tmp_path / "out")] if command == "export" else []
    done = jumun(command, *extra, "--data", str(tmp_path / "nothing"))
    assert done.returncode == 2
    assert "jumun run" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.corpus
def test_every_gold_record_fits_the_contract() -> None:
    corpus = shared_corpus()
    if corpus is None or not (corpus.parent / "contract").is_dir():
        pytest.skip("no shared corpus beside the repository (JUMUN_CORPUS)")
    schema = json.loads((corpus.parent / "contract" / "judgment.schema.json").read_text(encoding="utf-8"))
    done = jumun("read-judgment", str(corpus / "gold_pristine.jsonl"), str(corpus / "gold_degraded.jsonl"))
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    ids = [
        json.loads(line)["id"]
        for name in ("gold_pristine.jsonl", "gold_degraded.jsonl")
        for line in (corpus / name).read_text(encoding="utf-8").splitlines()
    ]
    assert [record["document_id"] for record in records] == ids
    validator = jsonschema.Draft202012Validator(schema)
    assert not [(r["document_id"], e.message) for r in records for e in validator.iter_errors(r)][:5]


@pytest.mark.parametrize(
    ("arguments", "content", "named"),
    [
        (["evaluate"], b'{"a":', "is no file of labelled judgments"),
        (["evaluate"], b"", "holds no record"),
        (["evaluate"], b"5\n", "holds no labelled record"),
        (["evaluate"], b"\xc7\xc7", "is no file of labelled judgments"),
        (["read-article"], b"<html><body></body></html>", "layout_unknown"),
        (["read-claims"], bytes(range(128, 256)) * 8, "neither UTF-8 nor cp949"),
        (["explain"], b"\x00\x01", "no judgment was read"),
    ],
)
def test_an_input_that_cannot_be_used_is_one_line_that_names_it(
    tmp_path: Path, arguments: list[str], content: bytes, named: str
) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(content)
    done = CliRunner().invoke(main, [*arguments, str(path)])
    assert done.exit_code in (1, 2)
    assert isinstance(done.exception, SystemExit), done.exception
    assert f"[{path}]" in done.stderr and named in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["kwic", "선고"],
        ["review", "--who", "somebody"],
        ["audit", "draw", "sheet.jsonl"],
        ["alarms"],
        ["export", "out"],
        ["pack", "--list"],
    ],
)
def test_a_command_that_needs_a_warehouse_says_that_there_is_none(
    tmp_path: Path, arguments: list[str]
) -> None:
    done = CliRunner().invoke(main, [*arguments, "--data", str(tmp_path)])
    assert done.exit_code in (1, 2)
    assert isinstance(done.exception, SystemExit), done.exception
    assert "jumun run" in done.stderr and f"[{tmp_path}" in done.stderr


def test_a_claim_in_the_encoding_of_older_korean_files_is_read(tmp_path: Path) -> None:
    sentence = "경찰청에 따르면 2031년 딥페이크 범죄 피의자 400명 중 25.5%가 10대였다."
    found = []
    for encoding in ("utf-8", "cp949"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(sentence.encode(encoding))
        found.append(CliRunner().invoke(main, ["read-claims", str(path)]).stdout)
    assert found[0] and found[0] == found[1]


def test_a_data_folder_that_cannot_be_written_is_named_before_anything_starts(tmp_path: Path) -> None:
    """A file stands where a folder of the job has to be, as a mount that turned read-only would refuse it."""
    (tmp_path / "dagster").mkdir()
    (tmp_path / "dagster" / "home").write_text("", encoding="utf-8")
    done = CliRunner().invoke(main, ["run", "--data", str(tmp_path), "--cases", "1"])
    assert isinstance(done.exception, SystemExit), done.exception
    assert f"cannot write to the data folder [{tmp_path}]" in done.stderr


def test_a_packed_article_reads_like_the_plain_one_and_a_cut_one_is_refused(tmp_path: Path) -> None:
    sentence = "서울중앙지법은 A(24)씨에게 징역 10개월에 집행유예 2년을 선고했다.".encode()
    plain, packed, cut = (tmp_path / name for name in ("a.txt", "a.txt.gz", "b.txt.gz"))
    plain.write_bytes(sentence)
    packed.write_bytes(gzip.compress(sentence))
    cut.write_bytes(gzip.compress(sentence)[:-12])
    for command in ("read-article", "read-claims"):
        told = [CliRunner().invoke(main, [command, str(path)]) for path in (plain, packed, cut)]
        assert [done.exit_code for done in told] == [0, 0, 1]
        assert told[0].stdout == told[1].stdout
        assert f"[{cut}]" in told[2].stderr
