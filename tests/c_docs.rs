//! docs/c.md names what the header has, in its order, and the C that readers copy compiles.

mod common;

use common::{compile_c_files, header_text, prototypes, root, run, shared_library};
use std::fs;
use std::process::Command;

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The names that the page has in backquotes, each as often as it stands there.
fn named(page: &str) -> Vec<&str> {
    page.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_page_has_every_function_in_the_order_of_the_header() {
    let page = page("docs/c.md");
    let tables: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
    let row = |name: &str| tables.iter().position(|row| named(row).contains(&name));
    let mut last = None;
    for function in prototypes(&header_text()) {
        let place = row(&function.name);
        assert!(place.is_some(), "docs/c.md has no row for {}", function.name);
        assert!(place >= last, "docs/c.md: {} is out of order", function.name);
        last = place;
    }
}

/// Constants by their own names, or by what the names of their family begin with.
#[test]
fn the_page_has_every_struct_and_constant() {
    let (page, header) = (page("docs/c.md"), header_text());
    let named = named(&page);
    for line in header.lines() {
        if let Some(name) = line.strip_prefix("} ").filter(|name| name.starts_with("hotloop_")) {
            assert!(named.contains(&name.trim_end_matches(';')), "docs/c.md has no {name}");
        }
        let constant = line.strip_prefix("#define ").and_then(|rest| rest.split_once(' '));
        let Some((name, value)) = constant.filter(|(_, value)| value.parse::<i64>().is_ok()) else {
            continue;
        };
        let is_there = named.iter().any(|word| {
            *word == name || (word.ends_with('_') && word.len() > 8 && name.starts_with(word))
        });
        assert!(is_there, "docs/c.md has neither {name} ({value}) nor its family");
    }
}

/// The C of a page: whole programs, or what stands in one's main.
fn snippets(page: &str) -> Vec<String> {
    let blocks = page.split("```c\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let whole = |block: &str| match block.contains("int main") {
        true => block.to_string(),
        false => format!(
            "#include <hotloop.h>\n#include <stdio.h>\nint main(void) {{\n{block}return 0;\n}}\n"
        ),
    };
    blocks.map(whole).collect()
}

/// A dropped status is a warning, and so an error.
#[test]
fn the_snippets_compile_and_print_what_they_say() {
    let directory = tempfile::tempdir().unwrap();
    let mut printed = String::new();
    for path in ["README.md", "docs/c.md"] {
        for (number, text) in snippets(&page(path)).iter().enumerate() {
            let stem = path.replace(['/', '.'], "_");
            let source = directory.path().join(format!("{stem}_{number}.c"));
            fs::write(&source, text).unwrap();
            let program = compile_c_files(&[source], directory.path(), &shared_library());
            printed += &run(&mut Command::new(program));
        }
    }
    let expected = "7980 datasets; roots -2 1 1\n2880067194370816120\n7980 3 -2\n\
                    0.20263671875 0.79736328125\n5 243\n";
    assert_eq!(printed, expected);
}

/// What the attribute is for: a program that drops a status does not pass -Werror.
#[test]
fn a_dropped_status_is_seen() {
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("drops.c");
    let main = "int main(void) { hotloop_cubic out; hotloop_cubic_roots(1, 0, 0, 0, &out); }\n";
    for (before, is_seen) in [("", true), ("#define HOTLOOP_NODISCARD\n", false)] {
        fs::write(&source, format!("{before}#include <hotloop.h>\n{main}")).unwrap();
        for compiler in [["gcc", "-std=c11"], ["gcc", "-std=c2x"], ["g++", "-xc++"]] {
            let output = Command::new(compiler[0])
                .args([compiler[1], "-Werror", "-c", "-o", "/dev/null", "-I"])
                .arg(root().join("include"))
                .arg(&source)
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.success(), !is_seen, "{compiler:?} {before}: {text}");
        }
    }
}
