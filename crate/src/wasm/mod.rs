//! The boundary to the browser: everything that JavaScript can call, and nothing else.
//!
//! Bulk numbers cross as copies (`Float32Array`s that JavaScript owns and may transfer to another thread), settings as one
//! JSON object that the core checks. Wrong values throw an `Error` whose message is `field: problem`. A bug in the core
//! throws a `WebAssembly.RuntimeError`: after that the instance must not be asked again.
//!
//! No mathematics and no state of the page lives here.

#[cfg(feature = "fits")]
mod answers;
#[cfg(feature = "charts")]
mod canvas;
#[cfg(feature = "charts")]
mod chart_style;
#[cfg(feature = "curves")]
mod charts;
#[cfg(feature = "clusters")]
mod clusters;
mod convert;
#[cfg(all(feature = "engine", feature = "whole"))]
mod curvature;
#[cfg(feature = "exports")]
mod exports;
#[cfg(all(feature = "engine", feature = "whole"))]
mod fit;
#[cfg(feature = "fits")]
mod fit_charts;
#[cfg(all(feature = "engine", feature = "whole"))]
mod flow;
#[cfg(feature = "engine")]
mod links;
#[cfg(feature = "clusters")]
mod listener;
#[cfg(feature = "drawings")]
mod measured;
#[cfg(feature = "networks")]
mod network;
#[cfg(feature = "neuron")]
mod neuron;
#[cfg(all(feature = "engine", feature = "whole"))]
mod outcome;
#[cfg(feature = "tables")]
mod own_table;
#[cfg(feature = "engine")]
mod plane;
#[cfg(feature = "verify")]
mod recipe;
#[cfg(feature = "reference-cases")]
mod reference;
#[cfg(feature = "halves")]
mod rest;
#[cfg(all(feature = "engine", feature = "whole"))]
mod row;
#[cfg(feature = "engine")]
mod sampler;
#[cfg(feature = "engine")]
mod session;
#[cfg(feature = "engine")]
mod status;
#[cfg(all(feature = "engine", feature = "whole"))]
mod twins;
#[cfg(feature = "verify")]
mod verify;

#[cfg(feature = "fits")]
pub use answers::Answers;
#[cfg(feature = "charts")]
pub use chart_style::ChartStyle;
#[cfg(feature = "curves")]
pub use charts::{draw_gradient_chart, draw_loss_chart, draw_surface_chart, draw_surface_marks, gradient_slope};
#[cfg(feature = "clusters")]
pub use clusters::Clusters;
#[cfg(all(feature = "engine", feature = "whole"))]
pub use curvature::CurvatureReading;
#[cfg(feature = "exports")]
pub use exports::{
    svg_cluster_map, svg_contour_map, svg_fit_line, svg_fit_map, svg_fit_scatter, svg_gradient_chart, svg_loss_chart,
};
#[cfg(feature = "fits")]
pub use fit_charts::{draw_cluster_map, draw_fit_line, draw_fit_map, draw_fit_scatter};
#[cfg(all(feature = "engine", feature = "words"))]
pub use links::schema;
#[cfg(feature = "engine")]
pub use links::{branch_specs, decode_link, encode_link, fresh_seed};
#[cfg(feature = "clusters")]
pub use listener::Listener;
#[cfg(feature = "networks")]
pub use network::Network;
#[cfg(feature = "neuron")]
pub use neuron::{Neuron, responses};
#[cfg(feature = "tables")]
pub use own_table::Table;
#[cfg(feature = "engine")]
pub use plane::PlaneData;
#[cfg(feature = "verify")]
pub use recipe::Recipe;
#[cfg(feature = "reference-cases")]
pub use reference::evaluate;
#[cfg(feature = "halves")]
pub use rest::complete;
#[cfg(all(feature = "engine", feature = "whole"))]
pub use row::RowReading;
#[cfg(feature = "engine")]
pub use sampler::{SurfaceSampler, relief};
#[cfg(feature = "engine")]
pub use session::Session;
#[cfg(feature = "engine")]
pub use status::Status;
#[cfg(feature = "verify")]
pub use verify::verify;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs once for every instance, before anything else.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| convert::throw_panic(&panic.to_string())));
}
