//! What `plan` costs on 1,000 nodes: the plan that makes a cluster of hosts on which nothing was done yet, the plan of one that is as it is to be, and the
//! memory that all of it takes.

#[expect(dead_code, reason = "the tests of plans use the rest")]
#[path = "../tests/plan/fixtures.rs"]
mod fixtures;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::time::Instant;

use swarmctl::model::{Cluster, Orchestrator, Plan, Role};

use fixtures::{World, cluster, node};

const NODES: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut world = World::fresh(large());
    let begun = Instant::now();
    let plan = world.init();
    let told = tell(&plan)?;
    let fresh = begun.elapsed();
    world.carry_out(&plan);
    let begun = Instant::now();
    let settled = world.init();
    let told_again = tell(&settled)?;
    let again = begun.elapsed();
    if !settled.is_settled() || told == told_again {
        return Err("a second plan has nothing to do".into());
    }
    let longest = fresh.max(again).as_secs_f64();
    writeln!(std::io::stdout(), "plan {NODES} nodes {longest:.2} s {:.0} MB", peak_megabytes()?)?;
    Ok(())
}

/// Two managers, three Consul servers, and the rest without a role.
fn large() -> Cluster {
    let mut large = cluster(Orchestrator::Standalone);
    large.nodes = (0..NODES).map(|n| node(&format!("node-{n}"), &format!("10.1.{}.{}", n / 250, n % 250 + 1), roles(n))).collect();
    large
}

fn roles(n: usize) -> &'static [Role] {
    match n {
        0 | 1 => &[Role::Manager, Role::Discovery],
        2 => &[Role::Discovery],
        _ => &[],
    }
}

/// The plan as its lines and as JSON.
fn tell(plan: &Plan) -> Result<String, Box<dyn Error>> {
    let mut told = serde_json::to_string(plan)?;
    for step in plan.pending() {
        writeln!(told, "{}", step.step.describe())?;
    }
    Ok(told)
}

/// The most that this process had at any moment, as Linux counts it.
fn peak_megabytes() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}
