//! The finished program, as an operator meets it.

mod serve;
