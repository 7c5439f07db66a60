//! Filters: a community, a content note, months.

use store::Hour;

use super::{Reading, scan::Item};

/// Reads a filter; `false` when the piece is none.
pub(super) fn read(item: &Item<'_>, reading: &mut Reading) -> bool {
    let Some(key) = item.key else { return false };
    let understood = match key.to_ascii_lowercase().as_str() {
        "in:" => community(item.text, reading),
        "has:" => note(item.text, reading),
        "before:" => {
            let month = month(item.text);
            reading.meaning.filters.before = month.or(reading.meaning.filters.before);
            month.is_some()
        }
        _ => {
            let month = month(item.text);
            reading.meaning.filters.from = month.or(reading.meaning.filters.from);
            month.is_some()
        }
    };
    reading.understood.before = reading.meaning.filters.before;
    reading.understood.from = reading.meaning.filters.from;
    if !understood {
        reading.understood.puzzling.push(item.typed.trim_end().to_owned());
    }
    true
}

fn community(named: &str, reading: &mut Reading) -> bool {
    let named = named.trim();
    if !named.is_empty() {
        reading.community = Some(named.to_owned());
    }
    !named.is_empty()
}

fn note(what: &str, reading: &mut Reading) -> bool {
    let is_note = ["note", "notes", "warning", "cw"].iter().any(|word| what.eq_ignore_ascii_case(word));
    reading.meaning.filters.noted |= is_note;
    reading.understood.noted = reading.meaning.filters.noted;
    is_note
}

/// The first hour of a month: `2026-03`, `2026-03-17` (no finer times are kept than months), or `2026`.
fn month(text: &str) -> Option<Hour> {
    let mut parts = text.split(['-', '/', '.']);
    let year: i64 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: i64 = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    if !(1970..=2100).contains(&year) || !(1..=12).contains(&month) || parts.count() > 1 {
        return None;
    }
    // From the middle of that month back to its start.
    const DAY: i64 = 86_400;
    let middle = ((year - 1970) * 365 + (year - 1969) / 4 + (month - 1) * 153 / 5 + 14) * DAY;
    Some(Hour(middle).month())
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_read() {
        let told = |text: &str| month(text).map(|hour| hour.start().format("%Y-%m-%d").to_string());
        for year in [1970, 1999, 2000, 2024, 2026, 2099] {
            for month in 1..=12 {
                let typed = format!("{year}-{month:02}");
                assert_eq!(told(&typed), Some(format!("{typed}-01")));
            }
        }
        assert_eq!(told("2026-03-17"), Some("2026-03-01".into()));
        assert_eq!(told("2026"), Some("2026-01-01".into()));
        for nonsense in ["", "soon", "2026-13", "26-03", "2026-03-17-1", "9999-01", "2026-"] {
            assert_eq!(told(nonsense), None, "{nonsense}");
        }
    }
}
