//! How the shared library is linked on Linux.
//!
//! Its name stands in its own header, which cargo leaves out; HOTLOOP_SONAME overrides
//! the unversioned one for an installation that versions its files. A symbol that no
//! library has is an error here instead of in the host (defs). And the code stays mapped
//! when the host closes the library (nodelete), as the standard library asks for.

const HARDENED: [&str; 2] = ["defs", "nodelete"];

fn main() {
    println!("cargo::rerun-if-env-changed=HOTLOOP_SONAME");
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        let name = std::env::var("HOTLOOP_SONAME").unwrap_or_else(|_| "libhotloop.so".into());
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{name}");
        for keyword in HARDENED {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-z,{keyword}");
        }
    }
}
