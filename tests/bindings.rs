//! The raw layers of the bindings are what tools/bindings writes for the header.

mod common;

use common::{header_text, prototypes, root, run};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

#[test]
fn the_raw_layers_are_current() {
    run(Command::new("python3").arg(root().join("tools/bindings")).arg("--check"));
}

#[test]
fn fortran_declares_the_functions_of_the_header() {
    let text = fs::read_to_string(root().join("fortran/src/hotloop_abi.f90")).unwrap();
    let bound: Vec<&str> = text.split("bind(c, name=\"").skip(1).collect();
    let names = bound.iter().map(|rest| rest.split('"').next().unwrap());
    let functions = prototypes(&header_text());
    let declared: BTreeSet<&str> = functions.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names.collect::<BTreeSet<_>>(), declared);
    assert_eq!(bound.len(), declared.len(), "a function is declared twice");
}
