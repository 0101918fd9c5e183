"""The dashboard as a manager meets it: a real server, a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from planner.sheets import import_file
from planner.tables import Workspace

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "sample_data" / "small"
LISTS = [SMALL / "ExportOrderList2026.csv", SMALL / "ExportOrderDetailList2026.csv"]
TODAY = "2027-10-20"
SECONDS_TO_START = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=120_000)


_RUNNING = ExitStack()
"""Closed with the browser: the server that tests share."""


@contextmanager
def served(workspace: Path, *, alone: bool = False) -> Iterator[str]:
    """Let the dashboard show a workspace, and give its address.

    One server serves test after test: its workspace is a link that is put anew, and whatever it
    remembers it remembers by the folder that the link leads to. ``alone`` starts one that has
    never run before.
    """
    if alone:
        with _running(workspace) as address:
            yield address
        return
    address, link = _shared()
    new = link.with_name("next")
    new.symlink_to(workspace, target_is_directory=True)
    new.replace(link)
    yield address


@cache
def _shared() -> tuple[str, Path]:
    """Return the address of the server that tests share, and the link to its workspace."""
    link = Path(_RUNNING.enter_context(TemporaryDirectory())) / "workspace"
    return _RUNNING.enter_context(_running(link)), link


@contextmanager
def _running(workspace: Path) -> Iterator[str]:
    """Run a server over a workspace, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PLANNER_WORKSPACE": str(workspace), "PLANNER_TODAY": TODAY}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(SECONDS_TO_START * 4):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    pytest.fail("the dashboard did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium: the one that `run.py test` found, else one on the path."""
    found = os.environ.get("PLANNER_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    with sync_playwright() as playwright, _RUNNING:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()
    _shared.cache_clear()


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """Return the profile of somebody with a laptop who reads Chinese and likes things to stand.

    It is kept from test to test: a new one reads and compiles all scripts of the page anew.
    """
    return browser.new_context(
        viewport={"width": 1280, "height": 900},
        locale="zh-CN",
        accept_downloads=True,
        reduced_motion="reduce",
    )


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a page of a laptop whose owner reads Chinese; nothing may come from elsewhere."""
    page = context.new_page()
    page.set_default_timeout(120_000)
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if not request.url.startswith(("http://127.0.0.1", "data:", "blob:"))
            else None
        ),
    )
    yield page
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    context.clear_cookies()
    for one in context.pages:
        one.close()
    assert not foreign, "the dashboard asked the network for something"


@pytest.fixture(scope="session")
def kept_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the two lists of the small shop; to be copied."""
    folder = tmp_path_factory.mktemp("kept") / "shop"
    for path in LISTS:
        import_file(Workspace(folder), path, path.name)
    return folder


@pytest.fixture
def shop(kept_shop: Path, tmp_path: Path) -> Workspace:
    """Return a workspace with the two lists of the small shop."""
    return Workspace(shutil.copytree(kept_shop, tmp_path / "shop"))
