//! Telling somebody else what to take, how much, or to stop. What people take themselves is theirs to say.

use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "dosing",
    outcome: Outcome::Hold,
    lane: Lane::Ordinary,
    test: Test::Says { says: &[ENGLISH, SPANISH], but: &[OTHERWISE] },
    weighs: None,
};

const ENGLISH: &[&str] = &[
    "you|u ~2 should|could|can|need|want|got|must|better|ought|might|gonna|shld|oughta|would ~4 {take} ~6 {opioid}|{maintenance}|{benzo}|{stimulant}|{medicine}|{other_drug}|{dose}|pill|pills|tablet|meds|medication",
    "you|u ~2 should|could|can|need|want|must|better|ought|would|really ~1 {take} ~3 half|double|twice|extra|less|more ~3 of|a|the|what|it|your|;",
    "you|u ~1 need ~2 more|less|higher|lower ~2 {medicine}|{maintenance}|{benzo}|{opioid}|{dose}",
    "what|all|best_thing you|u ~3 do|need|want ~2 is ~4 {take} ~6 {opioid}|{maintenance}|{benzo}|{stimulant}|{medicine}|{other_drug}|{dose}|pills|halv*|half",
    ";|just|then|so|please|simply|maybe|and|or|try_to|always|only {take} ~1 #|half|an_extra|extra|double|twice|triple|more|less|a_little|a_bit|a_quarter|one_more|another|up_to|no_more_than ~4 {opioid}|{maintenance}|{benzo}|{stimulant}|{medicine}|{other_drug}|{dose}|pill|pills|tablet|tablets|of_your|of_those|of_my|a_day|at_night|before_bed|in_the_morning|every",
    ";|just|then|so|please|simply|maybe|always|only|tell_her_to|tell_him_to|and|first take|try|use|add|snort|combine|mix|inject|redose|pop ~3 {opioid}|{maintenance}|{benzo}|{stimulant}|{medicine}|kratom ~4 with|and|every|at|for|before|twice|once|until|when|instead|it_will|works|on_top|#",
    ";|just|then|so|please|simply|try|maybe|you_can|do_a|and {take} ~2 your|ur|the|it|that|down|off|by|to|his|her|in ~2 dose|doses|dosage|mg|mgs|milligrams|half|quarter|daily_dose|amount ~2",
    ";|just|then|please|simply|should|could|can|you|and|might|would ~2 cut|drop|raise|lower|go|bump|jump|try|increase|decrease|taper|start|do|redose|add ~2 by|at|to|down|with|off|up? ~1 # ~1 mg|mgs|milligrams|mcg|ml|grams|pills ~1",
    "i would ~1 {take} ~5 dose|half|double|mg|{medicine}|{maintenance}|{benzo}|pills ~3 if i ~1 were|was ~1 you",
    "just|then|please|simply|you_can|should|so|; switch|change|move|swap|jump ~1 to|onto|over ~1 {medicine}|{maintenance}|{benzo}|{opioid}|{other_drug} ~1",
    ";|just|then|so|please|simply|and {take} ~1 your|ur|the ~1 {maintenance}|{medicine}|{benzo}|{opioid} ~3 and|by|to|up|down|every|until|when|a_little|a_bit|strip|strips|into|in_half|for",
    "cut|cutting|split|break|halve ~2 {maintenance}|{medicine}|{benzo}|strip|strips|pill|pills|it|them ~2 in|into ~1 half|halves|quarters|thirds|pieces|#",
    ";|just|then|please|simply|so|you|should|must|can|to|and|better|time_to stop|quit|skip|ditch|come_off|get_off|drop|toss|dump|throw_out|flush|throw_away ~2 taking|your|ur|the|those|that|all ~1 your|ur|the? ~1 {medicine}|{maintenance}|{benzo}|meds|medication|medications|pills|medicine|prescription ~1",
    "taper|tapering|wean|weaning ~4 by ~3 half|halving|quarter|#|cutting|dropping|mg",
    "cut|cutting|split|halve|halving|double|doubling|triple|lower|raise|up|reduce|increase ~1 your|ur|the|that dose|doses|dosage|mg|pills|pill|{maintenance}|{medicine}|{benzo} ~2 by|in|every|to|until|each|at|when|for|and|tomorrow|tonight|if|down",
    "if|were|was|in ~1 i|me|it|your|you ~2 you|me|shoes|place ~2 i ~1 would ~2 {take} ~5 {medicine}|{maintenance}|{benzo}|{opioid}|{dose}|pills|half|meds",
    "i_would|id ~1 double|halve|triple|skip|cut_back|up ~2 the|your|that ~1 {medicine}|{maintenance}|{benzo}|{dose}|dose",
    "start|begin|starting|beginning ~1 with|at|on|out|low ~1 with|at? ~3 dose|mg|#|low_dose|grams|half ~4 {opioid}|{maintenance}|{benzo}|{medicine}|kratom|{other_drug}|and_work|and_then|and_go|then",
    "tell|say ~2 doc|doctor|psychiatrist|nothing|clinic nothing|you|that|a_thing|anything ~~10 {dose}|{take}|#",
    "do not|never ~1 tell|listen|trust|ask ~2 your|ur|the|doc|to|those doc|doctor|doctors|clinic|psychiatrist|nurse|them|the ~~8 {take}|stop|half|dose|mg",
    "{opioid}|{maintenance}|{benzo}|{medicine}|{dose}|pills ~6 works_every_time|will_hold_you|will_knock|trust_me|you_will_be_fine|will_help_you_sleep|will_fix|will_take_care|works_like_a_charm|worked_for_me_so|and_you_are_good|you_will_not_feel|should_do_it|is_plenty|is_enough|gets_you_through|works_better",
    "dose|mg|milligrams|take ~4 for ~1 your|someone|a|people weight|size|tolerance|body",
    "your|ur ~1 dose|dosage|{maintenance}|{medicine}|{benzo} ~2 is|looks|sounds ~2 too ~1 low|high|little|much ~~8 {take}|ask_for|up|go",
    "switch ~1 to|from|over ~3 {maintenance}|{benzo}|{medicine}|{opioid}|kratom ~4 after|when|once|wait|hours|days|before|first|then|instead",
    "wait # ~1 hours|days ~4 {take} ~4 {maintenance}|{opioid}|{benzo}|dose",
];

const SPANISH: &[&str] = &[
    ";|y|solo|pues|mejor|luego|entonces|primero {toma} ~2 #|media|medio|doble|otra|otro|mitad|mas|menos|un_poco|un_cuarto|la_mitad|hasta|el_doble ~4 {opioid}|{maintenance}|{benzo}|{medicine}|{dose}|pastilla|pastillas|tableta|tabletas|cuando|cada|al_dia|antes|por_la_noche|y_ya|semana",
    ";|y|solo|pues|mejor|luego|entonces|primero {toma} ~2 la|el|tu|tus|las|los|esa|ese|con|a|un|una? ~1 {opioid}|{maintenance}|{benzo}|{medicine}|dosis|medicacion|medicina|medicamento|mg|pastillas|antidepresivo ~2",
    ";|y|a {toma} ~3 # ~1 {dose}",
    "mezcl*|combin* ~3 con ~3 {benzo}|{opioid}|{maintenance}|{medicine}|{alcohol} ~6 y|te|pasa|ya|duerm*|vas",
    "deberias|debes|debe|tienes_que|tiene_que|puedes|puede|podrias|conviene|te_recomiendo|necesitas|hay_que|lo_que_tienes|intenta|trata_de|te_aconsejo|deberia ~3 {take_es} ~5 {opioid}|{maintenance}|{benzo}|{medicine}|{dose}|pastilla|pastillas|medicacion|medicina|mitad|doble|medicamento|medicamentos",
    "yo_que_tu|en_tu_lugar|si_fuera_tu|si_yo_fuera|yo_en_tu|yo_de_ti ~4 {take_es}|tomaria|dejaria|bajaria|subiria ~6 {opioid}|{maintenance}|{benzo}|{medicine}|doble|mitad|dosis|pastilla|pastillas|medicacion|medicamento|mg",
    "no ~1 le|les? ~1 digas|cuentes|hagas_caso|preguntes|creas ~2 a|al|nada ~2 medico|doctor|doctora|psiquiatra|clinica ~~10 {toma}|{take_es}|{dose}|#|dosis",
    "deja|dejate|dejen|suelta|tira|bota|olvidate ~1 de|la|el|las|los|esas|esa|ya ~2 {maintenance}|{benzo}|{medicine}|pastillas|medicacion|medicinas|medicamento|medicamentos|antidepresivos ~2",
    "sube|baja|subele|bajale|aumenta|reduce|duplica ~2 a|la|tu|su ~1 dosis|# ~2",
    "con ~1 # ~1 mg|pastillas|dias|gotas ~2 basta|tienes|es_suficiente|alcanza|te_duermes",
    "necesitas|necesita ~2 mas|menos ~2 {medicine}|{maintenance}|{benzo}|dosis|mg",
];

const OTHERWISE: &[&str] = &[
    "as prescribed|directed",
    "{pro_words} ~~10",
    "~10 {pro_words}",
    "can|could|should not ~1 be|call|say|claim ~10",
    "not|never|please_do_not|nunca|jamas ~1 ~1 stop|quit|skip|double|cut|mix|take|dejes|suspendas|mezcles|tomes|subas|bajes|deja ~8",
    "no ~1 dejes|suspendas|mezcles|tomes|subas|bajes|dejen ~8",
    "i|we|she|he|they|doctor|doc|psychiatrist|dr ~2 take|takes|took|taking|use|started|start|stopped|stop|tapered|cut|raised|lowered|upped|dropped|went|switched|skip|skipped|told_me|doubled|halved|said|wants_me|put_me|changed|moved|have|had|am_on|was_on|need|tried|try ~12",
    "i ~1 can|could|will|want|need|had|have|am|was|might|should|plan|have_to|going|hope|got|must|just|forgot|always|usually|only|still ~2 to? ~1 {take} ~8",
    "my ~2 dose|dosage|meds|doctor|psychiatrist|clinic|medication|prescription|mg ~8",
    "mi|mis ~2 dosis|medico|doctor|doctora|psiquiatra|medicacion|pastilla|pastillas|medicina ~8",
    "me ~1 dijo|recetaron|receto|bajo|subio|cambio|dieron|bajaron|subieron|indico|mando ~8",
    "should|can|could|do|did|would|how|when ~1 i|we|my ~8",
    "{take} ~1 my|it_easy|care|your_time|a_walk|a_breath|one_day|a_shower|a_nap|what_you_need|heart|the_steps|a_break|a_moment|a_deep|time|a_seat",
    "{take} ~1 it|things|life one|a|easy|slow ~1 day|step|easy ~2",
    "take ~1 your ~1 meds|medication|medicine|pills|time|chip ~2 ;|and|on_time|every_morning|with_breakfast|call|drink|today|then|with_food",
    "toma ~1 tu|tus|agua|te|un|una|aire|aliento|asiento|nota|tiempo|las_cosas ~1 medicacion|medicina|medicamento|agua|te|respiro|descanso|cafe|pastilla|pastillas|ducha|tiempo|dia ~1 ;|y|a_tiempo|como|hoy",
    "stop|quit|skip ~1 drinking|using|smoking|lying|isolating|beating|worrying|sugar ~3",
    "drink|drinking|use|using ~1 water|tea ~4",
];
