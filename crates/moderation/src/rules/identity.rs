//! Telling who somebody is: a name, a home, a place of work, a number, a picture.

use super::past::WARNING;
use crate::screening::{Class, Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "identity",
    outcome: Outcome::Hold,
    lane: Lane::Identity,
    test: Test::Says { says: &[ENGLISH, NAMED, SPANISH], but: &[WARNING, OTHERWISE] },
    weighs: Some(Class::Identity),
};

const ENGLISH: &[&str] = &[
    "{their}|person|guys|persons|girls|op|users|members ~1 is? ~1 real|actual|legal|full|true|government|birth|last|irl ~1 name|surname|identity ~1 is|was|starts|and ~1",
    "real|actual|legal|true|government name ~3 is @",
    "he|she|they|op|you|guy|girl|person|man|woman|who|someone|dude|lady ~2 live|lives|living|stays|staying|resides|moved ~1 at|on|in|off|near|next|over|above|around ~5 street|st|road|rd|avenue|ave|lane|drive|blvd|boulevard|court|apartment|apt|building|block|trailer_park|complex|cul_de_sac|house|unit|place|way|circle|terrace|corner|{their}|door ~1",
    "he|she|they|op|you|this_guy|this_woman|this_person ~2 live|lives|stays in|at my|the|our|unit|apartment|apt|# building|block|street|neighborhood|complex|#|dorm",
    "i ~2 know|found_out|figured_out|worked_out|know_exactly ~1 who|where ~1 you|he|she|they|op|this|that|u|{someone} ~3 are|is|live|lives|really|work|works|sleep|parks|r",
    "{their}|persons|guys ~2 home|personal|cell|phone|new|private|work|email|ip|exact? ~1 number|phone|phone_number|address|home_address|email|cell|digits|license_plate|plate|location|workplace ~2 is ~2 phone|email|#|@|handle|link|on|at",
    "{their} ~1 number|cell|phone|address|email|digits ~1 is ~1 phone|email|#|@|on",
    "here|heres|this|got|found|dropping|posting|leaking ~2 is|are|have|the? ~3 {their}|of_the_guy|of_the_girl|of_the_woman|persons|guys|girls|womans|mans ~2 number|phone|email|address|profile|screenshot|photo|picture|pic|face|facebook|instagram|linkedin|account|license|mugshot|plate|workplace|info",
    "here|this is the ~1 email|number|address|phone|profile|account|name|photo|picture|mugshot ~2 of ~8",
    "screenshot|screenshots|screen_shot|screenshotted|screencap|screengrab ~5 {their}|name|face|profile|account|messages|photo|who_she|who_he",
    "{their} ~2 instagram|facebook|linkedin|tiktok|twitter|snapchat|venmo|insta|snap|profile|account|handle ~1 is|name ~2 handle|link|@|email|called|under",
    "found|find|located|looked_up|look_up|googled|google|searched|search|tracked|stalked|check|check_out|pulled_up|here_is ~2 {their}|up|him|her|them|down ~2 facebook|instagram|linkedin|profile|account|address|mugshot|arrest|tiktok|twitter|employer|record",
    "found|tracked|looked|googled ~1 him|her|them|you ~1 on|up_on|down|through ~1 facebook|instagram|linkedin|tiktok|google|whitepages|at_his|at_her ~2",
    "drives|drive|driving|parks|truck|car|van ~8 license? ~1 plate|plates|tag|placa|placas ~3",
    "license plate ~4",
    "{their} kids|kid|son|daughter|children|child ~1 go|goes|attend|attends ~2 to? ~1 @ ~1",
    "took|take|snapped|got|have|posting|sharing|recorded ~2 picture|photo|pic|video|recording|screenshot|pictures|photos ~2 of ~1 him|her|them|you|everyone|group|this_guy|this_woman",
    "look|looking|search|google|pull|find him|her|them|this_guy|this_girl|@ up|on ~2 facebook|instagram|google|on|online|linkedin|@",
    "posting|post|sharing|leaking|dropping|publishing ~1 {their} ~2 address|number|name|picture|photo|pictures|phone|email|info|location|photos",
    "found|find|figured|know|know_exactly|learned ~1 out? ~1 where|who ~1 he|she|they|you|op|this_guy|this_woman ~1 works|work|lives|live|is|are|goes|parks|stays",
    "call|tell|email|contact|message|report|notify|out|write|inform|let ~3 {their} ~2 boss|employer|job|work|workplace|landlord|wife|husband|school|parole|hr|manager|company|ex|kids_school|cps|supervisor|probation ~2",
    "{their} boss|employer|manager|landlord|wife|husband|parole_officer ~1 at|is|name|number|phone ~~10 call|should|number|tell|know|phone|email",
    "he|she|they|op ~1 works|work|teaches|teach|nurses|employed ~2 at|for|in ~2 the|a|st? ~2 @ ~6 tell|call|know|everyone|so_you|real|name|there|should|find|go|look",
    "works|work|working|shifts ~2 at|for|in ~4 @ ~~6 ask|find|look|go|visit|confront|say_hi ~2",
    "doxx|dox|doxxing|doxing|doxxed|doxed ~1 him|her|them|you|this|the|op|time|someone",
    "who|guy|girl|person|one|woman|man|account|user|poster|member that|who|which|behind|going? ~2 posts|writes|goes|is|posting|calls|behind|signs|uses|comments|hides ~2 as|by|himself|herself|themselves|under|behind|name|@ ~5 is|works|lives|was ~2 {relation}|@|the|a|married|at|from|named|actually|really",
    "pretty|almost|so|very|100|fairly|i_am|quite sure|certain|positive|convinced ~3 @ ~5 is|works|lives|teaches|was ~3 {relation}|the|from|at|who|@|married|my",
    "i|we ~1 recognize|recognise|recognized|recognised|recognise|know ~2 you|her|him|them|who_this|this_person|op|that_voice|this_guy|this_woman|@ ~2 from|by|as|you_are ~5 work|school|church|job|office|gym|street|hospital|neighborhood|@|meeting|tv|town|court|bank",
    "so|now|everyone|everybody|people|yall|all ~1 now|should|deserves|needs|has|can ~1 you|to|a? ~1 know|knows ~1 who|about ~1 he|she|they|him|her|it_is|this|@|op ~1",
];

const NAMED: &[&str] = &[
    "@ @ ~1 is ~1 really|actually|totally|definitely|secretly|obviously|just|100|also|my|the ~2 {relation}|@",
    "@ is ~1 really|actually|secretly|totally|obviously ~3 @|{relation}",
    "{their} ~1 name ~1 is ~1 @ @",
    "@ is ~1 really? ~1 @ ~1 from|who|at|in ~1",
    "you are ~1 @ ~1 from|who|at",
    "@ @ is ~1 my|our|the|his|her ~2 {relation}|woman|man|lady|guy|one|girl|cop|person ~2",
    "@ @ ~3 is|was|are|were|goes|relapsed|got|attends|came ~2 in|at|to|from|with|sober|an_addict|an_alcoholic|using|high|drunk|arrested|my_detox ~3 detox|rehab|meeting|meetings|treatment|aa|na|group|recovery|jail|psych|methadone_clinic|clinic|program|house|sober_house ~1",
    "that|this|op|he|she|it|user|poster|account ~1 is ~1 totally|really|definitely|actually|obviously|clearly|just|100|literally|for_sure|probably|from|our|my|the ~1 {title}? @ ~1 @|from|at|who|the",
    "that|this|op|he|she|it is ~1 {title} @ ~1",
    "op|poster|he|she|account|user|guy is @ @",
    "is|es @ @ ~2 he|she|who|and_he|and_she|they|el|ella|y ~2 lives|works|drives|teaches|posts|vive|trabaja|live|work",
    "saw|seen|spotted|recognized|recognised|ran_into|met|bumped_into|noticed|caught|know ~2 {title} @ ~5 meeting|meetings|group|rehab|detox|clinic|aa|na|treatment|here|reunion|junta",
    "saw|seen|spotted|recognized|ran_into|bumped_into|noticed ~1 @ @ ~4 meeting|meetings|group|rehab|detox|clinic|aa|na|treatment",
    "{title} @ ~6 detox|rehab|meeting|aa|na|addict|alcoholic|treatment|clinic|relapsed|drunk|junta|reunion ~1",
    "real|full|last|actual|legal|true name ~2 is @",
];

const SPANISH: &[&str] = &[
    "nombre|apellido|identidad ~1 real|verdadero|verdadera|completo|legal|de_verdad ~1 es",
    "verdadero|real|completo|autentico nombre ~1 es",
    "en_realidad|realmente|de_verdad ~1 se ~1 llama @",
    "se ~1 llama ~1 @ @",
    "se ~1 llama ~1 @ ~4 vive|trabaja|es_mi|y_es|y_trabaja|y_vive",
    "vive|viven|vives|duerme|se_queda ~1 en|por|frente|cerca|al_lado ~3 calle|avenida|av|colonia|edificio|piso|depto|departamento|numero|#|mi_edificio|mi_calle|privada|casa|fraccionamiento|bloque|barrio|plaza|esquina|carrera ~2",
    "{their} ~1 telefono|numero|direccion|correo|celular|cel|whatsapp|email|instagram|facebook|perfil|placas|placa|cuenta ~2 es ~2",
    "este|aqui|esta|ahi|aca|les|os|tienen|va|paso|dejo|es ~3 {their}|el|la ~1 telefono|direccion|captura|foto|perfil|numero|correo|facebook|instagram|celular|domicilio|cuenta|cara ~3 llam*|vean|sepan|quien|es|busquen|escrib*|de|perfil|phone|email|handle|#|todos",
    "captura|capturas|pantallazo|screenshot ~4 perfil|nombre|cara|cuenta|foto|mensajes|de_ella|de_el",
    "ya|yo|todos ~1 se|sabemos|sabe|saben ~1 quien|donde ~1 eres|es|vives|vive|trabajas|trabaja ~2",
    "te|lo|la|los|le ~1 vi|vimos|reconoci ~2 entrar|salir|en|entrando|saliendo ~4 reunion|junta|clinica|grupo|anexo|centro|rehabilitacion",
    "te|lo|la|le reconoci|reconozco ~4",
    "la|lo|le|te|los ~1 encontre|encontramos|busque|halle|localice ~2 en|por ~2 facebook|instagram|linkedin|tiktok|google|redes|handle|internet ~1",
    "encontre|encontramos|busque|halle ~2 {their} ~1 facebook|instagram|perfil|direccion|cuenta|linkedin|telefono",
    "el|la|quien|persona|los ~1 que ~2 firma|escribe|publica|postea|comenta|aparece|se_hace_llamar ~1 como|por ~4 es|se_llama|trabaja|vive ~1",
    "esa|esta|ese|este|la|el ~1 persona|usuario|usuaria|chica|chico|senora|senor|cuenta|mujer|hombre ~1 es|se_llama ~2 mi|@|la|el ~2 {relation}|@|que_trabaja|que_vive",
    "@ @ ~1 es ~2 mi|la|el|en_realidad|de_verdad ~1 {relation}|@|que",
    "llam*|dig*|avis*|escrib*|cont* ~2 a ~1 {their} ~1 jefe|jefa|trabajo|esposa|esposo|casero|patron|escuela|empresa|familia ~3",
    "{their} jefe|jefa|patron ~1 se_llama|es @ ~1",
    "es ~1 mi|el|la {relation} ~2 del|de_la|que ~5 reconoci|foto|vi|firma",
    "placas|placa ~3 del? ~1 coche|carro|#|@|son|es|auto ~3",
    "trabaja ~1 en|de ~4 @ ~6 llam*|digan|sepan|busquen|todos|real|nombre",
];

const OTHERWISE: &[&str] = &[
    "my ~2 name|number|address|boss|employer|phone|email ~4",
    "mi ~1 nombre|numero|direccion|jefe|telefono|correo ~4",
    "i ~1 do not know who ~4",
    "know|se ~1 who|quien ~1 i|am|soy ~3 am|really|soy",
    "not|never|do_not|nobody|no_one|please_do_not|nunca ~2 post|share|tell|say|give|use|ask|call|dox|doxx ~8",
    "made|make ~1 up ~4",
];
