//! Servers on one road: what one says, the other hears, and nobody else.

mod circle;
mod judging;
mod moderating;
mod rig;
mod talking;
mod waiting;
mod world;
