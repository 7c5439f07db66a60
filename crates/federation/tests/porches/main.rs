//! Servers on one road: what one says, the other hears, and nobody else.

mod answering;
mod arriving;
mod circle;
mod giving;
mod hostile;
mod joining;
mod judging;
mod keeping;
mod looking;
mod moderating;
mod outbound;
mod pace;
mod recorded;
mod restored;
mod rig;
mod t09_banned;
mod t14_t18_pooled;
mod t15_release;
mod t24_t25_readers;
mod talking;
mod waiting;
mod world;
