//! The update rules alone: five given gradients, five steps, against `torch.optim` (`tests/golden/optimizer_steps.json`).

use downhill::optimizer::{
    AdagradConfig, AdamConfig, AdamWConfig, Momentum, Optimizer, OptimizerConfig, RmsPropConfig, SgdConfig,
};
use serde_json::Value;

/// The configurations of the tables, in their order.
fn configs() -> Vec<OptimizerConfig> {
    let sgd = |momentum, weight_decay| OptimizerConfig::Sgd(SgdConfig { momentum, weight_decay });
    let (rmsprop, adam, adamw) = (RmsPropConfig::default(), AdamConfig::default(), AdamWConfig::default());
    let tuned_adagrad = AdagradConfig { lr_decay: 0.1, weight_decay: 0.01, initial_accumulator_value: 0.1, eps: 1e-10 };
    vec![
        sgd(Momentum::None, 0.0),
        sgd(Momentum::Classic { factor: 0.9, dampening: 0.5 }, 0.01),
        sgd(Momentum::classic(0.9), 0.0),
        sgd(Momentum::Nesterov { factor: 0.8 }, 0.0),
        sgd(Momentum::Nesterov { factor: 0.9 }, 0.0),
        OptimizerConfig::Adagrad(AdagradConfig::default()),
        OptimizerConfig::Adagrad(tuned_adagrad),
        OptimizerConfig::RmsProp(rmsprop.clone()),
        OptimizerConfig::RmsProp(RmsPropConfig {
            alpha: 0.9,
            momentum: 0.5,
            centered: true,
            weight_decay: 0.01,
            ..rmsprop
        }),
        OptimizerConfig::Adam(adam),
        OptimizerConfig::Adam(AdamConfig { betas: [0.8, 0.95], eps: 1e-6, weight_decay: 0.1, amsgrad: true }),
        OptimizerConfig::AdamW(adamw.clone()),
        OptimizerConfig::AdamW(AdamWConfig { weight_decay: 0.5, amsgrad: true, ..adamw }),
    ]
}

fn singles(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap() as f32).collect()
}

#[test]
fn every_rule_steps_as_in_pytorch() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/golden/optimizer_steps.json");
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let tables = golden["tables"].as_array().unwrap();
    let configs = configs();
    assert_eq!(tables.len(), configs.len());
    for (table, config) in tables.iter().zip(&configs) {
        let kind = table["request"]["kind"].as_str().unwrap();
        assert!(kind == config.name() || ["momentum", "nesterov"].contains(&kind));
        let rate = table["request"]["lr"].as_f64().unwrap() as f32;
        let mut params = singles(&golden["start"]);
        let mut optimizer = Optimizer::new(config, params.len());
        let steps = golden["gradients"].as_array().unwrap().iter().zip(table["path"].as_array().unwrap());
        for (step, (gradient, expected)) in steps.enumerate() {
            optimizer.step(rate, &mut params, &singles(gradient));
            for (got, expected) in params.iter().zip(singles(expected)) {
                assert!((got - expected).abs() < 1e-6, "{} step {step}: {got}, expected {expected}", table["request"]);
            }
        }
        assert_eq!(optimizer.step_count(), 5);
    }
}
