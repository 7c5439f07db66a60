//! Somebody is woken: each thing once at each bell, by words that say nothing; and no first words stay unseen.

mod content;
mod danger;
mod scene;
mod tower;
mod week;
