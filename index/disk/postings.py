"""The only module that knows Whoosh: terms, positions, texts and facts of pages on disk.

Three of its defaults are replaced (docs/decisions/0060): a segment is read through its memory
map instead of a copy, files are durable before the table of contents names them, segments merge
by our own tiers. Queries are evaluated in `index.evaluation`, not by Whoosh's matchers.
"""

from __future__ import annotations

import mmap
import struct
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.disk.folder import seal, sync
from index.disk.rows import Row
from index.disk.view import View
from records.errors import IndexDamaged

with warnings.catch_warnings():
    # whoosh-reloaded 2.7.5 compiles with SyntaxWarnings on newer Pythons
    warnings.simplefilter("ignore")
    import whoosh.query  # (loaded lazily by the writer otherwise)
    import whoosh.searching  # noqa: F401
    from whoosh import columns, fields, formats
    from whoosh.codec.whoosh3 import W3Codec, W3Segment
    from whoosh.filedb.compound import CompoundStorage
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.index import TOC, FileIndex
    from whoosh.reading import SegmentReader, TermNotFound
    from whoosh.writing import SegmentWriter

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]

INDEX_NAME = "pages"
BLOCK_SIZE = 1024
"""Postings in a block: lists are read whole, so that larger blocks than Whoosh's 128 pay."""
SORT_MEMORY_MB = 64


class _MappedFile(BufferFile):  # type: ignore[misc]
    """A file inside a mapped segment; Whoosh's own copies the whole of it into memory."""

    def __init__(self, memory: memoryview, name: str) -> None:
        super().__init__(b"", name=name)
        self._buf = memory
        self.file = View(memory)

    def subset(self, position: int, length: int, name: str | None = None) -> _MappedFile:
        return _MappedFile(self._buf[position : position + length], name or self._name)


class _MappedCompound(CompoundStorage):  # type: ignore[misc]
    def open_file(self, name: str, *_: object, **__: object) -> _MappedFile:
        inside: _MappedFile = self._file.subset(*self.range(name), name=name)
        return inside


class MappedSegment(W3Segment):  # type: ignore[misc]
    """A segment read through its memory map (pickled in the table of contents by this name)."""

    def open_compound_file(self, storage: Any) -> _MappedCompound:
        return _MappedCompound(storage.open_file(self.make_filename(self.COMPOUND_EXT)))


class PageCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with mapped segments and larger blocks (pickled by this name)."""

    length_stats = False  # kept in the facts; looking for them cost a third of the writing

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK_SIZE)

    def new_segment(self, storage: Any, indexname: str) -> MappedSegment:
        return MappedSegment(self, indexname)


class _Folder(FileStorage):  # type: ignore[misc]
    """A folder read through memory maps; segments are durable before contents name them."""

    def open_file(self, name: str, **how: object) -> Any:
        if not name.endswith((MappedSegment.COMPOUND_EXT, ".toc")):
            return super().open_file(name, **how)
        with Path(self.folder, name).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _MappedFile(memoryview(mapped), name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        folder = Path(self.folder)
        for path in (*folder.glob("*" + MappedSegment.COMPOUND_EXT), folder / oldname):
            sync(path)
        super().rename_file(oldname, newname, safe=safe)
        sync(folder)


class TermField(fields.FieldType):  # type: ignore[misc]
    """A field given its terms ready-made: {term: weight} or {term: positions}."""

    def __init__(self, has_positions: bool) -> None:
        super().__init__(formats.Positions() if has_positions else formats.Existence(), None)

    def index(self, value: Mapping[str, Any], **_: object) -> Iterator[tuple[Any, ...]]:
        for term, what in value.items():
            if isinstance(what, float):
                yield term.encode(), 1, what, b""
            else:
                packed = struct.pack(f"<{len(what)}I", *what)
                yield term.encode(), len(what), float(len(what)), packed


def _schema() -> Any:
    return fields.Schema(
        document=TermField(has_positions=False),
        exact=TermField(has_positions=True),
        stem=TermField(has_positions=False),
        head=TermField(has_positions=False),
        facts=fields.COLUMN(columns.VarBytesColumn()),
        text=fields.STORED(),
    )


@contextmanager
def _reading() -> Iterator[None]:
    """Whoosh has no checks of its own: what damaged files raise in it can be anything."""
    try:
        yield
    except (IndexDamaged, FileNotFoundError):
        raise
    except Exception as error:
        raise IndexDamaged(reason=f"{type(error).__name__}: {error}") from error


class Part:
    """One segment as one reader sees it; not to be shared among threads."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.id: str = reader.segment().segment_id()
        self.size: int = reader.doc_count_all()
        self.live = np.ones(self.size, dtype=np.bool_)
        self.live[list(reader.segment().deleted_docs())] = False

    def postings(self, field: str, term: str) -> tuple[Ids, Weights]:
        """The pages that hold the term, ascending, and its weight in each; empty if none."""
        ids: list[int] = []
        weights: list[float] = []
        with _reading():
            for numbers, loads, _ in self._blocks(field, term):
                ids.extend(accumulate(numbers))
                if loads is None or isinstance(loads, float):
                    weights.extend([loads or 1.0] * len(numbers))
                else:
                    weights.extend(loads)
            return np.array(ids, dtype=np.int32), np.array(weights, dtype=np.float32)

    def positions(self, term: str, among: NDArray[np.bool_]) -> dict[int, list[int]]:
        """Where the exact term stands on those of the given pages that hold it."""
        found = {}
        with _reading():
            for numbers, _, values in self._blocks("exact", term):
                for page, packed in zip(accumulate(numbers), values, strict=True):
                    if among[page]:
                        found[page] = np.frombuffer(packed, dtype="<u4").tolist()
        return found

    def _blocks(self, field: str, term: str) -> Iterator[Any]:
        """(page numbers as steps, weights, values) of each block, read without matchers."""
        try:
            matcher = self._reader._terms.matcher(
                field, term.encode(), self._reader.schema[field].format
            )
        except TermNotFound:
            return
        while not matcher._atend:
            matcher._read_data()
            yield matcher._data
            matcher._next_block()

    def frequency(self, field: str, term: str) -> int:
        """The pages of this part, dropped ones included, that hold the term."""
        with _reading():
            try:
                return int(self._reader._terms.doc_frequency(field, term.encode()))
            except KeyError:
                return 0

    def words(self) -> list[str]:
        """Every exact term, ascending by its bytes."""
        found = []
        with _reading():
            for field, term in self._reader._terms.terms_from("exact", b""):
                if field != "exact":
                    break
                found.append(term.decode())
        return found

    def facts(self) -> list[bytes]:
        """The facts of every page of the part, dropped ones included."""
        with _reading():
            column = self._reader._perdoc.column_reader("facts", columns.VarBytesColumn())
            return [bytes(value) for value in column]

    def text(self, page: int) -> str:
        """The stored text of a page."""
        with _reading():
            return str(self._reader.stored_fields(page).get("text", ""))

    def close(self) -> None:
        """Lets go of the mapped file."""
        self._reader.close()


def generation(folder: Path) -> int:
    """The number of the last commit in the folder, -1 where there is none."""
    return int(TOC._latest_generation(FileStorage(str(folder)), INDEX_NAME))


def open_parts(folder: Path) -> tuple[int, list[Part]]:
    """The last commit's number and its parts; FileNotFoundError where a commit just removed one."""
    with _reading():
        storage = _Folder(str(folder))
        schema = _schema()
        toc = TOC.read(storage, INDEX_NAME, schema=schema)
        readers = [SegmentReader(storage, schema, segment) for segment in toc.segments]
        return int(toc.generation), [Part(reader) for reader in readers]


def create(folder: Path) -> None:
    """An empty index in an existing folder."""
    FileIndex.create(_Folder(str(folder)), _schema(), INDEX_NAME)


Choice = Callable[[Sequence[tuple[int, int]]], Sequence[int]]
"""(pages, dropped pages) of each segment -> the numbers of those to merge."""


class Writer:
    """One commit under way; ends with `commit` or `cancel`. The caller holds the lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        with _reading():
            self._writer: Any = SegmentWriter(
                FileIndex(_Folder(str(folder)), self._schema, INDEX_NAME),
                _lk=False,
                codec=PageCodec(),
                limitmb=SORT_MEMORY_MB,
            )

    def drop(self, documents: set[str]) -> None:
        """Marks every committed page of the documents as dropped."""
        base = 0
        for segment in self._writer.segments:
            with _reading():
                part = Part(SegmentReader(self._writer.storage, self._schema, segment))
            for document in documents:
                for page in part.postings("document", document)[0]:
                    self._writer.delete_document(base + int(page))
            base += part.size
            part.close()

    def add(self, row: Row) -> None:
        self._writer.add_document(
            document={row.document: 1.0},
            exact=row.exact,
            stem=row.stem,
            head=row.head,
            facts=row.facts,
            text=row.text,
        )

    def commit(self, choose: Choice) -> None:
        """Writes the new segment, merged with the chosen ones, and publishes it durably."""

        def merge(writer: Any, segments: list[Any]) -> list[Any]:
            sizes = [(segment.doc_count_all(), segment.deleted_count()) for segment in segments]
            chosen = set(choose(sizes))
            for number in sorted(chosen):
                reader = SegmentReader(writer.storage, self._schema, segments[number])
                writer.add_reader(reader)
                reader.close()
            return [s for number, s in enumerate(segments) if number not in chosen]

        with _reading():
            self._writer.commit(mergetype=merge)
        for segment in self._folder.glob("*" + MappedSegment.COMPOUND_EXT):
            seal(segment)

    def cancel(self) -> None:
        self._writer.cancel()
