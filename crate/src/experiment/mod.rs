//! One experiment as data: its settings, the one table that describes them, links, presets, and the engine built from it.
//!
//! This is where outside values become checked values. It knows nothing of browsers.

mod branch;
mod build;
mod choices;
mod evaluate;
mod events;
mod fields;
mod gauge;
mod ground;
mod link;
mod link_problem;
mod name;
mod others;
mod planes;
mod presets;
mod problems;
mod recipe;
mod schema;
mod schema_json;
mod spec;
mod value;
mod verify;

pub use branch::{Branch, MAX_BRANCH_STEP, MAX_BRANCHES, MAX_BRANCHES_LENGTH, format_branches, parse_branches, runs};
pub use choices::{
    Block, Exam, GroundChoice, HeightScale, Language, LossChoice, MountainsChoice, PlaneChoice, PredictChoice,
    ProblemChoice, Rule, Skip, Start, Theme,
};
pub use evaluate::{evaluate, read_network, read_optimizer};
pub use events::{Change, Event, MAX_EVENTS, MAX_EVENTS_LENGTH, MAX_STEP, events, read_events, replay};
pub use fields::FIELDS;
pub use gauge::{CurvatureGauge, LimitKind, Reading, trace};
pub use ground::Ground;
pub use link::{MAX_LINK_LENGTH, MAX_PROBLEMS, decode_link, encode_link};
pub use link_problem::{Problem, ProblemKind, decoded_json};
pub use name::MAX_NAME;
pub use others::Others;
pub use planes::{lay_common_plane, lay_plane};
pub use presets::{PRESETS, Preset};
pub use problems::ProblemView;
pub use recipe::Recipe;
pub use schema::{Branching, Field, Group, Level, VERSION, View, When};
pub use schema_json::schema;
pub use spec::Spec;
pub use value::{Choice, Kind, Scale, Text, Value};
pub use verify::{Verdict, check_run};
