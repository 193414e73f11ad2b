"""A file over memory that is not copied."""

from __future__ import annotations


class View:
    """A readable, seekable file; its position makes it fit for one thread."""

    def __init__(self, memory: memoryview) -> None:
        self._memory = memory
        self._at = 0

    def read(self, size: int | None = None) -> bytes:
        end = len(self._memory) if size is None or size < 0 else self._at + size
        data = bytes(self._memory[self._at : end])
        self._at += len(data)
        return data

    def readline(self) -> bytes:
        rest = bytes(self._memory[self._at : self._at + 4096])
        cut = rest.find(b"\n") + 1
        return self.read(cut or len(rest))

    def seek(self, where: int, whence: int = 0) -> int:
        base = (0, self._at, len(self._memory))[whence]
        self._at = base + where
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._memory.release()
