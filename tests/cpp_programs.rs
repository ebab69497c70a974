//! The C++ programs of tests/cpp and the tour, compiled as C++17 and C++20 by
//! every compiler there is, and run against the library that users get.

mod common;

use common::{header_text, prototypes, root, run, shared_library};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const STANDARDS: [&str; 2] = ["-std=c++17", "-std=c++20"];
const WARNINGS: [&str; 7] =
    ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wsign-conversion", "-Werror"];
const EIGEN: &str = "/usr/include/eigen3";

fn sources(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| root().join("tests/cpp").join(name)).collect()
}

fn is_there(program: &str) -> bool {
    let null = Stdio::null;
    let asked = Command::new(program).arg("--version").stdout(null()).stderr(null()).status();
    asked.is_ok_and(|status| status.success())
}

/// g++ must be there; clang++ has its say where it is installed.
fn compilers() -> Vec<&'static str> {
    let clang = is_there("clang++").then_some("clang++");
    std::iter::once("g++").chain(clang).collect()
}

fn compile(compiler: &str, standard: &str, files: &[PathBuf], directory: &Path) -> PathBuf {
    let program = directory.join(files[0].file_stem().unwrap());
    run(Command::new(compiler)
        .args([standard, "-O1", "-pthread"])
        .args(WARNINGS)
        .arg("-I")
        .arg(root().join("include"))
        .args(["-isystem", EIGEN])
        .args(files)
        .arg("-o")
        .arg(&program)
        .args(shared_library()));
    program
}

/// What each compiler's program of each standard prints.
fn outputs(files: &[PathBuf]) -> Vec<String> {
    let mut outputs = Vec::new();
    for compiler in compilers() {
        for standard in STANDARDS {
            let directory = tempfile::tempdir().unwrap();
            let program = compile(compiler, standard, files, directory.path());
            outputs.push(run(&mut Command::new(program)));
        }
    }
    outputs
}

fn check_program(names: &[&str]) {
    for output in outputs(&sources(names)) {
        assert_eq!(output, "0 failures\n");
    }
}

#[test]
fn the_tour_prints_what_every_tour_prints() {
    let expected = fs::read_to_string(root().join("examples/tour.expected")).unwrap();
    for output in outputs(&[root().join("examples/cpp/tour.cpp")]) {
        assert_eq!(output, expected);
    }
}

#[test]
fn the_ten_lines_of_the_page_run() {
    let page = fs::read_to_string(root().join("docs/cpp.md")).unwrap();
    let code = page.split("```").find_map(|block| block.strip_prefix("cpp\n")).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("page.cpp");
    fs::write(&file, code).unwrap();
    for output in outputs(&[file]) {
        assert_eq!(
            output,
            "5359 datasets, 358972 times the value 1; 2880067194370816120; 3 roots\n"
        );
    }
}

#[test]
fn closure_from_cpp() {
    check_program(&["closure.cpp"]);
}

#[test]
fn matrix_powers_from_cpp() {
    check_program(&["powers.cpp"]);
}

#[test]
fn cubics_from_cpp() {
    check_program(&["cubics.cpp"]);
}

#[test]
fn errors_become_exceptions() {
    check_program(&["errors.cpp"]);
}

#[test]
fn calls_are_stopped_and_watched() {
    check_program(&["running.cpp"]);
}

#[test]
fn two_units_link() {
    check_program(&["units_one.cpp", "units_two.cpp"]);
}

#[test]
fn eigen_matrices_are_not_copied() {
    if Path::new(EIGEN).join("Eigen/Core").exists() {
        return check_program(&["eigen.cpp"]);
    }
    let missing = "the C++ test with Eigen: it needs the package libeigen3-dev";
    assert!(std::env::var_os("CI").is_none(), "{missing}");
    println!("SKIPPED {missing}");
}

#[test]
fn nothing_leaks() {
    if !is_there("valgrind") {
        println!("SKIPPED the check for leaks: it needs the package valgrind");
        return;
    }
    for name in ["closure.cpp", "errors.cpp"] {
        let directory = tempfile::tempdir().unwrap();
        let program = compile("g++", STANDARDS[0], &sources(&[name]), directory.path());
        run(Command::new("valgrind")
            .args(["--quiet", "--leak-check=full", "--error-exitcode=9"])
            .arg(program));
    }
}

/// The short forms are left out: the full ones tell what was wrong.
const SHORT_FORMS: [&str; 4] = [
    "hotloop_matrix_power_f64",
    "hotloop_matrix_power_c64",
    "hotloop_matrix_power_i64",
    "hotloop_matrix_power_mod_u64",
];

#[test]
fn every_function_can_be_reached() {
    let text = fs::read_to_string(root().join("include/hotloop.hpp")).unwrap();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_name(c)).collect();
    for function in prototypes(&header_text()) {
        let name = function.name.as_str();
        assert!(
            SHORT_FORMS.contains(&name) || words.contains(&name),
            "{name} is not in hotloop.hpp"
        );
    }
}
