//! What several integration tests need: paths, the built library, the header.
#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the release library, as a user builds it.
pub fn library_directory() -> &'static Path {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
        run(Command::new(cargo)
            .args(["build", "--locked", "--release", "--quiet"])
            .current_dir(root()));
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        target.unwrap_or_else(|| root().join("target")).join("release")
    })
}

/// Runs a command; its standard output, or a panic with what it said.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{text}\n{errors}", output.status);
    text
}

/// Compiles a C program against the header and the shared library.
pub fn compile_c(source: &str, directory: &Path) -> PathBuf {
    compile_c_files(&[root().join(source)], directory, &shared_library())
}

/// Compiles the files of a C program, which is named after the first.
pub fn compile_c_files(sources: &[PathBuf], directory: &Path, link: &[String]) -> PathBuf {
    let program = directory.join(sources[0].file_stem().unwrap());
    run(Command::new("gcc")
        .args(["-std=c11", "-O1", "-g", "-pedantic", "-Wall", "-Wextra", "-Werror", "-pthread"])
        .arg("-I")
        .arg(root().join("include"))
        .args(sources)
        .arg("-o")
        .arg(&program)
        .args(link));
    program
}

/// What a linker is told for the shared library. The old kind of search path
/// wins over LD_LIBRARY_PATH, in which cargo names the folder of the debug
/// library.
pub fn shared_library() -> Vec<String> {
    let directory = library_directory().display();
    let search = format!("-Wl,--disable-new-dtags,-rpath,{directory}");
    [format!("-L{directory}"), search, "-lhotloop".into(), "-lm".into()].to_vec()
}

/// What a linker is told for the static library.
pub fn static_library() -> Vec<String> {
    let archive = library_directory().join("libhotloop.a").display().to_string();
    let system = ["-lgcc_s", "-lpthread", "-ldl", "-lm"].map(String::from);
    std::iter::once(archive).chain(system).collect()
}

pub fn header_text() -> String {
    fs::read_to_string(root().join("include/hotloop.h")).unwrap()
}

pub struct Parameter {
    pub declaration: String,
    pub name: String,
}

impl Parameter {
    pub fn is_pointer(&self) -> bool {
        self.declaration.contains('*')
    }
}

/// A function of the header, with the comment above it.
pub struct Prototype {
    pub name: String,
    pub comment: String,
    pub parameters: Vec<Parameter>,
}

/// Every function that the header declares.
pub fn prototypes(header: &str) -> Vec<Prototype> {
    let mut found = Vec::new();
    let (mut comment, mut statement) = (String::new(), String::new());
    let mut in_comment = false;
    for line in header.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
            let text = line.trim_end_matches("*/").trim_start_matches('/').trim_start_matches('*');
            comment.push_str(text);
            comment.push('\n');
        } else if line.starts_with('#') || line.is_empty() {
            statement.clear();
            comment.clear();
        } else {
            statement.push_str(line);
            statement.push(' ');
            if line.ends_with(';') {
                found.extend(prototype(&statement, &comment));
            }
            if line.ends_with([';', '{', '}']) {
                statement.clear();
                comment.clear();
            }
        }
    }
    found
}

fn prototype(statement: &str, comment: &str) -> Option<Prototype> {
    let (head, tail) = statement.split_once('(')?;
    let name = head.split([' ', '*']).next_back()?.to_string();
    if !name.starts_with("hotloop_") || head.starts_with("typedef") {
        return None;
    }
    let list = tail.split(')').next()?;
    let parameters = list.split(',').map(str::trim).filter(|text| *text != "void");
    let parameters = parameters.map(|declaration| Parameter {
        declaration: declaration.to_string(),
        name: declaration.split([' ', '*']).next_back().unwrap_or_default().to_string(),
    });
    Some(Prototype { name, comment: comment.to_string(), parameters: parameters.collect() })
}

/// Every struct of the ABI with its size in Rust.
pub fn struct_sizes() -> [(&'static str, usize); 8] {
    use hotloop::capi::*;
    [
        ("hotloop_control", size_of::<hotloop_control>()),
        ("hotloop_cubic", size_of::<hotloop_cubic>()),
        ("hotloop_cubic_batch", size_of::<hotloop_cubic_batch>()),
        ("hotloop_matrix_power_call", size_of::<hotloop_matrix_power_call>()),
        ("hotloop_closure_problem", size_of::<hotloop_closure_problem>()),
        ("hotloop_closure_info", size_of::<hotloop_closure_info>()),
        ("hotloop_closure_cell", size_of::<hotloop_closure_cell>()),
        ("hotloop_closure_horns_summary", size_of::<hotloop_closure_horns_summary>()),
    ]
}
