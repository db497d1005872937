//! The word that was probably meant.

/// The longest word that is compared: a longer one is no slip of a known one.
const LONGEST: usize = 40;

/// The one of `known` that `word` comes nearest to, if it comes near. Case, `_` and `-` do not count, so that `host_key` finds `hostKey`.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let bare = |text: &str| text.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect::<String>();
    let word = bare(word);
    let near = |candidate: &str| {
        let distance = strsim::osa_distance(&word, &bare(candidate));
        (distance <= candidate.len().div_ceil(3)).then_some(distance)
    };
    known.into_iter().filter_map(|candidate| Some((near(candidate)?, candidate))).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// `did you mean` with the nearest word, or all words there are.
pub(super) fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let all: Vec<_> = known.into_iter().map(|k| format!("`{k}`")).collect();
    match all.as_slice() {
        [one] => format!("only {one} is known"),
        _ => format!("known are {}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 4] = ["address", "advertise", "hostKey", "role"];

    #[test]
    fn a_slip_finds_its_word() {
        for (word, meant) in [("adress", "address"), ("host_key", "hostKey"), ("Role", "role"), ("rloe", "role"), ("advertize", "advertise")] {
            assert_eq!(nearest(word, KEYS), Some(meant), "{word}");
        }
    }

    #[test]
    fn a_word_that_is_far_from_all_lists_them() {
        assert_eq!(suggest("x", ["a-long-word", "b-long-word"]), "known are `a-long-word`, `b-long-word`");
    }
}
