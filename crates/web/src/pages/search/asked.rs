//! What was typed, before it is looked for.

use crate::sought::Sought;

/// Whether it can only be an address: `!community@host`, or the address of a page. What looks like an e-mail address
/// is none, so that nobody's mail host ever hears of it.
pub fn is_an_address(words: &str) -> bool {
    let one = !words.contains(' ');
    one && ((words.starts_with('!') && words.contains('@')) || is_a_page(words))
}

fn is_a_page(words: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|start| words.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)))
}

/// The words as search reads them: with the chosen community, unless one was typed.
pub fn question(sought: &Sought) -> String {
    let typed = sought.words.split(' ').any(|word| word.starts_with("in:") || word.starts_with("-in:"));
    match sought.place.is_empty() || typed {
        true => sought.words.clone(),
        false => format!("{} in:{}", sought.words, sought.place).trim_start().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_nothing_else_is_an_address() {
        for address in
            ["!porch@harbor.example", "https://harbor.example/t/5", "HTTPS://harbor.example/c/porch"]
        {
            assert!(is_an_address(address), "{address}");
        }
        for words in
            ["", "sam@mail.example", "!", "! porch", "https", "see https://harbor.example/t/5", "день 4"]
        {
            assert!(!is_an_address(words), "{words}");
        }
    }

    #[test]
    fn the_chosen_community_counts_unless_one_was_typed() {
        let sought = |words: &str| Sought { words: words.into(), place: "porch".into() };
        assert_eq!(question(&sought("cant sleep")), "cant sleep in:porch");
        assert_eq!(question(&sought("cant sleep in:garden")), "cant sleep in:garden");
        assert_eq!(question(&Sought { words: "cant sleep".into(), place: String::new() }), "cant sleep");
    }
}
