//! Somebody who is about to use, or fears it.

use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "craving",
    outcome: Outcome::OfferHelp,
    lane: Lane::SelfHarm,
    test: Test::Says { says: &[ENGLISH, SPANISH, CALLS], but: &[super::idioms::ALL, OTHERWISE] },
};

const ENGLISH: &[&str] = &[
    "about|going|close|tempted|ready|want|wanting|need|wants|dying|seconds_from|on_the_verge_of|thinking_about|wanting|craving to? ~1 use|using|drink|drinking|relapse|relapsing|pick_up|picking_up|get_high|getting_high|get_drunk|score|get_loaded|get_wasted|get_stoned|give_in|cave|slip ~1 ;|tonight|now|today|right_now|again|so|and|but|i|really|badly|bad|because|somebody|someone|please|any_minute|help|just|or|here|this|over|at_the|if|after",
    "about|going|close|tempted|seconds_from|on_the_verge_of to? ~1 relapse|relapsing|get_high|get_drunk|getting_drunk|getting_high|buy_a_bottle|buy_drugs|shoot_up|drink_tonight|use_tonight|break_my|throw_away_my|lose_my_sobriety",
    "going|about|want|tempted to ~1 drink|use|smoke|snort|shoot_up|hit|buy ~2 {alcohol}|{opioid}|{stimulant}|{benzo}|{other_drug} ~1 tonight|now|;|so|right_now|again|today|and",
    "everything ~2 in me|my_body|my_head|brain ~2 wants|screaming|says|craving|tells ~4 use|drink|pick_up|high|drunk|;|one",
    "craving|cravings|urge|urges ~4 bad|strong|strongest|worse|worst|killing|intense|unbearable|tonight|hard|horrible|terrible|awful|eating|insane|winning|now|crazy|loud|hitting|through_the_roof|hits|overwhelming|right_now|today|so|will_not|are_back|is_back",
    "bad|strong|intense|horrible|terrible|awful|huge|massive|worst|crazy|insane|serious|heavy|overwhelming|fighting|having ~1 craving|cravings|urge|urges ~2 to|;|tonight|right_now|today|now|for|and|i|help|again",
    "craving ~2 {alcohol}|{opioid}|{stimulant}|{benzo}|{other_drug}|high|drunk|drug|drugs ~2",
    "bottle|bag|drink|beer|wine|vodka|whiskey|pills|dope|baggie|needle|pipe|stash|joint|line|gram|rig|six_pack ~3 in_front_of|next_to|beside|on_my|on_the|in_my|staring_at|calling ~1 me|table|hand|hands|lap|pocket|counter|purse|name|car|fridge|bag|nightstand|drawer|desk",
    "staring|looking|holding ~2 at? ~2 a|the|this|my ~1 bottle|bag|drink|beer|pills|baggie|needle|pipe|joint|line",
    "bought|copped|grabbed|picked_up|got|found|scored|have|ordered|poured ~1 a|some|my|the|this|an|myself ~2 bottle|bag|baggie|fifth|pint|handle|six_pack|gram|eight_ball|pills|stash|drink ~4 and|;|sitting|here|now|have_not|in_my|do_not|on_my|not",
    "outside|front|parked|sitting|standing|inside|parking_lot|driving_to|walking_to|on_my_way_to|door|line|heading_to ~5 liquor_store|bar|pub|dealers|dealer|dispensary|bodega|plugs|trap_house|off_license|beer_aisle|wine_aisle|drug_store|my_guy",
    "my hand|hands|fingers ~2 on|around|holding ~2 bottle|pipe|needle|bag|can|door",
    "looking|staring|scrolling|typed|typing|pulled_up|found|kept|saved|dialed|dialing ~2 at|up|to? ~1 my|the|a ~1 old? {dealer} ~2 number|contact|text|name",
    "close|about|want|going|tempted|thinking|ready|trying|almost|seconds|before|dying|itching|want ~3 call|calling|text|texting|message|messaging|hit|hitting|see|phone|phoning ~1 up? my|the|a old? dealer|plug|guy|connect|connection",
    "my|the dealer|plug ~2 is|number|on ~4 outside|here|coming|way|dialed|up|open|screen|phone|ready",
    "not|no ~3 think|know|sure|trust|believe|way ~2 i ~2 will|can|am|going ~3 stay|make|hold|last|get|keep|sober|clean ~3 sober|clean|it_through|it_tonight|on|tonight|much_longer|through_the_night|out|together|;",
    "not going|gonna to make|last ~2 it|tonight ~2 tonight|sober|clean|through",
    "do not think i ~1 will|can|am_going_to ~1 make_it|stay_sober|stay_clean|hold_on|last",
    "can not|barely ~2 stay|staying|keep|hold|resist|fight|stop_myself|fight_it|resist_it ~1 sober|clean|it|this|from|off|on|any_longer|the_urge|the_craving|much_longer|tonight ~3 ;|tonight|any_more|from|any_longer|much|today|now|and",
    "white knuckling|knuckled|knuckle",
    "talk|talking me out|down|off ~1 of|from|the|;",
    "keep|stop|help me ~2 from ~1 using|drinking|picking_up|relapsing|smoking|giving_in|buying|calling",
    "distract|distraction me|please|needed|tonight|right_now|now|from",
    "i|we ~2 want|need to ~1 be|get|feel ~2 high|numb|drunk|loaded|wasted|stoned|fucked_up|messed_up ~1 ;|so|right_now|tonight|now|again|really|and|please|badly",
    "really|so|just|only want|need ~2 a|one|some ~1 drink|hit|fix|bump|line|high|beer|pill|cigarette_and|shot ~1 ;|right_now|so|tonight|now|today|and|just",
    "one ~1 drink|hit|line|pill|beer ~2 would|will not|hurt",
    "fuck|screw|done|over|tired_of|sick_of ~2 it|with|being sobriety|sober|clean|recovery|i_am_going_to_drink|i_am_going_to_use ~2",
];

const SPANISH: &[&str] = &[
    "punto|cerca|borde ~1 de ~1 recaer|consumir|beber|tomar|usar|fumar|drogarme|inyectarme|emborracharme|comprar|llamar",
    "voy ~1 a ~1 recaer|consumir|drogarme|emborracharme|inyectarme|fumar_piedra|meterme",
    "voy ~1 a ~1 beber|tomar|usar|fumar ~2 ;|esta_noche|hoy|ahora|y|ya|otra_vez|porque|lo",
    "ganas ~4 de|por ~1 consumir|beber|tomar|drogarme|usar|fumar|meterme|emborracharme|un_trago|una_copa|una_raya|inyectarme|ponerme ~1",
    "craving|ansias|ansiedad_de|antojo|antojos ~3 de|por|fuerte|fuertes|horrible|horribles|consumir|beber|tomar ~1 consumir|beber|tomar|usar|;|alcohol|droga",
    "no ~1 creo|se|pienso ~1 que|si ~1 aguante|pueda|aguanto|resista|llegue|aguantare|podre ~5",
    "no ~1 voy a aguantar|resistir|poder|llegar ~3 ;|sobria|sobrio|hoy|esta_noche|mas|limpio|limpia",
    "no aguanto ~3 sobria|sobrio|sin|limpio|limpia|ganas|craving ~2",
    "puerta|afuera|frente|fuera|dentro|parado|parada|sentado|sentada|esquina ~3 de|del|al|en|un ~2 bar|licoreria|cantina|dealer|punto|tiendita|vinateria|expendio|camello ~1",
    "antes|punto|ganas|voy|quiero|pensando ~2 de|a|en ~1 llamar|llamarle|escribir|escribirle|marcar|marcarle|buscar ~2 dealer|camello|conecte|puntero|diler|jibaro|transa",
    "tengo|hay|compre|acabo_de_comprar ~2 botella|cerveza|bolsa|bolsita|gramo|frasco|vino|coca|raya ~3 enfrente|delante|mano|mesa|en_la|aqui|frente|conmigo|;",
    "necesito|quiero|muero_por ~2 un|una|mi ~1 trago|copa|raya|dosis|cerveza|pase|pinchazo ~2 ;|ya|ahora|hoy|esta_noche|y|o",
    "quiero ~1 drogarme|emborracharme|consumir|ponerme_hasta|estar_drogado|meterme ~1",
    "estoy ~2 tentado|tentada ~3",
    "ayudenme|ayuda|ayudame ~2 a ~1 no ~1 consumir|beber|recaer|tomar|usar",
];

const CALLS: &[&str] = &[
    "need|needs|want help ~1 now|right_now|please|fast|tonight|urgently|asap|immediately",
    "help me ~1 please|now|right_now|tonight",
    "please ~1 help|talk|answer|anyone|someone|somebody ~1 me|him|her|us|to_me|here|there|;",
    "somebody|someone|anyone|anybody ~2 please? ~1 talk|talking to|with me",
    "someone|somebody|anyone|anybody ~2 awake|up|there|around|online ~2 please|need|now|scared|help|i_am",
    "this|it is an emergency",
    "talk to me ;|please|somebody|someone|now",
    "ayuda|ayudame|ayudenme|auxilio|socorro ~1 por_favor|ya|ahora|urgente",
    "necesito ~1 ayuda|hablar ~2 ya|ahora|urgente|con_alguien|por_favor|esta_noche|antes",
    "es ~1 una? ~1 emergencia",
    "hay alguien ~2 despierto|despierta|ahi|por_ahi|aqui ~1 ;|por_favor|necesito|que",
    "alguien ~1 despierto|despierta|ahi|con_quien_hablar ~1 ;|por_favor",
];

const OTHERWISE: &[&str] = &[
    "not|never|no_longer|no|nor|did_not|without|stopped|less|fewer|lost ~2 about|going|want|wanted|wanting|need|tempted|craving|cravings|urge|urges|ganas ~1 to? ~2 use|drink|using|drinking|relapse|smoke|score|pick_up|get_high|get_drunk|high|beber|consumir|tomar|usar",
    "cravings|craving|urges|urge|ganas ~3 passed|pass|passes|gone|better|easier|less|fade|faded|weaker|went_away|down|pasan|pasaron|menos|stopped|disappear|disappeared",
    "used to ~~10",
    "~~10 {long} ago ~~6",
    "no ~2 voy|tengo|tuve|quiero|siento ~1 a? ~1 beber|consumir|tomar|usar|recaer|ganas|drogarme|emborracharme ~2",
    "about|going|want|need|ready|like|love|time to ~1 use|drink|pick_up|pick|smoke|usar|tomar|score ~1 my|the|this|that|these|those|a|an|some|more|our|your|it|her|him|them|up ~1 app|chip|coin|phone|coffee|tea|water|bathroom|step|steps|skills|tools|daughter|son|kids|kid|car|phone|dog|new|gym|90|gift|journal|shower|guitar|goal|goals|point|card|order|prescription|kids|what|breathing|every|old|day|soda|juice|lunch|groceries|book|sponsor",
    "about|going|want|need to pick ~1 up ~2 my|the|a|him|her|them|our|some ~1 kids|daughter|son|phone|car|dog|chip|coin|keys|groceries|pieces|prescription|shift|guitar|sister|brother|mom|coffee",
    "about|going to ~1 drink|use my ~2",
    "about|going|want to use the ~2",
    "voy|punto ~1 de|a ~1 tomar|beber|usar ~1 un|una|el|la|mi|agua|te|cafe|mis ~1 te|cafe|agua|jugo|siesta|descanso|autobus|camion|clase|foto|medicina|medicamento|pastilla|decision|ducha|tiempo|desayuno|telefono|medicacion",
    "ganas ~2 de tomar|beber ~1 un|una|agua|cafe|te ~1 cafe|te|agua|helado|jugo|siesta",
    "craving|cravings|urge|urges|dying|want|fix ~2 for|to|of|some ~2 {treats}|dance|sing|hug|nap",
    "craving|cravings {treats}",
    "how|what ~3 handle|deal|cope|manage|help|helped|do ~3 craving|cravings|urge|urges ~3",
    "call|called|texted|text|told my ~1 sponsor|therapist|mom|sister|friend ~3 when|before|instead ~~8",
    "instead of|before_i ~2 using|drinking|picking_up|calling|buying ~3",
    "if anyone|anybody|someone|you ~2 wants|needs|need|want ~3 talk|help ~3",
    "si alguien ~3 necesita|quiere ~3",
];
