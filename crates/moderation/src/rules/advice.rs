//! Advice, where the author of a thread asked for none. It is asked in such threads only; a share about oneself passes.

use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "advice",
    outcome: Outcome::Hold,
    lane: Lane::Ordinary,
    test: Test::Says { says: &[SAYS, SPANISH], but: &[OTHERWISE] },
    weighs: None,
};

const SAYS: &[&str] = &[
    "you ~2 should|must|ought|better",
    "you ~1 need|have|got to",
    "you would|could better|try|do_worse",
    "if i was|were you",
    "my advice|suggestion ~1 is|would|to",
    "i ~1 advise|recommend|suggest|urge ~2 you|that|to|a|trying|going|getting|talking",
    "have you ~1 tried|considered|thought_about|thought_of",
    "why do not you",
    "; just|please? ~1 go|get|call|stop|quit|leave|try|see|tell|ask|talk|find|pray|read ~1 to|a|an|the|your|some|him|her|them|with|using|drinking|going",
    "the only thing|way ~3 work|works|is_to|for_you",
];

const SPANISH: &[&str] = &[
    "deberias|debes|debieras|tienes_que|tendrias_que|necesitas_que|hazme_caso ~1",
    "te ~1 recomiendo|aconsejo|sugiero|recomendaria|aconsejaria",
    "yo|si_fuera que|yo tu|en_tu_lugar",
    "has ~1 probado|intentado|considerado|pensado_en",
    "por que no ~1 vas|pruebas|intentas|llamas|hablas|buscas|dejas",
    "; ve|vete|llama|deja|habla|busca|prueba|intenta|pide ~1 a|de|con|tu|un|una|al|ayuda",
    "mi consejo|sugerencia",
];

const OTHERWISE: &[&str] = &[
    "you ~1 should ~1 be ~1 proud|here|welcome",
    "you ~1 should ~1 know ~2 not_alone|matter|loved|i_am|we_are",
    "you have to ~1 laugh|love|smile",
    "you have got this",
    "told|tells|said|says|asked ~2 me ~4 you ~1 should|need_to|have_to|must",
    "deberias estar ~1 orgullosa|orgulloso",
];
