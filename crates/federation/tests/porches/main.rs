//! Servers on one street: what one says, the other hears, and nobody else.

mod circle;
mod moderating;
mod rig;
mod talking;
mod waiting;
