//! Somebody who drank or used, and says so. They find company where others reach out.

use super::past::PAST;
use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "lapse",
    outcome: Outcome::Route,
    lane: Lane::SelfHarm,
    test: Test::Says { says: &[SAYS], but: &[PAST, super::idioms::ALL, OTHERWISE] },
    weighs: None,
};

const SAYS: &[&str] = &[
    "i ~2 relapsed|slipped_up|fell_off_the_wagon|fell_off|caved|messed_up_and_drank",
    "i ~2 have ~1 relapsed",
    "relapsed|relapse ~4 {recent}",
    "; ~1 relapse|relapsed|slip ~1 ;",
    "i ~2 used|drank|relapsed ;|and ~3 i|hate|feel|am|ashamed|sorry|so",
    "bought ~4 and ~2 drank|smoked|used|snorted|shot|did ~2",
    "i ~1 slipped|broke ~3 {recent}|my_sobriety|again|and|;",
    "i ~2 picked|picking up ~1 {recent}|;|a_drink|drugs|and",
    "i|and ~2 used|drank|drunk|smoked|snorted|injected|got_high|got_drunk|got_wasted|got_loaded|got_stoned|gave_in|took_a_drink|had_a_drink|had_drinks ~5 {recent}",
    "; used|drank|smoked|slipped|picked_up|snorted|gave_in|relapsed ~6 {recent}",
    "i ~1 had ~2 few|couple|one|two|some|many|#|lot|wine|beer|drink|bottle ~2 of? ~1 {alcohol}|drinks|glasses|pints ~4 {recent}|and|;",
    "i ~1 got ~1 high|drunk|wasted|loaded|stoned|hammered ~3 {recent}|and|;",
    "back|starting|start|restarting ~1 to|at|on|from|over day|square|zero|scratch|over|again ~1 one|1|zero|;|today|again",
    "back to|at|on day|zero|square ~1 #|one|zero|;",
    "day|dia one|1|uno|zero|cero again|otra_vez|de_nuevo",
    "starting|start|begin|beginning over|again ~1 ;|today|tomorrow|now|and|from",
    "lost|threw_away|blew|broke|reset|ended my ~2 days|months|years|year|time|clean_time|sobriety|streak|date|counter|sober_date|day_count ~1 ;|last|yesterday|today|and|again|this|over",
    "i ~1 threw ~2 away|out ~3 days|months|years|sobriety",
    "recai|recaida ~4",
    "volvi|vuelvo|regrese ~1 a ~1 consumir|beber|tomar|usar|caer|fumar|drogarme|meterme|recaer|las_andadas|inyectarme",
    ";|y|me|que bebi|consumi|fume|emborrache|drogue|inyecte|use|meti|resbale|tropece ~4 {recent}",
    "me ~1 emborrache|drogue ~1",
    "bebi|tome|consumi ~1 {recent} ~4 boda|fiesta|bar|noche|semana|;|y|empiezo",
    "perdi|tire|rompi ~1 mis|mi|los ~2 dias|meses|anos|sobriedad|racha|tiempo|ano",
    "empiezo|empezar|empezando|vuelvo ~2 de_nuevo|de_cero|otra_vez|desde_cero|al_dia_uno ~1",
    "i ~1 failed|blew_it ~4 days|months|drank|used|sobriety",
    "had|have a|another slip|lapse|relapse",
    "tuve|tengo ~1 una ~1 recaida|resbalon",
];

const OTHERWISE: &[&str] = &[
    "not|never|almost|nearly|without|did_not|no_longer|nobody|close_to|afraid_to|if ~3 relapsed|relapse|slipped|used|drank|drink|picked_up|gave_in|got_high|got_drunk|recai|bebi|consumi|tome",
    "no|nunca|casi ~2 recai|bebi|consumi|tome|volvi|fume|use|me_emborrache",
    "used ~1 my|the|it|a|that|this|some|what|all|our|your|for|as|by ~3",
    "drank|bebi|tome ~2 tea|coffee|water|soda|juice|milk|cafe|te|agua|jugo|refresco|mi|la|una|el",
    "slipped|tropece ~2 on|in|down|out|into|en|con ~3 ice|stairs|mud|shower|hielo|escalera|rain|water|my_mind",
    "picked up ~2 my|the|a|some|his|her|trash|groceries|kids|shift|chip|coin|guitar|knitting|running",
    "started over ~3 with|a|my ~2",
    "lost my ~2 years|weeks ~1 of|to",
];
