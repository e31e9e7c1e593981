//! The update rules alone: eight given gradients, eight steps, against `torch.optim` and `clip_grad_norm_`
//! (`tests/golden/optimizer_steps.json`, made by `tests/golden/generate.py`; the version of PyTorch stands in the file).

use downhill::optimizer::{
    AdagradConfig, AdamConfig, AdamWConfig, Momentum, Optimizer, OptimizerConfig, RmsPropConfig, SgdConfig,
    clip_global_norm,
};
use serde_json::Value;

/// The rule that a table was made with, every option of its request used.
fn config(request: &Value) -> OptimizerConfig {
    let kind = request["kind"].as_str().unwrap();
    let mut used = vec!["kind", "lr", "steps", "clip"];
    let mut option = |name: &'static str| {
        used.push(name);
        request.get(name).cloned()
    };
    let mut number = |name, default: f64| option(name).map_or(default, |value| value.as_f64().unwrap());
    let config = match kind {
        "sgd" | "momentum" | "nesterov" => {
            let factor = number("momentum", if kind == "sgd" { 0.0 } else { 0.9 });
            let (dampening, weight_decay) = (number("dampening", 0.0), number("weight_decay", 0.0));
            let nesterov = option("nesterov").map_or(kind == "nesterov", |value| value.as_bool().unwrap());
            let momentum = match (factor, nesterov) {
                (0.0, false) => Momentum::None,
                (_, false) => Momentum::Classic { factor, dampening },
                (_, true) => Momentum::Nesterov { factor },
            };
            OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay })
        }
        "adagrad" => {
            let default = AdagradConfig::default();
            OptimizerConfig::Adagrad(AdagradConfig {
                lr_decay: number("lr_decay", default.lr_decay),
                weight_decay: number("weight_decay", default.weight_decay),
                initial_accumulator_value: number("initial_accumulator_value", default.initial_accumulator_value),
                eps: number("eps", default.eps),
            })
        }
        "rmsprop" => {
            let default = RmsPropConfig::default();
            OptimizerConfig::RmsProp(RmsPropConfig {
                alpha: number("alpha", default.alpha),
                eps: number("eps", default.eps),
                weight_decay: number("weight_decay", default.weight_decay),
                momentum: number("momentum", default.momentum),
                centered: option("centered").is_some_and(|value| value.as_bool().unwrap()),
            })
        }
        _ => {
            let (default, default_w) = (AdamConfig::default(), AdamWConfig::default());
            let (eps, is_adam) = (number("eps", default.eps), kind == "adam");
            let weight_decay =
                number("weight_decay", if is_adam { default.weight_decay } else { default_w.weight_decay });
            let betas = option("betas").map_or(default.betas, |betas| [0, 1].map(|at| betas[at].as_f64().unwrap()));
            let amsgrad = option("amsgrad").is_some_and(|value| value.as_bool().unwrap());
            if is_adam {
                OptimizerConfig::Adam(AdamConfig { betas, eps, weight_decay, amsgrad })
            } else {
                OptimizerConfig::AdamW(AdamWConfig { betas, eps, weight_decay, amsgrad })
            }
        }
    };
    let is_known = |key: &&String| !used.contains(&key.as_str());
    assert_eq!(request.as_object().unwrap().keys().find(is_known), None, "an option of the table is not used");
    config
}

fn singles(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap() as f32).collect()
}

#[test]
fn every_rule_steps_as_in_pytorch() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden/optimizer_steps.json");
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let tables = golden["tables"].as_array().unwrap();
    assert!(tables.len() >= 38);
    for table in tables {
        let request = &table["request"];
        let config = config(request);
        config.check().unwrap();
        let kind = request["kind"].as_str().unwrap();
        assert!(kind == config.name() || ["momentum", "nesterov"].contains(&kind));
        let rate = request["lr"].as_f64().unwrap() as f32;
        let mut params = singles(&golden["start"]);
        let mut optimizer = Optimizer::new(&config, params.len());
        let steps = golden["gradients"].as_array().unwrap().iter().zip(table["path"].as_array().unwrap());
        for (step, (gradient, expected)) in steps.enumerate() {
            let mut grads = singles(gradient);
            if let Some(max_norm) = request.get("clip") {
                clip_global_norm(&mut grads, max_norm.as_f64().unwrap());
            }
            optimizer.step(rate, &mut params, &grads);
            for (got, expected) in params.iter().zip(singles(expected)) {
                assert!((got - expected).abs() < 1e-6, "{request} step {step}: {got}, expected {expected}");
            }
        }
        assert_eq!(optimizer.step_count(), 8);
    }
}
