//! The committed header is what src/capi generates, compiles everywhere, and
//! documents every function. `BLESS=1 cargo test --locked --test header` rewrites it.

#[path = "common/book.rs"]
mod book;
mod common;

use common::{Prototype, header_text, prototypes, root, run, struct_sizes};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

#[test]
fn the_committed_header_is_current() {
    let config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let bindings = cbindgen::generate_with_config(root(), config).unwrap();
    let mut written = Vec::new();
    bindings.write(&mut written);
    let generated = book::arrange(std::str::from_utf8(&written).unwrap());
    let path = root().join("include/hotloop.h");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let current = fs::read_to_string(&path).unwrap() == generated;
    assert!(current, "include/hotloop.h is stale: run BLESS=1 cargo test --locked --test header");
}

#[test]
fn the_header_compiles_without_a_warning_in_every_standard() {
    let directory = tempfile::tempdir().unwrap();
    let languages = [
        ("gcc", "c", ["c90", "c99", "c11", "c17", "c2x"].as_slice()),
        ("g++", "cpp", ["c++98", "c++11", "c++14", "c++17", "c++20"].as_slice()),
    ];
    for (compiler, extension, standards) in languages {
        let source = directory.path().join(format!("uses_header.{extension}"));
        fs::write(&source, "#include <hotloop.h>\nint main(void) { return 0; }\n").unwrap();
        for standard in standards {
            let output = Command::new(compiler)
                .args([&format!("-std={standard}"), "-pedantic", "-Wall", "-Wextra", "-Wpadded"])
                .args(["-Werror", "-fsyntax-only", "-I"])
                .arg(root().join("include"))
                .arg(&source)
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{compiler} -std={standard}: {text}");
        }
    }
}

#[test]
fn no_line_is_longer_than_a_page_is_wide() {
    for line in header_text().lines() {
        assert!(line.len() <= 100, "{} characters: {line}", line.len());
    }
}

/// A flag that is given to a function of another family, or as rounding, must be refused.
#[test]
fn no_two_families_of_flags_share_a_bit() {
    let header = header_text();
    let constants = header.lines().filter_map(|line| line.strip_prefix("#define "));
    let constants = constants.filter_map(|line| line.split_once(' '));
    let mut families: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, value) in constants {
        let Ok(value) = value.parse::<u32>() else { continue };
        let family = match name {
            // t from 1 to 9, beside the modes.
            "HOTLOOP_CLOSURE_ROUNDING_THRESHOLD" => ("rounding", 15 * value),
            name if name.starts_with("HOTLOOP_CLOSURE_ROUNDING_") => ("rounding", value),
            name if name.starts_with("HOTLOOP_CLOSURE_REASON_") => continue,
            name if name.starts_with("HOTLOOP_CLOSURE_GROUP_") => continue,
            name if name.starts_with("HOTLOOP_CUBIC_INFO_") => continue,
            name if name.starts_with("HOTLOOP_CLOSURE_") => ("problem", value),
            name if name.starts_with("HOTLOOP_POWER_") => ("power", value),
            name if name.starts_with("HOTLOOP_CUBIC_") => ("cubic", value),
            _ => continue,
        };
        *families.entry(family.0).or_default() |= family.1;
    }
    assert_eq!(families.len(), 4, "{families:?}");
    let shared =
        families.values().fold((0, 0), |(all, shared), bits| (all | bits, shared | (all & bits)));
    assert_eq!(shared.1, 0, "{families:x?}");
}

#[test]
fn structs_have_the_same_size_in_c() {
    let directory = tempfile::tempdir().unwrap();
    let sizes = struct_sizes();
    let declared = header_text().matches("typedef struct").count();
    assert_eq!(sizes.len(), declared, "a struct is missing here");
    let assertion =
        |(name, size)| format!("_Static_assert(sizeof({name}) == {size}, \"{name}\");\n");
    let assertions: String = sizes.map(assertion).concat();
    let source = directory.path().join("sizes.c");
    fs::write(&source, format!("#include <hotloop.h>\n{assertions}")).unwrap();
    let include = root().join("include");
    run(Command::new("gcc").args(["-std=c11", "-fsyntax-only", "-I"]).arg(include).arg(source));
}

#[test]
fn every_function_documents_its_contract() {
    for Prototype { name, comment, parameters } in prototypes(&header_text()) {
        let mut sections = vec!["# Parameters", "# Status", "# Cost", "# Threads"];
        if name.contains("cubic") || name.contains("matrix") || name.contains("closure") {
            sections.extend(["# Safety", "# Source"]);
        }
        if parameters.iter().filter(|parameter| parameter.is_pointer()).count() > 1 {
            sections.push("# Aliasing");
        }
        for section in sections {
            assert!(comment.contains(section), "{name} lacks a section {section}");
        }
        for parameter in &parameters {
            let quoted = format!("`{}`", parameter.name);
            assert!(comment.contains(&quoted), "{name} does not document {quoted}");
        }
    }
}

/// A page of every function and member, none of them without a comment.
#[test]
fn doxygen_reads_it_without_a_warning() {
    if Command::new("doxygen").arg("--version").output().is_err() {
        println!("NOT RUN: there is no doxygen");
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let settings = directory.path().join("Doxyfile");
    let (header, out) = (root().join("include/hotloop.h"), directory.path().display());
    let text = format!(
        "INPUT = {}\nOUTPUT_DIRECTORY = {out}\nGENERATE_LATEX = NO\nHAVE_DOT = NO\nQUIET = YES\n\
         OPTIMIZE_OUTPUT_FOR_C = YES\nEXTRACT_ALL = NO\nWARN_AS_ERROR = NO\n",
        header.display()
    );
    fs::write(&settings, text).unwrap();
    let output = Command::new("doxygen").arg(&settings).output().unwrap();
    let warnings = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && warnings.trim().is_empty(), "{warnings}");
    let pages = fs::read_to_string(directory.path().join("html/hotloop_8h.html")).unwrap();
    for Prototype { name, .. } in prototypes(&header_text()) {
        assert!(pages.contains(&name), "{name} has no entry");
    }
}
