"""Compiles the Rust library into the wheel, and copies the crate into the sdist."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags

HERE = Path(__file__).resolve().parent

BUILD = ["cargo", "rustc", "--locked", "--release", "--lib", "--crate-type", "cdylib",
         "--message-format=json-render-diagnostics"]


def crate():
    """The crate's folder: inside an sdist, else the repository around this one."""
    inside = HERE / "rust"
    return inside if (inside / "Cargo.toml").is_file() else HERE.parent


def crate_field(name):
    """A string of [package] in Cargo.toml, which comes first in that file."""
    text = (crate() / "Cargo.toml").read_text(encoding="utf-8")
    return re.search(rf'^{name} = "([^"]+)"', text, re.MULTILINE).group(1)


def numbers(version):
    return tuple(int(part) for part in version.split(".")[:2])


def complaint(wanted):
    """What is wrong with this machine's cargo and the line that mends it, or None."""
    if shutil.which("cargo") is None:
        return (f"hotloop is compiled with Rust {wanted} or newer, and there is no cargo on the "
                "PATH. Install it from https://rustup.rs, open a new shell, and try again.")
    told = subprocess.run(["cargo", "--version"], cwd=crate(), capture_output=True, text=True)
    found = re.match(r"cargo (\d+\.\d+)", told.stdout)
    if found is None:
        return f"cargo --version failed: {told.stderr.strip()}"
    if numbers(found.group(1)) < numbers(wanted):
        return (f"hotloop is compiled with Rust {wanted} or newer, and this is "
                f"{told.stdout.strip()}. Run: rustup update stable (rustup: https://rustup.rs)")
    return None


def built_library(messages):
    """The cdylib that cargo says it made: its own word is right for any target folder."""
    for line in messages.splitlines():
        message = json.loads(line)
        if message["reason"] == "compiler-artifact" and "cdylib" in message["target"]["kind"]:
            for path in map(Path, message["filenames"]):
                if path.suffix in (".so", ".dylib", ".dll"):
                    return path
    return None


def crate_files():
    """Every file that cargo would publish, by its path inside the crate."""
    listing = subprocess.run(["cargo", "package", "--locked", "--list", "--allow-dirty"], cwd=crate(),
                             check=True, stdout=subprocess.PIPE, text=True)
    return [name for name in listing.stdout.splitlines() if (crate() / name).is_file()]


class RustLibrary(BuildHookInterface):
    def initialize(self, version, build_data):
        problem = complaint(crate_field("rust-version"))
        if problem:
            self.app.abort(problem)
        if self.target_name == "sdist":
            files = {str(crate() / name): f"rust/{name}" for name in crate_files()}
            build_data["force_include"].update(files)
        else:
            self.add_library(self.compile(), version, build_data)

    def compile(self):
        cargo = subprocess.run(BUILD, cwd=crate(), stdout=subprocess.PIPE, text=True)
        library = built_library(cargo.stdout) if cargo.returncode == 0 else None
        if library is None:
            self.app.abort("cargo could not compile the hotloop library; its messages are above.")
        return library

    def add_library(self, library, version, build_data):
        # One wheel for every Python: the library knows nothing of Python.
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{next(sys_tags()).platform}"
        if version == "editable":
            replace(library, HERE / "src" / "hotloop" / "_inside" / library.name)
        else:
            build_data["force_include"][str(library)] = f"hotloop/_inside/{library.name}"


def replace(source, target):
    """Copies to a new file: a running Python may have the old one mapped."""
    target.unlink(missing_ok=True)
    shutil.copy2(source, target)
