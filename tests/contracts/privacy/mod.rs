//! The table of privacy tests (T01 to T40), a file a row. A module is named after its rows (`t02_t37_schema`); a test in it
//! whose name ends in `_is_caught` shows that a fault, mostly a [`store::Mutant`], turns the row red; every other test
//! is the gate. `tests/run` counts both, also in the crates and in the browser journeys that hold a row of their own.

mod t01_outbound;
mod t02_t37_schema;
mod t03_joins;
mod t04_t05_backup;
mod t04_t05_linkage;
mod t06_t20_addresses;
mod t06_t20_deleted_text;
mod t08_roots;
mod t09_t10_bans;
mod t15_release;
mod t17_deletion_bursts;
mod t19_alike;
mod t22_plain_pages;
mod t26_wire;
mod t28_pictures;
mod t29_pictures;
mod t29_reading;
mod t35_gone_elsewhere;
mod t35_restored_backup;
mod t36_disclosure;
