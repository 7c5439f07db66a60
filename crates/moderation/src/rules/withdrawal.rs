//! Stopping alcohol or sleeping pills all at once can kill; stopping opioids can feel like it.

use super::past::PAST;
use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "withdrawal",
    outcome: Outcome::OfferHelp,
    lane: Lane::ImminentDanger,
    test: Test::Says { says: &[ENGLISH, SPANISH], but: &[PAST, OTHERWISE] },
};

const ENGLISH: &[&str] = &[
    // Stopped, and now ill; in either order.
    "{stopped} ~4 {alcohol}|{benzo}|{opioid}|{maintenance}|pills|meds ~~~22 {symptom}",
    "{symptom} ~~~20 {stopped} ~4 {alcohol}|{benzo}|{opioid}|{maintenance}|pills|meds",
    "{symptom} ~~~18 last drink|drank|beer|xanax|dose|pill|shot",
    "last drink|drank|dose|beer|xanax|pill ~~~18 {symptom}",
    "# ~1 days|day|hours ~2 sober|clean|without|off|dry ~~~14 seizure|seizures|hallucinating|hallucinations|shaking|shakes|tremors|seeing_things|hearing_things|hearing_voices|convulsing|dts|fits|delirious",
    "day|hour # ~~~12 seizure|seizures|hallucinating|hallucinations|shakes|tremors|seeing_things|hearing_things|convulsing|dts|delirious",
    "seizure|seizures|hallucinating|seeing_things|hearing_things|shakes|tremors|delirious|convulsing|dts ~~~12 days|day|hours ~2 sober|clean|without|off|no",
    "cold turkey ~~6 {alcohol}|{benzo}|{maintenance}|{opioid}|pills|meds",
    "{benzo}|{alcohol}|{maintenance}|pills ~5 cold_turkey|all_at_once|abruptly|suddenly|overnight",
    "stop|quit|stopping|quitting|stopped|come_off|off ~3 {benzo}|{alcohol} ~4 at_once|suddenly|cold_turkey|overnight|abruptly|today|completely ~1",
    "ran|running|run out of ~4 {benzo} ~~10",
    "out of ~2 {benzo} ~~14 {symptom}|sick|withdrawal*|scared|fit|shak*",
    "skipped|missed|stopped|stop ~3 days|doses ~~6 {benzo}",
    "{benzo} ~~8 skipped|missed ~2 days|doses",
    // By its name.
    "the|have|having|getting|got|had|has dts|horrors|shakes_so|shakes_from",
    "delirium tremens",
    "alcohol|benzo|xanax|booze|drink|fentanyl|fent|heroin|opiate|opioid|suboxone|methadone|oxy|kratom|valium|klonopin|gabapentin|dope|drug withdrawal|withdrawals|detox ~~12 {symptom}|bad|worst|worse|hell|help|alone|killing|can_not|now|today|kicking|started|starting|scared|dying|so|hits|is|sick|emergency|how_long|home",
    "withdrawal|withdrawals ~2 is|are|so|really|getting|hit|hitting|symptoms|started|starting|kicking ~~8 {symptom}|bad|worse|hell|me|killing|unbearable|dying|too_much|in|hard|now|brutal|intense|severe|strong|awful",
    "in|going_through|through|having|from|into|bad|severe|full|am ~1 withdrawal|withdrawals|full_withdrawal ~~6 ;|right_now|now|help|alone|and|so|today|can_not|since|bad|hurts|at_home",
    "am|is|been|so|feel|feeling|getting|being ~2 dopesick|dope_sick|jonesing",
    "dopesick ~~10 {symptom}|sick|day|help|can_not|since|alone",
    "detoxing|detox|kicking|withdrawing ~3 at_home|alone|by_myself|on_my_own|in_my_room|myself|on_my_couch|in_bed|in_the_car ~~8",
    "am|is|been|started|currently ~2 detoxing|withdrawing ~~12 {alcohol}|{benzo}|{opioid}|{symptom}|alone|hard|help|scared",
    "shakes|tremors|shaking|sweats ~~~10 need|want|until ~2 a? drink",
    "need|want ~2 drink ~3 to|for stop|shakes|shaking|tremors|hands",
    "seizure|seizures|hallucinat* ~~~14 {alcohol}|{benzo}|withdrawal|withdrawals|detox|detoxing|tapering",
];

const SPANISH: &[&str] = &[
    "deje|dejo|dejamos|dejar|dejando|sin|suspendi|pare|paro|corte|corto|suspendio|quito|quite ~5 {alcohol}|{benzo}|{opioid}|tomar|consumir|pastillas|medicina|medicacion|beber ~~~20 {symptom}|veo|oigo|ve|temblar|mal",
    "{symptom} ~~~18 deje|dejo|sin|llevo|suspendi|desde_que ~5 {alcohol}|{benzo}|{opioid}|tomar|beber|consumir|pastillas",
    "llevo|lleva|llevamos ~3 dias|horas|dia ~2 sin ~2 {alcohol}|tomar|beber|consumir|{benzo}|{opioid}|dormir|pastillas|nada ~~~14 {symptom}|tiembl*|veo",
    "# dias|horas|dia sin ~3 {alcohol}|tomar|beber|consumir|{benzo} ~~~14 {symptom}",
    "veo|ve|viendo|oigo|oye|oyendo|escucho ~2 cosas|voces|gente|bichos|animales|sombras ~3 que_no|donde_no ~2",
    "{benzo}|alcohol|pastillas|bebida|{maintenance} ~4 de_golpe|de_un_dia|de_repente|en_seco|a_pelo|de_tajo|de_jalon",
    "deje|dejar|dejo|dejarlo|suspender|suspendi ~3 de_golpe|en_seco|de_tajo ~~12 {symptom}|{benzo}|{alcohol}",
    "se|me ~2 acabaron|acabo|acabado|terminaron|quede_sin ~2 las|los|el|la|mis|mi? ~1 {benzo}|pastillas ~~12 {symptom}|siento|mal|ayuda|miedo|dias|convulsion*",
    "delirium tremens",
    "sindrome ~1 de abstinencia ~~12 mal|matando|fuerte|no|ayuda|{symptom}|ahora|horrible|peor|estoy|insoportable",
    "abstinencia ~~8 matando|fuerte|horrible|insoportable|{symptom}|no_aguanto|ayuda|peor|dura|me_esta",
    "estoy|esta|paso|pasando|tengo|con ~2 mono|abstinencia|malilla|malillo ~~10 {symptom}|ayuda|sola|solo|no|casa|fuerte|horrible|;",
    "tengo|siento|con ~2 abstinencia ~~8",
    "desintoxicandome|desintoxicar|desintoxicarme ~3 en_casa|solo|sola|por_mi_cuenta",
    "temblores|temblando|convulsion|convulsiones|alucinaciones|alucinando ~~~14 abstinencia|sin_beber|sin_tomar|alcohol|deje|trago|mono|benzos",
];

const OTHERWISE: &[&str] = &[
    "withdrawal|withdrawals|dts|jonesing|cold_turkey|abstinencia|mono ~1 from|of|for|on|off|de ~2 {treats} ~6",
    "{treats} withdrawal|withdrawals ~4",
    "was|were|been_in ~2 in|through|having ~1 withdrawal|withdrawals ~2 when|and|then|during|that|for|back ~4",
    "went|gone|got|made_it ~1 through|past ~2 withdrawal|withdrawals|detox|dts",
    "after|since|before|survived|remember|remembering|never|over|past|finished ~2 the? ~1 withdrawal|withdrawals|detox|dts|dopesick|seizure",
    "withdrawal|withdrawals ~2 is|are|was|were ~1 over|done|gone|behind|behind_me|finally_over|passed|easier|better",
    "sudando|sweating|shaking ~2 en|in|at|with|de ~2 el|gimnasio|the|gym|laughter|excitement|joy|hands|risa|emocion",
    "withdrawal from the|my bank|account|atm|class|school|college|social|life|people|world",
    "avoidant|emotional|social|cash|bank|atm withdrawal|withdrawals",
    "not shaking|hallucinating|sick|confused",
    "no ~1 longer|more shakes|shaking|sweats|tremors|seizures|withdrawal",
    "{symptom} ~2 stopped|gone|are_gone|went_away|is_gone|passed",
    "el mono ~3 zoologico|arana|peluche",
];
