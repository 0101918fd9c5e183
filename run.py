"""Set up, start and check the campaign planner with one file and nothing but Python.

Everything happens in a virtual environment, ``.venv``, beside this file. It is made at the first
start and left alone afterwards: a stamp inside it holds a digest of the requirements and of the
Python version, so a later start sees at a glance that there is nothing to do. A changed
requirement changes the digest and leads to one ``pip install``; a failed one leaves no stamp.

Only the standard library is used, and only syntax that Python 3.8 can parse, so that a Python
which is too old gets a plain message and not a traceback.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
HOST = "127.0.0.1"
FIRST_PORT = 8501
SECONDS_BEFORE_RETRY = 3.0

HELP = """\
Campaign planner 大促活动计划

  python run.py                       set up at the first start, then open the dashboard
                                      首次自动准备环境，然后打开看板
      --sample                        with a sample shop loaded 载入示例店铺
      --port N                        on this port (else 8501 or the next free) 指定端口
      --no-browser                    open no browser window 不打开浏览器
  python run.py inspect FILE ...      say what was recognised in sheets 识别表格内容
  python run.py import FILE ...       read sheets into the workspace 导入表格
  python run.py plan ...              answer a plan without the dashboard 在命令行得出计划
  python run.py backtest FILE ...     how well the forecast would have done 检验预测
  python run.py backup FILE           write the whole workspace into one file 备份全部数据
  python run.py restore FILE          put a back-up in its place 恢复备份
                                      (each with --help 各命令均可加 --help)
  python run.py sample ...            make the sample sheets 生成示例表格
  python run.py bench ...             measure how fast sheets are read; feed it broken ones
                                      测量读表速度，或用损坏的表格测试 (--fuzz N)
  python run.py test [PYTEST ARGS]    set up what tests need, then lint, types, layers and tests
                                      准备测试所需，然后运行全部检查
  python run.py --help                this text 本说明
"""


class Problem(Exception):
    """Something the person at the keyboard has to do, said in English and Chinese."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(f"{english}\n{chinese}")


def say(english: str, chinese: str) -> None:
    """Tell what is going on, on stderr: stdout belongs to the command that is being run."""
    print(f"{english} {chinese}", file=sys.stderr, flush=True)


# The Python that runs this file


def python_problem(version: tuple[int, ...]) -> str | None:
    """Return what to say to a Python that is too old, or nothing when it is new enough."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    wanted = ".".join(str(part) for part in OLDEST_PYTHON)
    found = ".".join(str(part) for part in version[:2])
    return (
        f"The campaign planner needs Python {wanted} or newer; this is Python {found}.\n"
        f"需要 Python {wanted} 或更高版本，当前为 Python {found}。"
    )


def print_anything() -> None:
    """Let a console that lacks Chinese characters show "?" instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


# The environment


def venv_python(venv: Path) -> Path:
    """Return where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def digest(requirements: list[Path], version: tuple[int, ...]) -> str:
    """Return what a stamp says: one digest of the requirements files and the Python version."""
    text = hashlib.sha256(repr(tuple(version[:2])).encode())
    for file in requirements:
        text.update(b"\0" + file.name.encode() + b"\0" + file.read_bytes())
    return text.hexdigest()


def stamp_file(venv: Path, requirements: list[Path]) -> Path:
    """Return the stamp for a set of requirements; it is named after the last of the files."""
    return venv / f".{requirements[-1].stem}.stamp"


def is_ready(venv: Path, requirements: list[Path], version: tuple[int, ...]) -> bool:
    """Tell whether exactly these requirements were installed there, for this Python."""
    stamp = stamp_file(venv, requirements)
    if not stamp.is_file() or not venv_python(venv).exists():
        return False
    return stamp.read_text(encoding="ascii").strip() == digest(requirements, version)


def is_usable(venv: Path, version: tuple[int, ...]) -> bool:
    """Tell whether a virtual environment can be installed into: same Python, and pip starts."""
    settings = venv / "pyvenv.cfg"
    if not settings.is_file() or not venv_python(venv).exists():
        return False
    wanted = ".".join(str(part) for part in version[:2]) + "."
    made_with = [
        value.strip()
        for name, _, value in (
            line.partition("=") for line in settings.read_text(encoding="utf-8").splitlines()
        )
        if name.strip() in {"version", "version_info"}
    ]
    if not any(value.startswith(wanted) for value in made_with):
        return False
    pip = [str(venv_python(venv)), "-m", "pip", "--version"]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


def make_venv(venv: Path) -> None:
    """Make the virtual environment anew, in place of one that is broken or of another Python."""
    if find_spec("venv") is not None and find_spec("ensurepip") is not None:
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(venv)], stdout=sys.stderr, check=False
        )
        if made.returncode == 0:
            return
    raise Problem(
        f"Python could not make a virtual environment in {venv}. "
        "On Debian and Ubuntu, install the package python3-venv and start again.",
        f"无法在 {venv} 创建虚拟环境。Debian 或 Ubuntu 请先安装 python3-venv，然后重新运行。",
    )


def pip_install(python: Path, requirements: Path) -> None:
    """Install a requirements file, trying twice, since a network may fail once."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "-r", str(requirements)]
    for attempt in (1, 2):
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0:
            return
        if attempt == 1:
            say("Trying once more.", "再试一次。")
            time.sleep(SECONDS_BEFORE_RETRY)
    raise Problem(
        f"pip could not install {requirements.name}; its own message stands above. "
        "Check the network connection or proxy and start again.",
        f"pip 未能安装 {requirements.name}，原因见上。请检查网络或代理后重新运行。",
    )


def ensure_environment(root: Path, *, for_tests: bool = False) -> Path:
    """Make sure that the environment holds what is needed, and return its Python."""
    venv, version = root / ".venv", tuple(sys.version_info[:2])
    to_start = [root / "requirements.txt"]
    to_test = [*to_start, root / "requirements-dev.txt"]  # the second file includes the first
    wanted = to_test if for_tests else to_start
    python = venv_python(venv)
    if is_ready(venv, wanted, version):
        return python
    say("Setting up; the first time takes a few minutes.", "正在准备环境，首次需要几分钟。")
    if not is_usable(venv, version):
        make_venv(venv)
    for requirements in (to_start, to_test):
        stamp_file(venv, requirements).unlink(missing_ok=True)
    pip_install(python, wanted[-1])
    for requirements in (to_start, to_test) if for_tests else (to_start,):
        text = digest(requirements, version)
        stamp_file(venv, requirements).write_text(text, encoding="ascii")
    say("Set-up is done.", "环境已就绪。")
    return python


def child_environment(**extra: str) -> dict[str, str]:
    """Return the environment for a program of ours: found from any folder, text in UTF-8."""
    known = dict(os.environ)
    path = [str(ROOT), *filter(None, [known.get("PYTHONPATH")])]
    return {"PYTHONUTF8": "1", **known, "PYTHONPATH": os.pathsep.join(path), **extra}


# The command line and the sample, handed on


def forward(arguments: list[str]) -> int:
    """Run a Python program of ours with the person's own folder, input and output."""
    python = ensure_environment(ROOT)
    # -P: a file in the person's folder that is called like a module of ours must not replace it.
    command = [str(python), "-P", *arguments]
    return subprocess.run(command, env=child_environment(), check=False).returncode


# The dashboard


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this loopback port."""
    if answers(port):
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # as servers do: a port that was closed a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Tell whether somebody listens on this loopback port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


def pick_port(asked_for: int | None) -> int:
    """Return the port that was asked for, or else the first free one from 8501 on."""
    candidates = range(FIRST_PORT, FIRST_PORT + 100) if asked_for is None else [asked_for]
    for port in candidates:
        if is_free(port):
            return port
    raise Problem(
        f"Port {candidates[0]} is taken; choose another with --port.",
        f"端口 {candidates[0]} 已被占用，请用 --port 另选一个。",
    )


def port_number(text: str) -> int:
    """Read a port from the command line."""
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def start_options(arguments: list[str]) -> argparse.Namespace:
    """Read the options of a plain start."""
    parser = argparse.ArgumentParser(
        prog="run.py", usage="python run.py [--sample] [--port N] [--no-browser]", add_help=False
    )
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--port", type=port_number)
    parser.add_argument("--no-browser", action="store_true")
    return parser.parse_args(arguments)


def is_ci() -> bool:
    """Tell whether nobody sits in front of this machine."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def server_command(python: Path, port: int, *, headless: bool) -> list[str]:
    """Return the command that serves the dashboard on the loopback address."""
    command = [str(python), "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.address", HOST, "--server.port", str(port)]
    command += ["--logger.hideWelcomeMessage", "true"]  # one line of ours says where
    if headless:  # otherwise Streamlit decides: it opens a browser where there is a display
        command += ["--server.headless", "true"]
    return command


def start(arguments: list[str]) -> int:
    """Serve the dashboard until Ctrl-C, and say in one line where it is."""
    options = start_options(arguments)
    python = ensure_environment(ROOT)
    port = pick_port(options.port)
    command = server_command(python, port, headless=options.no_browser or is_ci())
    extra = {"PLANNER_SAMPLE": "1"} if options.sample else {}
    signal.signal(signal.SIGTERM, end_quietly)
    # Streamlit looks for .streamlit/config.toml in the folder it is started in.
    server = subprocess.Popen(command, cwd=ROOT, env=child_environment(**extra))
    try:
        while server.poll() is None and not answers(port):
            time.sleep(0.2)
        if server.poll() is None:
            where = f"http://{HOST}:{port}"
            print(f"Campaign planner: {where} (Ctrl-C ends it) ", end="")
            print(f"活动计划已启动：{where}（按 Ctrl-C 结束）", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)


def end_quietly(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Treat a request to end like Ctrl-C, so that the server ends too."""
    raise KeyboardInterrupt


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: it heard Ctrl-C itself, so ask only when it goes on."""
    try:
        server.wait(timeout=1)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.terminate()
    try:
        server.wait(timeout=5)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.kill()


# What tests need beside Python packages


class Debian:
    """Debian's installer, where this machine has it and lets us use it without a password."""

    def __init__(self) -> None:
        self.lists_are_fresh = False

    def install(self, *packages: str) -> bool:
        """Install packages, after one look at the newest lists; tell whether it worked."""
        if shutil.which("apt-get") is None:
            return False
        say(f"Installing {' '.join(packages)}.", f"正在安装 {' '.join(packages)}。")
        if not self.lists_are_fresh:
            self.lists_are_fresh = self._apt_get("update")
        return self._apt_get("install", "-y", "--no-install-recommends", *packages)

    def _apt_get(self, *arguments: str) -> bool:
        is_root = getattr(os, "geteuid", lambda: -1)() == 0
        if not is_root and shutil.which("sudo") is None:
            return False
        command = [] if is_root else ["sudo", "-n"]
        command += ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        command += ["-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120", *arguments]
        return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def starts(program: Path) -> bool:
    """Tell whether a browser starts; a packaged stub or one that lacks a library does not."""
    if not program.is_file():
        return False
    if os.name == "nt":  # there "--version" opens a window
        return True
    try:
        run = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def has_calc(program: Path) -> bool:
    """Tell whether a LibreOffice holds Calc; Debian's other parts bring a soffice without it."""
    if not program.is_file():
        return False
    folder = program.resolve().parent
    if not sys.platform.startswith("linux") or folder.name != "program":
        return True
    return (folder / "libsclo.so").is_file()


def programs(names: list[str], places: list[Path]) -> list[Path]:
    """Return where a program may be: on the PATH under one of its names, or in its usual places."""
    on_path = [Path(found) for found in map(shutil.which, names) if found]
    return [*on_path, *places]


def windows_places(below: str) -> list[Path]:
    """Return a path below each folder in which Windows keeps programs."""
    names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    return [Path(os.environ[name]) / below for name in names if name in os.environ]


def find_chromium() -> Path | None:
    """Return a Chromium or Chrome that is installed here and starts."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    places = [
        Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
        *windows_places("Google/Chrome/Application/chrome.exe"),
        *windows_places("Chromium/Application/chrome.exe"),
    ]
    return next(filter(starts, programs(names, places)), None)


def find_calc() -> Path | None:
    """Return a LibreOffice with Calc that is installed here."""
    places = [
        Path("/usr/lib/libreoffice/program/soffice"),
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        *windows_places("LibreOffice/program/soffice.com"),
    ]
    found = programs(["soffice", "libreoffice", "localc"], places)
    return next(filter(has_calc, found), None)


def has_chinese_font() -> bool:
    """Tell whether pictures of pages show Chinese; only Linux may come without such a font."""
    if not sys.platform.startswith("linux"):
        return True
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def named_by(variable: str) -> Path | None:
    """Return the program that an environment variable names; a wrong one is a problem."""
    value = os.environ.get(variable)
    if not value:
        return None
    if not Path(value).is_file():
        raise Problem(
            f"{variable} names {value}, which is not a file.",
            f"{variable} 指向的 {value} 不是文件。",
        )
    return Path(value)


def playwright_chromium(python: Path) -> Path | None:
    """Return Playwright's own Chromium, downloading it when it is not there yet."""
    where = "import playwright.sync_api as p; c = p.sync_playwright().start(); "
    where += "print(c.chromium.executable_path); c.stop()"
    asked = subprocess.run([python, "-c", where], capture_output=True, text=True, check=False)
    path = Path(asked.stdout.strip() or "nowhere")
    if not path.is_file():
        install = [str(python), "-m", "playwright", "install", "chromium"]
        with suppress(subprocess.TimeoutExpired):  # a network that answers nothing at all
            subprocess.run(install, stdout=sys.stderr, timeout=600, check=False)
    return path if starts(path) else None


def provide_chromium(python: Path, debian: Debian) -> Path:
    """Return a Chromium for the browser tests, installing one when there is none."""
    found = named_by("PLANNER_CHROMIUM") or find_chromium()
    if found is None:
        say("No Chromium here; getting one.", "未找到 Chromium，正在获取。")
        found = playwright_chromium(python)
    if found is None and debian.install("chromium"):
        found = find_chromium()
    if found is None:
        raise Problem(
            "The browser tests need Chromium, and it could not be installed. Install Chromium or "
            "Google Chrome, or set PLANNER_CHROMIUM to its path.",
            "浏览器测试需要 Chromium，但未能自动安装。请安装 Chromium 或 Chrome，"
            "或用 PLANNER_CHROMIUM 指明路径。",
        )
    return found


def provide_calc(debian: Debian) -> Path:
    """Return a LibreOffice Calc for the workbook tests, installing one when there is none."""
    found = named_by("PLANNER_SOFFICE") or find_calc()
    for package in ("libreoffice-calc-nogui", "libreoffice-calc"):
        if found is None and debian.install(package):
            found = find_calc()
    if found is None:
        raise Problem(
            "The workbook tests need LibreOffice Calc, and it could not be installed. Install "
            "LibreOffice, or set PLANNER_SOFFICE to the path of soffice.",
            "工作簿测试需要 LibreOffice Calc，但未能自动安装。请安装 LibreOffice，"
            "或用 PLANNER_SOFFICE 指明 soffice 的路径。",
        )
    return found


def provide_chinese_font(debian: Debian) -> None:
    """Make sure that a Chinese font is there, for pictures of pages."""
    if has_chinese_font() or (
        debian.install("fontconfig", "fonts-noto-cjk") and has_chinese_font()
    ):
        return
    raise Problem(
        "The browser tests need a font with Chinese, and it could not be installed. Install "
        "Noto Sans CJK (Debian: fonts-noto-cjk) and fontconfig.",
        "浏览器测试需要中文字体，但未能自动安装。请安装 Noto Sans CJK"
        "（Debian：fonts-noto-cjk）和 fontconfig。",
    )


def provide_tools(python: Path) -> tuple[dict[str, str], bool]:
    """Return the variables that tell tests where their tools are, and whether all are there."""
    debian, found, complete = Debian(), {}, True
    try:
        found["PLANNER_CHROMIUM"] = str(provide_chromium(python, debian))
    except Problem as problem:
        print(problem, file=sys.stderr, flush=True)
        complete = False
    try:
        found["PLANNER_SOFFICE"] = str(provide_calc(debian))
    except Problem as problem:
        print(problem, file=sys.stderr, flush=True)
        complete = False
    try:
        provide_chinese_font(debian)
    except Problem as problem:
        print(problem, file=sys.stderr, flush=True)
        complete = False
    return found, complete


def test_steps(pytest_arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Return the steps of a check in their order, each with what Python is to run."""
    layers = "from importlinter.cli import lint_imports_command as check; check()"
    return [
        ("lint", ["-m", "ruff", "check", "."]),
        ("format", ["-m", "ruff", "format", "--check", "."]),
        ("types", ["-m", "mypy"]),
        ("layers", ["-c", layers]),
        # Two workers; a file's tests stay together, so that what they share is built once
        # (tests/scheduling.py keeps some folders together, too).
        ("tests", ["-m", "pytest", "-n", "2", "--dist", "loadfile", *pytest_arguments]),
    ]


def test(pytest_arguments: list[str]) -> int:
    """Run lint, types, layers and tests, every one of them, and fail when any failed."""
    python = ensure_environment(ROOT, for_tests=True)
    tools, complete = provide_tools(python)
    results = {"tools": complete}
    # Workers and servers of tests start often: what one of them compiled, the next need not.
    known = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **tools}
    for name, arguments in test_steps(pytest_arguments):
        print(f"── {name}", flush=True)
        step = subprocess.run([str(python), *arguments], cwd=ROOT, env=known, check=False)
        results[name] = step.returncode == 0
    print(" · ".join(f"{name} {'ok' if good else 'FAILED'}" for name, good in results.items()))
    return 0 if all(results.values()) else 1


# The way in


def run(arguments: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in {"-h", "--help", "help"}:
        print(HELP, end="")
        return 0
    if command == "" or command.startswith("-"):
        return start(arguments)
    if command == "test":
        return test(rest)
    if command == "sample":
        return forward([str(ROOT / "sample_data" / "generate.py"), *rest])
    if command == "bench":
        return forward(["-m", "benchmarks", *rest])
    return forward(["-m", "planner", command, *rest])


def main(arguments: list[str]) -> int:
    """Run, and turn what a person has to know into plain words."""
    print_anything()
    too_old = python_problem(tuple(sys.version_info[:2]))
    if too_old is not None:
        print(too_old, file=sys.stderr)
        return 1
    try:
        return run(arguments)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
