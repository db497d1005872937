//! A server of canned answers on a socket of its own, for tests of what is asked over HTTP.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tempfile::TempDir;
use tokio::net::UnixListener;

use super::dialer::Dialer;
use super::http::Http;

/// The server: gone when dropped.
pub struct Canned {
    directory: TempDir,
    asked: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Canned {
    /// Answers each `METHOD PATH` with a status and a body.
    pub fn serve(answer: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let listener = UnixListener::bind(directory.path().join("socket")).expect("a socket");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), asked.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = (answer.clone(), log.clone());
                let service = service_fn(move |request: Request<Incoming>| {
                    let words = format!("{} {}", request.method(), request.uri());
                    log.lock().unwrap_or_else(PoisonError::into_inner).push(words.clone());
                    let (status, body) = answer(&words);
                    async move { Ok::<_, Infallible>(Response::builder().status(status).body(Full::new(Bytes::from(body))).expect("a response")) }
                });
                tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { directory, asked, task }
    }

    /// A client of it.
    pub fn http(&self) -> Http {
        Http::new(Dialer::Local { socket: self.directory.path().join("socket") })
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Canned {
    fn drop(&mut self) {
        self.task.abort();
    }
}
