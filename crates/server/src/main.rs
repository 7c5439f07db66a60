//! porchlight.
fn main() {}
