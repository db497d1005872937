//! A cluster that was renamed: its hosts go on carrying the name under which it was made.

use swarmctl::model::{Orchestrator, Stored};
use swarmctl::plan::{self, Looked};

use crate::fixtures::{World, cluster, pending};

const BOTH: [Orchestrator; 2] = [Orchestrator::Standalone, Orchestrator::SwarmMode];

fn renamed(orchestrator: Orchestrator) -> World {
    let mut world = World::settled(cluster(orchestrator));
    world.cluster.name = "dev".parse().expect("a name");
    world
}

#[test]
fn a_renamed_cluster_that_is_settled_has_nothing_to_do_and_nothing_against_it() {
    for orchestrator in BOTH {
        let world = renamed(orchestrator);
        assert_eq!(pending(&world.init()), Vec::<String>::new());
        let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
        assert!(plan::preflight(&world.cluster, &world.stored, &looked).is_empty());
    }
}

#[test]
fn all_of_a_renamed_cluster_is_taken_away() {
    for orchestrator in BOTH {
        let before = plan::destroy(World::settled(cluster(orchestrator)).inputs(), None);
        assert_eq!(pending(&plan::destroy(renamed(orchestrator).inputs(), None)).len(), pending(&before).len());
    }
}

#[test]
fn hosts_that_carry_another_name_than_the_cluster_was_made_under_are_another_s() {
    let mut world = World::settled(cluster(Orchestrator::Standalone));
    world.cluster.mark = "dev".parse().expect("a name");
    let looked: Looked = world.facts.iter().map(|(node, facts)| (node.clone(), Ok(facts.clone()))).collect();
    let problems = plan::preflight(&world.cluster, &Stored::default(), &looked);
    assert!(problems.iter().any(|problem| problem.cause == "the host belongs to cluster `lab`"));
}
