"""Zipped files of XML (.docx, .xlsx, .ofd), opened with limits; nothing is written to disk."""

from __future__ import annotations

import re
import stat
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from luoshi_reader.formats.refusals import refused

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Limits of one package. A notice of ten plans with its pictures has some 60 parts and 2 MB.
MOST_PARTS: Final = 5_000
MOST_BYTES: Final = 512 * 2**20
MOST_XML: Final = 24 * 2**20
_MACROS: Final = re.compile(
    r"vba(?:project|data)[^/]{0,64}\.(?:bin|xml)$|/?macrosheets/", re.IGNORECASE
)
_DECLARED: Final = re.compile(b"<!(?:DOCTYPE|ENTITY)")
_CHUNK: Final = 2**16


class Package:
    """A zip whose parts are read one at a time, each within its limit."""

    def __init__(self, data: bytes) -> None:
        """Look at the list of parts and refuse what no document has; nothing is unpacked yet."""
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError) as broken:
            raise refused("damaged") from broken
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise refused("encrypted")
        links = any(stat.S_ISLNK(part.external_attr >> 16) for part in parts)
        if len(parts) > MOST_PARTS or links or sum(p.file_size for p in parts) > MOST_BYTES:
            raise refused("bomb")
        self.names = {part.filename.lstrip("/"): part for part in parts}
        if any(_MACROS.search(name) for name in self.names):
            raise refused("macros")

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str, most: int = MOST_XML) -> bytes:
        """Return a part's bytes; what a part says of its own size is not believed."""
        part = self.names.get(name)
        if part is None:
            raise refused("damaged")
        if part.file_size > most:
            raise refused("bomb")
        found = bytearray()
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    found += chunk
                    if len(found) > most:
                        raise refused("bomb")
        except (
            BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ) as broken:
            raise refused("damaged") from broken
        return bytes(found)

    @staticmethod
    def refuse_entities(data: bytes) -> None:
        """Refuse XML that declares types or entities, in any alphabet of two bytes or one."""
        plain = data.replace(b"\x00", b"") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data
        if _DECLARED.search(plain):
            raise refused("entities")

    def xml(self, name: str) -> _Element:
        """Return the root of a part; declarations of types and entities are refused unread."""
        from lxml import etree  # noqa: PLC0415 - an extra, loaded when such a file comes

        data = self.read(name)
        self.refuse_entities(data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as broken:
            if broken.code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise refused("too_heavy") from broken
            raise refused("damaged") from broken
        if root.getroottree().docinfo.internalDTD is not None:
            raise refused("entities")
        return root


def local(element: _Element) -> str:
    """Return an element's name without its namespace; the transitional and the strict one agree."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: _Element, name: str) -> str | None:
    """Return an attribute by its name without the namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: _Element, *path: str) -> _Element | None:
    """Return the first child of a name, and of that the next of `path`."""
    at: _Element | None = element
    for name in path:
        at = next((each for each in at if local(each) == name), None) if at is not None else None
    return at


def value(element: _Element, *path: str) -> str | None:
    """Return the attribute `val` of the child at `path`."""
    found = child(element, *path)
    return None if found is None else named(found, "val")
