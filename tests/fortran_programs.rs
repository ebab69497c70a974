//! The Fortran module: compiled without a warning, its test programs, and what
//! a mistake in a program leads to.

mod common;

use common::{library_directory, root, run, shared_library, static_library, struct_sizes};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

const STRICT: [&str; 7] =
    ["-std=f2018", "-g", "-Wall", "-Wextra", "-pedantic", "-fcheck=all", "-Werror"];

/// Test programs compare exact reals, and need not evaluate every operand.
const PROGRAM: [&str; 2] = ["-Wno-compare-reals", "-Wno-function-elimination"];

/// The module's files in an order in which they compile.
fn module_sources() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("fortran/src")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "f90"));
    files.sort_by_key(|path| (path.ends_with("hotloop.f90"), path.clone()));
    files
}

/// Compiles the module, and what else is given, into the directory.
fn compile_module(directory: &Path, flags: &[&str], others: &[PathBuf]) {
    let sources = module_sources().into_iter().chain(others.iter().cloned());
    run(Command::new("gfortran").current_dir(directory).args(flags).arg("-c").args(sources));
}

/// Compiles a program against what the directory `module` holds.
fn compile_program(
    source: &Path,
    directory: &Path,
    module: &Path,
    flags: &[&str],
    link: &[String],
) -> PathBuf {
    let program = directory.join("program");
    let entries = fs::read_dir(module).unwrap().map(|entry| entry.unwrap().path());
    let objects = entries.filter(|path| path.extension().is_some_and(|extension| extension == "o"));
    run(Command::new("gfortran")
        .current_dir(directory)
        .args(flags)
        .arg("-I")
        .arg(module)
        .arg(source)
        .args(objects)
        .arg("-o")
        .arg(&program)
        .args(link));
    program
}

/// The output of a program that ends well and has nothing to complain of.
fn run_quietly(program: &Path) -> String {
    let output = Command::new(program).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && errors.is_empty(), "{}\n{text}\n{errors}", output.status);
    text.into_owned()
}

fn test_programs() -> Vec<PathBuf> {
    let directory = root().join("fortran/test");
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let programs: Vec<PathBuf> = entries.filter(|path| !path.ends_with("checks.f90")).collect();
    assert_eq!(programs.len(), 4);
    programs
}

fn check_programs(flags: &[&str], link: &[String]) {
    let module = tempfile::tempdir().unwrap();
    compile_module(module.path(), flags, &[root().join("fortran/test/checks.f90")]);
    for source in test_programs() {
        let directory = tempfile::tempdir().unwrap();
        let program = compile_program(&source, directory.path(), module.path(), flags, link);
        assert_eq!(run_quietly(&program), "all hold\n", "{}", source.display());
    }
}

#[test]
fn the_module_compiles_without_a_warning() {
    for level in ["-O0", "-O2"] {
        let directory = tempfile::tempdir().unwrap();
        let flags = [&STRICT[..], &["-Warray-temporaries", level]].concat();
        compile_module(directory.path(), &flags, &[]);
    }
}

/// Checks include that no array is copied on the way: a copy is a complaint.
#[test]
fn programs_run_with_every_check_on() {
    check_programs(&[&STRICT[..], &PROGRAM].concat(), &shared_library());
}

#[test]
fn programs_run_with_openmp() {
    check_programs(&[&STRICT[..], &PROGRAM, &["-fopenmp"]].concat(), &shared_library());
}

/// Inlining across files shows what a compiler believes of the arguments.
#[test]
fn programs_run_when_optimised_as_a_whole() {
    let flags = ["-std=f2018", "-O3", "-flto", "-Wall", "-Wextra", "-Werror", "-fopenmp"];
    check_programs(&[&flags[..], &PROGRAM].concat(), &shared_library());
}

#[test]
fn programs_link_with_the_static_library() {
    check_programs(&["-O1"], &static_library());
}

/// The module, compiled once for the small programs below.
fn module() -> &'static Path {
    static DIRECTORY: OnceLock<tempfile::TempDir> = OnceLock::new();
    let compiled = || {
        let directory = tempfile::tempdir().unwrap();
        compile_module(directory.path(), &STRICT, &[]);
        directory
    };
    DIRECTORY.get_or_init(compiled).path()
}

fn compile_small(source: &Path, directory: &Path, flags: &[&str]) -> PathBuf {
    let flags = [&STRICT[..], flags].concat();
    compile_program(source, directory, module(), &flags, &shared_library())
}

/// Compiles a program that is given as text.
fn compile_text(directory: &Path, flags: &[&str], text: &str) -> PathBuf {
    let source = directory.join("text.f90");
    fs::write(&source, text).unwrap();
    compile_small(&source, directory, flags)
}

fn output_of(text: &str) -> Output {
    let directory = tempfile::tempdir().unwrap();
    Command::new(compile_text(directory.path(), &[], text)).output().unwrap()
}

#[test]
fn structs_have_the_same_size_in_fortran() {
    let sizes = struct_sizes();
    let raw_layer = fs::read_to_string(root().join("fortran/src/hotloop_abi.f90")).unwrap();
    assert_eq!(sizes.len(), raw_layer.matches("type, bind(c)").count(), "a struct is missing here");
    let declare = |(i, (name, _)): (usize, &(&str, usize))| format!("type({name}) :: x{i}\n");
    let print = |i| format!("print '(i0)', c_sizeof(x{i})\n");
    let declarations: String = sizes.iter().enumerate().map(declare).collect();
    let prints: String = (0..sizes.len()).map(print).collect();
    let text = format!("use hotloop_abi\nimplicit none\n{declarations}{prints}end\n");
    let printed = String::from_utf8(output_of(&text).stdout).unwrap();
    let expected: Vec<String> = sizes.iter().map(|(_, size)| size.to_string()).collect();
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
}

/// A compiler that is asked for every array temporary has none to name, and
/// none is made at run time.
#[test]
fn arrays_and_sections_are_not_copied() {
    let text = "
        use, intrinsic :: iso_fortran_env, only: int32, int64, real64
        use hotloop
        implicit none
        real(real64) :: large(9, 9, 3), cubes(6, 6, 3), small(4, 4), roots(3, 9), wide(8, 9), v(9)
        integer(int64) :: whole(5, 5)
        integer(int32) :: rows(60, 5)
        type(closure_plan) :: plan
        large = .25d0
        whole = 1
        small = 1
        v = 1
        call matrix_power(large(2:5, 3:6, 1), 3, small)
        call matrix_power(large(1:4, 1:7:2, :), 3, cubes(2:5, 2:5, :))
        call matrix_power(large(:, :, 1:3:2), 3)
        call matrix_power_mod(whole(1:3, 2:4), 3, 7)
        call matrix_power_apply(large(1:4, 1:4, 1), 2, v(2:5), large(1:4, 9, 2))
        call cubic_roots_batch(large(1, :, 1), large(2, :, 1), v, v, roots)
        call cubic_roots_batch(v, v, v, v, wide(2:6:2, :), pair=wide(7:8, :))
        call plan%build(closure_problem('3.5', '1.2', 50, 0, 7))
        call plan%rows(rows(11:, :))
        print '(a)', 'done'
        end
        ";
    let directory = tempfile::tempdir().unwrap();
    let program = compile_text(directory.path(), &["-Warray-temporaries"], text);
    assert_eq!(run_quietly(&program), "done\n");
}

/// Without stat, a program ends with the library's sentence, as after a failed
/// allocate statement.
fn check_error_stop(statements: &str, sentence: &str) {
    let declarations = "use hotloop\nimplicit none\nreal(real64) :: a(2, 2) = 1, out(2, 2) = 7\n\
                        type(closure_problem) :: problem\ninteger(int64) :: n = 3\n";
    let used = "print *, out, a, n, problem%window%n\n";
    let output = output_of(&format!("{declarations}{statements}\n{used}end\n"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(output.stdout.is_empty(), "the program went on");
    assert!(errors.contains(&format!("ERROR STOP hotloop: {sentence}")), "{sentence} -- {errors}");
}

#[test]
fn a_mistake_without_stat_stops_with_the_sentence() {
    let cases = [
        ("problem = closure_problem('3.5', '1.2', 1, 0, 7)", "n (1)"),
        ("problem = closure_problem('3.5', '1.2', 50, 7, 0)", "scale_min (7) is larger than"),
        ("call matrix_power(a, -1, out)", "a is singular"),
        ("call matrix_power(a(:, :1), 2, out)", "a is 2 x 1; it must be square"),
        ("n = problem%count()", "problem is empty"),
    ];
    for (statements, sentence) in cases {
        check_error_stop(statements, sentence);
    }
}

#[test]
fn the_raw_layer_reports_a_leading_dimension_that_is_too_small() {
    let text = "
        use hotloop_abi
        implicit none
        type(hotloop_matrix_power_call), target :: task
        type(hotloop_control), target :: control
        real(c_double), target :: a(3, 3) = 1, out(3, 3) = 7
        integer :: i
        control%struct_size = int(c_sizeof(control), c_int32_t)
        task%struct_size = int(c_sizeof(task), c_int32_t)
        task%type = HOTLOOP_F64
        task%n = 3
        task%p = 2
        task%a = c_loc(a)
        task%lda = 2
        task%out = c_loc(out)
        print '(i0)', hotloop_matrix_power(c_loc(task), c_loc(control))
        print '(*(a))', (control%message(i), i=1, index_of_end(control%message) - 1)
        print '(l1)', all(out > 6.5d0)
        contains
        pure integer function index_of_end(message)
          character(kind=c_char), intent(in) :: message(:)
          index_of_end = findloc(message, c_null_char, dim=1)
        end function
        end
        ";
    let output = output_of(text);
    let printed = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!((lines[0], lines[2]), ("-2", "T"), "{printed}");
    assert!(lines[1].starts_with("lda (2)"), "{printed}");
}

#[test]
fn the_tour_prints_what_all_tours_print() {
    let directory = tempfile::tempdir().unwrap();
    let tour = root().join("examples/fortran/tour.f90");
    let program = compile_small(&tour, directory.path(), &[]);
    let expected = fs::read_to_string(root().join("examples/tour.expected")).unwrap();
    assert_eq!(run_quietly(&program), expected);
}

/// The first program of the page on Fortran prints what the page says.
#[test]
fn the_page_on_fortran_is_right() {
    let page = fs::read_to_string(root().join("docs/fortran.md")).unwrap();
    let block = |fence: &str| page.split(fence).nth(1).unwrap().split("```").next().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let program = compile_text(directory.path(), &["-Wno-compare-reals"], block("```fortran\n"));
    assert_eq!(run_quietly(&program), block("```text\n"));
}

#[test]
fn programs_load_the_release_library() {
    let directory = tempfile::tempdir().unwrap();
    let program =
        compile_text(directory.path(), &[], "use hotloop\nprint *, library_version()\nend\n");
    let loaded = run(Command::new(program).env("LD_TRACE_LOADED_OBJECTS", "1"));
    let library = library_directory().join("libhotloop.so").display().to_string();
    assert!(loaded.contains(&library), "not {library}, but:\n{loaded}");
}
