//! Who asks, and who is let in.

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Stranger,
    /// A member of another house.
    Neighbour,
    /// Lived in the house; the stay was ended.
    Ended,
    Member,
    /// Wrote what the routes are about.
    Author,
    /// Closed out of each of the communities.
    Banned,
    /// Closed out of the server.
    ClosedOut,
    /// Greets newcomers in each of the communities.
    Greeter,
    /// Moderates another community of this server, and none of these: may what a member may.
    ModeratorElsewhere,
    Moderator,
    Manager,
    Operator,
    /// Founded the communities, leads them, and runs the server.
    Lead,
}

pub const ROLES: [Role; 13] = [
    Role::Stranger,
    Role::Neighbour,
    Role::Ended,
    Role::Member,
    Role::Author,
    Role::Banned,
    Role::ClosedOut,
    Role::Greeter,
    Role::ModeratorElsewhere,
    Role::Moderator,
    Role::Manager,
    Role::Operator,
    Role::Lead,
];

/// A community's audience, which is its name too.
pub const AUDIENCES: [&str; 3] = ["house", "circle", "open"];

/// Who is let in.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// Whoever comes, even if the server is closed to them.
    Everybody,
    /// Whoever comes.
    Anyone,
    /// Whoever is signed in.
    Members,
    /// Whoever is signed in, even if the server is closed to them.
    AllMembers,
    /// Who may read the community.
    Readers,
    /// As readers, signed in.
    ReadingMembers,
    Author,
    /// Who greets there, or moderates.
    Greeters,
    Moderators,
    /// Moderators, and whose words they are.
    Concerned,
    /// Who leads the community, or manages its organisation.
    Keepers,
    Lead,
    Managers,
    Operators,
    /// Moderators and operators, whatever they may read.
    Staff,
    /// As staff, but not who proposed.
    OtherStaff,
    /// The author, as a moderator, and who leads.
    Appointed,
    Nobody,
}

impl Role {
    pub fn reads(self, audience: &str) -> bool {
        match (self, audience) {
            (Self::ClosedOut, _) => false,
            (Self::Stranger, _) => audience == "open",
            (Self::Neighbour | Self::Ended, _) => audience != "house",
            _ => true,
        }
    }

    pub fn is_let_in(self, who: Who, audience: &str) -> bool {
        use Role::{Author, ClosedOut, Greeter, Lead, Manager, Moderator, Operator, Stranger};
        match who {
            Who::Everybody => true,
            Who::Anyone => self != ClosedOut,
            Who::AllMembers => self != Stranger,
            Who::Members => !matches!(self, Stranger | ClosedOut),
            Who::Readers => self.reads(audience),
            Who::ReadingMembers => self != Stranger && self.reads(audience),
            Who::Author => self == Author,
            Who::Greeters => matches!(self, Greeter | Moderator | Lead),
            Who::Moderators => matches!(self, Moderator | Lead),
            Who::Concerned => matches!(self, Author | Moderator | Lead),
            Who::Keepers => matches!(self, Manager | Operator | Lead),
            Who::Lead => self == Lead,
            Who::Managers => matches!(self, Manager | Operator | Lead),
            Who::Operators => matches!(self, Operator | Lead),
            Who::Staff => matches!(self, Moderator | Operator | Lead),
            Who::OtherStaff => matches!(self, Moderator | Operator),
            Who::Appointed => matches!(self, Author | Lead),
            Who::Nobody => false,
        }
    }
}
