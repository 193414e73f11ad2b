"""Counts and times of requests by route, for Prometheus."""

from __future__ import annotations

from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

UNMATCHED = "other"


class Meter:
    """The figures of one application; each has its own registry, so many can live in a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "berkas_requests",
            "Requests by method, route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "berkas_request_seconds",
            "Time until an answer begins, by route.",
            ("route",),
            registry=self.registry,
        )


def route_of(scope: Scope) -> str:
    """The address with its changing parts named: few routes, however many papers."""
    if "endpoint" not in scope:
        return UNMATCHED
    names = {str(value): f"{{{name}}}" for name, value in scope.get("path_params", {}).items()}
    return "/".join(names.get(part, part) for part in scope["path"].split("/"))


class Metering:
    """Tells the meter of each request when its answer begins."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self._app = app
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()

        async def send_metered(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = route_of(scope)
                self._meter.requests.labels(scope["method"], route, message["status"]).inc()
                self._meter.seconds.labels(route).observe(perf_counter() - began)
            await send(message)

        await self._app(scope, receive, send_metered)
