//! The proxy on the way to the store: the one that the variables name, none, or the one of the settings.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
};

use crate::support::{
    program::{IMPATIENT, text},
    scene::Scene,
    tree::Tree,
};

/// A proxy that lets nothing through and keeps what it was asked for.
fn closed_proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::<Mutex<Vec<String>>>::default();
    let kept = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut line = String::new();
            // Whoever hangs up without a word asks for nothing.
            if BufReader::new(&stream).read_line(&mut line).is_ok() {
                kept.lock().expect("nobody panics").push(line);
            }
            let _refused =
                stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, asked)
}

#[test]
fn the_settings_decide_over_the_variables() {
    let (address, asked) = closed_proxy();
    let scene = Scene::new(Tree::compact(131), &[IMPATIENT]);
    let backup = ["backup", text(scene.tree.folder())];
    let through = [("HTTP_PROXY", address.as_str()), ("http_proxy", address.as_str())];
    scene.computer.run_with(&through, &backup).expect_code(1);
    let first = asked.lock().expect("nobody panics").clone();
    assert!(first.iter().all(|line| line.contains(" http://127.0.0.1:")) && !first.is_empty(), "{first:?}");

    let settings = std::fs::read_to_string(scene.computer.settings()).expect("settings");
    let with = |proxy: &str| {
        let changed = settings.replace("[store]\n", &format!("[store]\nproxy = \"{proxy}\"\n"));
        std::fs::write(scene.computer.settings(), changed).expect("settings can be written");
    };
    with("none");
    scene.computer.run_with(&through, &backup).expect_code(0);
    assert_eq!(asked.lock().expect("nobody panics").len(), first.len(), "nothing more was asked of it");

    with(&address);
    scene.computer.run(&backup).expect_code(1);
    assert!(asked.lock().expect("nobody panics").len() > first.len());
    with("system");
    scene.computer.ok(&backup);
}
