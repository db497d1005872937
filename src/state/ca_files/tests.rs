//! Changes of CAs, cut off after every operation on a file.

use std::fs;

use time::macros::datetime;

use super::super::Lock;
use super::super::cluster_dir::lab;
use super::super::lock::Holder;
use super::super::pem::marked;
use super::*;

const NOW: OffsetDateTime = datetime!(2026-03-01 14:02:00 UTC);

fn lock(dir: &ClusterDir) -> Lock {
    dir.lock(&Holder { pid: 1, who: "ops@laptop".to_owned(), verb: "certs".to_owned(), since: NOW }).unwrap()
}

/// A cluster with the CA `OLD`.
fn with_ca() -> (tempfile::TempDir, ClusterDir) {
    let (home, dir) = lab();
    dir.write_ca(&marked("OLD")).unwrap();
    (home, dir)
}

/// The CAs that are trusted, in order, and the mark of the issuing key.
fn seen(dir: &ClusterDir) -> (Vec<String>, String) {
    let bundle = dir.trust_pem().unwrap().unwrap();
    let marks = bundle.lines().filter(|line| !line.starts_with('-')).map(str::to_owned).collect();
    let key = match dir.ca_key().unwrap().unwrap() {
        CaKey::Plain(key) | CaKey::Sealed(key) => key.expose_str().unwrap().lines().nth(1).unwrap().to_owned(),
        CaKey::Offline => "offline".to_owned(),
    };
    (marks, key)
}

fn state(trusted: &[&str], key: &str) -> (Vec<String>, String) {
    (trusted.iter().map(|mark| (*mark).to_owned()).collect(), key.to_owned())
}

fn advance(dir: &ClusterDir, to: CaStage) {
    while dir.rotation().unwrap().unwrap().stage != to {
        dir.write_rotation(&dir.rotation().unwrap().unwrap().advanced().unwrap()).unwrap();
    }
}

/// Every state of the files of `pki` that `work` goes through, one operation on a file after the other.
///
/// Each of those operations ends with a file whole or gone, so that the states are the files as they were up to some operation and as they are after it.
/// Which operations those are is told by the caller: names in the order in which they are touched.
fn cuts(dir: &ClusterDir, touched: &[&str], work: impl FnOnce()) -> Vec<Vec<(String, Option<Vec<u8>>)>> {
    let read = |name: &str| fs::read(dir.file("pki").join(name)).ok();
    let before: Vec<_> = touched.iter().map(|name| read(name)).collect();
    work();
    let after: Vec<_> = touched.iter().map(|name| read(name)).collect();
    let at = |done: usize| (0..touched.len()).map(|i| (touched[i].to_owned(), if i < done { after[i].clone() } else { before[i].clone() })).collect();
    (0..=touched.len()).map(at).collect()
}

fn put(dir: &ClusterDir, files: &[(String, Option<Vec<u8>>)]) {
    for (name, content) in files {
        let path = dir.file("pki").join(name);
        match content {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => drop(fs::remove_file(path)),
        }
    }
}

#[test]
fn a_ca_reads_as_it_was_written() {
    let (_home, dir) = lab();
    assert!(dir.trust_pem().unwrap().is_none() && dir.ca_key().unwrap().is_none());
    dir.write_ca(&marked("OLD")).unwrap();
    assert_eq!(seen(&dir), state(&["OLD"], "OLD"));
}

#[test]
fn a_key_whose_certificate_was_not_reached_is_no_ca() {
    let (_home, dir) = with_ca();
    fs::remove_file(dir.file(CA)).unwrap();
    assert!(dir.trust_pem().unwrap().is_none() && dir.ca_key().unwrap().is_none());
}

#[test]
fn a_key_is_told_as_it_is_kept() {
    let (_home, dir) = with_ca();
    assert!(matches!(dir.ca_key().unwrap(), Some(CaKey::Plain(_))));
    dir.write_ca_key(&Secret::new("-----BEGIN ENCRYPTED PRIVATE KEY-----\nx\n-----END ENCRYPTED PRIVATE KEY-----\n")).unwrap();
    assert!(matches!(dir.ca_key().unwrap(), Some(CaKey::Sealed(_))));
    dir.remove_ca_key().unwrap();
    assert!(matches!(dir.ca_key().unwrap(), Some(CaKey::Offline)));
}

#[test]
fn a_key_cut_short_is_neither_kept_nor_offline() {
    let (_home, dir) = with_ca();
    fs::write(dir.file(CA_KEY), "-----BEGIN PRIVATE KEY-----\nMI").unwrap();
    assert!(matches!(dir.ca_key(), Err(Error::Damaged { .. })));
}

#[test]
fn each_stage_trusts_and_issues_as_it_must() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    assert_eq!(seen(&dir), state(&["OLD", "NEW"], "OLD"));
    for (stage, expected) in
        [(CaStage::Leaves, state(&["NEW", "OLD"], "NEW")), (CaStage::Clients, state(&["NEW", "OLD"], "NEW")), (CaStage::Drop, state(&["NEW"], "NEW"))]
    {
        advance(&dir, stage);
        assert_eq!(seen(&dir), expected, "{stage:?}");
    }
    dir.finish_rotation().unwrap();
    assert_eq!((seen(&dir), dir.rotation().unwrap()), (state(&["NEW"], "NEW"), None));
    assert!(!dir.file(NEXT_CA_KEY).exists());
}

#[test]
fn turned_back_early_the_former_ca_is_the_only_one() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    dir.turn_rotation_back().unwrap().unwrap();
    assert_eq!(seen(&dir), state(&["OLD"], "OLD"));
    dir.finish_rotation().unwrap();
    assert_eq!(seen(&dir), state(&["OLD"], "OLD"));
    assert!(!dir.file(NEXT_CA_KEY).exists());
}

#[test]
fn turned_back_later_the_former_ca_issues_with_its_own_key() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    advance(&dir, CaStage::Clients);
    dir.turn_rotation_back().unwrap().unwrap();
    assert_eq!(seen(&dir), state(&["OLD", "NEW"], "OLD"));
    advance(&dir, CaStage::Drop);
    assert_eq!(seen(&dir), state(&["OLD"], "OLD"));
    dir.finish_rotation().unwrap();
    assert_eq!(seen(&dir), state(&["OLD"], "OLD"));
}

#[test]
fn in_the_last_stage_it_is_too_late_to_turn_back() {
    let (_home, dir) = with_ca();
    assert!(dir.turn_rotation_back().unwrap().is_none());
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    advance(&dir, CaStage::Drop);
    assert!(dir.turn_rotation_back().unwrap().is_none());
    assert_eq!(seen(&dir), state(&["NEW"], "NEW"));
}

#[test]
fn a_second_change_is_refused_and_takes_no_key_away() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    for error in [dir.begin_rotation(&marked("THIRD"), NOW).unwrap_err(), dir.replace_ca(&marked("THIRD"), NOW).unwrap_err()] {
        assert_eq!(error.to_string(), "cluster `lab` is changing its CA already (stage `trust`)");
    }
    advance(&dir, CaStage::Leaves);
    assert_eq!(seen(&dir), state(&["NEW", "OLD"], "NEW"));
}

#[test]
fn a_beginning_cut_anywhere_has_not_begun_or_has() {
    let (_home, dir) = with_ca();
    let cuts = cuts(&dir, &["next-ca-key.pem", "rotation.json"], || drop(dir.begin_rotation(&marked("NEW"), NOW).unwrap()));
    for (done, files) in cuts.iter().enumerate() {
        put(&dir, files);
        drop(lock(&dir));
        let expected = if done < 2 { state(&["OLD"], "OLD") } else { state(&["OLD", "NEW"], "OLD") };
        assert_eq!(seen(&dir), expected, "{done}");
        assert_eq!(dir.file(NEXT_CA_KEY).exists(), done == 2, "{done}");
    }
}

#[test]
fn an_end_cut_anywhere_reads_as_the_new_ca_and_can_be_done_again() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    advance(&dir, CaStage::Drop);
    let cuts = cuts(&dir, &["ca-key.pem", "ca.pem", "rotation.json", "next-ca-key.pem"], || dir.finish_rotation().unwrap());
    for (done, files) in cuts.iter().enumerate() {
        put(&dir, files);
        assert_eq!(seen(&dir), state(&["NEW"], "NEW"), "{done}");
        drop(lock(&dir));
        dir.finish_rotation().unwrap();
        assert_eq!((seen(&dir), dir.file(NEXT_CA_KEY).exists()), (state(&["NEW"], "NEW"), false), "{done}");
    }
}

#[test]
fn an_end_on_the_way_back_cut_anywhere_reads_as_the_former_ca() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    dir.turn_rotation_back().unwrap().unwrap();
    let cuts = cuts(&dir, &["rotation.json", "next-ca-key.pem"], || dir.finish_rotation().unwrap());
    for (done, files) in cuts.iter().enumerate() {
        put(&dir, files);
        drop(lock(&dir));
        assert_eq!(seen(&dir), state(&["OLD"], "OLD"), "{done}");
        dir.finish_rotation().unwrap();
        assert!(!dir.file(NEXT_CA_KEY).exists(), "{done}");
    }
}

#[test]
fn a_ca_replaced_at_once_and_cut_anywhere_is_the_old_one_or_the_new_one_whole() {
    let (_home, dir) = with_ca();
    let old: Vec<_> = ["ca-key.pem", "ca.pem"].map(|name| (name.to_owned(), fs::read(dir.file("pki").join(name)).ok())).into();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    dir.write_rotation(&CaRotation { stage: CaStage::Drop, ..dir.rotation().unwrap().unwrap() }).unwrap();
    assert_eq!(seen(&dir), state(&["NEW"], "NEW"));
    fs::remove_file(dir.file(ROTATION)).unwrap();
    put(&dir, &old);
    drop(lock(&dir));
    assert_eq!(seen(&dir), state(&["OLD"], "OLD"));
    dir.replace_ca(&marked("NEW"), NOW).unwrap();
    assert_eq!(seen(&dir), state(&["NEW"], "NEW"));
    assert_eq!(dir.former_cas_pem().unwrap(), marked("OLD").cert_pem, "nodes that have not come to the new one are known by the old one");
    dir.finish_rotation().unwrap();
    assert_eq!((seen(&dir), dir.rotation().unwrap()), (state(&["NEW"], "NEW"), None));
}

#[test]
fn a_change_brought_to_its_end_at_once_keeps_the_former_ca_in_mind() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    dir.drop_former_ca().unwrap();
    assert_eq!(seen(&dir), state(&["NEW"], "NEW"));
    assert_eq!(dir.former_cas_pem().unwrap(), marked("OLD").cert_pem);
}

#[test]
fn a_new_ca_whose_key_is_elsewhere_leaves_no_key_of_the_former() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    advance(&dir, CaStage::Drop);
    dir.remove_ca_key().unwrap();
    let cuts = cuts(&dir, &["ca-key.pem", "ca.pem", "rotation.json"], || dir.finish_rotation().unwrap());
    for (done, files) in cuts.iter().enumerate() {
        put(&dir, files);
        assert_eq!(seen(&dir), state(&["NEW"], "offline"), "{done}");
    }
}

#[test]
fn a_rotation_cut_short_or_of_a_newer_form_is_named() {
    let (_home, dir) = with_ca();
    dir.begin_rotation(&marked("NEW"), NOW).unwrap();
    let whole = fs::read_to_string(dir.file(ROTATION)).unwrap();
    fs::write(dir.file(ROTATION), &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(dir.trust_pem(), Err(Error::Damaged { .. })));
    fs::write(dir.file(ROTATION), r#"{"schema": 2}"#).unwrap();
    assert!(matches!(dir.trust_pem(), Err(Error::NewerSchema { found: 2, .. })));
}
