//! Asking somebody who is new where they are to talk elsewhere, or where they can be reached. Among people who know each
//! other the same words are nobody's business, so it is asked only of words to newcomers, and never of greeters.

use super::past::WARNING;
use crate::screening::{Lane, Outcome, Rule, Test};

pub(super) const RULE: Rule = Rule {
    id: "newcomer",
    outcome: Outcome::Hold,
    lane: Lane::Predation,
    test: Test::Says { says: &[ENGLISH, SPANISH], but: &[WARNING, OTHERWISE] },
    weighs: None,
};

const ENGLISH: &[&str] = &[
    "message|msg|dm|pm|text|email|call|phone|inbox|snap|whatsapp|ring ~1 me",
    "add|contact|reach|find me ~2 on|at|by|via|under|through",
    "hit me up",
    "i|lets|we|could|can ~3 message|msg|dm|pm|text|call|email|phone|inbox ~1 you",
    "my ~2 number|phone|whatsapp|email|instagram|telegram|snapchat|kik|signal|discord|facebook ~1 is|here|below",
    "give|send|drop|share|what_is ~2 your ~2 number|phone|whatsapp|email|instagram|telegram|snapchat|address",
    "talk|chat|speak|meet|write ~3 privately|in_private|offline|one_on_one|off_here|somewhere_else|elsewhere|on_whatsapp|on_telegram|on_signal|on_instagram",
    "can|could|should|shall we|you ~1 meet|meet_up|hang_out",
    "want|like|love to ~1 meet|hang_out|get_coffee|grab_coffee|take_you",
    "dms|inbox ~2 open",
    "phone|email|handle|link ~3 call|text|write|anytime|reach_me|message",
];

const SPANISH: &[&str] = &[
    "escribeme|llamame|agregame|contactame|buscame",
    "mandame|enviame ~2 mensaje|whatsapp|mensajes",
    "mi ~2 numero|telefono|whatsapp|instagram|telegram|correo ~1 es",
    "pasame|dame|mandame ~2 tu ~1 numero|telefono|whatsapp|instagram|correo",
    "hablamos|hablemos|hablar|escribimos ~3 privado|interno|whatsapp|telegram",
    "podemos|quieres|quisieras ~2 vernos|quedar|salir|conocernos",
];

const OTHERWISE: &[&str] = &[
    "do|does|did|will|should|please? not|never ~3 message|dm|text|call|phone|email ~3",
    "they|people|friends|everybody|everyone|kids|he|she ~2 call|calls|called|text|texts|texted me ~3",
    "if|when|someone|somebody|anyone|stranger|strangers ~3 asks|offers|wants|messages|dms|texts ~10",
    "talk|chat|speak|write|call|text ~1 to|with? ~1 a|the|any|your|our ~1 moderator|moderators|greeter|greeters|doctor|sponsor|counselor|nurse|line|hotline ~6",
    "my ~2 sponsor|friend|mom|wife|husband|brother|sister ~4 me",
    "can|could|should|shall we|you ~1 meet ~2 the|this|that|it",
];

#[cfg(test)]
mod tests {
    use crate::screening::{Here, Screened, screen_here};

    fn held(text: &str, to_newcomer: bool) -> bool {
        let screened = Screened { text, body: text, links: 0, recent: &[] };
        let here = Here::default().to_newcomer(to_newcomer);
        screen_here(&screened, &here).hold().as_deref() == Some(super::RULE.id)
    }

    #[test]
    fn asking_a_newcomer_to_talk_elsewhere_is_told_from_a_welcome() {
        for text in [
            "Message me any time, I can explain it better.",
            "DM me!",
            "Hit me up if you need a friend",
            "I could text you tonight",
            "Let's talk privately somewhere.",
            "Can we meet up on Sunday?",
            "my dms are open",
            "Escríbeme por favor",
            "¿Quieres quedar mañana?",
        ] {
            assert!(held(text, true), "{text}");
            assert!(!held(text, false), "among people who know each other: {text}");
        }
        for text in [
            "Welcome. You are not alone.",
            "I am glad you wrote. How was your night?",
            "They call me crazy for it.",
            "Please do not text me about it, she said.",
            "If anyone asks for money, tell a moderator.",
            "The first week I could not sleep.",
            "Talk to a doctor about the shaking.",
            "My sponsor told me to call her, and it helped me.",
            "There is a meeting on Sunday at the church, and the coffee is good.",
            "Bienvenida, no estás sola.",
        ] {
            assert!(!held(text, true), "{text}");
        }
    }
}
