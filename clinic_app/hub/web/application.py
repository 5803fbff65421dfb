"""The two addresses a workstation speaks to, as a web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from clinic_app.exchange.chunk import PAYLOAD_LIMIT
from clinic_app.exchange.hello import HELLO_LIMIT
from clinic_app.exchange.problems import PackageDamaged, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from clinic_app.hub.web.front_desk import FrontDesk

CHUNK_LIMIT = PAYLOAD_LIMIT + 8 * 1024
RECEIPT_TYPE = "application/vnd.vaxsync.receipt"
_NOT_YOURS = {ProblemKind.UNKNOWN_AUTHOR, ProblemKind.BAD_SIGNATURE, ProblemKind.MISADDRESSED}


def web_application(desk: FrontDesk) -> Starlette:
    """Return the application; every refusal is JSON with the kind of the problem, never a stack trace."""

    async def hello(request: Request) -> Response:
        return await _answered(request, HELLO_LIMIT, lambda body: Response(desk.hello(body), media_type=RECEIPT_TYPE))

    async def chunks(request: Request) -> Response:
        return await _answered(request, CHUNK_LIMIT, lambda body: JSONResponse({"state": desk.chunk(body).value}))

    return Starlette(
        routes=[Route("/v1/hello", hello, methods=["POST"]), Route("/v1/chunks", chunks, methods=["POST"])]
    )


async def _answered(request: Request, limit: int, answer: Callable[[bytes], Response]) -> Response:
    """Read the body up to a limit and answer it on a thread of its own."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            return _refusal(ProblemKind.TOO_LARGE, 413)
    try:
        return await run_in_threadpool(answer, bytes(body))
    except PackageDamaged as refused:
        return _refusal(refused.kind, 403 if refused.kind in _NOT_YOURS else 422)


def _refusal(kind: ProblemKind, status: int) -> JSONResponse:
    return JSONResponse({"problem": kind.value}, status_code=status)
