"""Legacy Word files (.doc), which LibreOffice turns into OpenDocument where it is installed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from svodka.read.contents import Part, ReadError
from svodka.read.opendocument import read_odt
from svodka.run.conditions import AGAIN, libreoffice
from svodka.run.storage import local_stamp

START_AGAIN = 81
"""What LibreOffice returns when it has made its profile and wants to be started once more."""
STARTS = 3
NOWHERE = '127.0.0.1'
SETTINGS = {
    'org.openoffice.Office.Common/Security/Scripting': {
        'BlockUntrustedRefererLinks': 'true', 'DisableMacrosExecution': 'true', 'MacroSecurityLevel': '3',
    },
    # What asks all the same asks a proxy that is not there.
    'org.openoffice.Inet/Settings': {
        'ooInetProxyType': '2', 'ooInetNoProxy': '', 'ooInetHTTPProxyName': NOWHERE, 'ooInetHTTPProxyPort': '9',
        'ooInetHTTPSProxyName': NOWHERE, 'ooInetHTTPSProxyPort': '9',
    },
}  # fmt: skip
"""A document fetches nothing from elsewhere and runs no macros."""


def read_doc(data: bytes, seconds: float) -> Iterator[Part]:
    """The text of a legacy Word document, read within so many seconds."""
    office = _program()
    if not office:
        raise ReadError('A legacy Word file (.doc): install LibreOffice to have it read, or save it as .docx.',
                        condition=libreoffice(''))  # fmt: skip
    version = libreoffice(office_version())
    with tempfile.TemporaryDirectory(prefix='svodka-', ignore_cleanup_errors=True) as folder:
        source = Path(folder, 'source.doc')
        source.write_bytes(data)
        settings = Path(folder, 'profile', 'user', 'registrymodifications.xcu')
        settings.parent.mkdir(parents=True)
        settings.write_text(_settings(), encoding='utf-8')
        made = source.with_suffix('.odt')
        until = time.monotonic() + seconds
        for _ in range(STARTS):
            if _convert(office, source, until - time.monotonic()) != START_AGAIN:
                break
        if not made.exists():
            raise ReadError('LibreOffice could not read this legacy Word file.', condition=version)
        for part in read_odt(made.read_bytes(), 10 * len(data) + 10_000_000):
            yield Part(part.text, 'doc', title=part.title, hints=part.hints, condition=version)


def _settings() -> str:
    """The settings as LibreOffice keeps them in a profile."""
    items = ''.join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in SETTINGS.items()
        for name, value in values.items()
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


@cache
def office_version() -> str:
    """What tells one version of LibreOffice from another, without starting it; empty where there is none."""
    office = _program()
    if not office:
        return ''
    release = Path(office).with_name('versionrc')
    try:
        return hashlib.sha256(release.read_bytes()).hexdigest()[:16]
    except OSError:
        return local_stamp(Path(office).stat())


def _program() -> str | None:
    """The program itself where the command is a script around it: one process is ended, not three."""
    office = shutil.which('soffice') or shutil.which('libreoffice')
    if not office:
        return None
    itself = Path(office).resolve().with_name('soffice.bin')
    return str(itself) if itself.exists() else office


def _convert(office: str, source: Path, seconds: float) -> int:
    """Run LibreOffice with a profile of its own beside the file, so that several may run at once; its exit code."""
    process = subprocess.Popen(
        [
            office,
            f'-env:UserInstallation={source.with_name("profile").as_uri()}',
            '--headless',
            '--norestore',
            '--convert-to',
            'odt',
            '--outdir',
            str(source.parent),
            str(source),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {'SAL_USE_VCLPLUGIN': 'svp'},  # no display
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == 'linux' else None,  # the reading process has one thread
    )
    try:
        return process.wait(max(seconds, 0.0))
    except subprocess.TimeoutExpired:
        raise ReadError('LibreOffice took too long to read this legacy Word file.', condition=AGAIN) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, 'killpg'):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _end_with_parent() -> None:
    """Have Linux end this process when the one that reads is ended."""
    import ctypes  # here, as only the process of a reader needs it

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
