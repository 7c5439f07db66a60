//! Words of somebody who needs help now. They hold nothing back: they keep a text from waiting.
//!
//! To let it understand more, add a phrase, or what people say with the same words and mean nothing by, and a sentence
//! of your own to the tests below. Phrases are small letters without accents or apostrophes.

/// What somebody in danger may write, in English and in Spanish.
const PHRASES: &[&str] = &[
    // Not wanting to live.
    "kill myself",
    "killing myself",
    "end my life",
    "ending my life",
    "end it all",
    "take my own life",
    "taking my own life",
    "want to die",
    "wanna die",
    "want to be dead",
    "wish i was dead",
    "wish i were dead",
    "better off dead",
    "better off without me",
    "no reason to live",
    "nothing to live for",
    "dont want to live",
    "do not want to live",
    "dont want to be alive",
    "suicidal",
    "quiero morir",
    "quiero morirme",
    "ganas de morir",
    "no quiero vivir",
    "no quiero seguir viviendo",
    "quitarme la vida",
    "acabar con mi vida",
    "matarme",
    "suicidarme",
    "suicida",
    // Harm.
    "hurt myself",
    "hurting myself",
    "harm myself",
    "harming myself",
    "cut myself",
    "cutting myself",
    "hacerme dano",
    "cortarme",
    // An overdose, somebody who does not wake up.
    "overdosed",
    "overdosing",
    "took too many pills",
    "took too much",
    "not breathing",
    "wont wake up",
    "sobredosis",
    "no respira",
    "no despierta",
    "me tome todas las pastillas",
    // Right before it.
    "about to use",
    "about to drink",
    "about to relapse",
    "about to pick up",
    "going to use tonight",
    "going to drink tonight",
    "a punto de consumir",
    "a punto de beber",
    "a punto de recaer",
    "voy a consumir",
    "voy a recaer",
    // A call.
    "need help now",
    "need help right now",
    "help me please",
    "please help me",
    "this is an emergency",
    "necesito ayuda ya",
    "necesito ayuda ahora",
    "ayudenme por favor",
    "es una emergencia",
];

/// The same words when they mean nothing of the kind; they are passed over.
const IDIOMS: &[&str] = &[
    "die laughing",
    "die of laughter",
    "die of shame",
    "die of embarrassment",
    "die of boredom",
    "die when i saw",
    "kill myself laughing",
    "killing myself laughing",
    "killing myself at work",
    "cut myself shaving",
    "cut myself some slack",
    "cut myself off",
    "cut myself a slice",
    "cut myself a piece",
    "hurt myself laughing",
    "hurt myself at the gym",
    "took too much time",
    "took too much on",
    "took too much of my time",
    "about to use the",
    "about to use my",
    "about to drink my coffee",
    "about to drink my tea",
    "about to drink a coffee",
    "about to pick up my",
    "about to pick up the",
    "morir de risa",
    "morirme de risa",
    "morir de verguenza",
    "morirme de verguenza",
    "morirme de hambre",
    "matarme a trabajar",
    "matarme de risa",
    "matarme estudiando",
    "cortarme el pelo",
    "cortarme las unas",
    "a punto de beber un cafe",
    "a punto de beber agua",
];

/// Whether somebody who writes so may need help now. It mistakes some words for a call, and misses others.
#[must_use]
pub fn speaks(text: &str) -> bool {
    let mut words = bare(text);
    for idiom in IDIOMS {
        words = words.replace(&format!(" {idiom} "), " . ");
    }
    PHRASES.iter().any(|phrase| words.contains(&format!(" {phrase} ")))
}

/// Small letters without accents and apostrophes, with one space between words and around all of them.
fn bare(text: &str) -> String {
    let mut bare = String::from(" ");
    for letter in
        text.chars().flat_map(char::to_lowercase).filter(|letter| !matches!(letter, '\'' | '’' | '*'))
    {
        match letter {
            'á' | 'à' => bare.push('a'),
            'é' | 'è' => bare.push('e'),
            'í' => bare.push('i'),
            'ó' => bare.push('o'),
            'ú' | 'ü' => bare.push('u'),
            'ñ' => bare.push('n'),
            letter if letter.is_alphanumeric() => bare.push(letter),
            _ if !bare.ends_with(' ') => bare.push(' '),
            _ => {}
        }
    }
    bare.push_str(if bare.ends_with(' ') { "" } else { " " });
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLS: &[&str] = &[
        "I want to die.",
        "I can't stop thinking that everybody is better off without me",
        "Sitting in the car, about to drink. Talk to me?",
        "I wish I were dead. There, I said it.",
        "i'm going to kill myself",
        "My roommate took something and he won't wake up",
        "She is NOT breathing",
        "I think my friend overdosed",
        "I keep wanting to hurt myself tonight",
        "There's **no reason to live** any more",
        "I don’t want to be alive any more",
        "Somebody, I need help right now",
        "Feeling suicidal since this morning",
        "Quiero morirme, no puedo más",
        "Estoy a punto de recaer, ¿hay alguien?",
        "Mi hermano no respira",
        "No quiero seguir viviendo así",
        "He pensado en quitarme la vida",
        "Necesito ayuda ya",
        "Tengo miedo de hacerme daño",
    ];

    const OTHERS: &[&str] = &[
        "",
        "I nearly died laughing at the meeting",
        "I could die of embarrassment",
        "My mom is going to kill me when she sees the kitchen",
        "I want to die laughing every time he tells it",
        "This heat is killing me",
        "Dying for a coffee",
        "I cut myself shaving again",
        "I am learning to cut myself some slack",
        "Five years ago I lost a friend. I live with it.",
        "About to use my first ninety-day coin as a coaster",
        "Dead tired today, but here",
        "That film is to die for",
        "I took too much on last week",
        "I was about to pick up my daughter when you wrote",
        "We help each other. Help is near.",
        "The deadline is a killer",
        "Me muero de hambre, ¿quién cocina?",
        "Casi me muero de risa; quiero morirme de risa otra vez",
        "Voy a cortarme el pelo mañana",
        "No voy a matarme a trabajar por ese jefe",
        "Estoy a punto de beber un café contigo",
    ];

    #[test]
    fn a_call_is_heard() {
        let missed: Vec<_> = CALLS.iter().filter(|text| !speaks(text)).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn ways_of_speaking_are_no_call() {
        let mistaken: Vec<_> = OTHERS.iter().filter(|text| speaks(text)).collect();
        assert!(mistaken.is_empty(), "{mistaken:?}");
    }

    #[test]
    fn phrases_are_written_as_texts_are_compared() {
        for phrase in PHRASES.iter().chain(IDIOMS) {
            assert_eq!(bare(phrase), format!(" {phrase} "));
        }
    }
}
