//! Medication is recovery. Words that run it down are met with a suggestion, and a moderator may look.

use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "medication-shaming",
    outcome: Outcome::Nudge,
    lane: Lane::Harassment,
    test: Test::Says { says: &[ENGLISH, SPANISH], but: &[OTHERWISE] },
    weighs: None,
};

const ENGLISH: &[&str] = &[
    "not|never|barely|hardly|fake|aint|nor ~3 sober|clean|recovery|recovered|recovering|sobriety|abstinent|count|counts|free ~~9 {maintenance}|{medicine}|{meds}|{benzo}|the_shot|on_meds|shots|the_clinic|maintenance|opioid|prescribed",
    "{maintenance}|{meds}|the_shot|maintenance|{medicine}|prescribed ~~9 not|never|can_not|aint ~4 sober|clean|recovery|sobriety|count|counts|abstinent|free|say|call|claim|chip",
    "can|could|should|do not ~2 call|say|claim|consider|count ~3 sober|clean|recovery|yourself ~~8 {maintenance}|{meds}|{medicine}|the_shot",
    "trading|trade|traded|swapping|swap|swapped|replacing|replace|replaced|substituting|substitute|exchanging|switching|switched|exchange|switch ~1 one|a|your ~1 drug|addiction|high|poison|dope|vice|substance|habit|fix|needle ~3 another|other|legal|one|different",
    "one|same drug|addiction|high ~1 for|with|to another",
    "liquid handcuffs",
    "not|never|can_not ~1 be? ~1 sober|clean ~2 and|if|while|when ~2 take|taking|use|on|took ~1 adderall|ritalin|vyvanse|{benzo}|{maintenance}|{medicine}|meds",
    "might_as_well|why_not|may_as_well|same_as|no_different|no_better ~3 shoot|use|using|heroin|dope|drugs|getting_high ~~8 {maintenance}|{meds}",
    "{maintenance}|{meds} ~~6 might_as_well|same_as|no_different|no_better ~4 shoot|use|using|heroin|dope|drugs|getting_high",
    "taking|take|popping ~1 pills|a_pill|meds|drugs ~2 to ~2 stay|get|quit|stop|be ~3 off|pills|drugs|sober|clean ~5 not|joke|never",
    "on|taking|with|people_on|anyone_on {maintenance}|{meds} ~2 should|must|can not ~1 get|have|earn|take|receive|claim|count ~2 chip|chips|medallion|medallions|coins|coin|time|days",
    "handcuffs|leash|ball_and_chain ~~6 {maintenance}|clinic|meds",
    "{maintenance}|{meds}|the_shot|maintenance|{medicine}|{benzo} ~3 is|are|just|only|still|nothing_but ~3 crutch|crutches|dope|cheating|poison|cop_out|excuse|legal_high|legal_dope|garbage|drugs|drug|getting_high|heroin|government|scam|weak|weakness|easy_way|joke|death|band_aid|cheat|a_lie|junkies|lazy",
    "crutch|cheating|cop_out|easy_way_out|weak|weakness|excuse ~~8 {maintenance}|{meds}|{medicine}|the_shot",
    "{maintenance}|{meds}|the_shot|{medicine} ~6 still|just ~2 using|high|addicted|addict|junkie|junkies|addicts|getting_high|a_user|dependent|on_dope|drug_addict|hooked",
    "still|just|basically ~2 using|high|addict|junkie|addicted|addicts|junkies|loaded|hooked|user ~~7 {maintenance}|prescription|{meds}|the_shot|doctor|script|clinic",
    "junkie|addict|junkies|addicts|dealer|pusher ~3 with|on|in|by ~2 prescription|script|prescriptions|legal|{maintenance}|white_coat",
    "get|come|kick|wean|taper|go|getting|getting_off ~1 off ~2 that|the|those|your|this|{maintenance}|{meds}|{medicine} ~3 stuff|shit|crap|poison|junk|garbage|{maintenance}|{meds}|clinic|{medicine}|;|if ~~8 truly|really|real|clean|sober|recovery|man_up|free|already",
    "truly|really|real|true|actually|actual|fully|completely|genuine ~1 clean|sober|recovery|sobriety|abstinence ~~8 no|without|means|not|off|free_of|never ~4 pills|meds|{maintenance}|medication|medications|medicine|drugs_of_any|anything|substances|antidepressants|chemicals|{medicine}|nothing",
    "reset|change|restart|move|give_back|return|start ~1 your|ur|the|over ~2 date|clock|time|counter|chip|day|days|sobriety_date ~~9 {maintenance}|{meds}|{medicine}|the_shot|prescribed",
    "should|can|could|do|must|may|got_no_business|no_right ~1 not|have_no|be ~2 share|speak|talk|sponsor|chair|sharing|lead|service|pick_up_a_chip|take_a_chip|open_your_mouth ~~9 {maintenance}|{meds}|the_shot|{medicine}",
    "{maintenance}|{meds}|the_shot|{medicine} ~~8 should|must|can not ~2 share|speak|talk|sponsor|chair|take_a_chip|lead|come|be_allowed",
    "do not need|rely ~2 {meds}|{maintenance}|{medicine} ~2 if ~6 god|steps|program|work|faith|pray",
    "{meds}|{maintenance}|{medicine} ~3 for|makes_you ~2 weak|lazy|losers|people_who_do_not|quitters|cowards|zombie|crazy|zombies",
    "pill ~1 popper|head|heads|poppers",
    "need|use|take|using|on|taking|want ~2 {meds}|{maintenance} ~3 you|then|means|because|is ~4 weak|lazy|failed|fail|failing|not_working|no_faith|not_serious|lack|did_not_work|are_a_fraud|a_fraud|loser",
];

const SPANISH: &[&str] = &[
    "no ~2 estas|esta|eres|estan|son|es|cuenta|vale|puedes ~3 limpio|limpia|sobrio|sobria|limpios|sobrios|recuperacion|recuperado|recuperada|abstinencia|sobriedad ~~8 {maintenance}|{meds}|{medicine}|{benzo}|medicado|medicada",
    "{maintenance}|{meds}|{medicine}|medicado|medicada ~~8 no ~2 estas|esta|eres|estan|son|es|cuenta|hay|vale|puedes ~4 limpio|limpia|sobrio|sobria|limpios|sobrios|recuperacion|recuperado|abstinencia|sobriedad|verdad|;",
    "cambi*|sustitu*|reemplaz* ~2 una? ~1 droga|adiccion|vicio ~1 por|con ~1 otra|otro|la_otra",
    "{maintenance}|{meds}|{medicine}|pastillas ~6 muleta|muletas|trampa|debiles|debil|veneno|droga|drogas|drogado|drogada|drogadictos|excusa|cobardes|flojos|engano|vicio|locos ~1",
    "muleta|trampa|debiles|excusa ~~6 {maintenance}|{meds}|{medicine}",
    "{maintenance}|{meds}|{medicine}|medicado|medicados ~~8 no ~1 deber*|pued*|tien* ~3 compartir|hablar|apadrinar|coordinar|venir|derecho|ficha|opinar",
    "no ~1 deber*|pued* ~2 compartir|hablar|apadrinar|coordinar ~~8 {maintenance}|{meds}|{medicine}",
    "verdadera|verdadero|real|autentica|genuina ~1 sobriedad|recuperacion|abstinencia ~~6 sin|nada|no|es ~3 nada|pastillas|{maintenance}|{meds}|{medicine}|medicamentos",
    "sobrio|sobria|limpio|limpia ~1 de_verdad|realmente ~~6 sin|no|deja ~3 {maintenance}|{meds}|{medicine}|nada",
    "sigues|sigue|siguen|sigues_siendo ~2 drogado|drogada|drogandote|adicto|adicta|usando|consumiendo|enganchado ~~6 {maintenance}|{meds}|receta|{medicine}|clinica",
    "adicto|adicta|yonqui|drogadicto ~3 con ~1 receta",
    "esposas|grilletes ~1 liquidas|liquidos",
    "reinicia|cambia|empieza ~2 tu|de ~1 fecha|cuenta|cero ~~8 {maintenance}|{meds}|{medicine}",
];

const OTHERWISE: &[&str] = &[
    "told|tells|tell|said|says|say|saying|hearing|heard|think|thinks|thought|believes|called|calls|insist|insists|judged|shamed ~2 me|us|that|i|people|it|we|him|her ~14",
    "some|many|people|others|they|someone|somebody|sponsor|members|folks ~3 say|says|said|think|thinks|tell|tells|told|believe|claim|keep_telling|act_like|believes ~14",
    "do not|never let ~14",
    "dicen|dice|dijo|dijeron|dicho|decia|decian|piensan|oigo|creen ~2 que ~14",
    "me ~1 dijeron|dijo|dicen ~14",
    "i|we ~1 am|are|was|feel|felt|do ~1 not ~14",
    "it|that|this|medication|medicine is not ~2 cheating|crutch|weakness|trading|replacing|using|shame|weak|a_drug",
    "is not ~2 trading|replacing|swapping|a_crutch|cheating|weakness|a_weakness",
    "no ~1 es ~2 cambiar|muleta|trampa|debilidad",
    "shaming|stigma|estigma ~8",
    "my ~2 clinic|dose|doctor ~8",
    "not|no ~1 less ~2 sober|clean|limpio|sobrio",
    "is|am i|it|that ~2 not ~4 sober|clean ~~6",
];
