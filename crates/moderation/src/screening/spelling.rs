//! Ways of writing that hide a word from programs, or that are just in a hurry.

/// Letters of other scripts that look like ours.
pub(super) fn lookalike(letter: char) -> char {
    match letter {
        'а' | 'А' | 'α' => 'a',
        'е' | 'Е' | 'ε' => 'e',
        'о' | 'О' | 'ο' | 'ø' => 'o',
        'р' | 'Р' | 'ρ' => 'p',
        'с' | 'С' => 'c',
        'х' | 'Х' | 'χ' => 'x',
        'у' | 'У' | 'υ' => 'y',
        'і' | 'І' | 'ι' | 'ı' => 'i',
        'ѕ' | 'Ѕ' => 's',
        'к' | 'К' | 'κ' => 'k',
        'ѵ' | 'ν' => 'v',
        'т' | 'Т' | 'τ' => 't',
        'н' | 'Н' => 'h',
        'м' | 'М' => 'm',
        letter => letter,
    }
}

/// The word that a little picture stands for.
pub(super) fn picture(picture: char) -> Option<&'static str> {
    Some(match picture {
        '💊' => "pills",
        '💉' => "needle",
        '❄' => "snow",
        '🍃' | '🌿' | '🍁' | '🌲' => "weed",
        '🍄' => "shrooms",
        '🔌' => "plug",
        '📲' | '📱' | '📞' | '☎' | '📩' | '✉' => "dm",
        '💰' | '💵' | '💸' | '🤑' => "$",
        '😘' | '😍' | '🥰' | '💋' | '😏' | '😉' | '🍆' | '🍑' | '🌹' => "kiss",
        '🛏' | '🛌' => "bed",
        '✈' | '🛫' => "flight",
        '🔫' => "gun",
        '🍺' | '🍻' | '🍷' | '🥃' | '🍾' | '🍸' => "booze",
        _ => return None,
    })
}

/// Whether a chunk is an address of some kind, which rules know by that word.
pub(super) fn address(chunk: &str) -> Option<&'static str> {
    /// So many digits, written together, are a number to call.
    const PHONE: usize = 7;
    const ENDINGS: [&str; 16] = [
        "com", "net", "org", "io", "me", "co", "info", "example", "mx", "app", "link", "ly", "gg", "site",
        "shop", "health",
    ];
    if let Some((name, host)) = chunk.split_once('@')
        && host.len() > 1
    {
        if name.is_empty() {
            return Some("handle");
        }
        return host.contains('.').then_some("email");
    }
    if chunk.contains("://") || chunk.starts_with("www.") {
        return Some("link");
    }
    let host = chunk.split('/').next().unwrap_or_default();
    if let Some((name, ending)) = host.rsplit_once('.')
        && name.len() > 2
        && ENDINGS.contains(&ending)
    {
        return Some("link");
    }
    let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
    let dialled = chunk.bytes().all(|byte| byte.is_ascii_digit() || b"-.()+".contains(&byte));
    (dialled && digits >= PHONE).then_some("phone")
}

/// A word in which digits and signs stand for letters (`x4nax`), if that makes a word that `known` knows.
pub(super) fn decoded(chunk: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    if known(chunk) {
        return Some(chunk.to_owned());
    }
    let signs = |byte: u8| byte.is_ascii_digit() || b"$@!+|".contains(&byte);
    if !chunk.bytes().any(signs) || !chunk.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let read = |one: char| -> String {
        let letter = |letter| match letter {
            '0' => 'o',
            '1' | '!' | '|' => one,
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            '8' => 'b',
            '9' => 'g',
            letter => letter,
        };
        chunk.chars().map(letter).filter(char::is_ascii_lowercase).collect()
    };
    let ways = [read('i'), read('l')];
    let within = ways.iter().find(|word| word.len() > 2 && known(word)).cloned();
    within.or_else(|| {
        // A unit after its number, or a number after a name, is no trick of writing.
        let first = chunk.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        let last = chunk.bytes().last().is_some_and(|byte| byte.is_ascii_alphabetic());
        let [word, _] = ways;
        (first && last && !chunk.contains(['-', '.', '/', '_'])).then_some(word)
    })
}

/// The parts of a chunk: words, numbers, money signs, and marks that lack their space.
pub(super) fn parts(chunk: &str) -> Vec<&str> {
    let kind = |letter: char| match letter {
        'a'..='z' | '\'' => 'a',
        '0'..='9' => '0',
        '.' | ',' | '$' => letter,
        _ => ' ',
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in chunk.char_indices().chain([(chunk.len(), '\0')]) {
        let before = chunk[..at].chars().next_back();
        if at > start && before.map(kind) != Some(kind(letter)) {
            parts.push(&chunk[start..at]);
            start = at;
        }
    }
    // A mark between letters of one word, or within a number, is none.
    let long = parts
        .iter()
        .any(|part| part.len() > 1 && part.starts_with(|first: char| first.is_ascii_alphabetic()));
    parts.retain(|part| match *part {
        "." | "," => long,
        part => part.chars().all(|letter| kind(letter) != ' ') && !part.starts_with(['.', ',']),
    });
    parts
}

/// A word with letters drawn out (`heeelp`), with two and with one of each.
pub(super) fn drawn_out(word: &str) -> [Option<String>; 2] {
    let most = |most: usize| {
        let (mut last, mut times) = (None, 0);
        let kept = word.chars().filter(|letter| {
            times = if last == Some(*letter) { times + 1 } else { 1 };
            last = Some(*letter);
            times <= most
        });
        Some(kept.collect::<String>()).filter(|kept| kept.len() < word.len())
    };
    if word.as_bytes().windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
        [most(2), most(1)]
    } else {
        [None, None]
    }
}

/// Letters that were written apart, as the words that they are together.
pub(super) fn joined(letters: &str, known: impl Fn(&str) -> bool + Copy) -> Option<Vec<&str>> {
    const LEAST: usize = 3;
    const MOST: usize = 40;
    let fits = (LEAST..=MOST).contains(&letters.len());
    if fits { split(letters, known, 0) } else { None }
}

fn split(letters: &str, known: impl Fn(&str) -> bool + Copy, short: usize) -> Option<Vec<&str>> {
    /// More words of one or two letters than this are not words any more.
    const SHORT: usize = 3;
    if letters.is_empty() {
        return Some(Vec::new());
    }
    for length in (1..=letters.len()).rev() {
        let (word, rest) = letters.split_at(length);
        let short = short + usize::from(length < 3);
        let fits = if length < 3 {
            ["i", "a", "my", "to", "me", "do", "it", "in"].contains(&word)
        } else {
            known(word)
        };
        if fits
            && short <= SHORT
            && let Some(mut words) = split(rest, known, short)
        {
            words.insert(0, word);
            return Some(words);
        }
    }
    None
}
