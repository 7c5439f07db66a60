//! Somebody who writes drunk or high. They are welcome, and there is a place where they are answered sooner.

use super::past::PAST;
use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "intoxicated",
    outcome: Outcome::Route,
    lane: Lane::SelfHarm,
    test: Test::Says { says: &[SAYS], but: &[PAST, super::idioms::ALL, OTHERWISE] },
    weighs: None,
};

const SAYS: &[&str] = &[
    "i am|feel ~2 drunk|high|stoned|wasted|tipsy|loaded|hammered|tweaking|buzzed|plastered|faded|rolling|tripping|blacked_out|nodding|wired|smashed|fucked_up|lit ~1 ;|right_now|and|as|while|but|again|on|tonight|off|now|so|writing|typing|sorry|rn|already|atm|help",
    "still|so|too|really|pretty|very|super drunk|stoned|wasted|hammered|tweaking|plastered ~1 ;|right_now|and|to|from|tonight|now|rn",
    "writing|posting|typing|write|here|sitting|crying|alone|post ~2 this|here? ~2 drunk|high|stoned|wasted|buzzed|loaded|tipsy",
    "; drunk|high|stoned|wasted|tipsy ~1 right_now|again|and|as|tonight",
    "i ~2 drinking|smoking|using right_now|as_i|while_i|tonight",
    "on my # drink|beer|glass",
    "estoy ~2 borracho|borracha|drogado|drogada|pedo|peda|colocado|colocada|puesto|puesta|ebrio|ebria|fumado|fumada|ciego|ciega|tomado|tomada|high|ahogado|ahogada ~1",
    "escribo|escribiendo ~2 borracho|borracha|drogado|drogada|pedo|peda|high",
    "ando ~2 borracho|borracha|pedo|peda|drogado|drogada|crudo|tomado|tomada|pacheco",
];

const OTHERWISE: &[&str] = &[
    "not|never|no|was|were|without|nor ~2 drunk|high|stoned|wasted|borracho|borracha|drunk",
    "high ~1 on|hopes|school|blood|time|five|and_low|chair|horse|road|energy ~1 life|love|hope|caffeine|sugar|music|god",
    "no ~1 estoy|ando ~2",
    "when|if|like|whenever|cuando ~1 i|you|me ~1 am|is|get|estoy ~2",
    "like i am|as_if_i_am ~2",
];
