//! `porchlight demo`: two made-up servers in one process, with people, communities and threads to walk through.

pub mod cast;
mod play;
mod script;

use std::{net::SocketAddr, path::PathBuf};

use serde::Serialize;
use store::{Clock, Engine};
use url::Url;

use self::{
    cast::Stage,
    script::{House as Home, Script},
};
use crate::{
    Outcome,
    config::LogFormat,
    instance::{Instance, Plan},
    serve::House,
    telemetry,
};

/// What can be chosen.
#[derive(clap::Args)]
pub struct Options {
    /// The folder for everything the demo keeps.
    #[arg(long, default_value = "demo-data")]
    data: PathBuf,
    /// The two ports, for Maple and Harbor.
    #[arg(long, value_delimiter = ',', num_args = 1, default_values_t = [8421, 8422])]
    ports: Vec<u16>,
    /// A third, private port that tells how much work is waiting.
    #[arg(long)]
    work_port: Option<u16>,
    /// Start over: everything the demo kept is deleted first.
    #[arg(long)]
    reset: bool,
    /// Print one line of JSON instead of a page.
    #[arg(long)]
    json: bool,
}

/// Runs the demo until it is told to stop.
pub async fn run(options: Options) -> Outcome {
    telemetry::start_quietly(LogFormat::Text);
    let [first, second] = options.ports[..] else {
        return Err("name two ports, as in --ports 8421,8422".into());
    };
    if options.reset && options.data.exists() {
        reset(&options.data)?;
    }
    let script = Script::read()?;
    let ports = [first, second];
    let clock =
        Clock::standing_at(now() - 60 * script.moments().first().map_or(0, script::Moment::minutes_ago));
    let fresh = !options.data.join(DONE).exists();
    if fresh && options.data.exists() {
        reset(&options.data)?;
    }
    if !fresh {
        clock.let_go();
    }
    let mut house = House::default();
    let mut instances = Vec::new();
    for (home, port) in script.instances.iter().zip(ports) {
        let instance = Instance::open(plan(&options, home, port)?, clock.clone()).await?;
        house.open_door(&instance, SocketAddr::from(([127, 0, 0, 1], port))).await?;
        instances.push(instance);
    }
    if fresh {
        fill(&instances, &script, &clock).await?;
        std::fs::write(options.data.join(DONE), "")?;
    }
    clock.let_go();
    if let Some(port) = options.work_port {
        house.open_side_door(&instances, SocketAddr::from(([127, 0, 0, 1], port))).await?;
    }
    let programme = programme(&script, ports);
    if options.json {
        println!("{}", serde_json::to_string(&programme)?);
    } else {
        print!("{}", page(&programme));
    }
    house.until_told().await
}

/// Says that the demo is filled: a half-filled one starts over.
const DONE: &str = "filled";

/// Deletes the demo's folder, and only a folder that a demo made.
fn reset(data: &std::path::Path) -> Outcome {
    let made_by_a_demo = data.join(DONE).exists() || data.join("maple").join("secrets").exists();
    if !made_by_a_demo && std::fs::read_dir(data)?.next().is_some() {
        return Err(format!("{} holds something else than a demo; it is left alone", data.display()).into());
    }
    Ok(std::fs::remove_dir_all(data)?)
}

fn now() -> i64 {
    Clock::system().now().timestamp()
}

fn plan(options: &Options, home: &Home, port: u16) -> Outcome<Plan> {
    let data = options.data.join(&home.key);
    let engine = Engine::Sqlite(data.join("porchlight.sqlite"));
    Ok(Plan::made_up(address(home, port)?, &home.name, engine, data))
}

fn address(home: &Home, port: u16) -> Outcome<Url> {
    Ok(Url::parse(&format!("http://{}.localhost:{port}", home.key))?)
}

async fn fill(instances: &[Instance], script: &Script, clock: &Clock) -> Outcome {
    let mut stages = Vec::new();
    for (instance, home) in instances.iter().zip(&script.instances) {
        stages.push(Stage::set(instance.clone(), script, &home.key).await?);
    }
    join_circle(&stages, clock).await?;
    for stage in &stages {
        hear_of_open_communities(stage, script, &stages).await?;
        stage.dress(script).await?;
    }
    play::settled(&stages, clock).await?;
    play::play(&stages, script, clock).await
}

/// The first server invites the second into its circle.
async fn join_circle(stages: &[Stage], clock: &Clock) -> Outcome {
    let [first, second] = stages else { return Err("the demo has two servers".into()) };
    let code = federation::circle::invite(&first.instance.federation).await?;
    let address = first.instance.site.settings.base.as_str();
    federation::circle::accept(&second.instance.federation, address, &code).await?;
    play::settled(stages, clock).await
}

/// Circle communities are told of by the handshake; open ones are looked up, as a member would.
async fn hear_of_open_communities(stage: &Stage, script: &Script, stages: &[Stage]) -> Outcome {
    for place in
        script.communities.iter().filter(|place| place.audience == "open" && place.instance != stage.key)
    {
        let host =
            stages.iter().find(|other| other.key == place.instance).ok_or("the demo has two servers")?;
        let address = format!("{}c/{}", host.instance.site.settings.base, place.key);
        federation::lookup::community(&stage.instance.federation, &address).await?;
    }
    Ok(())
}

/// What the demo tells about itself.
#[derive(Serialize)]
struct Programme<'s> {
    instances: Vec<Door<'s>>,
}

#[derive(Serialize)]
struct Door<'s> {
    name: &'s str,
    url: String,
    people: Vec<Role<'s>>,
    communities: Vec<Room<'s>>,
}

#[derive(Serialize)]
struct Role<'s> {
    name: &'s str,
    passphrase: &'s str,
    role: &'s str,
}

#[derive(Serialize)]
struct Room<'s> {
    name: &'s str,
    url: String,
    audience: &'s str,
}

fn programme(script: &Script, ports: [u16; 2]) -> Programme<'_> {
    let doors = script.instances.iter().zip(ports).map(|(home, port)| {
        let url = format!("http://{}.localhost:{port}", home.key);
        let people = script.people_at(&home.key);
        let places = script.hosted_at(&home.key);
        Door {
            name: &home.name,
            people: people.map(|p| Role { name: &p.key, passphrase: &p.passphrase, role: &p.role }).collect(),
            communities: places
                .map(|p| Room { name: &p.key, url: format!("{url}/c/{}", p.key), audience: &p.audience })
                .collect(),
            url,
        }
    });
    Programme { instances: doors.collect() }
}

fn page(programme: &Programme) -> String {
    let mut page =
        String::from("\nPorchlight demo: two made-up servers in one circle. Nobody here is real.\n");
    for door in &programme.instances {
        page.push_str(&format!("\n  {}   {}\n", door.name, door.url));
        for person in &door.people {
            page.push_str(&format!("    {:<9} {:<32} {}\n", person.name, person.passphrase, person.role));
        }
        let rooms: Vec<String> =
            door.communities.iter().map(|room| format!("{} ({})", room.name, room.audience)).collect();
        page.push_str(&format!("    communities: {}\n", rooms.join(", ")));
    }
    page.push_str("\nSign in at either address with a name and its four words. Ctrl+C ends it; it goes on from there.\n");
    page
}
