"""The server on the loopback: conditional requests, faults, one origin for all hosts."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from json import loads

import pytest

from scrapers.replica.faults import ACTIONS, FAULT_KINDS, TRANSFORMS, Fault, parse_fault
from scrapers.replica.server import ReplicaServer


@pytest.fixture(scope="module")
def server() -> Iterator[ReplicaServer]:
    with ReplicaServer(cases=60, seed=3) as running:
        yield running


def ask(server: ReplicaServer, host: str, target: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(server.origin.removeprefix("http://"), timeout=5)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", target, headers={"Host": host, **sent})
    return connection.getresponse()


def first_article(server: ReplicaServer) -> str:
    return server.replica.news.published["www.hankookilbo.com"][0].path


def test_an_unchanged_article_is_304(server: ReplicaServer) -> None:
    path = first_article(server)
    first = ask(server, "www.hankookilbo.com", path)
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert first.status == 200 and first.read()
    assert ask(server, "www.hankookilbo.com", path, If_None_Match=tag).status == 304
    assert ask(server, "www.hankookilbo.com", path, If_Modified_Since=changed).status == 304
    assert ask(server, "www.hankookilbo.com", path, If_None_Match='"other"').status == 200


def test_gzip_only_when_asked(server: ReplicaServer) -> None:
    path = first_article(server)
    assert ask(server, "www.hankookilbo.com", path).headers["Content-Encoding"] is None
    packed = ask(server, "www.hankookilbo.com", path, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip" and packed.read()[:2] == b"\x1f\x8b"


def test_unknown_hosts_and_pages_are_404(server: ReplicaServer) -> None:
    assert ask(server, "www.example.com", "/").status == 404
    assert ask(server, "www.hankookilbo.com", "/nothing").status == 404


def test_nothing_tells_a_spider_that_it_is_a_replica(server: ReplicaServer) -> None:
    for host, target in (
        ("www.law.go.kr", "/DRF/lawSearch.do?OC=k&target=prec&type=XML"),
        ("www.hankookilbo.com", first_article(server)),
    ):
        reply = ask(server, host, target)
        text = (str(reply.headers) + reply.read().decode()).lower()
        assert not any(word in text for word in ("replica", "fictional", "python", "x-"))


def test_kosis_answers_with_an_array_or_an_error_object(server: ReplicaServer) -> None:
    base = "/openapi/Param/statisticsParameterData.do?method=getList&format=json&jsonVD=Y"
    good = loads(ask(server, "kosis.kr", f"{base}&apiKey=k&orgId=999&tblId=DT_GASANG01&prdSe=Y").read())
    assert all(isinstance(value, str) for row in good for value in row.values())
    assert {row["DT"] for row in good} & {"-", "…", "x", ""}
    assert loads(ask(server, "kosis.kr", f"{base}&orgId=999").read())["err"] == "10"
    assert loads(ask(server, "kosis.kr", f"{base}&apiKey=k&orgId=9&tblId=X&prdSe=M").read())["err"] == "30"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("status_429", 429), ("status_403", 403), ("status_503", 503), ("endless_redirect", 302)],
)
def test_faults_by_status(kind: str, status: int) -> None:
    with ReplicaServer(cases=20, faults=[Fault(kind=kind, times=1)]) as server:
        assert ask(server, "www.law.go.kr", "/DRF/lawSearch.do?OC=k&target=prec&type=XML").status == status
        assert ask(server, "www.law.go.kr", "/DRF/lawSearch.do?OC=k&target=prec&type=XML").status == 200


@pytest.mark.parametrize("kind", ["reset", "wrong_length"])
def test_faults_that_break_the_answer(kind: str) -> None:
    broken = pytest.raises((OSError, http.client.HTTPException))
    with ReplicaServer(cases=20, faults=[Fault(kind=kind)]) as server, broken:
        ask(server, "www.law.go.kr", "/x").read()


@pytest.mark.parametrize("kind", ["time_out", "slow_drip"])
def test_faults_that_never_finish(kind: str) -> None:
    with ReplicaServer(cases=20, faults=[Fault(kind=kind)]) as server:
        connection = http.client.HTTPConnection(server.origin.removeprefix("http://"), timeout=0.3)
        connection.request("GET", "/x", headers={"Host": "www.law.go.kr"})
        started = time.monotonic()
        with pytest.raises((TimeoutError, AssertionError)):
            assert len(connection.getresponse().read(5)) == 5
        assert time.monotonic() - started < 5


def test_a_fault_keeps_to_its_host_and_path() -> None:
    faults = [Fault(kind="maintenance", host="law.go.kr", path="lawService")]
    with ReplicaServer(cases=20, faults=faults) as server:
        assert "점검" in ask(server, "www.law.go.kr", "/DRF/lawService.do?ID=1").read().decode()
        listing = ask(server, "www.law.go.kr", "/DRF/lawSearch.do?OC=k&target=prec&type=XML")
        assert "점검" not in listing.read().decode()
        assert ask(server, "www.hankookilbo.com", "/robots.txt").status == 200


def test_every_named_fault_has_an_action() -> None:
    assert {*ACTIONS, *TRANSFORMS} == set(FAULT_KINDS)
    for kind in FAULT_KINDS:
        assert parse_fault(f"{kind}:host:/path:2") == Fault(kind=kind, host="host", path="/path", times=2)
    with pytest.raises(ValueError, match="unknown fault"):
        parse_fault("earthquake")


def test_the_program_prints_its_origin_and_ends_with_its_input() -> None:
    command = [sys.executable, "-m", "scrapers.replica", "--cases", "20", "--watch-stdin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdin is not None
        origin = loads(process.stdout.readline())["origin"]
        assert origin.startswith("http://127.0.0.1:")
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_the_program_ends_with_its_parent() -> None:
    child = (
        "import subprocess, sys, os, time\n"
        "command = [sys.executable, '-m', 'scrapers.replica', '--cases', '20', '--parent-pid', str(os.getpid())]\n"
        "process = subprocess.Popen(command, stdout=subprocess.PIPE)\n"
        "print(process.pid, process.stdout.readline().decode().strip(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid, _, origin = parent.stdout.readline().decode().partition(" ")
        parent.kill()
    port = int(loads(origin)["origin"].rsplit(":", 1)[1])
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            return
        time.sleep(0.1)
    raise AssertionError(f"process {pid} still listens on {port}")
