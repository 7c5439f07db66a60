//! One slip of the finger.

use store::Chance;

/// The word with one letter left out, doubled, replaced or changed for its neighbour; never the first.
pub fn misspelt(word: &str, chance: &Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + chance.below(letters.len() - 1);
    let other = char::from(b'a' + chance.below(26) as u8);
    match chance.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, other),
        2 if letters[at] != other => letters[at] = other,
        _ if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}
