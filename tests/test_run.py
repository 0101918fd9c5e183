"""run.py: set-up, forwarding, the port, and what it says when something is missing."""

from __future__ import annotations

import ast
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run

HERE = tuple(sys.version_info[:2])


def requirements(root: Path, text: str = "", dev: str = "-r requirements.txt\n") -> Path:
    """Write requirements files that pip can settle without a network."""
    (root / "requirements.txt").write_text("--no-index\n" + text, encoding="utf-8")
    (root / "requirements-dev.txt").write_text(dev, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which run.py made an environment with nothing in it."""
    root = requirements(tmp_path_factory.mktemp("set_up"))
    program = f"import sys; sys.path.insert(0, {str(run.ROOT)!r}); import run, pathlib; "
    program += f"run.ensure_environment(pathlib.Path({str(root)!r}), for_tests=True)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b""
    assert "准备环境".encode() in done.stderr or b"Setting up" in done.stderr
    return root


@pytest.fixture
def root(set_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of that folder, which run.py takes for its own."""
    shutil.copytree(set_up, tmp_path / "root", symlinks=True)
    monkeypatch.setattr(run, "ROOT", tmp_path / "root")
    return tmp_path / "root"


# The Python that runs it


@pytest.mark.parametrize("version", [(3, 8), (3, 10, 14), (2, 7)])
def test_an_old_python_is_told_what_is_needed(version: tuple[int, ...]) -> None:
    message = run.python_problem(version)
    assert message is not None
    assert "Python 3.11" in message
    assert "需要" in message


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 7), (3, 14), (4, 0)])
def test_a_new_python_is_welcome(version: tuple[int, ...]) -> None:
    assert run.python_problem(version) is None


def test_an_old_python_can_at_least_parse_the_file() -> None:
    ast.parse((run.ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((run.ROOT / "run.py").read_text(encoding="utf-8"))
    names = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_help_says_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, run.ROOT / "run.py", "--help"], capture_output=True, check=True
    )
    text = shown.stdout.decode()
    for word in (
        "--sample",
        "--port",
        "--no-browser",
        "bench",
        "inspect",
        "import",
        "backup",
        "restore",
        "plan",
        "sample",
        "test",
    ):
        assert word in text
    assert "首次" in text


# Set-up and its stamp


def test_set_up_leaves_stamps_for_starting_and_testing(root: Path) -> None:
    base = [root / "requirements.txt"]
    assert run.is_ready(root / ".venv", base, HERE)
    assert run.is_ready(root / ".venv", [*base, root / "requirements-dev.txt"], HERE)


def test_a_stamp_makes_the_next_start_skip_the_installation(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "pip_install", lambda *_: pytest.fail("pip was run"))
    assert run.ensure_environment(root) == run.venv_python(root / ".venv")
    assert capfd.readouterr() == ("", "")


def test_a_changed_requirement_ends_both_stamps(root: Path) -> None:
    base = [root / "requirements.txt"]
    base[0].write_text("--no-index\n# changed\n", encoding="utf-8")
    assert not run.is_ready(root / ".venv", base, HERE)
    assert not run.is_ready(root / ".venv", [*base, root / "requirements-dev.txt"], HERE)


def test_a_changed_test_requirement_leaves_the_start_alone(root: Path) -> None:
    base, dev = [root / "requirements.txt"], root / "requirements-dev.txt"
    dev.write_text("-r requirements.txt\n# changed\n", encoding="utf-8")
    assert run.is_ready(root / ".venv", base, HERE)
    assert not run.is_ready(root / ".venv", [*base, dev], HERE)


def test_another_python_version_ends_the_stamp_and_the_environment(root: Path) -> None:
    assert run.is_usable(root / ".venv", HERE)
    assert not run.is_ready(root / ".venv", [root / "requirements.txt"], (3, 99))
    assert not run.is_usable(root / ".venv", (3, 99))


def test_an_environment_whose_python_is_gone_is_neither_ready_nor_usable(root: Path) -> None:
    run.venv_python(root / ".venv").unlink()
    assert not run.is_ready(root / ".venv", [root / "requirements.txt"], HERE)
    assert not run.is_usable(root / ".venv", HERE)


def test_a_failed_installation_is_tried_twice_and_leaves_no_stamp(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "SECONDS_BEFORE_RETRY", 0.0)
    requirements(root, "a-package-that-is-nowhere==1\n")
    with pytest.raises(run.Problem, match=r"pip could not install requirements\.txt"):
        run.ensure_environment(root)
    assert not list((root / ".venv").glob(".*.stamp"))
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("No matching distribution") == 2
    assert "再试一次" in err


def test_a_python_without_ensurepip_names_the_package_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(run.Problem, match="python3-venv"):
        run.make_venv(tmp_path / ".venv")


# Handing on


def test_a_command_is_handed_on_with_its_output_and_exit_code(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "planner").mkdir()
    (root / "planner" / "__main__.py").write_text(
        "import os, sys\nprint(sys.argv[1:], os.path.basename(os.getcwd()), '活动')\nsys.exit(7)\n",
        encoding="utf-8",
    )
    elsewhere = root.parent / "elsewhere"
    (elsewhere / "planner").mkdir(parents=True)
    (elsewhere / "planner" / "__main__.py").write_text("print('wrong')", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    requirements(root, "# changed, so there is something to set up\n")
    assert run.main(["plan", "--goal", "1 000", "--help"]) == 7
    out, err = capfd.readouterr()
    assert out.splitlines() == ["['plan', '--goal', '1 000', '--help'] elsewhere 活动"]
    assert "准备环境" in err


def test_sample_is_handed_to_its_script(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (root / "sample_data").mkdir()
    script = root / "sample_data" / "generate.py"
    script.write_text("import sys\nprint(sys.argv[1:])\n", encoding="utf-8")
    assert run.main(["sample", "--rows", "5"]) == 0
    assert capfd.readouterr().out.splitlines() == ["['--rows', '5']"]


# The dashboard


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server((run.HOST, 0)) as server:
        taken = server.getsockname()[1]
        assert not run.is_free(taken)
        with pytest.raises(run.Problem, match=f"Port {taken} is taken"):
            run.pick_port(taken)
    assert run.is_free(taken)
    assert run.pick_port(taken) == taken


def test_without_a_wish_the_next_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server((run.HOST, 0)) as server:
        taken = server.getsockname()[1]
        monkeypatch.setattr(run, "FIRST_PORT", taken)
        assert taken < run.pick_port(None) < taken + 100


def test_a_port_that_is_bound_without_listening_is_taken_too() -> None:
    with socket.socket() as bound:
        bound.bind((run.HOST, 0))
        assert not run.is_free(bound.getsockname()[1])


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run.start_options(["--port", port])
    assert end.value.code == 2
    assert "--port" in capsys.readouterr().err


def test_the_server_listens_on_the_loopback_address_only() -> None:
    command = run.server_command(Path("python"), 8600, headless=True)
    assert command[command.index("--server.address") + 1] == "127.0.0.1"
    assert command[command.index("--server.port") + 1] == "8600"
    assert command[command.index("--server.headless") + 1] == "true"
    assert "--server.headless" not in run.server_command(Path("python"), 8600, headless=False)


def test_start_says_where_it_is_and_ends_with_its_server(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    server = "import os, socket, sys; assert os.environ['PLANNER_SAMPLE'] == '1'; "
    server += "socket.create_server(('127.0.0.1', int(sys.argv[1]))).accept(); sys.exit(3)"
    monkeypatch.setattr(
        run, "server_command", lambda python, port, headless: [python, "-c", server, str(port)]
    )
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with socket.create_server((run.HOST, 0)) as probe:
        port = probe.getsockname()[1]
    assert run.main(["--sample", "--no-browser", "--port", str(port)]) == 3
    (line,) = capfd.readouterr().out.splitlines()
    assert f"http://127.0.0.1:{port}" in line
    assert "活动计划已启动" in line


# What tests need


def test_a_variable_that_names_no_file_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(run.Problem, match="PLANNER_CHROMIUM names /nowhere/chromium"):
        run.provide_chromium(Path(sys.executable), run.Debian())


def test_a_variable_that_names_a_program_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_SOFFICE", sys.executable)
    assert run.provide_calc(run.Debian()) == Path(sys.executable)


@pytest.mark.skipif(sys.platform != "linux", reason="shell scripts stand in for programs")
def test_a_browser_that_is_only_a_stub_does_not_count(tmp_path: Path) -> None:
    for name, code in (("stub", 1), ("browser", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n", encoding="ascii")
        (tmp_path / name).chmod(0o755)
    assert not run.starts(tmp_path / "stub")
    assert run.starts(tmp_path / "browser")
    assert not run.starts(tmp_path / "absent")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere LibreOffice comes as a whole")
def test_a_libreoffice_without_calc_does_not_count(tmp_path: Path) -> None:
    soffice = tmp_path / "program" / "soffice"
    soffice.parent.mkdir()
    soffice.touch()
    assert not run.has_calc(soffice)
    (soffice.parent / "libsclo.so").touch()
    assert run.has_calc(soffice)


def test_what_cannot_be_installed_is_said_in_plain_words(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for variable in ("PLANNER_CHROMIUM", "PLANNER_SOFFICE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(run, "find_chromium", lambda: None)
    monkeypatch.setattr(run, "playwright_chromium", lambda _python: None)
    monkeypatch.setattr(run, "find_calc", lambda: None)
    monkeypatch.setattr(run, "has_chinese_font", lambda: False)
    monkeypatch.setattr(run.Debian, "install", lambda self, *packages: False)
    assert run.provide_tools(Path(sys.executable)) == ({}, False)
    err = capfd.readouterr().err
    for word in ("PLANNER_CHROMIUM", "PLANNER_SOFFICE", "fonts-noto-cjk", "未能自动安装"):
        assert word in err


def test_every_step_runs_and_one_failure_fails_the_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    tools = {"PLANNER_CHROMIUM": "/somewhere/chromium"}
    monkeypatch.setattr(run, "provide_tools", lambda _python: (tools, True))
    steps = [
        ("lint", ["-c", "raise SystemExit(1)"]),
        ("tests", ["-c", "import os; print('saw', os.environ['PLANNER_CHROMIUM'])"]),
    ]
    monkeypatch.setattr(run, "test_steps", lambda _arguments: steps)
    assert run.main(["test"]) == 1
    out = capfd.readouterr().out.splitlines()
    assert "saw /somewhere/chromium" in out
    assert out[-1] == "tools ok · lint FAILED · tests ok"
    steps[0] = ("lint", ["-c", "pass"])
    assert run.main(["test"]) == 0


def test_pytest_comes_last_and_gets_the_arguments() -> None:
    names = [name for name, _ in run.test_steps(["-k", "goal"])]
    assert names == ["lint", "format", "types", "layers", "tests"]
    assert run.test_steps(["-k", "goal"])[-1][1][-2:] == ["-k", "goal"]
