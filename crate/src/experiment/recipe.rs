//! What another program needs to make the runs of a link again: settings, first weights, rows, what was done by hand, and the curves
//! to compare with. The rows of the test are not in it: they stay sealed.

use super::events::replay;
use super::spec::Spec;
use crate::error::Result;
use crate::json::Json;
use crate::network::{Loss, Mlp};
use crate::samples::{Samples, Targets};
use crate::training::Trainer;

/// The runs of a link as text and numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// A JSON object. `step` that the runs have made, `digest`, `classes` (0 unless the rows have classes), `rows` (of the parts
    /// `train` and `validation`: `count`, `features`, and the places of `inputs`, `[row][feature]`, and of `targets`, `[row][output]`
    /// or a class each), and `runs`, the first of which is that of the spec: `spec`, `first_step`, `parent` (number of the run that it
    /// leaves), `last_step`, `loss`, `widths`, `blocks` (numbers of layers), `alphas`, `learns_alphas`, `rates`, `drops` and
    /// `sets` (step, then numbers, flat: of a set weight its place in the flat vector and its value), and the places of `curve` (step, training loss, validation loss for each point) and of `weights`, all
    /// that train at step 0. A run that starts later has no weights of its own. A place is a beginning and a length.
    pub facts: String,
    /// All long lists, one after the other.
    pub numbers: Vec<f32>,
}

impl Recipe {
    /// Makes the runs again; `file` is the table of the data set, as for [`Spec::trainer_with`].
    ///
    /// # Errors
    /// As [`replay`].
    pub fn new(spec: &Spec, file: Option<&[u8]>) -> Result<Self> {
        let (mut lead, mut others) = replay(spec, file)?;
        let mut numbers = Vec::new();
        let digest = others.digest(&lead);
        let step = others.clock();
        let mut specs = vec![spec.clone()];
        specs.extend(spec.branch_specs()?);
        let indices: Vec<usize> = others.runs().map(|(index, _)| index).collect();
        let mut runs = vec![Told::new(&mut lead, 0, 0, &mut numbers)];
        for index in indices {
            let parent = spec.branches[index - 1].parent;
            // A branch stands behind the run that it leaves, and has not begun before it.
            let parent = runs.iter().position(|run| run.index == parent).unwrap_or(0);
            if let Some(run) = others.run_mut(index) {
                runs.push(Told::new(run, index, parent, &mut numbers));
            }
        }
        others.rewind_to(&mut lead, 0);
        for told in runs.iter_mut().filter(|told| told.first_step == 0) {
            let run = if told.index == 0 { Some(&lead) } else { others.run(told.index) };
            told.weights = run.map(|run| placed(&mut numbers, run.params().iter().copied()));
        }
        let facts = Json::object(|json| {
            json.plain("step", step);
            json.text("digest", &digest);
            let classes = match lead.train_rows().map(Samples::targets) {
                Some(Targets::Classes { classes, .. }) => *classes,
                _ => 0,
            };
            json.plain("classes", classes);
            json.inner("rows", |json| {
                for (name, rows) in [("train", lead.train_rows()), ("validation", lead.validation_rows())] {
                    if let Some(rows) = rows.filter(|rows| rows.rows() > 0) {
                        json.inner(name, |json| write_rows(json, rows, &mut numbers));
                    }
                }
            });
            json.list("runs", &runs, |json, run| run.write(json, &specs[run.index]));
        });
        Ok(Self { facts, numbers })
    }
}

/// Where something stands in the numbers: its beginning and its length.
type Place = [usize; 2];

/// One run, with its curve already among the numbers.
struct Told {
    /// 0 for the run of the spec, else the number of its branch.
    index: usize,
    parent: usize,
    first_step: u64,
    last_step: u64,
    curve: Place,
    weights: Option<Place>,
    rates: Vec<f64>,
    drops: Vec<f64>,
    sets: Vec<f64>,
    network: Option<(Mlp, Loss)>,
}

impl Told {
    fn new(run: &mut Trainer, index: usize, parent: usize, numbers: &mut Vec<f32>) -> Self {
        let points = run.curve();
        let curve = points.iter().flat_map(|point| {
            [point.step as f64, point.figures.train_loss, point.figures.validation_loss].map(|number| number as f32)
        });
        let flat = |events: Vec<(u64, Vec<f32>)>| {
            events
                .into_iter()
                .flat_map(|(step, values)| std::iter::once(step as f64).chain(values.into_iter().map(f64::from)))
                .collect()
        };
        Self {
            index,
            parent,
            first_step: run.first_step(),
            last_step: run.steps(),
            curve: placed(numbers, curve),
            weights: None,
            rates: flat(run.dial_turns().map(|(step, rate)| (step, vec![rate])).collect()),
            drops: flat(run.ball_drops().map(|(step, place)| (step, place.to_vec())).collect()),
            sets: run.weights_set().flat_map(|(step, at, value)| [step as f64, at as f64, f64::from(value)]).collect(),
            network: run.mlp().cloned().zip(run.loss()),
        }
    }

    fn write(&self, json: &mut Json, spec: &Spec) {
        json.plain("index", self.index);
        json.plain("parent", self.parent);
        json.plain("first_step", self.first_step);
        json.plain("last_step", self.last_step);
        write_place(json, "curve", self.curve);
        if let Some(weights) = self.weights {
            write_place(json, "weights", weights);
        }
        json.numbers("rates", &self.rates);
        json.numbers("drops", &self.drops);
        json.numbers("sets", &self.sets);
        if let Some((mlp, loss)) = &self.network {
            let config = mlp.config();
            json.text("loss", loss.name());
            json.numbers("widths", &whole(&config.widths));
            let joins = mlp.joins().iter().enumerate();
            let blocks: Vec<usize> = joins.filter_map(|(at, join)| join.block().map(|_| at + 1)).collect();
            json.numbers("blocks", &whole(&blocks));
            json.numbers("alphas", &config.residual.alpha.values(blocks.len()));
            json.plain("learns_alphas", !mlp.learned_alphas().is_empty());
        }
        json.inner("spec", |json| spec.write_json(json));
    }
}

fn whole(numbers: &[usize]) -> Vec<f64> {
    numbers.iter().map(|&number| number as f64).collect()
}

fn placed(numbers: &mut Vec<f32>, values: impl Iterator<Item = f32>) -> Place {
    let start = numbers.len();
    numbers.extend(values);
    [start, numbers.len() - start]
}

fn write_place(json: &mut Json, name: &str, place: Place) {
    json.numbers(name, &whole(&place));
}

fn write_rows(json: &mut Json, rows: &Samples, numbers: &mut Vec<f32>) {
    let by_row = |columns: Vec<&[f32]>| -> Vec<f32> {
        (0..rows.rows()).flat_map(|row| columns.iter().map(move |column| column[row]).collect::<Vec<_>>()).collect()
    };
    json.plain("count", rows.rows());
    json.plain("features", rows.features());
    let inputs = by_row((0..rows.features()).map(|feature| rows.feature(feature)).collect());
    write_place(json, "inputs", placed(numbers, inputs.into_iter()));
    let targets = match rows.targets() {
        Targets::Classes { labels, .. } => labels.iter().map(|&label| f32::from(label)).collect(),
        Targets::Values { values, .. } => by_row(values.chunks_exact(rows.padded_rows()).collect()),
    };
    write_place(json, "targets", placed(numbers, targets.into_iter()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::decode_link;
    use serde_json::Value;

    fn recipe(link: &str) -> (Value, Vec<f32>) {
        let (spec, problems) = decode_link(link);
        assert_eq!(problems, [], "{link}");
        let Recipe { facts, numbers } = Recipe::new(&spec, None).unwrap();
        (serde_json::from_str(&facts).unwrap(), numbers)
    }

    fn list<'a>(place: &Value, numbers: &'a [f32]) -> &'a [f32] {
        let [start, length] = [0, 1].map(|at| place[at].as_f64().unwrap() as usize);
        &numbers[start..start + length]
    }

    #[test]
    fn it_holds_the_first_weights_the_rows_and_the_curve() {
        let link = "data=moons&n=64&noise=0.2&layers=3&width=4&skip=scaled&batch=8&events=5:lr:0.3&step=12";
        let (facts, numbers) = recipe(link);
        let spec = decode_link(link).0;
        let mut run = spec.trainer().unwrap();
        let first = &facts["runs"][0];
        assert_eq!(list(&first["weights"], &numbers), run.params());
        run.advance(5);
        run.set_learning_rate(0.3).unwrap();
        run.advance(7);
        assert_eq!(facts["digest"], run.digest());
        let curve: Vec<f32> = run
            .curve()
            .iter()
            .flat_map(|at| [at.step as f32, at.figures.train_loss as f32, at.figures.validation_loss as f32])
            .collect();
        assert_eq!(list(&first["curve"], &numbers), curve);
        assert_eq!(first["rates"], serde_json::json!([0.0, f64::from(0.1_f32), 5.0, f64::from(0.3_f32)]));
        assert_eq!((&first["blocks"], &first["loss"]), (&serde_json::json!([2.0, 3.0]), &"bce_logits".into()));
        let rows = &facts["rows"]["train"];
        let (inputs, targets) = (list(&rows["inputs"], &numbers), list(&rows["targets"], &numbers));
        let train = run.train_rows().unwrap();
        assert_eq!((inputs.len(), targets.len()), (2 * train.rows(), train.rows()));
        assert_eq!([inputs[2], inputs[3]], [train.feature(0)[1], train.feature(1)[1]]);
        assert_eq!(facts["classes"], 2);
        // The test stays sealed.
        assert_eq!(facts["rows"].as_object().unwrap().len(), 2);
    }

    #[test]
    fn it_tells_runs_that_leave_others_and_where_the_ball_was_put() {
        let (facts, numbers) = recipe("problem=bowl&lr=0.05&branches=10:lr:0.1,0:opt:adam&step=20");
        let runs = facts["runs"].as_array().unwrap();
        assert_eq!(runs.len(), 3);
        assert_eq!([&runs[1]["first_step"], &runs[1]["parent"]], [10, 0]);
        assert!(runs[1]["weights"].is_null() && runs[2]["spec"]["optimizer"] == "adam");
        assert_eq!(list(&runs[2]["weights"], &numbers), list(&runs[0]["weights"], &numbers));
        let (facts, _) = recipe("problem=bowl&events=4:drop:1.5:-0.25&step=9");
        assert_eq!(facts["runs"][0]["drops"], serde_json::json!([4.0, 1.5, -0.25]));
        let (facts, _) = recipe("data=circle&n=40&layers=1&width=2&events=3:w:5:-0.5&step=6");
        assert_eq!(facts["runs"][0]["sets"], serde_json::json!([3.0, 5.0, -0.5]));
    }
}
