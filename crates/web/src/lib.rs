//! Porchlight in HTML: every page works without JavaScript, and this is the map of them.

pub mod answers;
pub mod archive;
pub mod assets;
pub mod care;
pub mod chosen;
pub mod cookies;
pub mod doors;
pub mod emergency;
pub mod errors;
pub mod forms;
pub mod guard;
pub mod layout;
pub mod machine;
pub mod neighbourhood;
pub mod packing;
pub mod pages;
pub mod parts;
pub mod privacy;
pub mod public_address;
pub mod qr;
pub mod room;
pub mod site;
pub mod sought;
pub mod translations;
pub mod uploads;
pub mod viewer;

use std::sync::Arc;

use axum::{Router, middleware};

pub use errors::Error;
pub use pages::setup::telling;
pub use site::{Copies, Site, SiteSettings};

/// The site map: one line a page.
fn pages() -> Router<Arc<Site>> {
    Router::new()
        // Outside, and on the way in and out.
        .merge(pages::health::routes())
        .merge(assets::routes())
        .merge(pages::robots::routes())
        .merge(pages::sign_in::routes())
        .merge(pages::leave::routes())
        .merge(pages::join::routes())
        .merge(pages::rules::routes())
        .merge(pages::recover::routes())
        .merge(pages::help::routes())
        .merge(pages::about::routes())
        .merge(pages::privacy::routes())
        .merge(pages::help_now::routes())
        .merge(pages::settings::routes())
        .merge(pages::organisations::routes())
        .merge(pages::setup::routes())
        .merge(pages::today::routes())
        .merge(pages::doctor::routes())
        .merge(pages::circle::routes())
        // What members write.
        .merge(pages::feed::routes())
        .merge(pages::mine::routes())
        .merge(pages::notices::routes())
        .merge(pages::search::routes())
        .merge(pages::communities::routes())
        .merge(pages::founding::routes())
        .merge(pages::community::routes())
        .merge(pages::threads::routes())
        .merge(pages::comments::routes())
        .merge(pages::media::routes())
        // What keeps them safe.
        .merge(pages::guidelines::routes())
        .merge(pages::team::routes())
        .merge(pages::rota::routes())
        .merge(pages::bells::routes())
        .merge(pages::unanswered::routes())
        .merge(pages::door::routes())
        .merge(pages::report::routes())
        .merge(pages::queue::routes())
        .merge(pages::screening::routes())
        .merge(pages::decisions::routes())
        .merge(pages::blocks::routes())
}

/// The whole site: its pages, dressed errors, refused cross-site forms, and headers on everything.
pub fn router(site: Arc<Site>) -> Router {
    pages()
        .fallback(missing)
        .layer(middleware::from_fn(guard::same_site))
        .layer(middleware::from_fn_with_state(site.clone(), room::keep))
        .layer(middleware::from_fn_with_state(site.clone(), errors::dress))
        .layer(middleware::from_fn(packing::pack))
        .layer(middleware::from_fn(guard::headers))
        .layer(middleware::from_fn_with_state(site.clone(), guard::onion))
        .with_state(site)
}

async fn missing() -> Error {
    Error::NotFound
}
