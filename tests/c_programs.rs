//! The C programs of tests/c, run against the library that users get; what they
//! call is compared with the header, so that a new function needs its rows.

mod common;

use common::{
    Parameter, Prototype, compile_c_files, header_text, library_directory, prototypes, root, run,
    shared_library, static_library,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn sources(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(|name| root().join("tests/c").join(name)).collect()
}

/// The files of a program that calls the samples of every function.
fn with_samples(name: &str) -> Vec<PathBuf> {
    sources(&[
        name,
        "samples.c",
        "samples_cubic.c",
        "samples_power.c",
        "samples_closure.c",
        "samples_sized_cubic.c",
        "samples_sized_power.c",
        "samples_sized_closure.c",
    ])
}

/// The files of a program that has a folder; its own name comes first.
fn folder(name: &str) -> Vec<PathBuf> {
    let first = sources(&[&format!("{name}/{name}.c")]);
    let entries = fs::read_dir(root().join("tests/c").join(name)).unwrap();
    let others = entries.map(|entry| entry.unwrap().path());
    let others = others.filter(|path| path.extension().is_some_and(|e| e == "c"));
    let others: BTreeSet<PathBuf> = others.filter(|path| *path != first[0]).collect();
    first.into_iter().chain(others).collect()
}

fn run_program(program: &Path, arguments: &[&str]) -> String {
    run(Command::new(program).args(arguments).env("RUST_BACKTRACE", "0"))
}

/// Compiles and runs; what the program prints is shown by --nocapture.
fn check_program(files: &[PathBuf], link: &[String]) {
    let directory = tempfile::tempdir().unwrap();
    let program = compile_c_files(files, directory.path(), link);
    println!("{}", run_program(&program, &[]));
}

fn listed(files: &[PathBuf]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let program = compile_c_files(files, directory.path(), &shared_library());
    run_program(&program, &["--list"])
}

#[test]
fn published_figures_come_out() {
    check_program(&sources(&["published.c"]), &shared_library());
}

#[test]
fn bad_input_gets_its_status_and_changes_nothing() {
    check_program(&folder("bad_input"), &shared_library());
}

/// The fuzz driver, with the guarded memory of the driver of bad input.
fn fuzz() -> Vec<PathBuf> {
    [folder("fuzz"), sources(&["bad_input/guarded_memory.c"])].concat()
}

/// Seconds of them; millions by hand, by what HOTLOOP_FUZZ says (see CONTRIBUTING.md).
#[test]
fn hostile_calls_are_refused_or_answered() {
    let directory = tempfile::tempdir().unwrap();
    let program = compile_c_files(&fuzz(), directory.path(), &shared_library());
    let options = std::env::var("HOTLOOP_FUZZ").unwrap_or("--calls 30000 --seed 1".into());
    let options: Vec<&str> = options.split_whitespace().collect();
    println!("{}", run_program(&program, &options));
}

#[test]
fn every_function_is_fuzzed_and_held_to_its_statuses() {
    let text = listed(&fuzz());
    let lines = text.lines().filter_map(|line| line.strip_prefix("target "));
    let fuzzed: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(' ')).collect();
    let header = header_text();
    let values = status_values(&header);
    let functions = prototypes(&header);
    for Prototype { name, .. } in &functions {
        let names = statuses(name, &functions);
        let bits = names.iter().map(|status| status_bit(values[status]));
        let documented = format!("{:x}", bits.fold(status_bit(0), |set, bit| set | bit));
        assert_eq!(fuzzed.get(name.as_str()), Some(&documented.as_str()), "{name}");
    }
}

/// The place of a status in the driver's sets.
fn status_bit(status: i32) -> u32 {
    1 << if status > 0 { 32 - status } else { -status }
}

fn status_values(header: &str) -> BTreeMap<&str, i32> {
    let lines = header.lines().filter_map(|line| line.strip_prefix("#define "));
    let pairs = lines.filter_map(|line| line.split_once(' '));
    pairs.filter_map(|(name, value)| Some((name, value.parse().ok()?))).collect()
}

/// The statuses that a function's comment names, or those of the one that it refers to.
fn statuses<'a>(name: &str, functions: &'a [Prototype]) -> BTreeSet<&'a str> {
    let function = functions.iter().find(|function| function.name == name).unwrap();
    let section = function.comment.split("# Status").nth(1).unwrap_or_default();
    let section = section.split("\n #").next().unwrap_or_default();
    if let Some(other) = section.trim().strip_prefix("As for ") {
        return statuses(other.trim_end_matches('.'), functions);
    }
    let words = section.split(|c: char| !c.is_ascii_uppercase() && c != '_');
    words.filter(|word| word.starts_with("HOTLOOP_")).collect()
}

#[test]
fn the_floating_point_environment_neither_matters_nor_changes() {
    check_program(&with_samples("environment.c"), &shared_library());
}

#[test]
fn every_function_runs_on_a_small_stack() {
    check_program(&with_samples("small_stack.c"), &shared_library());
}

#[test]
fn threads_and_forks_get_the_same_bits() {
    check_program(&with_samples("threads.c"), &shared_library());
}

#[test]
fn powers_get_the_same_bits_from_any_number_of_threads() {
    check_program(&sources(&["power_threads.c"]), &shared_library());
}

#[test]
fn a_static_program_works_as_well() {
    check_program(&with_samples("threads.c"), &static_library());
}

#[test]
fn a_struct_of_zeros_does_the_plain_thing() {
    check_program(&with_samples("zero_is_plain.c"), &shared_library());
}

/// A struct that is new in the header needs a case for each function that takes it.
#[test]
fn every_struct_is_tried_as_zeros() {
    let text = listed(&with_samples("zero_is_plain.c"));
    let cases: BTreeSet<&str> = text.lines().filter_map(|l| l.strip_prefix("case ")).collect();
    let header = header_text();
    let structs = structs(&header);
    let mut tried = BTreeSet::new();
    for Prototype { name, parameters, .. } in prototypes(&header) {
        for Parameter { declaration, .. } in parameters {
            let taken = declaration.split([' ', '*']).find(|word| structs.contains_key(*word));
            if let Some(taken) = taken {
                assert!(cases.contains(format!("{taken} {name}").as_str()), "{taken} of {name}");
                tried.insert(taken.to_string());
            }
        }
    }
    assert_eq!(tried, structs.into_keys().collect(), "no function takes one of them");
}

#[test]
fn a_call_can_be_stopped() {
    let calls = [
        "long_calls.c",
        "long_calls_closure.c",
        "long_calls_power.c",
        "long_calls_large.c",
        "long_calls_stacks.c",
    ];
    check_program(&sources(&[&["cancel.c"], &calls[..]].concat()), &shared_library());
}

/// The files of a program that calls the samples of every function, and those that start
/// threads.
fn with_all_samples(name: &str) -> Vec<PathBuf> {
    [with_samples(name), sources(&["threaded_calls.c"])].concat()
}

#[test]
fn a_cancelled_thread_finishes_its_call() {
    check_program(&with_all_samples("thread_cancelled.c"), &shared_library());
}

#[test]
fn a_signal_handler_may_call() {
    check_program(&sources(&["signal_handler.c", "failing_memory.c"]), &shared_library());
}

#[test]
fn memory_that_cannot_be_had_is_a_status() {
    let files = [with_all_samples("memory_fails.c"), sources(&["failing_memory.c"])].concat();
    check_program(&files, &shared_library());
}

#[test]
fn plans_made_up_are_refused_after_work_in_proportion() {
    check_program(&sources(&["hostile_plan.c"]), &shared_library());
}

#[test]
fn progress_ends_where_the_work_ends() {
    check_program(&sources(&["progress.c"]), &shared_library());
}

#[test]
fn every_function_has_a_sample() {
    let text = listed(&with_samples("environment.c"));
    let sampled: BTreeSet<&str> = text.lines().filter_map(|l| l.strip_prefix("sample ")).collect();
    for Prototype { name, .. } in prototypes(&header_text()) {
        assert!(sampled.contains(name.as_str()), "{name} has no sample in tests/c/samples_*.c");
    }
}

#[test]
fn programs_load_the_release_library() {
    let directory = tempfile::tempdir().unwrap();
    let program = compile_c_files(&sources(&["progress.c"]), directory.path(), &shared_library());
    let loaded = run(Command::new(program).env("LD_TRACE_LOADED_OBJECTS", "1"));
    let library = library_directory().join("libhotloop.so").display().to_string();
    assert!(loaded.contains(&library), "not {library}, but:\n{loaded}");
}

/// The classes that the driver has for each (function, argument).
type Rows = BTreeMap<(String, String), Vec<String>>;

fn rows(list: &str) -> Rows {
    let mut rows = Rows::new();
    for line in list.lines().filter_map(|line| line.strip_prefix("row ")) {
        let mut words = line.splitn(3, ' ').map(String::from);
        let key = (words.next().unwrap(), words.next().unwrap());
        rows.entry(key).or_default().push(words.next().unwrap());
    }
    rows
}

#[test]
fn every_argument_has_rows_of_every_class() {
    let header = header_text();
    let rows = rows(&listed(&folder("bad_input")));
    let structs = structs(&header);
    let mut missing = Vec::new();
    for function in prototypes(&header) {
        for (argument, declaration) in arguments(&function, &structs) {
            let found = rows.get(&(function.name.clone(), argument.clone()));
            let classes = found.map_or(&[] as &[String], Vec::as_slice);
            if classes.is_empty() {
                missing.push(format!("{} {argument}: no row", function.name));
            }
            for class in required(&declaration) {
                if !classes.iter().any(|have| have.starts_with(class)) {
                    missing.push(format!("{} {argument}: no row of class {class}", function.name));
                }
            }
        }
    }
    assert!(missing.is_empty(), "tests/c/bad_input lacks:\n{}", missing.join("\n"));
}

/// The members of each struct of the header: name and declaration.
fn structs(header: &str) -> BTreeMap<String, Vec<Parameter>> {
    let mut structs = BTreeMap::new();
    let mut members = Vec::new();
    let lines = header.lines().map(str::trim);
    for line in lines.filter(|line| !line.starts_with('/') && !line.starts_with('*')) {
        if line.starts_with("typedef struct") {
            members.clear();
        } else if let Some(name) = line.strip_prefix("} ").filter(|n| n.starts_with("hotloop_")) {
            structs.insert(name.trim_end_matches(';').to_string(), std::mem::take(&mut members));
        } else if let Some(declaration) = line.strip_suffix(';') {
            let name = declaration.split('[').next().unwrap();
            let name = name.rsplit([' ', '*']).next().unwrap().to_string();
            members.push(Parameter { declaration: declaration.to_string(), name });
        }
    }
    structs
}

/// Parameters, and behind the pointer to a struct with a size its members: all
/// that the function reads.
fn arguments(
    function: &Prototype,
    structs: &BTreeMap<String, Vec<Parameter>>,
) -> Vec<(String, String)> {
    let mut arguments = Vec::new();
    if function.parameters.is_empty() {
        arguments.push(("-".into(), "void".into()));
    }
    for parameter in &function.parameters {
        let declaration = &parameter.declaration;
        arguments.push((parameter.name.clone(), declaration.clone()));
        let pointee = declaration.split_whitespace().find_map(|word| structs.get(word));
        let members = pointee.map_or(&[] as &[Parameter], Vec::as_slice);
        let sized = members.first().is_some_and(|first| first.name == "struct_size");
        let is_read = declaration.contains("const") || parameter.name == "control";
        let read = if is_read { members } else { &members[..usize::from(sized)] };
        for member in read {
            let name = format!("{}.{}", parameter.name, member.name);
            arguments.push((name, member.declaration.clone()));
        }
    }
    arguments
}

/// The classes of bad input that a type can have.
fn required(declaration: &str) -> &'static [&'static str] {
    let name = declaration.rsplit([' ', '*']).next().unwrap_or_default();
    let words: Vec<&str> = declaration.split([' ', '*']).filter(|word| *word != "const").collect();
    if declaration.contains('*') {
        return match words[0] {
            "void" | "char" | "int8_t" | "uint8_t" => &["NULL"],
            _ => &["NULL", "misaligned"],
        };
    }
    match (words[0], name) {
        ("uint32_t", "struct_size") => &[
            "zero",
            "too small",
            "larger, zero tail",
            "larger, non-zero tail",
            "never set",
            "huge",
        ],
        ("uint32_t", _) => &["bad flag", "all bits"],
        ("int32_t", _) => &["-2^31", "2^31-1"],
        ("int64_t", _) => &["-2^63", "-1", "zero", "one", "2^63-1"],
        ("uint64_t", _) => &["zero", "2^64-1"],
        ("size_t" | "ptrdiff_t", _) => {
            &["zero", "2^31-1", "2^31", "2^32", "2^61", "2^63-1", "2^63", "2^64-1"]
        }
        ("double", _) => &["NaN", "+Inf", "-Inf", "subnormal"],
        _ => &[],
    }
}

#[test]
fn the_shared_library_exports_the_functions_of_the_header_alone() {
    let library = library_directory().join("libhotloop.so");
    let text = run(Command::new("nm").args(["-D", "--defined-only"]).arg(library));
    let exported: BTreeSet<&str> = text.lines().filter_map(|l| l.split(' ').next_back()).collect();
    let functions = prototypes(&header_text());
    let declared: BTreeSet<&str> = functions.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(exported, declared);
}

#[test]
fn the_shared_library_is_linked_for_good() {
    let library = library_directory().join("libhotloop.so");
    let dynamic = run(Command::new("readelf").args(["-dW"]).arg(&library));
    for keyword in ["NODELETE", "NOW", "[libhotloop.so]"] {
        assert!(dynamic.contains(keyword), "no {keyword}:\n{dynamic}");
    }
    let relocated = Command::new("ldd").arg("-r").arg(&library).output().unwrap();
    let told = String::from_utf8_lossy(&[relocated.stdout, relocated.stderr].concat()).into_owned();
    assert!(relocated.status.success() && !told.contains("undefined symbol"), "{told}");
}

#[test]
fn every_name_of_the_header_is_ours() {
    for line in header_text().lines() {
        if let Some(rest) = line.strip_prefix("#define ") {
            assert!(rest.starts_with("HOTLOOP_"), "{line}");
        } else if line.starts_with("typedef") {
            let name = line.trim_end_matches([';', '{', ' ']).rsplit(' ').next().unwrap();
            assert!(name.starts_with("hotloop_"), "{line}");
        }
    }
}
