"""Serving the application so that it ends when told to, streams and all."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from api.app import create_app

if TYPE_CHECKING:
    from service.wiring import Services

GRACE_S = 3
"""How long answers under way may take once the end has been asked for."""

LOOPBACK = "127.0.0.1"


class DoorServer(uvicorn.Server):
    """A server that tells open event streams to end before it waits for them."""

    def __init__(self, app: FastAPI, host: str, port: int, proxies: str = LOOPBACK) -> None:
        self._door = app
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_level="warning",
                access_log=False,
                ws="none",
                timeout_graceful_shutdown=GRACE_S,
                forwarded_allow_ips=proxies,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else."""
        self._door.state.is_closing = True
        await super().shutdown(sockets)


def run(services: Services) -> None:
    """Serve pages and API where the settings say, until a signal ends it."""
    place = services.settings.serve
    DoorServer(create_app(services), place.host, place.port, place.proxies).run()
