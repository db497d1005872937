//! Containers across the engines: found by name, listed as `NODE/NAME`, placed by strategy.

use std::collections::HashMap;
use std::sync::Arc;

use hyper::Method;
use serde_json::{Value, json};

use crate::cluster::{Cluster, Strategy};
use crate::engine::{Engine, Known, State};

const SWARM_ID: &str = "com.docker.swarm.id";
const CONSTRAINTS: &str = "com.docker.swarm.constraints";

/// A container and where it is.
pub struct Found {
    pub engine: Arc<Engine>,
    pub node: Known,
    pub id: String,
}

fn all(cluster: &Cluster) -> Vec<(Arc<Engine>, Known, Value)> {
    let on = |engine: Arc<Engine>| {
        let mut known = engine.known();
        let containers = std::mem::take(&mut known.containers);
        containers.into_iter().map(move |container| (engine.clone(), known.clone(), container))
    };
    cluster.engines().into_iter().flat_map(on).collect()
}

fn names(container: &Value) -> impl Iterator<Item = &str> {
    container["Names"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The one container that goes by `wanted`: an id, a name, `NODE/NAME`, or the beginning of an id.
pub fn find(cluster: &Cluster, wanted: &str) -> Option<Found> {
    let everything = all(cluster);
    let id = |container: &Value| container["Id"].as_str().unwrap_or_default().to_owned();
    let exact = |c: &Value| id(c) == wanted || (wanted.len() == 12 && id(c).starts_with(wanted)) || c["Labels"][SWARM_ID] == wanted;
    let named = |node: &Known, c: &Value| names(c).any(|name| name == wanted || name[1..] == *wanted || format!("{}{name}", node.name) == wanted);
    let only = |matches: Vec<usize>| if let [one] = matches[..] { Some(one) } else { None };
    let matching = |test: &dyn Fn(&Known, &Value) -> bool| -> Vec<usize> {
        everything.iter().enumerate().filter(|(_, (_, node, c))| test(node, c)).map(|(at, _)| at).collect()
    };
    let at = matching(&|_, c| exact(c)).first().copied().or_else(|| only(matching(&named))).or_else(|| only(matching(&|_, c| id(c).starts_with(wanted))))?;
    let (engine, node, container) = everything.into_iter().nth(at)?;
    Some(Found { engine, node, id: id(&container) })
}

/// The answer to `/containers/json`.
pub fn list(cluster: &Cluster, query: &HashMap<String, String>) -> Value {
    let everyone = query.get("all").is_some_and(|all| matches!(all.as_str(), "1" | "true"));
    let filters: Value = query.get("filters").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let wanted = |key: &str| -> Vec<String> {
        match &filters[key] {
            Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::Object(map) => map.keys().cloned().collect(),
            _ => Vec::new(),
        }
    };
    let passes = |key: &str, test: &dyn Fn(&str) -> bool| {
        let values = wanted(key);
        values.is_empty() || values.iter().any(|value| test(value))
    };
    let everyone = everyone || wanted("status").iter().any(|status| status == "exited");
    let shown = |(engine, node, c): &(Arc<Engine>, Known, Value)| -> Option<Value> {
        let up = matches!(c["State"].as_str(), Some("running" | "paused")) && node.state == State::Healthy;
        // Swarm's own containers are hidden by the name of their image.
        let own = c["Image"].as_str().unwrap_or_default().split(':').next() == Some("swarm");
        let labelled = |text: &str| match text.split_once('=') {
            Some((key, value)) => c["Labels"][key] == value,
            None => !c["Labels"][text].is_null(),
        };
        let visible = (everyone || (up && !own))
            && passes("name", &|name| names(c).next().is_some_and(|own| own[1..].contains(name.trim_start_matches('/'))))
            && passes("id", &|id| c["Id"].as_str().is_some_and(|own| own.starts_with(id)))
            && wanted("label").iter().all(|label| labelled(label))
            && passes("status", &|status| c["State"] == status)
            && passes("node", &|name| name == node.name);
        visible.then(|| as_listed(engine, node, c))
    };
    let mut out: Vec<Value> = all(cluster).iter().filter_map(shown).collect();
    out.sort_by_key(|container| std::cmp::Reverse(container["Created"].as_i64()));
    if let Some(limit) = query.get("limit").and_then(|limit| limit.parse().ok()).filter(|limit| *limit > 0) {
        out.truncate(limit);
    }
    Value::Array(out)
}

fn as_listed(engine: &Engine, node: &Known, container: &Value) -> Value {
    let mut shown = container.clone();
    shown["Names"] = names(container).map(|name| format!("/{}{name}", node.name)).collect();
    if node.state != State::Healthy {
        shown["Status"] = json!("Host Down");
    }
    let ip = engine.address().rsplit_once(':').map(|(host, _)| host);
    for port in shown["Ports"].as_array_mut().into_iter().flatten() {
        if matches!(port["IP"].as_str(), Some("0.0.0.0" | "::")) {
            port["IP"] = json!(ip);
        }
    }
    shown
}

/// Makes a container on a node chosen by the strategy and the node constraints; its id, or the status and words of the refusal.
pub async fn create(cluster: &Cluster, name: Option<&str>, mut config: Value) -> Result<String, (u16, String)> {
    let _one_at_a_time = cluster.placing.lock().await;
    if let Some(name) = name
        && all(cluster).iter().any(|(_, _, c)| names(c).any(|taken| taken[1..] == *name))
    {
        let text = format!("The name {name} is already assigned. You have to delete (or rename) that container to be able to assign {name}");
        return Err((409, format!("Conflict: {text} to a container again.")));
    }
    let constraints = take_constraints(&mut config);
    let mut nodes = cluster.engines();
    nodes.retain(|engine| engine.known().state == State::Healthy);
    if nodes.is_empty() {
        return Err((500, "No healthy node available in the cluster".to_owned()));
    }
    nodes.retain(|engine| constraints.iter().all(|node| engine.known().name == *node));
    nodes.sort_by_cached_key(|engine| match cluster.strategy {
        Strategy::Spread => engine.known().containers.len(),
        Strategy::Binpack => usize::MAX - engine.known().containers.len(),
        Strategy::Random => usize::from_str_radix(&random_id()[..8], 16).unwrap_or(0),
    });
    let Some(engine) = nodes.first() else {
        let unmet = constraints.join("]\n[node==");
        return Err((500, format!("Unable to find a node that satisfies the following conditions \n[available container slots]\n[node=={unmet}]")));
    };
    create_on(engine, name, &config).await.map_err(|why| (500, why))
}

async fn create_on(engine: &Engine, name: Option<&str>, config: &Value) -> Result<String, String> {
    let path = format!("/containers/create{}", name.map(|name| format!("?name={name}")).unwrap_or_default());
    let mut made = engine.ask(Method::POST, &path, config.clone()).await;
    if made.as_ref().is_err_and(|why| why.contains("No such image")) {
        let image = config["Image"].as_str().unwrap_or_default();
        let (repository, tag) = image.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).unwrap_or((image, "latest"));
        engine.ask(Method::POST, &format!("/images/create?fromImage={repository}&tag={tag}"), Value::Null).await?;
        made = engine.ask(Method::POST, &path, config.clone()).await;
    }
    let id = made?["Id"].as_str().unwrap_or_default().to_owned();
    engine.refresh_containers().await?;
    Ok(id)
}

/// Takes `constraint:node==NAME` out of the environment and labels the container as the original does.
fn take_constraints(config: &mut Value) -> Vec<String> {
    let mut constraints = Vec::new();
    if let Some(variables) = config["Env"].as_array_mut() {
        variables.retain(|variable| match variable.as_str().and_then(|text| text.strip_prefix("constraint:node==")) {
            Some(node) => {
                constraints.push(node.to_owned());
                false
            }
            None => true,
        });
    }
    if !config["Labels"].is_object() {
        config["Labels"] = json!({});
    }
    config["Labels"][SWARM_ID] = json!(random_id());
    if !constraints.is_empty() {
        let list: Vec<_> = constraints.iter().map(|node| format!("node=={node}")).collect();
        config["Labels"][CONSTRAINTS] = json!(json!(list).to_string());
    }
    constraints
}

fn random_id() -> String {
    let mut bytes = [0; 32];
    // Without randomness ids would clash, which the engines would say.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    bytes.iter().fold(String::new(), |id, byte| format!("{id}{byte:02x}"))
}
