//! Who people are and where they belong: the only crate that can get from an account to a name.

pub mod belonging;
pub mod communities;
pub mod invitations;
pub mod member;
pub mod members;
pub mod names;
pub mod notices;
pub mod offices;
pub mod organisations;
pub mod passphrases;
pub mod personas;
pub mod read_marks;
pub mod refusal;
pub mod secrets;
pub mod sign_in_names;
pub mod viewer;

pub use communities::{Audience, Community};
pub use member::{BanStanding, Member, Purpose};
pub use members::{Device, Joined, Joining, Members, SessionCookie, SessionLine, SetUp};
pub use names::NameLists;
pub use notices::Notice;
pub use offices::{Manager, Operator};
pub use organisations::Organisation;
pub use personas::Persona;
pub use refusal::Refusal;
pub use secrets::{HashingCost, ServerSecrets};
pub use viewer::Viewer;
