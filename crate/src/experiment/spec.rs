//! The settings of one experiment: everything a run depends on, and how it is shown.

use super::branch::{Branch, MAX_BRANCHES_LENGTH};
use super::choices::{
    Block, Exam, GroundChoice, HeightScale, Language, LossChoice, MountainsChoice, PlaneChoice, PredictChoice,
    ProblemChoice, Rule, Skip, Start, Theme,
};
use super::fields::{FIELDS, named};
use super::value::{Fault, Value};
use crate::dataset::{DatasetKind, Features, LabelOrder};
use crate::error::{Error, Result};
use crate::json::{Given, Json, members};
use crate::math::shortest::Shortest;
use crate::network::Activation;
use crate::training::Course;

/// One experiment. The same spec gives the same run, bit for bit, everywhere.
///
/// A spec holds data only, and every value is in its range: the only ways in from outside are
/// [`decode_link`](super::decode_link) and [`Spec::from_json`], which check it against [`FIELDS`].
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Where the rows come from.
    pub dataset: DatasetKind,
    /// Which columns of a table are inputs.
    pub features: Features,
    /// A visitor's own table, or which one must be brought, as `dataset::own` writes it; empty for none.
    pub table: String,
    /// Rows of a synthetic data set, all three parts together.
    pub samples: u32,
    /// Jitter of a synthetic data set, in the units of the inputs.
    pub noise: f64,
    /// Share of the rows that train; validation and test get half of the rest each.
    pub train_share: f64,
    /// Share of the training rows that get a wrong class.
    pub label_noise: f64,
    /// Whether training rows keep their own answers.
    pub label_order: LabelOrder,
    /// What is minimised.
    pub problem: ProblemChoice,
    /// Where a problem of two parameters starts: the first one.
    pub start_a: f64,
    /// The second one.
    pub start_b: f64,
    /// Layers between input and output; the network has one weight layer more.
    pub hidden_layers: u32,
    /// Units in each hidden layer.
    pub width: u32,
    /// Units of the first hidden layers, where they differ from [`Spec::width`]; what goes beyond the depth has no meaning.
    pub widths: Vec<u32>,
    /// φ of the hidden layers.
    pub activation: Activation,
    /// Slope of a leaky ReLU below zero.
    pub leaky_slope: f64,
    /// The residual switch.
    pub residual: Skip,
    /// α of [`Skip::Fixed`], and where those of [`Skip::Learned`] start.
    pub alpha: f64,
    /// What a residual connection goes around.
    pub block: Block,
    /// Where the weights start.
    pub init: Start,
    /// σ_w² of [`Start::Normal`].
    pub init_variance: f64,
    /// What the weights of the other starts are multiplied by.
    pub gain: f64,
    /// What is minimised.
    pub loss: LossChoice,
    /// Where the parabola of Huber's loss turns into a line.
    pub huber_delta: f64,
    /// The rule of a step.
    pub optimizer: Rule,
    /// μ of [`Rule::Momentum`] and [`Rule::Nesterov`].
    pub momentum: f64,
    /// β₁ of Adam and AdamW.
    pub beta1: f64,
    /// β₂ of Adam and AdamW.
    pub beta2: f64,
    /// The smoothing constant of RMSProp, PyTorch's alpha.
    pub rho: f64,
    /// ε of RMSProp, Adam and AdamW; Adagrad keeps its 10⁻¹⁰.
    pub epsilon: f64,
    /// λ that is added to the gradient as λ·w, for every rule but AdamW.
    pub l2: f64,
    /// λ of AdamW, which shrinks the weights themselves.
    pub weight_decay: f64,
    /// η: how far a step goes along the gradient.
    pub learning_rate: f64,
    /// How η changes from step to step.
    pub schedule: Course,
    /// The length of that course, in steps.
    pub schedule_steps: u32,
    /// What is left of η after it.
    pub schedule_decay: f64,
    /// Steps over which η rises from almost nothing; 0 for none.
    pub warmup: u32,
    /// The greatest Euclidean norm of a gradient; 0 for no limit.
    pub clip: f64,
    /// Standard deviation of what is added to each derivative of a formula; 0 for none.
    pub gradient_noise: f64,
    /// Rows a step looks at; 0 for all of them.
    pub batch_size: u32,
    /// The seed of data, split, weights, batches and random planes, a stream for each.
    pub seed: u32,
    /// What people call this run; empty if nothing.
    pub lead_name: String,
    /// Runs that leave this one.
    pub branches: Vec<Branch>,
    /// Where the reader of a link finds the runs: steps that they have made.
    pub step: u32,
    /// What was done to the runs by hand, as [`read_events`](super::read_events) writes it; also after [`Spec::step`], when they
    /// go on from there.
    pub events: String,
    /// The plane of the mountain.
    pub plane: PlaneChoice,
    /// Number of the first weight of [`PlaneChoice::Weights`] in the flat parameter vector.
    pub weight_a: u32,
    /// Number of the second one.
    pub weight_b: u32,
    /// The rows that the heights are losses over.
    pub ground: GroundChoice,
    /// One mountain or two side by side.
    pub mountains: MountainsChoice,
    /// The height of the mountain.
    pub height: HeightScale,
    /// Whether the test rows have been looked at.
    pub exam: Exam,
    /// Whether the page asks what will happen.
    pub predict: PredictChoice,
    /// The language of the page.
    pub language: Language,
    /// The colours of the page.
    pub theme: Theme,
}

impl Default for Spec {
    /// The first run that a visitor sees. These are the only defaults: the schema and the link codec read them here.
    fn default() -> Self {
        Self {
            dataset: DatasetKind::Penguins,
            features: Features::Picture,
            table: String::new(),
            samples: 256,
            noise: 0.1,
            train_share: 0.5,
            label_noise: 0.0,
            label_order: LabelOrder::Kept,
            problem: ProblemChoice::Network,
            // In every window, and nowhere a place where nothing happens.
            start_a: -1.2,
            start_b: 1.0,
            hidden_layers: 4,
            width: 8,
            widths: Vec::new(),
            activation: Activation::Tanh,
            leaky_slope: 0.01,
            residual: Skip::Off,
            alpha: 0.1,
            block: Block::Preact,
            init: Start::Xavier,
            init_variance: 1.0,
            gain: 1.0,
            loss: LossChoice::Auto,
            huber_delta: 1.0,
            optimizer: Rule::Sgd,
            momentum: 0.9,
            beta1: 0.9,
            beta2: 0.999,
            rho: 0.99,
            epsilon: 1e-8,
            l2: 0.0,
            weight_decay: 0.01,
            learning_rate: 0.1,
            schedule: Course::Constant,
            schedule_steps: 100,
            schedule_decay: 0.1,
            warmup: 0,
            clip: 0.0,
            gradient_noise: 0.0,
            batch_size: 0,
            seed: 5,
            lead_name: String::new(),
            branches: Vec::new(),
            step: 0,
            events: String::new(),
            plane: PlaneChoice::Path,
            weight_a: 0,
            weight_b: 1,
            ground: GroundChoice::Train,
            mountains: MountainsChoice::One,
            height: HeightScale::Linear,
            exam: Exam::Sealed,
            predict: PredictChoice::Off,
            language: Language::Auto,
            theme: Theme::Auto,
        }
    }
}

impl Spec {
    /// Reads one JSON object; fields that are left out keep their default.
    ///
    /// # Errors
    /// Names the first field that does not exist or whose value is not accepted, or `spec` if the text is not a JSON
    /// object.
    pub fn from_json(text: &str) -> Result<Self> {
        let entries = members(text).map_err(|at| {
            Error::new("spec", format!("must be JSON, one object of fields; what stands after {at} bytes is not"))
        })?;
        let mut spec = Self::default();
        for (name, entry) in &entries {
            let Some(field) = named(name) else {
                let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
                return Err(Error::new(name, format!("is not a field; there are {}", names.join(", "))));
            };
            let value = field.kind.read_json(entry).map_err(|fault| problem(field.name, &fault, entry))?;
            (field.set)(&mut spec, &value);
        }
        for field in FIELDS {
            if let Some(when) = field.misfit(&spec) {
                let got = (field.get)(&spec).to_string();
                return Err(problem(field.name, &Fault::DoesNotFit(when), &Given::Text(got)));
            }
        }
        spec.branch_specs()?;
        if !spec.has_room_for_name() {
            let problem = format!("must have room in a link: with branches at most {MAX_BRANCHES_LENGTH} characters");
            return Err(Error::new("lead_name", problem));
        }
        Ok(spec)
    }

    /// All fields as one JSON object, in the order of the schema.
    #[must_use]
    pub fn to_json(&self) -> String {
        Json::object(|json| self.write_json(json))
    }

    pub(super) fn write_json(&self, json: &mut Json) {
        for field in FIELDS {
            json.value(field.name, &(field.get)(self));
        }
    }
}

fn problem(name: &str, fault: &Fault, got: &Given) -> Error {
    if let Fault::NotBranches(problem) | Fault::NotEvents(problem) = fault {
        return Error::new(name, problem.clone());
    }
    let got = match got {
        Given::Null => "null".to_owned(),
        Given::Bool(value) => value.to_string(),
        Given::Number(number) => Shortest::from(*number).to_string(),
        Given::Text(text) => format!("{text:?}"),
        Given::List => "a list".to_owned(),
        Given::Object => "an object".to_owned(),
    };
    Error::new(name, format!("{}, got {}", fault.wanted(), Value::shortened(&got)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_round_trips() {
        let spec = Spec {
            dataset: DatasetKind::Spiral,
            learning_rate: 0.3,
            residual: Skip::Scaled,
            seed: u32::MAX,
            language: Language::Chinese,
            ..Spec::default()
        };
        assert_eq!(Spec::from_json(&spec.to_json()), Ok(spec));
        assert_eq!(Spec::from_json("{}"), Ok(Spec::default()));
    }

    #[test]
    fn json_names_the_field_that_is_wrong() {
        let error = |text: &str| Spec::from_json(text).unwrap_err().to_string();
        assert_eq!(error(r#"{"hidden_layers":900}"#), "hidden_layers: must be 0 to 100, got 900");
        assert_eq!(error(r#"{"width":2.5}"#), "width: must be a whole number, got 2.5");
        assert_eq!(error(r#"{"learning_rate":"fast"}"#), "learning_rate: must be a number, got \"fast\"");
        assert_eq!(
            error(r#"{"residual":"on"}"#),
            "residual: must be off, sum, scaled, average, fixed or learned, got \"on\""
        );
        assert!(
            error(r#"{"lead_name":"a:b"}"#)
                .starts_with("lead_name: must be names of 1 to 16 characters, none of them : , @")
        );
        assert!(error(r#"{"lead_name":7}"#).starts_with("lead_name: must be names"));
        let crowded = format!(
            r#"{{"lead_name":"steady","branches":"{}"}}"#,
            ["9:lr:0.123456:clip:1.234567:sched:cosine:period:123:mom:0.98:name:a steady one"; 6].join(",")
        );
        assert_eq!(error(&crowded), "lead_name: must have room in a link: with branches at most 500 characters");
        assert!(error(r#"{"depth":3}"#).starts_with("depth: is not a field; there are dataset, "));
        assert!(error("[1]").starts_with("spec: "));
        assert!(error("{").starts_with("spec: must be JSON"));
        assert!(error(&"[".repeat(100_000)).starts_with("spec: must be JSON"));
    }
}
