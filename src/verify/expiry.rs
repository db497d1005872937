//! Whether something in the store ends soon: one line that every command which touches a cluster can say. The clock is passed in.

use std::collections::BTreeMap;

use time::{Duration, OffsetDateTime};

use crate::model::days_left;

/// From here on an end is near enough to be told.
pub const EXPIRY_WINDOW: Duration = Duration::days(30);

/// How many names with one number of days are told; of a large cluster all nodes may end on one day.
const NAMES: usize = 4;

/// Whose certificate it is, which says what gives it a later end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A CA in the cluster's trust bundle.
    Ca,
    /// The operator.
    Operator,
    /// A client that has a name.
    Client(String),
    /// A node.
    Node(String),
}

impl Owner {
    /// The name that people know it by.
    pub fn name(&self) -> &str {
        match self {
            Self::Ca => "cluster CA",
            Self::Operator => "operator",
            Self::Client(name) | Self::Node(name) => name,
        }
    }

    /// What gives it a later end, without `swarmctl` before it.
    fn remedy(&self) -> Remedy {
        match self {
            Self::Ca => Remedy::RotateCa,
            Self::Operator | Self::Node(_) => Remedy::Rotate,
            Self::Client(name) => Remedy::Issue(name.clone()),
        }
    }
}

/// In the order in which they are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Remedy {
    /// Where the CA has ended nobody believes anybody any more, and a change in stages has nothing to go on.
    ReplaceCa,
    RotateCa,
    /// What has ended lets nobody in any more, the operator neither, and a rotation asks managers how they are; `init` goes by SSH.
    Init,
    Rotate,
    Issue(String),
}

impl Remedy {
    /// The command.
    fn command(&self) -> String {
        match self {
            Self::ReplaceCa => "swarmctl certs rotate-ca --now".to_owned(),
            Self::RotateCa => "swarmctl certs rotate-ca".to_owned(),
            Self::Init => "swarmctl init".to_owned(),
            Self::Rotate => "swarmctl certs rotate --within 30d".to_owned(),
            Self::Issue(name) => format!("swarmctl certs issue {name}"),
        }
    }
}

/// A certificate's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Whose.
    pub owner: Owner,
    /// When.
    pub not_after: OffsetDateTime,
}

/// What ends within [`EXPIRY_WINDOW`] or has ended (a client's no longer ago than that: nobody takes it away), with the days and the commands that help, on one line; `None` where nothing does. `to` is
/// ` -c NAME` where the cluster has to be named. A leaf that ends with its CA is not told beside it: a new one would end at the same moment.
pub fn expiry_warning(ends: &[End], to: &str, now: OffsetDateTime) -> Option<String> {
    let last_ca = ends.iter().filter(|end| end.owner == Owner::Ca).map(|end| end.not_after).max();
    let covered = |end: &End| end.owner != Owner::Ca && last_ca.is_some_and(|ca| end.not_after >= ca);
    let remedy = |end: &End| match &end.owner {
        Owner::Ca if last_ca.is_some_and(|ca| ca < now) => Remedy::ReplaceCa,
        Owner::Operator | Owner::Node(_) if end.not_after < now => Remedy::Init,
        owner => owner.remedy(),
    };
    let mut by_remedy: BTreeMap<Remedy, BTreeMap<i64, Vec<&str>>> = BTreeMap::new();
    for end in ends.iter().filter(|end| end.not_after - now <= EXPIRY_WINDOW && !covered(end) && !given_up(end, now)) {
        by_remedy.entry(remedy(end)).or_default().entry(days_left(end.not_after, now)).or_default().push(end.owner.name());
    }
    if by_remedy.is_empty() {
        return None;
    }
    let told = by_remedy.iter().map(|(remedy, days)| {
        let groups: Vec<_> = days.iter().map(|(days, names)| format!("{} {}", listed(names), when(*days))).collect();
        format!("{}: `{}{to}`", groups.join(", "), remedy.command())
    });
    Some(format!("certificates end soon: {}", told.collect::<Vec<_>>().join("; ")))
}

/// The certificate that ends first, or has ended; of a client's that ended long ago nobody wants to hear.
pub fn soonest(ends: &[End], now: OffsetDateTime) -> Option<&End> {
    ends.iter().filter(|end| !given_up(end, now)).min_by_key(|end| end.not_after)
}

fn given_up(end: &End, now: OffsetDateTime) -> bool {
    matches!(end.owner, Owner::Client(_)) && now - end.not_after > EXPIRY_WINDOW
}

fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(NAMES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn when(days: i64) -> String {
    match days {
        ..0 => "ended".to_owned(),
        0 => "today".to_owned(),
        1 => "in 1 day".to_owned(),
        days => format!("in {days} days"),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

    fn end(owner: Owner, days: i64) -> End {
        End { owner, not_after: NOW + Duration::days(days) }
    }

    fn node(name: &str, days: i64) -> End {
        end(Owner::Node(name.to_owned()), days)
    }

    fn warning(ends: &[End]) -> Option<String> {
        expiry_warning(ends, "", NOW)
    }

    #[test]
    fn what_ends_later_than_the_window_is_not_told() {
        assert_eq!(warning(&[end(Owner::Ca, 3650), end(Owner::Operator, 365), node("w1", 31)]), None);
        assert_eq!(warning(&[]), None);
    }

    #[test]
    fn each_is_told_with_its_days_and_the_command_that_helps() {
        let ends = [end(Owner::Ca, 300), end(Owner::Operator, 30), end(Owner::Client("alice".to_owned()), 3), node("m1", 12), node("w1", 12), node("w2", 200)];
        let expected = "certificates end soon: m1, w1 in 12 days, operator in 30 days: `swarmctl certs rotate --within 30d`; \
            alice in 3 days: `swarmctl certs issue alice`";
        assert_eq!(warning(&ends).as_deref(), Some(expected));
    }

    #[test]
    fn a_leaf_that_ends_with_its_ca_is_the_ca_s_matter() {
        let ends = [end(Owner::Ca, 20), node("m1", 20), node("w1", 19)];
        let expected = "certificates end soon: cluster CA in 20 days: `swarmctl certs rotate-ca`; w1 in 19 days: `swarmctl certs rotate --within 30d`";
        assert_eq!(warning(&ends).as_deref(), Some(expected));
    }

    #[test]
    fn a_ca_that_has_ended_is_exchanged_at_once() {
        assert_eq!(
            warning(&[end(Owner::Ca, -3), node("m1", -3)]).as_deref(),
            Some("certificates end soon: cluster CA ended: `swarmctl certs rotate-ca --now`")
        );
    }

    #[test]
    fn while_the_ca_is_changed_the_former_one_s_end_covers_nothing_of_the_new_one_s() {
        let ends = [end(Owner::Ca, 3650), end(Owner::Ca, 20), node("m1", 20)];
        let expected = "certificates end soon: cluster CA in 20 days: `swarmctl certs rotate-ca`; m1 in 20 days: `swarmctl certs rotate --within 30d`";
        assert_eq!(warning(&ends).as_deref(), Some(expected));
    }

    #[test]
    fn what_has_ended_is_renewed_by_init_and_what_ends_today_by_a_rotation() {
        let expected = "certificates end soon: w2 ended: `swarmctl init`; w1 today, m1 in 1 day: `swarmctl certs rotate --within 30d`";
        assert_eq!(warning(&[node("m1", 1), node("w1", 0), node("w2", -40)]).as_deref(), Some(expected));
    }

    #[test]
    fn a_client_that_ended_long_ago_is_given_up() {
        let client = |days| end(Owner::Client("ci".to_owned()), days);
        assert_eq!(warning(&[client(-31)]), None);
        assert_eq!(warning(&[client(-29)]).as_deref(), Some("certificates end soon: ci ended: `swarmctl certs issue ci`"));
    }

    #[test]
    fn the_first_to_end_is_the_one_that_somebody_still_needs() {
        let ends = [end(Owner::Ca, 300), node("w1", 12), end(Owner::Client("ci".to_owned()), -31), node("m1", 13)];
        assert_eq!(soonest(&ends, NOW).map(|end| end.owner.name()), Some("w1"));
        assert_eq!(soonest(&[], NOW), None);
    }

    #[test]
    fn of_many_names_the_first_are_told_and_the_others_counted() {
        let ends: Vec<_> = (1..=100).map(|i| node(&format!("w{i}"), 5)).collect();
        let expected = "certificates end soon: w1, w2, w3, w4 and 96 more in 5 days: `swarmctl certs rotate --within 30d`";
        assert_eq!(warning(&ends).as_deref(), Some(expected));
    }

    #[test]
    fn the_cluster_is_named_where_it_was_named() {
        let expected = "certificates end soon: w1 in 5 days: `swarmctl certs rotate --within 30d -c lab`";
        assert_eq!(expiry_warning(&[node("w1", 5)], " -c lab", NOW).as_deref(), Some(expected));
    }
}
