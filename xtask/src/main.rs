//! The project's commands: `cargo xtask build | serve | test | tidy`.

fn main() {}
