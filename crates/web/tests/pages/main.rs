//! The pages, as browsers meet them: each test is a short story on a house of its own.

mod about;
mod blocking;
mod cast;
mod conversation;
mod doors;
mod everything;
mod forum_landmarks;
mod guarding;
mod homes;
mod keepers;
mod knocking;
mod landmarks;
mod mishaps;
mod one_time;
mod pictures;
mod places;
mod rig;
mod serving;
mod settings;
mod t12_staff_pages;
mod t24_robots;
mod t26_matrix;
mod t31_nothing_kept;
mod t40_privacy_page;
mod telling;
mod words;
