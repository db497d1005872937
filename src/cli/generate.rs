//! What is made from the command: manual pages, as bytes.

use std::fmt::Write as _;
use std::io;

use clap_mangen::Man;

use super::app::command;
use super::chapters::{self, Page};
use super::exit_codes;

/// The manual pages, one a command and then those about no single command: file name (`swarmctl-init.1`) and text.
///
/// # Panics
/// Never: a page is written into memory.
pub fn man_pages() -> Vec<(String, Vec<u8>)> {
    let mut root = command().disable_help_subcommand(true);
    root.build();
    let mut pages = Vec::new();
    collect(&root, &mut pages).expect("writing into memory does not fail");
    pages.extend(chapters::pages().iter().map(|page| (format!("{}.1", page.name), chapter(page))));
    pages
}

/// A page without a command.
fn chapter(page: &Page) -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    let name = page.name.replace('-', "\\-");
    let mut text = format!(".TH {} 1 \" \" \"swarmctl {version}\" \"swarmctl manual\"\n.SH NAME\n{name} \\- {}\n", page.name.to_uppercase(), page.about);
    text.extend(page.sections.iter().map(|(heading, lines)| verbatim(heading, lines)));
    text.into_bytes()
}

fn collect(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    pages.push((format!("{name}.1"), page(command, &name)?));
    command.get_subcommands().try_for_each(|sub| collect(sub, pages))
}

/// A page in the usual order. The date is blank, so that the page changes only with the command; an empty one would shift what follows it.
fn page(command: &clap::Command, name: &str) -> io::Result<Vec<u8>> {
    let man = Man::new(command.clone()).title(name.to_uppercase()).date(" ").source(concat!("swarmctl ", env!("CARGO_PKG_VERSION"))).manual("swarmctl manual");
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    if let Some(examples) = command.get_before_help() {
        text.extend(verbatim("EXAMPLES", examples.to_string().trim_start_matches("Examples:\n")).bytes());
    }
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    if let Some(chapter) = command.get_after_long_help() {
        text.extend(
            chapter.to_string().split("\n\n").filter_map(|part| part.split_once(":\n")).flat_map(|(heading, lines)| section(heading, lines).into_bytes()),
        );
    }
    Ok(text)
}

/// A section of the help's end; the manual has a name of its own for exit codes.
fn section(heading: &str, lines: &str) -> String {
    if heading == exit_codes::HEADING { verbatim("EXIT STATUS", lines) } else { verbatim(&heading.to_uppercase(), lines) }
}

/// A section whose lines stand as they are.
fn verbatim(heading: &str, text: &str) -> String {
    let mut section = format!(".SH {}\n.nf\n", if heading.contains(' ') { format!("\"{heading}\"") } else { heading.to_owned() });
    for line in text.lines() {
        // `\&` keeps a line that begins with `.` or `'` from being a request.
        let _ = writeln!(section, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-").replace('…', "..."));
    }
    section.push_str(".fi\n");
    section
}
