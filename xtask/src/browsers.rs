//! Finding the three browser engines and their drivers, and installing what is missing where that is ours to do.
//!
//! Chromium and WebKitGTK come from Debian's packages. Firefox's driver is not packaged there: cargo builds it, without
//! optimisation (a driver only passes messages on), in about a minute. Elsewhere than on Debian as root the reader is told what to install.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use crate::run::{self, Result};
use crate::{debian, project};

const GECKODRIVER_VERSION: &str = "0.37.1";

/// What a test needs to know of an engine; `problem` says what is missing, or is empty.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
    pub(crate) problem: String,
}

struct Kind {
    name: &'static str,
    browsers: &'static [&'static str],
    drivers: &'static [&'static str],
    packages: &'static [&'static str],
    hint: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "chromium",
        browsers: &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ],
        drivers: &["chromedriver"],
        packages: &["chromium", "chromium-driver"],
        hint: "install Chromium or Chrome and the chromedriver of the same version (Debian: chromium chromium-driver)",
    },
    Kind {
        name: "firefox",
        browsers: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
        drivers: &["geckodriver"],
        packages: &["firefox-esr"],
        hint: "install Firefox (Debian: firefox-esr)",
    },
    Kind {
        name: "webkit",
        browsers: &["MiniBrowser"],
        drivers: &["WebKitWebDriver"],
        packages: &["webkit2gtk-driver"],
        hint: "install WebKitGTK's driver (Debian: webkit2gtk-driver); there is none for macOS and Windows",
    },
];

/// Starts finding and installing in the background: browsers arrive while the compilers work.
pub(crate) fn prepare() -> Receiver<Result<Vec<Engine>>> {
    let (done, engines) = channel();
    std::thread::spawn(move || {
        // Nobody waits any more only when another step has ended the whole program.
        let _ = done.send(find_or_install());
    });
    engines
}

/// The display on which windows open when nobody is to see them.
pub(crate) fn virtual_display() -> Option<PathBuf> {
    run::find(&["xvfb-run"])
}

fn find_or_install() -> Result<Vec<Engine>> {
    if debian::may_install() {
        let mut missing: Vec<&str> = KINDS
            .iter()
            .filter(|kind| {
                find_browser(kind).is_none() || (kind.name != "firefox" && run::find(kind.drivers).is_none())
            })
            .flat_map(|kind| kind.packages)
            .copied()
            .collect();
        if virtual_display().is_none() {
            missing.extend(["xvfb", "xauth"]);
        }
        // The page is Chinese as well as English, and screenshots of boxes would prove nothing.
        if !Path::new("/usr/share/fonts/opentype/noto").exists() {
            missing.extend(["fonts-dejavu-core", "fonts-noto-cjk"]);
        }
        if !missing.is_empty() {
            debian::install(&missing)?;
        }
    }
    KINDS.iter().map(find_engine).collect()
}

fn find_engine(kind: &Kind) -> Result<Engine> {
    let browser = find_browser(kind);
    let mut driver = run::find(kind.drivers);
    if kind.name == "firefox" && browser.is_some() && driver.is_none() {
        driver = Some(geckodriver()?);
    }
    let problem = match (&browser, &driver) {
        (None, _) => format!("no browser: {}", kind.hint),
        (_, None) => format!("no driver: {}", kind.hint),
        _ => String::new(),
    };
    Ok(Engine { name: kind.name, browser: browser.unwrap_or_default(), driver: driver.unwrap_or_default(), problem })
}

fn find_browser(kind: &Kind) -> Option<PathBuf> {
    let application = kind.browsers.iter().map(PathBuf::from).find(|path| path.is_absolute() && path.is_file());
    run::find(kind.browsers).or(application).or_else(|| (kind.name == "webkit").then(minibrowser).flatten())
}

/// WebKitGTK's test browser is not on the path: it lies beside the library, in a folder named after the processor.
fn minibrowser() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    folders
        .chain([PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib64")])
        .flat_map(|folder| ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map(|version| folder.join(version)))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|file| file.is_file())
}

/// Firefox's driver from the registry of crates, kept in `target/tools/`.
fn geckodriver() -> Result<PathBuf> {
    let folder = project::at("target/tools");
    let program = folder.join("bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        let arguments = ["install", "geckodriver", "--version", GECKODRIVER_VERSION, "--locked", "--debug", "--quiet"];
        let mut command = run::cargo(&arguments);
        command.arg("--root").arg(&folder).env("CARGO_PROFILE_DEV_DEBUG", "0");
        run::run(&mut command)?;
    }
    Ok(program)
}
