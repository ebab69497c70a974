//! Compiles the loops in C and C++ around GSL, Boost and hotloop's C functions.

fn main() {
    println!("cargo:rerun-if-changed=shims");
    fast(cc::Build::new().include("../../../include"))
        .files(["shims/gsl.c", "shims/hotloop.c", "shims/triad.c"])
        .compile("c_loops");
    fast(cc::Build::new().cpp(true).std("c++17")).file("shims/boost.cpp").compile("cpp_loops");
    for library in ["gsl", "gslcblas", "m"] {
        println!("cargo:rustc-link-lib={library}");
    }
}

/// As fast as the compiler can make it, with the roundings that the source says.
fn fast(build: &mut cc::Build) -> &mut cc::Build {
    build.opt_level(3).flag("-march=native").flag("-ffp-contract=off")
}
