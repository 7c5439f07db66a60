//! Stories of people who write and read.

mod calls;
mod cast;
mod guidelines;
mod hostile;
mod leaving;
mod pictures;
mod reading;
mod receiving;
mod shield;
mod storage;
mod writing;
