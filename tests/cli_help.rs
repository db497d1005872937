//! `--help` of every command, as it is printed 100 columns wide.

fn collect(command: &mut clap::Command, path: &str) {
    let help = command.render_long_help().to_string();
    insta::assert_snapshot!(path.replace(' ', "-"), help);
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let path = format!("{path} {}", sub.get_name());
        collect(sub, &path);
    }
}

#[test]
fn help_of_every_command_reads_as_reviewed() {
    let mut command = swarmctl::cli::command().term_width(100);
    command.build();
    collect(&mut command, "swarmctl");
}
