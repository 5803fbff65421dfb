"""The operator's pages as a web application on this machine alone: plain forms, one key to enter, no scripts."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from clinic_app.devices.removable_drives import candidate_drives
from clinic_app.domain.clinic_time import moment_text
from clinic_app.hub.operator.answers import Answer, AnswerRefused
from clinic_app.hub.operator.overview import applicant_faces, clinic_faces, pending_faces, stream_faces

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from clinic_app.hub.operator.work import OperatorsWork

TEMPLATES = Path(__file__).parents[3] / "resources" / "hub"
COOKIE = "vaxsync_operator"
FORM_LIMIT = 16 * 1024
_SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class OperatorPages:
    """Shows what the county holds and takes the operator's answers.

    Whoever starts the program gets the key in the address it prints; the key becomes a cookie, and every form
    carries a mark made from it, so that no other page can press a button here.
    """

    def __init__(self, work: OperatorsWork) -> None:
        self._work = work
        self.key = secrets.token_urlsafe(24)
        self._mark = secrets.token_urlsafe(24)
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(), undefined=StrictUndefined
        )

    def application(self) -> Starlette:
        """Return the web application."""
        pages = [
            Route("/", self._guarded(self._first), methods=["GET"]),
            Route("/clinic/{unit_code}", self._guarded(self._clinic), methods=["GET"]),
            Route("/answer", self._guarded(self._answer), methods=["POST"]),
            Route("/admit", self._guarded(self._admit), methods=["POST"]),
            Route("/import", self._guarded(self._import), methods=["POST"]),
        ]
        return Starlette(routes=pages)

    def _guarded(
        self, page: Callable[[Request, dict[str, str]], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Let only the operator in, and a form only with the mark of a page of ours."""

        async def guarded(request: Request) -> Response:
            given = request.query_params.get("key", "")
            if given and hmac.compare_digest(given.encode(), self.key.encode()):
                return _entered(self.key, request.url.path)
            if not hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self.key.encode()):
                return self._page("closed.html", 403)
            form = await _form(request) if request.method == "POST" else {}
            if request.method == "POST" and not hmac.compare_digest(form.get("mark", "").encode(), self._mark.encode()):
                return self._page("closed.html", 403)
            return await page(request, form)

        return guarded

    async def _first(self, request: Request, _form: dict[str, str]) -> Response:
        work = self._work

        def read() -> Response:
            with work.reading() as store:
                return self._page(
                    "first.html",
                    county=work.county,
                    clinics=clinic_faces(store, work.now()),
                    applicants=applicant_faces(store),
                    sticks=[str(drive.root) for drive in candidate_drives()],
                    said=request.query_params.get("said", ""),
                    detail=request.query_params.get("detail", ""),
                )

        return await run_in_threadpool(read)

    async def _clinic(self, request: Request, _form: dict[str, str]) -> Response:
        unit_code, work = request.path_params["unit_code"], self._work

        def read() -> Response:
            with work.reading() as store:
                found = next((face for face in clinic_faces(store, work.now()) if face.unit_code == unit_code), None)
                if found is None:
                    return self._page("missing.html", 404)
                return self._page(
                    "clinic.html",
                    county=work.county,
                    clinic=found,
                    streams=stream_faces(store, unit_code),
                    pending=pending_faces(store, unit_code),
                    said=request.query_params.get("said", ""),
                )

        return await run_in_threadpool(read)

    async def _answer(self, _request: Request, form: dict[str, str]) -> Response:
        """Write an answer and come back to the clinic's page."""
        unit_code = form.get("unit_code", "")

        def write() -> str:
            try:
                place = (form.get("device", ""), form.get("incarnation", ""), int(form.get("seq", "0")))
                self._work.answer(place, Answer(form.get("answer", "")), form.get("words", ""))
            except AnswerRefused as refused:
                return refused.why
            except ValueError:
                return "unreadable"
            return "answered"

        said = await run_in_threadpool(write)
        return RedirectResponse(f"/clinic/{unit_code}?{urlencode({'said': said})}", 303)

    async def _admit(self, _request: Request, form: dict[str, str]) -> Response:
        """Admit a workstation by its fingerprint."""
        said = await run_in_threadpool(
            lambda: self._work.admit(form.get("device", ""), form.get("unit_code", ""), form.get("fingerprint", ""))
        )
        return RedirectResponse(f"/?{urlencode({'said': said})}", 303)

    async def _import(self, _request: Request, form: dict[str, str]) -> Response:
        """Take a stick in and say what came."""
        said, detail = await run_in_threadpool(lambda: self._work.take_in(Path(form.get("folder", "").strip())))
        return RedirectResponse(f"/?{urlencode({'said': said, 'detail': detail})}", 303)

    def _page(self, name: str, status: int = 200, **values: object) -> Response:
        text = self._templates.get_template(name).render(mark=self._mark, now=moment_text(self._work.now()), **values)
        return HTMLResponse(text, status, headers=_SAFE_HEADERS)


def _entered(key: str, path: str) -> Response:
    """Return to the page without the key in the address."""
    answer = RedirectResponse(path, 303)
    answer.set_cookie(COOKIE, key, httponly=True, samesite="strict")
    return answer


async def _form(request: Request) -> dict[str, str]:
    """Read a plain form; one that is too large is no form of ours."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > FORM_LIMIT:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
