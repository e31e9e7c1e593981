//! Reference cases: a network or a closed-form surface in, the core's numbers out, as JSON on both sides.
//!
//! Anyone can hold these numbers against another implementation. The form of cases and answers is described in
//! `docs/reference-cases.md`; `tests/golden/reference.py` is an implementation in PyTorch. Loss, gradient, predictions,
//! grids and walks come from the f32 core that also draws the pictures, as long as it keeps its tolerance; where rounding to f32
//! is what goes wrong, double precision answers and the answers say so. Layers, curvature and PCA are in double precision.

mod agreement;
mod answers;
mod case;
mod curvature;
mod directions;
mod input;
mod objective;
mod optimizers;
mod pca;

use crate::error::{Error, Result};
use crate::network::{Loss, Mlp};
use crate::optimizer::OptimizerConfig;

/// Evaluates a case given as JSON and returns its answers as JSON.
///
/// Non-finite numbers are the strings "nan", "inf" and "-inf".
///
/// # Errors
/// Names the field of the case that is missing or wrong, for example `model.widths[2]`, and says what it accepts.
pub fn evaluate(case: &str) -> Result<String> {
    let value = json("case", case)?;
    let case = case::Case::read(&input::Input::root(&value))?;
    Ok(answers::answer(case)?.to_string())
}

/// A network and its loss from JSON: the members `model` and `loss` of a reference case.
///
/// # Errors
/// Names the field that is missing, unknown or wrong, for example `model.widths[2]`, and says what it accepts.
pub fn read_network(text: &str) -> Result<(Mlp, Loss)> {
    let value = json("network", text)?;
    let input = input::Input::root(&value);
    input.only(&["model", "loss"])?;
    let model = input.required("model")?;
    model.only(&["widths", "activation", "leaky_slope", "residual"])?;
    Ok((case::read_model(&model)?, case::read_loss(&input.required("loss")?)?))
}

/// An optimizer from JSON: its kind and options as in a reference case, for example `{"kind": "adam", "eps": 1e-6}`.
///
/// # Errors
/// Names the option that is unknown or out of its range, for example `betas[1]`.
pub fn read_optimizer(text: &str) -> Result<OptimizerConfig> {
    let value = json("optimizer", text)?;
    optimizers::read_optimizer(&input::Input::root(&value), &["kind", "weight_decay"])
}

fn json(name: &str, text: &str) -> Result<serde_json::Value> {
    serde_json::from_str(text).map_err(|error| Error::new(name, format!("is not JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = r#"{"model": {"widths": [1, 2, 1], "activation": "identity"}, "loss": {"kind": "mse"},
        "params": [0.5, -0.5, 0, 0, 1, 1, 0.25], "data": {"x": [[1], [2]], "y": [[0], [1]]}, "requests": {}}"#;

    fn field(from: &str, to: &str) -> String {
        assert!(CASE.contains(from));
        evaluate(&CASE.replacen(from, to, 1)).unwrap_err().field
    }

    #[test]
    fn a_plain_case_answers_what_is_always_answered() {
        let answers: serde_json::Value = serde_json::from_str(&evaluate(CASE).unwrap()).unwrap();
        // x/2 − x/2 + 1/4 = 1/4 on both rows: loss (1/16 + 9/16)/2.
        assert_eq!(answers["loss"], 0.3125);
        assert_eq!(answers["predictions"], serde_json::json!([[0.25], [0.25]]));
        assert_eq!(answers["param_offsets"], serde_json::json!([[0, 2], [4, 6]]));
        let keys: Vec<&String> = answers.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["blocks", "grad", "layers", "loss", "param_offsets", "predictions"]);
    }

    #[test]
    fn what_leaves_the_numbers_is_said_in_words() {
        let answers =
            evaluate(&CASE.replace("[1, 2, 1]", "[1, 1]").replace("[0.5, -0.5, 0, 0, 1, 1, 0.25]", "[3e38, 3e38]"));
        let answers: serde_json::Value = serde_json::from_str(&answers.unwrap()).unwrap();
        assert_eq!((&answers["loss"], &answers["predictions"][1][0]), (&"inf".into(), &"inf".into()));
    }

    #[test]
    fn a_malformed_case_names_its_field() {
        assert_eq!(evaluate("{").unwrap_err().field, "case");
        assert_eq!(evaluate("[]").unwrap_err().field, "case");
        assert_eq!(field("\"params\"", "\"parms\""), "params");
        assert_eq!(field("[1, 2, 1]", "[1, 0, 1]"), "model.widths[1]");
        assert_eq!(field("[1, 2, 1]", "[1, 1e6, 1]"), "model.widths[1]");
        assert_eq!(field("[1, 2, 1]", "[1, 2.5, 1]"), "model.widths[1]");
        assert_eq!(field("identity", "linear"), "model.activation");
        assert_eq!(field("mse", "msa"), "loss.kind");
        assert_eq!(field("[0.5, -0.5", "[0.5, \"a\""), "params[1]");
        assert_eq!(field("[0.5, -0.5", "[0.5, 1e39"), "params[1]");
        assert_eq!(field("[0.5, -0.5", "[0.5"), "params");
        assert_eq!(field("[[1], [2]]", "[[1], [2, 3]]"), "data.x[1]");
        assert_eq!(field("[[1], [2]]", "[[1], [null]]"), "data.x[1][0]");
        assert_eq!(field("[[0], [1]]", "[[0]]"), "data.y");
        assert_eq!(field("{}", "{\"grid\": {\"a\": [0], \"b\": [0]}}"), "requests.directions");
        assert_eq!(field("{}", "{\"pca\": {\"optimizer\": 0}}"), "requests.pca.optimizer");
        let optimizer = |text: &str| field("{}", &format!("{{\"optimizers\": [{text}]}}"));
        assert_eq!(optimizer(r#"{"kind": "adm"}"#), "requests.optimizers[0].kind");
        assert_eq!(optimizer(r#"{"kind": "adam", "steps": 1}"#), "requests.optimizers[0].lr");
        assert_eq!(optimizer(r#"{"kind": "adam", "lr": 1, "steps": 1, "beta": 1}"#), "requests.optimizers[0].beta");
        assert_eq!(
            optimizer(r#"{"kind": "adam", "lr": 1, "steps": 1, "betas": [0.9, 1]}"#),
            "requests.optimizers[0].betas[1]"
        );
        assert_eq!(
            optimizer(r#"{"kind": "sgd", "lr": 1, "steps": 1, "batches": [[0, 2]]}"#),
            "requests.optimizers[0].batches[0][1]"
        );
        assert_eq!(optimizer(r#"{"kind": "sgd", "lr": 1, "steps": 1e12}"#), "requests.optimizers[0].steps");
    }

    #[test]
    fn a_network_alone_is_read_as_in_a_case() {
        let (mlp, loss) = read_network(
            r#"{"model": {"widths": [2, 3, 3, 1], "activation": "tanh", "residual": {"kind": "preact"}},
                "loss": {"kind": "huber", "delta": 0.5}}"#,
        )
        .unwrap();
        assert_eq!((mlp.param_count(), mlp.block_count()), (25, 1));
        assert_eq!(loss, Loss::Huber { delta: 0.5 });
        let field = |text: &str| read_network(text).unwrap_err().field;
        assert_eq!(field("{"), "network");
        assert_eq!(field(r#"{"model": {"widths": [1, 0], "activation": "tanh"}}"#), "model.widths[1]");
        assert_eq!(field(r#"{"model": {"widths": [1, 1], "activaton": "tanh"}}"#), "model.activaton");
        assert_eq!(field(r#"{"model": {"widths": [1, 1], "activation": "tanh"}}"#), "loss");
        assert_eq!(field(r#"{"widths": [1, 1]}"#), "widths");
    }

    #[test]
    fn an_optimizer_alone_is_read_as_in_a_case() {
        let momentum = OptimizerConfig::from_name("momentum").unwrap();
        assert_eq!(read_optimizer(r#"{"kind": "sgd", "momentum": 0.9}"#), Ok(momentum));
        let field = |text: &str| read_optimizer(text).unwrap_err().field;
        assert_eq!(field("adam"), "optimizer");
        assert_eq!(field(r#"{"kind": "adan"}"#), "kind");
        assert_eq!(field(r#"{"kind": "sgd", "lr": 0.1}"#), "lr");
        assert_eq!(field(r#"{"kind": "adam", "betas": [0.9, 1]}"#), "betas[1]");
    }

    #[test]
    fn residual_options_are_checked() {
        let with = |residual: &str| field("\"identity\"", &format!("\"identity\", \"residual\": {residual}"));
        assert_eq!(with(r#"{"kind": "post"}"#), "model.residual.kind");
        assert_eq!(with(r#"{"kind": "preact", "alpha": "1/b"}"#), "model.residual.alpha");
        assert_eq!(with(r#"{"kind": "preact", "alpha": [1, 2]}"#), "model.residual.alpha");
    }
}
