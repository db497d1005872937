//! How long a certificate is to be valid.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use super::parse_duration;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

/// Why a text is not a validity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a validity, write whole minutes, hours or days like `90m`, `720h` or `30d`")]
pub struct ValidityError(String);

/// How long a certificate is to be valid, in whole minutes. Reads as `30d`, `720h` or `90m`, is written so (in the largest unit that fits), and is
/// shown to people as `30 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Validity {
    minutes: u64,
}

impl Validity {
    /// A number of days.
    pub const fn from_days(days: u32) -> Self {
        Self { minutes: days as u64 * DAY }
    }

    /// A number of hours.
    pub const fn from_hours(hours: u32) -> Self {
        Self { minutes: hours as u64 * HOUR }
    }

    /// As long as `span`, in whole minutes, and at least one.
    pub fn lasting(span: Duration) -> Self {
        Self { minutes: u64::try_from(span.whole_minutes()).unwrap_or(0).max(1) }
    }

    /// The end of what begins at `from`; `None` past the year 9999, where certificates have no dates (RFC 5280, 4.1.2.5.2).
    pub fn end(self, from: OffsetDateTime) -> Option<OffsetDateTime> {
        let seconds = i64::try_from(self.minutes).ok()?.checked_mul(60)?;
        from.checked_add(Duration::seconds(seconds))
    }

    fn in_largest_unit(self) -> (u64, &'static str) {
        match self.minutes {
            minutes if minutes.is_multiple_of(DAY) => (minutes / DAY, "day"),
            minutes if minutes.is_multiple_of(HOUR) => (minutes / HOUR, "hour"),
            minutes => (minutes, "minute"),
        }
    }
}

impl FromStr for Validity {
    type Err = ValidityError;

    fn from_str(text: &str) -> Result<Self, ValidityError> {
        match parse_duration(text) {
            Ok(length) if length.subsec_nanos() == 0 && length.as_secs().is_multiple_of(60) => Ok(Self { minutes: length.as_secs() / 60 }),
            _ => Err(ValidityError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Validity {
    type Error = ValidityError;
    fn try_from(text: String) -> Result<Self, ValidityError> {
        text.parse()
    }
}

impl From<Validity> for String {
    fn from(validity: Validity) -> Self {
        let (number, unit) = validity.in_largest_unit();
        format!("{number}{}", &unit[..1])
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = self.in_largest_unit();
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validity_is_shown_and_written_in_its_largest_unit() {
        for (text, shown, written) in [
            ("365d", "365 days", "365d"),
            ("720h", "30 days", "30d"),
            ("36h", "36 hours", "36h"),
            ("90m", "90 minutes", "90m"),
            ("1d", "1 day", "1d"),
            ("3600s", "1 hour", "1h"),
        ] {
            let validity: Validity = text.parse().unwrap();
            assert_eq!((validity.to_string().as_str(), String::from(validity).as_str()), (shown, written));
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for validity in [Validity::from_days(365), Validity::from_hours(36), Validity::from_days(u32::MAX)] {
            let json = serde_json::to_string(&validity).unwrap();
            assert_eq!(serde_json::from_str::<Validity>(&json).unwrap(), validity, "{json}");
        }
    }

    #[test]
    fn what_is_no_whole_number_of_minutes_is_refused() {
        for text in ["", "30", "0d", "90s", "500ms", "-1d", "1w", "1.5d"] {
            assert_eq!(text.parse::<Validity>(), Err(ValidityError(text.to_owned())));
        }
    }

    #[test]
    fn no_end_is_past_the_year_9999() {
        let now = time::macros::datetime!(2026-01-01 0:00 UTC);
        assert_eq!(Validity::from_days(u32::MAX).end(now), None);
        assert_eq!("213503982334d".parse::<Validity>().unwrap().end(now), None);
        assert_eq!(Validity::from_hours(36).end(now), Some(now + Duration::hours(36)));
    }
}
