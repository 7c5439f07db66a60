//! Promises about the whole tree, held as tests.

mod arrows;
