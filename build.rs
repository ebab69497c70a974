//! Names the shared library in its own header, which cargo leaves out on Linux.
//! HOTLOOP_SONAME overrides the unversioned name for an installation that
//! versions its files.

fn main() {
    println!("cargo::rerun-if-env-changed=HOTLOOP_SONAME");
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        let name = std::env::var("HOTLOOP_SONAME").unwrap_or_else(|_| "libhotloop.so".into());
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{name}");
    }
}
