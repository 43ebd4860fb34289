"""A change of any rule changes the version of its reader."""

from pathlib import Path

import pytest

from extraction import judgments, news
from extraction.source_digest import source_digest


def test_a_changed_file_changes_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "digested_rules"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    digests = []
    for name, body in (("rules.py", "A = 1\n"), ("rules.py", "A = 2\n"), ("words.yml", "[]\n")):
        (folder / name).write_text(body)
        digests.append(source_digest("digested_rules"))
    assert len(set(digests)) == 3


def test_both_readers_have_their_code_in_their_version() -> None:
    vocabulary_alone = source_digest("extraction.vocabulary")
    assert "news" + source_digest("extraction", "extraction.news", "extraction.vocabulary") == news.RULE_SET
    assert len({vocabulary_alone, news.RULE_SET.removeprefix("news"), judgments.RULE_SET}) == 3
