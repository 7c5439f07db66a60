//! The third screen of joining, and the last of coming back: two codes to write down.

use askama::Template;
use members::{Joined, Member};

use crate::{
    answers::{Answer, page},
    layout::Page,
    pages::sign_in,
    site::Site,
    viewer::Frame,
};

#[derive(Template)]
#[template(path = "join/codes.html")]
pub(crate) struct CodesScreen {
    page: Page,
    codes: [String; 2],
    sign_in_name: String,
    joining: bool,
}

impl CodesScreen {
    /// For somebody who made new codes and is here already.
    pub(crate) fn renewed(page: Page, codes: [String; 2]) -> Self {
        Self { page, codes, sign_in_name: String::new(), joining: false }
    }
}

/// Somebody new, or somebody back: signed in, with codes to write down.
///
/// # Errors
/// When the database fails.
pub async fn welcome(
    site: &Site,
    frame: Frame,
    joined: Joined,
    sign_in_name: String,
    joining: bool,
) -> Answer {
    let member: Option<Member> = site.members.member(&joined.session.value).await?;
    let chrome = frame.visit(member).await?.page;
    let chrome = if joining { chrome.alone() } else { chrome };
    let screen = CodesScreen { page: chrome, codes: joined.recovery_codes, sign_in_name, joining };
    Ok(sign_in::signed_in(site, page(&screen)?, &joined.session))
}
