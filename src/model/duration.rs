//! Durations as people write them: `20s`, `5m`, `1m30s`.

use std::time::Duration;

/// Why a text is not a duration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a duration, write it like `20s`, `5m` or `1m30s`")]
pub struct DurationError(String);

const UNITS: [(&str, u64); 5] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

/// Reads whole numbers with the units `ms`, `s`, `m`, `h`, `d`. Zero is refused: no wait in swarmctl may be that short.
///
/// # Errors
/// If `text` is anything else.
pub fn parse_duration(text: &str) -> Result<Duration, DurationError> {
    match milliseconds(text) {
        Some(0) | None => Err(DurationError(text.to_owned())),
        Some(ms) => Ok(Duration::from_millis(ms)),
    }
}

fn milliseconds(text: &str) -> Option<u64> {
    let (mut total, mut rest) = (0_u64, text);
    while !rest.is_empty() {
        let (digits, tail) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let (unit, after) = tail.split_at(tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len()));
        let scale = UNITS.iter().find(|(name, _)| *name == unit)?.1;
        total = digits.parse::<u64>().ok()?.checked_mul(scale)?.checked_add(total)?;
        rest = after;
    }
    Some(total)
}

/// The shortest text that [`parse_duration`] reads as `duration`, in one unit. Parts below a millisecond are dropped.
pub fn format_duration(duration: Duration) -> String {
    let ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let (unit, scale) = UNITS.iter().rev().find(|(_, scale)| ms.is_multiple_of(*scale)).copied().unwrap_or(UNITS[0]);
    format!("{}{unit}", ms / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_add_up() {
        for (text, ms) in [("20s", 20_000), ("5m", 300_000), ("1m30s", 90_000), ("250ms", 250), ("2h", 7_200_000), ("1d", 86_400_000)] {
            assert_eq!(parse_duration(text), Ok(Duration::from_millis(ms)), "{text}");
        }
    }

    #[test]
    fn what_has_no_unit_or_no_length_is_refused() {
        for text in ["", "20", "s", "0s", "-1s", "1.5s", "20 s", "1w", "99999999999999999999s", "9999999999999999d"] {
            assert_eq!(parse_duration(text), Err(DurationError(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_duration_reads_as_it_prints() {
        for text in ["20s", "5m", "90s", "250ms", "36h", "2d"] {
            assert_eq!(parse_duration(text).map(format_duration), Ok(text.to_owned()));
        }
    }
}
