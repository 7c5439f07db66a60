//! A database in today's shape, made once and then copied: a hundred tables take longer than most tests.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use sqlx::{AssertSqlSafe, PgConnection};

use super::{at, connect};
use crate::{Chance, Clock, Database, Engine, migrations::FILES};

/// Copies the template to `file`.
pub(super) async fn sqlite(file: &Path) {
    let folder = std::env::temp_dir();
    let template = folder.join(format!("porchlight-{}.sqlite", name()));
    if !template.exists() {
        let new = folder.join(format!("porchlight-{}-{}.sqlite", name(), Chance::system().code(20)));
        make(&Engine::Sqlite(new.clone())).await;
        // Two tests may be the first: whoever is later puts the same in its place.
        std::fs::rename(new, &template).expect("a template is kept");
    }
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder for the test");
    std::fs::copy(template, file).expect("a copy of the template");
}

/// Makes the database `name` out of the template, beside the one that `url` names.
///
/// # Panics
/// When it cannot be made: the test cannot go on.
pub async fn postgres_copy(url: &str, name: &str) -> Engine {
    let mut connection = connect(url).await;
    let template = template(&mut connection, url).await;
    run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    at(url, name)
}

/// The template's name; it is made by whoever is first, while the others wait.
async fn template(connection: &mut PgConnection, url: &str) -> String {
    let name = name();
    if is_whole(connection, &name).await {
        return name;
    }
    run(connection, "SELECT pg_advisory_lock(1)".to_owned()).await;
    if !is_whole(connection, &name).await {
        run(connection, format!("DROP DATABASE IF EXISTS {name}")).await;
        run(connection, format!("CREATE DATABASE {name}")).await;
        make(&at(url, &name)).await;
        run(connection, format!("ALTER DATABASE {name} IS_TEMPLATE true")).await;
    }
    run(connection, "SELECT pg_advisory_unlock(1)".to_owned()).await;
    name
}

async fn is_whole(connection: &mut PgConnection, name: &str) -> bool {
    let found = sqlx::query_scalar("SELECT datistemplate FROM pg_database WHERE datname = $1").bind(name);
    found.fetch_optional(connection).await.expect("the test PostgreSQL answers").unwrap_or(false)
}

async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(connection).await.expect("a test may make a database");
}

async fn make(engine: &Engine) {
    let database = Database::open(engine, Clock::system(), Chance::system()).await.expect("a template opens");
    database.close().await;
}

/// Tells the shape: other migrations make another template.
fn name() -> String {
    let mut hasher = DefaultHasher::new();
    FILES.hash(&mut hasher);
    format!("template_{:016x}", hasher.finish())
}
