"""The way to the county over the network: greetings and chunks out, receipts back, every failure named."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from clinic_app.exchange.problems import ProblemKind
from clinic_app.exchange.receipt import RECEIPT_LIMIT

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

RECEIPT_TYPE = "application/vnd.vaxsync.receipt"
CONNECT_SECONDS, ANSWER_SECONDS = 8.0, 40.0


class LineProblem(Enum):
    """Why the county was not reached, or did not take it."""

    NO_NETWORK = "no_network"
    NO_ANSWER = "no_answer"
    CUT_OFF = "cut_off"
    NOT_THE_COUNTY = "not_the_county"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CLOCK_WRONG = "clock_wrong"
    NOT_ADMITTED = "not_admitted"
    BUSY = "busy"
    REFUSED = "refused"


class LineFailed(Exception):
    """The line failed; what had been held by then is held, and the next attempt goes on from there.

    Attributes:
        problem: what it was. kind: what the county said, when it refused.
    """

    def __init__(self, problem: LineProblem, kind: ProblemKind | None = None) -> None:
        super().__init__(problem.value if kind is None else f"{problem.value}: {kind.value}")
        self.problem = problem
        self.kind = kind


class ChunkAnswer(msgspec.Struct, frozen=True):
    """What the county says of a chunk: new, known, gap or fork."""

    state: str


class _Refusal(msgspec.Struct, frozen=True):
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyAddress:
    """Where a county is met: `https://host:port`, and the PEM authority that must have signed its certificate."""

    address: str
    authority: str


class CountyLine:
    """One connection to the county, used as a context; only the pinned authority proves it."""

    def __init__(self, place: CountyAddress) -> None:
        """Make ready; nothing is sent yet.

        Raises:
            LineFailed: the pinned certificate cannot be read.
        """
        import httpx  # only who has a network pays for it, and not at the start

        try:
            trust = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cadata=place.authority)
        except (ssl.SSLError, ValueError) as error:
            raise LineFailed(LineProblem.NOT_THE_COUNTY) from error
        trust.minimum_version = ssl.TLSVersion.TLSv1_2
        timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        # trust_env off: a proxy of the machine is not the county's, and could not prove itself anyway
        self._client = httpx.Client(base_url=place.address, verify=trust, timeout=timeout, trust_env=False)

    def __enter__(self) -> CountyLine:
        """Return the line."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._client.close()

    def hello(self, message: bytes) -> bytes:
        """Greet and return the bytes of the receipt; whether it proves anything, the caller checks.

        Raises:
            LineFailed: there is none.
        """
        answer = self._post("/v1/hello", message)
        if answer.headers.get("content-type", "").partition(";")[0] != RECEIPT_TYPE:
            raise LineFailed(LineProblem.NOT_THE_COUNTY)
        if len(answer.content) > RECEIPT_LIMIT:
            raise LineFailed(LineProblem.REFUSED, ProblemKind.TOO_LARGE)
        return answer.content

    def send(self, chunk: bytes) -> str:
        """Send one chunk and return what the county says of it; only a receipt confirms it.

        Raises:
            LineFailed: the county has it, or not; sending it again is a no-op.
        """
        try:
            return msgspec.json.decode(self._post("/v1/chunks", chunk).content, type=ChunkAnswer).state
        except msgspec.MsgspecError as error:
            raise LineFailed(LineProblem.NOT_THE_COUNTY) from error

    def _post(self, path: str, content: bytes) -> httpx.Response:
        import httpx

        try:
            answer = self._client.post(path, content=content, headers={"content-type": "application/octet-stream"})
        except httpx.HTTPError as error:
            raise LineFailed(_named(error)) from error
        if answer.status_code in (429, 503):
            raise LineFailed(LineProblem.BUSY)
        if answer.status_code != httpx.codes.OK:
            raise _refusal(answer)
        return answer


def _refusal(answer: httpx.Response) -> LineFailed:
    """Return what an answer that is no success means: the county's own words, or somebody else's page."""
    try:
        kind = ProblemKind(msgspec.json.decode(answer.content, type=_Refusal).problem)
    except (msgspec.MsgspecError, ValueError):
        return LineFailed(LineProblem.NOT_THE_COUNTY)
    problem = LineProblem.NOT_ADMITTED if kind is ProblemKind.UNKNOWN_AUTHOR else LineProblem.REFUSED
    return LineFailed(problem, kind)


def _named(error: httpx.HTTPError) -> LineProblem:
    """Return what a failure of the connection means; the reason lies deeper down."""
    import httpx

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _about_certificate(cause)
        if isinstance(cause, ssl.SSLError):
            return LineProblem.NOT_THE_COUNTY
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectTimeout):
        return LineProblem.NO_ANSWER
    if isinstance(error, httpx.ConnectError):
        return LineProblem.NO_NETWORK
    return LineProblem.NO_ANSWER if isinstance(error, httpx.TimeoutException) else LineProblem.CUT_OFF


_NOT_YET_VALID, _EXPIRED = 9, 10  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED


def _about_certificate(error: ssl.SSLCertVerificationError) -> LineProblem:
    if error.verify_code == _NOT_YET_VALID:
        return LineProblem.CLOCK_WRONG
    return LineProblem.CERTIFICATE_EXPIRED if error.verify_code == _EXPIRED else LineProblem.NOT_THE_COUNTY
