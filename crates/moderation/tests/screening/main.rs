//! The screening, held to sentences: who must be heard, what waits for a look, and what passes.

mod bench;
mod calls;
mod hostile;
mod searching;
mod weighing;
mod writing;
