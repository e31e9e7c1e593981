//! A run made again from its link, and held against computations of its own.

use super::convert::checked_link;
use crate::error::Result;
use crate::experiment::{check_run, replay};
use crate::json::Json;
use wasm_bindgen::prelude::wasm_bindgen;

/// Operations that the differences may cost: about a second.
const WORK: usize = 1_000_000_000;
/// Parameters whose derivatives are checked at least and at most.
const ENTRIES: [usize; 2] = [8, 96];

/// Makes the runs of a link again, to its step and with what was done by hand, and checks the first one: its loss in double
/// precision, its gradient by central differences, and its last step. `file` is the table of a data set that the core does not
/// carry. The answer is a JSON object; `update` is missing where no step led here.
///
/// # Errors
/// Names the field of the link that is not accepted.
#[wasm_bindgen]
pub fn verify(link: &str, file: Option<Vec<u8>>) -> Result<String> {
    let spec = checked_link(link)?;
    let (mut run, others) = replay(&spec, file.as_deref())?;
    let digest = others.digest(&run);
    let parameters = run.params().len();
    // Two losses in double precision an entry, each three operations for a parameter and row.
    let entries =
        (WORK / (6 * parameters * run.train_rows().map_or(1, |rows| rows.rows()))).clamp(ENTRIES[0], ENTRIES[1]);
    let verdict = check_run(&mut run, entries);
    Ok(Json::object(|json| {
        json.plain("step", run.steps());
        json.text("digest", &digest);
        json.plain("parameters", parameters);
        json.number("loss", verdict.loss);
        json.number("precise_loss", verdict.precise_loss);
        json.plain("entries", verdict.entries);
        json.number("relative_error", verdict.check.relative_error);
        json.plain("worst", verdict.check.worst);
        json.number("backpropagated", verdict.check.backpropagated);
        json.number("measured", verdict.check.measured);
        if let Some(update) = &verdict.update {
            json.inner("update", |json| {
                json.plain("entry", update.entry);
                json.plain("count", update.count);
                json.number("learning_rate", update.learning_rate.into());
                json.number("before", update.values[0].into());
                json.number("after", update.values[1].into());
                json.number("gradient", update.gradient.into());
                json.numbers("memory", &update.memory);
            });
        }
    }))
}
