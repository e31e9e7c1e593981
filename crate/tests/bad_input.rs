//! Bad input at every door of the crate: an error that names the field and what it accepts, never a panic, never memory by what
//! a stranger wrote.

use downhill::dataset::{Dataset, DatasetConfig, DatasetKind, Features, LabelOrder, Split};
use downhill::experiment::{Spec, decode_link, evaluate};
use downhill::network::{Activation, Alpha, Loss, Mlp, MlpConfig, Residual, ResidualKind};
use downhill::samples::{RowTargets, Samples};
use serde_json::{Value, json};

/// A case that asks for everything.
fn network_case() -> Value {
    let params: Vec<f64> = (0..31).map(|at| f64::from(at % 7) / 8.0 - 0.375).collect();
    json!({
        "name": "everything",
        "model": {"widths": [2, 3, 3, 2], "activation": "tanh", "leaky_slope": 0.1,
                  "residual": {"kind": "preact", "alpha": [0.5], "learn_alpha": false}},
        "loss": {"kind": "huber", "delta": 0.5},
        "params": &params[..29],
        "data": {"x": [[0.5, -1.0], [1.0, 0.25], [0.0, 2.0]], "y": [[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]},
        "requests": {
            "layers": true, "hessian": true,
            "directions": {"raw": [&params[..29], &params[2..]], "norm": "filter", "bias": "row"},
            "grid": {"a": [-1.0, 0.0, 1.0], "b": [0.0, 0.5]},
            "optimizers": [
                {"kind": "adam", "lr": 0.01, "steps": 3, "betas": [0.8, 0.9], "eps": 1e-6, "amsgrad": true,
                 "weight_decay": 0.1, "batches": [[0, 1], [2]]},
                {"kind": "rmsprop", "lr": 0.01, "steps": 2, "alpha": 0.9, "momentum": 0.5, "centered": true},
                {"kind": "sgd", "lr": 0.1, "steps": 2, "momentum": 0.9, "nesterov": true, "dampening": 0}],
            "pca": {"optimizer": 0, "k": 2, "centre": "mean", "a": [0.0, 1.0], "b": [0.5]}}
    })
}

fn surface_case() -> Value {
    json!({"model": {"function": "pit"}, "params": [1.0, 2.0],
           "requests": {"hessian": true, "grid": {"a": [0.0], "b": [1.0]}, "directions": {"raw": [[1, 0], [0, 1]], "norm": "none"},
                        "optimizers": [{"kind": "adagrad", "lr": 0.1, "steps": 3, "lr_decay": 0.1}],
                        "pca": {"trajectory": [[0, 0], [1, 1], [2, 1]], "k": 2}}})
}

/// The ways to every value inside, as JSON pointers.
fn pointers(value: &Value, path: &str, out: &mut Vec<String>) {
    out.push(path.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| pointers(value, &format!("{path}/{key}"), out))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| pointers(value, &format!("{path}/{index}"), out));
        }
        _ => {}
    }
}

/// Something wrong in the place of every value of a case, one at a time: an answer or an error that names a field, and a panic
/// nowhere. Cases that no longer mean the same (a list one shorter) must be refused with the name of the list or of what it belongs to.
#[test]
fn every_value_of_a_case_may_be_nonsense() {
    let nonsense = [
        json!(null),
        json!(true),
        json!("x"),
        json!(""),
        json!(0),
        json!(-1),
        json!(0.5),
        json!(1e12),
        json!(1e300),
        json!(-1e300),
        json!([]),
        json!([[]]),
        json!([null]),
        json!({}),
        json!([[[1.0]]]),
        json!("NaN"),
    ];
    let (mut refused, mut answered) = (0, 0);
    for case in [network_case(), surface_case()] {
        evaluate(&case.to_string()).unwrap();
        let mut places = Vec::new();
        pointers(&case, "", &mut places);
        for place in &places {
            for wrong in &nonsense {
                let mut changed = case.clone();
                *changed.pointer_mut(place).unwrap() = wrong.clone();
                match evaluate(&changed.to_string()) {
                    Ok(answers) => {
                        assert!(serde_json::from_str::<Value>(&answers).unwrap().is_object());
                        answered += 1;
                    }
                    Err(error) => {
                        assert!(!error.field.is_empty() && error.problem.len() > 5, "{place} = {wrong}: {error}");
                        refused += 1;
                    }
                }
            }
            let mut shorter = case.clone();
            let is_list = shorter.pointer_mut(place).unwrap().as_array_mut().and_then(Vec::pop).is_some();
            if is_list {
                let _ = evaluate(&shorter.to_string()).map_err(|error| assert!(!error.field.is_empty()));
            }
        }
    }
    assert!(refused > 2000 && answered > 200, "{refused} refused, {answered} answered");
}

/// What is wrong, the field that must be named, and a word that says what is accepted.
#[test]
fn errors_name_the_field_and_what_it_accepts() {
    for (place, wrong, field, accepts) in [
        ("/model/widths/1", json!(0), "model.widths[1]", "1 to 1024"),
        ("/model/widths/1", json!(1_000_000), "model.widths[1]", "1024"),
        ("/model/widths/1", json!(-3), "model.widths[1]", "0 to 1024"),
        ("/model/widths", json!([2]), "model.widths", "2 to 257"),
        ("/model/widths", json!(vec![3; 300]), "model.widths", "2 to 257"),
        ("/model/activation", json!("ReLU"), "model.activation", "leaky_relu"),
        ("/model/leaky_slope", json!("steep"), "model.leaky_slope", "finite number"),
        ("/model/residual/kind", json!("dense"), "model.residual.kind", "preact2"),
        ("/model/residual/alpha", json!([0.5, 0.5]), "model.residual.alpha", "1 blocks"),
        ("/model/residual/alpha", json!("1/sqrt(b)"), "model.residual.alpha", "1/sqrt(B)"),
        ("/model/residual/alpha", json!([1e39]), "model.residual.alpha[0]", "3.4e38"),
        ("/model/residual/learn_alpha", json!(1), "model.residual.learn_alpha", "true or false"),
        ("/loss/kind", json!("hinge"), "loss.kind", "softmax_ce"),
        ("/loss/delta", json!(0), "loss.delta", "above 0"),
        ("/params/3", json!("1"), "params[3]", "finite number"),
        ("/params/3", json!(1e39), "params[3]", "3.4e38"),
        ("/params", json!([1, 2, 3]), "params", "29"),
        ("/data/x/1", json!([1]), "data.x[1]", "2 numbers"),
        ("/data/x/1/0", json!(null), "data.x[1][0]", "finite number"),
        ("/data/x", json!([]), "data.y", "0 rows"),
        ("/data/y", json!([[0, 1]]), "data.y", "3 rows"),
        ("/data/y/0", json!([0]), "data.y[0]", "2 numbers"),
        ("/requests/directions/raw/1", json!([1]), "requests.directions.raw[1]", "29"),
        ("/requests/directions/norm", json!("layer"), "requests.directions.norm", "filter"),
        ("/requests/grid/a", json!(vec![0.0; 600_000]), "requests.grid", "1048576"),
        ("/requests/optimizers/0/kind", json!("lion"), "requests.optimizers[0].kind", "adamw"),
        ("/requests/optimizers/0/steps", json!(1e9), "requests.optimizers[0].steps", "0 to"),
        ("/requests/optimizers/1/steps", json!(8_000_000 / 29), "requests.optimizers[1].steps", "0 to"),
        ("/requests/optimizers/0/lr", json!(null), "requests.optimizers[0].lr", "missing"),
        ("/requests/optimizers/0/betas", json!([0.9]), "requests.optimizers[0].betas", "2 numbers"),
        ("/requests/optimizers/0/batches/1/0", json!(3), "requests.optimizers[0].batches[1][0]", "0 to 2"),
        ("/requests/optimizers/0/batches/1", json!([]), "requests.optimizers[0].batches[1]", "one row"),
        ("/requests/optimizers/2/dampening", json!(0.5), "requests.optimizers[2].dampening", "0 with nesterov"),
        ("/requests/pca/optimizer", json!(3), "requests.pca.optimizer", "0 to 2"),
        ("/requests/optimizers/0/steps", json!(0), "requests.pca.optimizer", "1 to 1999"),
        ("/requests/pca/k", json!(30), "requests.pca.k", "29"),
        ("/requests/pca/centre", json!("first"), "requests.pca.centre", "last"),
        ("/requests/hessian", json!("yes"), "requests.hessian", "true or false"),
    ] {
        let mut case = network_case();
        *case.pointer_mut(place).unwrap() = wrong.clone();
        let error = evaluate(&case.to_string()).unwrap_err();
        assert_eq!(error.field, field, "{place} = {wrong}: {error}");
        assert!(error.problem.contains(accepts), "{place} = {wrong}: {error}");
    }
    let error = evaluate(&surface_case().to_string().replace("\"pit\"", "\"volcano\"")).unwrap_err();
    assert!(error.field == "model.function" && error.problem.contains("himmelblau"), "{error}");
    let softmax = |y: Value| {
        let mut case = network_case();
        (case["loss"], case["data"]["y"]) = (json!({"kind": "softmax_ce"}), y);
        evaluate(&case.to_string()).map(|_| ()).map_err(|error| error.field)
    };
    assert_eq!(softmax(json!([0, 1, 2])), Err("data.y[2]".to_owned()));
    assert_eq!(softmax(json!([0, 1, 0.5])), Err("data.y[2]".to_owned()));
    // All rows of one class are a strange task, but a task.
    assert_eq!(softmax(json!([1, 1, 1])), Ok(()));
}

#[test]
fn json_that_is_none_is_refused_in_time() {
    let deep = "[".repeat(100_000);
    for text in ["", "nul", "{\"model\":", "\u{0}", "{\"model\": 1e999}", &deep, "{\"a\": NaN}", "[1,2"] {
        assert_eq!(evaluate(text).unwrap_err().field, "case", "{}", &text[..text.len().min(20)]);
    }
}

/// Large rates, weights and steps leave the range of numbers; the answers say so in words.
#[test]
fn huge_numbers_are_answered_in_words() {
    for (place, huge) in
        [("/requests/optimizers/0/lr", json!(1e38)), ("/params/0", json!(3e38)), ("/data/x/0/0", json!(-3e38))]
    {
        let mut case = network_case();
        (case["loss"], case["model"]["activation"]) = (json!({"kind": "mse"}), json!("identity"));
        *case.pointer_mut(place).unwrap() = huge;
        let answers: Value = serde_json::from_str(&evaluate(&case.to_string()).unwrap()).unwrap();
        let text = answers.to_string();
        assert!(text.contains("\"inf\"") || text.contains("\"nan\"") || text.contains("\"-inf\""), "{place}");
    }
}

#[test]
fn networks_and_samples_check_at_the_door() {
    let config = |widths: &[usize], residual: Residual| MlpConfig {
        widths: widths.to_vec(),
        activation: Activation::LeakyRelu,
        leaky_slope: 0.1,
        residual,
    };
    let field = |config: MlpConfig| Mlp::new(config).unwrap_err().field;
    for widths in [&[][..], &[1], &[1; 258]] {
        assert_eq!(field(config(widths, Residual::default())), "widths");
    }
    for width in [0, 1025, 1_000_000, usize::MAX] {
        assert_eq!(field(config(&[2, width, 1], Residual::default())), "widths[1]");
    }
    assert_eq!(field(config(&[1024; 6], Residual::default())), "widths");
    for slope in [f32::NAN, f32::INFINITY] {
        assert_eq!(field(MlpConfig { leaky_slope: slope, ..config(&[1, 1], Residual::default()) }), "leaky_slope");
    }
    for alpha in [Alpha::Value(f32::NAN), Alpha::PerBlock(vec![]), Alpha::PerBlock(vec![f32::INFINITY])] {
        let residual = Residual { kind: ResidualKind::Preact, alpha, learn_alpha: false };
        assert_eq!(field(config(&[2, 3, 3, 1], residual)), "residual.alpha");
    }

    let one_class = RowTargets::Classes { classes: 1, labels: &[0, 0] };
    let samples = Samples::from_rows(&[1.0, 2.0], 1, one_class).unwrap();
    let mlp = Mlp::new(config(&[1, 2, 1], Residual::default())).unwrap();
    for loss in Loss::ALL {
        // One class has nothing to tell apart: only a softmax over one output accepts it.
        assert_eq!(mlp.check(&samples, loss).is_ok(), loss == Loss::SoftmaxCe, "{}", loss.name());
    }
    for features in [0, 3, usize::MAX] {
        assert_eq!(Samples::from_rows(&[1.0, 2.0], features, one_class).unwrap_err().field, "x");
    }
    for (x, field) in [(f32::NAN, "x[1][0]"), (f32::NEG_INFINITY, "x[1][0]")] {
        assert_eq!(Samples::from_rows(&[1.0, x], 1, one_class).unwrap_err().field, field);
    }
}

#[test]
fn data_sets_check_at_the_door() {
    let good = DatasetConfig {
        kind: DatasetKind::Circle,
        features: Features::Picture,
        samples: 64,
        noise: 0.1,
        label_noise: 0.0,
        label_order: LabelOrder::Kept,
        seed: 1,
        split: Split::default(),
    };
    let field = |config: DatasetConfig| Dataset::new(&config).unwrap_err().field;
    for samples in [0, 100_001, usize::MAX] {
        assert_eq!(field(DatasetConfig { samples, ..good.clone() }), "samples");
    }
    for noise in [-0.1, 1.5, f64::NAN, f64::INFINITY] {
        assert_eq!(field(DatasetConfig { noise, ..good.clone() }), "noise");
        assert_eq!(field(DatasetConfig { label_noise: noise, ..good.clone() }), "label_noise");
    }
    for train in [f64::NAN, -1.0, 0.0, 2.0] {
        let split = Split { train, ..Split::default() };
        assert!(field(DatasetConfig { split, ..good.clone() }).starts_with("split"));
    }
}

/// A link is the one door that refuses nothing: what it cannot use it replaces and names.
#[test]
fn any_link_decodes_to_a_run_that_works() {
    for link in [
        "",
        "v=999",
        "width=1000000",
        "layers=-1",
        "lr=nan",
        "lr=1e999",
        "seed=1e30",
        "data=%00",
        "act=",
        "====&&&",
        "n=0",
        "v=1&v=1&layers=3&layers=4",
    ] {
        let (spec, problems) = decode_link(link);
        assert!(spec == Spec::default() || link.contains("layers="), "{link}");
        assert!(
            link.is_empty() || !problems.is_empty() || link.starts_with("====") || link.starts_with("v="),
            "{link}"
        );
        let mut trainer = spec.trainer().unwrap();
        assert_eq!(trainer.advance(2), 2, "{link}");
    }
    let long = format!("v=1&seed={}&x={}", "9".repeat(10_000), "a".repeat(100_000));
    assert_eq!(decode_link(&long).0, Spec::default());
}
