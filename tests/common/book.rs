//! Binds what cbindgen writes into a header that reads like a book: contents, parts with
//! banners, in each part the simple calls first.

/// A part of the header: its banner, and what it holds in the order in which one reads it.
/// A name that ends with `*` stands for all that begin so. Functions have a few words for
/// the contents.
struct Part {
    title: &'static str,
    entries: &'static [(&'static str, &'static str)],
}

const PARTS: &[Part] = &[
    Part {
        title: "EVERY CALL: status, types, how to run it",
        entries: &[
            ("hotloop_status", ""),
            ("HOTLOOP_OK", ""),
            ("HOTLOOP_MORE", ""),
            ("HOTLOOP_NOT_A_SOLUTION", ""),
            ("HOTLOOP_NULL_POINTER", ""),
            ("HOTLOOP_SIZE", ""),
            ("HOTLOOP_DOMAIN", ""),
            ("HOTLOOP_NOT_FINITE", ""),
            ("HOTLOOP_BUFFER_TOO_SMALL", ""),
            ("HOTLOOP_OVERLAP", ""),
            ("HOTLOOP_MISALIGNED", ""),
            ("HOTLOOP_STRUCT_SIZE", ""),
            ("HOTLOOP_FLAGS", ""),
            ("HOTLOOP_OUT_OF_MEMORY", ""),
            ("HOTLOOP_CANCELLED", ""),
            ("HOTLOOP_OVERFLOW", ""),
            ("HOTLOOP_SINGULAR", ""),
            ("HOTLOOP_BAD_PLAN", ""),
            ("HOTLOOP_UNSUPPORTED", ""),
            ("HOTLOOP_INTERNAL", ""),
            ("hotloop_status_string", "a status in words"),
            ("hotloop_control", ""),
            ("HOTLOOP_F64", ""),
            ("HOTLOOP_F32", ""),
            ("HOTLOOP_C64", ""),
            ("HOTLOOP_C32", ""),
            ("HOTLOOP_I64", ""),
            ("HOTLOOP_I32", ""),
            ("HOTLOOP_U64", ""),
            ("HOTLOOP_U32", ""),
            ("HOTLOOP_U8", ""),
            ("HOTLOOP_I16", ""),
            ("HOTLOOP_U16", ""),
            ("HOTLOOP_LEVEL_*", ""),
            ("hotloop_cpu_level", "the vector instructions of this CPU"),
            ("HOTLOOP_ABI_VERSION", ""),
            ("hotloop_abi_version", "to be compared with HOTLOOP_ABI_VERSION"),
            ("hotloop_version", "the library's version as text"),
        ],
    },
    Part {
        title: "CLOSURE: the datasets behind a printed mean and SD",
        entries: &[
            ("hotloop_closure", "how many datasets, and the first of them, in one call"),
            ("HOTLOOP_CLOSURE_ROUNDING_*", ""),
            ("HOTLOOP_CLOSURE_ATTAINED", ""),
            ("HOTLOOP_CLOSURE_DIVISOR_N", ""),
            ("HOTLOOP_CLOSURE_NO_SCALE", ""),
            ("HOTLOOP_CLOSURE_MEAN_COMPUTED", ""),
            ("HOTLOOP_CLOSURE_SD_COMPUTED", ""),
            ("hotloop_closure_problem", ""),
            ("hotloop_closure_problem_decimal", "the problem of a report as printed"),
            ("hotloop_closure_problem_f64", "the problem of a report in doubles"),
            ("HOTLOOP_CLOSURE_REASON_*", ""),
            ("hotloop_closure_verdict", "possible, or which test fails first"),
            ("hotloop_closure_sizes", "bytes of a plan, and of counting"),
            ("hotloop_closure_count", "how many datasets, without a plan"),
            ("hotloop_closure_plan_build", "the table that all below read"),
            ("hotloop_closure_plan_check", "whether a plan from elsewhere is whole"),
            ("hotloop_closure_info", ""),
            ("hotloop_closure_plan_info", "count, workspace and shape of a plan"),
            ("hotloop_closure_rows", "datasets from a rank on, as rows"),
            ("hotloop_closure_histograms", "datasets from a rank on, as histograms"),
            ("hotloop_closure_rank", "where a dataset stands"),
            ("hotloop_closure_sample", "datasets drawn uniformly"),
            ("hotloop_closure_cell", ""),
            ("hotloop_closure_cells", "sums, means and SDs that occur, with counts"),
            ("HOTLOOP_CLOSURE_GROUP_*", ""),
            ("hotloop_closure_frequencies", "how often each value occurs"),
            ("hotloop_closure_distribution", "in how many datasets a value occurs c times"),
            ("hotloop_closure_ranges", "fewest and most times of each value"),
            ("hotloop_closure_horns_summary", ""),
            ("hotloop_closure_horns", "statistics of the horns index"),
        ],
    },
    Part {
        title: "MATRIX POWERS",
        entries: &[
            ("hotloop_matrix_power_f64", "one matrix of doubles"),
            ("hotloop_matrix_power_c64", "one complex matrix"),
            ("hotloop_matrix_power_i64", "one matrix of integers, exact"),
            ("hotloop_matrix_power_mod_u64", "one matrix modulo m"),
            ("HOTLOOP_POWER_*", ""),
            ("hotloop_matrix_power_call", ""),
            ("hotloop_matrix_power", "stacks of matrices, all types, strides, workspace"),
            ("hotloop_matrix_power_apply", "a power times vectors"),
            ("hotloop_matrix_power_work", "bytes of workspace for the two above"),
        ],
    },
    Part {
        title: "CUBIC ROOTS",
        entries: &[
            ("HOTLOOP_CUBIC_INFO_*", ""),
            ("hotloop_cubic", ""),
            ("hotloop_cubic_roots", "the roots of one cubic"),
            ("HOTLOOP_CUBIC_*", ""),
            ("hotloop_cubic_batch", ""),
            ("hotloop_cubic_roots_batch", "the roots of many, in strided arrays"),
            ("hotloop_cubic_discriminant_sign", "how many real roots, exactly"),
            ("hotloop_cubic_condition", "how firm the roots are"),
            ("hotloop_cubic_orbit_roots", "the cubics of encounters of orbits"),
            ("hotloop_cubic_orbit_step_roots", "positions after a finite step"),
        ],
    },
];

const ENOUGH: &str =
    "   Enough for most: hotloop_closure, hotloop_matrix_power_f64, hotloop_cubic_roots.\n";
const WIDTH: usize = 96;

/// The header as a book.
///
/// # Panics
/// When something that cbindgen wrote has no place in the contents.
pub fn arrange(generated: &str) -> String {
    let (before, rest) = generated.split_once("#ifdef __cplusplus").unwrap();
    let (functions, end) = rest.split_once("#ifdef __cplusplus").unwrap();
    let (head, declarations) = before.split_once("#include <stdint.h>\n").unwrap();
    let functions = functions.split_once("#endif // __cplusplus\n").unwrap().1;
    let mut blocks: Vec<Block> =
        [declarations, functions].into_iter().flat_map(blocks_of).collect();

    let mut book = with_contents(head);
    book += "#include <stdint.h>\n\n";
    book += NODISCARD;
    book += "\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n";
    for (number, part) in (1..).zip(PARTS) {
        let line = "=".repeat(WIDTH - 6);
        book += &format!("\n/* {line}\n   {number}. {}\n   {line} */\n", part.title);
        for (name, _) in part.entries {
            for block in take(&mut blocks, name) {
                book += &format!("\n{}", block.text);
            }
        }
    }
    let homeless: Vec<&str> = blocks.iter().map(|block| block.name.as_str()).collect();
    assert!(homeless.is_empty(), "no place in PARTS of tests/common/book.rs: {homeless:?}");
    let guard = end.rsplit_once("#endif").unwrap().1;
    book + "\n#ifdef __cplusplus\n} /* extern \"C\" */\n#endif\n\n#endif"
        + &guard.replace("  ", " ")
}

const NODISCARD: &str = "\
/** Warns where a status is dropped; define it empty before the include to be left alone. */
#ifndef HOTLOOP_NODISCARD
#if (defined(__cplusplus) && __cplusplus >= 201703L) || \\
    (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 202311L)
#define HOTLOOP_NODISCARD [[nodiscard]]
#elif defined(__GNUC__)
#define HOTLOOP_NODISCARD __attribute__((warn_unused_result))
#else
#define HOTLOOP_NODISCARD
#endif
#endif
";

/// A declaration with its comment.
struct Block {
    name: String,
    text: String,
}

fn blocks_of(text: &str) -> Vec<Block> {
    let paragraphs = text.split("\n\n").map(|text| text.trim_matches('\n'));
    paragraphs.filter(|text| !text.is_empty()).map(Block::new).collect()
}

impl Block {
    fn new(text: &str) -> Block {
        let code = text.rsplit_once("*/\n").map_or(text, |(_, code)| code);
        let first = if text.contains("typedef struct") {
            text.split("typedef struct ").nth(1).unwrap()
        } else if let Some(rest) = code.strip_prefix("#define ") {
            rest
        } else if let Some(rest) = code.strip_prefix("typedef int32_t ") {
            rest
        } else {
            let head = code.split('(').next().unwrap();
            &code[head.rfind([' ', '*']).unwrap() + 1..]
        };
        let name = first.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
        Block { name: name.to_string(), text: short_comments(text) }
    }
}

/// Comments of one line on one line.
fn short_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < lines.len() {
        let is_short =
            lines[at].trim() == "/**" && lines.get(at + 2).is_some_and(|l| l.trim() == "*/");
        if is_short {
            let (open, words) = (lines[at].trim_end(), lines[at + 1].trim());
            out += &format!("{open} {} */\n", words.trim_start_matches(['*', ' ']));
            at += 3;
        } else {
            out += lines[at].trim_end();
            out.push('\n');
            at += 1;
        }
    }
    out
}

/// Takes out what an entry of the contents stands for.
fn take(blocks: &mut Vec<Block>, entry: &str) -> Vec<Block> {
    let matches = |block: &mut Block| match entry.strip_suffix('*') {
        Some(prefix) => block.name.starts_with(prefix),
        None => block.name == entry,
    };
    let taken: Vec<Block> = blocks.extract_if(.., matches).collect();
    assert!(!taken.is_empty(), "{entry} of tests/common/book.rs is not in the header");
    taken
}

/// The first comment with the contents at its end.
fn with_contents(head: &str) -> String {
    let (rules, guard) = head.split_once(" */").unwrap();
    let mut contents = format!("{rules}\n\n   Contents\n{ENOUGH}");
    for (number, part) in (1..).zip(PARTS) {
        contents += &format!("\n   {number}. {}\n", part.title);
        for (name, words) in part.entries.iter().filter(|(_, words)| !words.is_empty()) {
            contents += &format!("      {name:<34}{words}\n");
        }
    }
    contents.trim_end().to_string() + " */\n\n" + guard.trim_start()
}
