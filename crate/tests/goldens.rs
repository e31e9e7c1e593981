//! The core against PyTorch: every case of `tests/golden/cases.json` (made by `tests/golden/generate.py`), every answer,
//! inside the tolerances that a float32 core can keep against float64.

use downhill::experiment::evaluate;
use serde_json::Value;

/// Relative errors of vector norms.
const LOSS: f64 = 1e-4;
const GRADIENT: f64 = 5e-4;
const PATH: f64 = 2e-2;
const EIGENVALUE: f64 = 1e-2;
const DIRECTION: f64 = 1e-3;

fn golden(name: &str) -> Value {
    let path = format!("{}/../tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn flatten(value: &Value, out: &mut Vec<f64>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| flatten(item, out)),
        Value::Number(number) => out.push(number.as_f64().unwrap()),
        other => panic!("a number was expected, not {other}"),
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    let mut out = Vec::new();
    flatten(value, &mut out);
    out
}

/// ‖got − expected‖ / ‖expected‖, and how many numbers were compared.
fn relative_error(got: &Value, expected: &Value) -> f64 {
    let (got, expected) = (numbers(got), numbers(expected));
    assert_eq!(got.len(), expected.len());
    let norm = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>().sqrt();
    let difference = norm(&mut got.iter().zip(&expected).map(|(g, e)| g - e));
    let size = norm(&mut expected.iter().copied());
    if difference == 0.0 { 0.0 } else { difference / size }
}

/// Which tolerance holds for an answer, by the way to it.
fn tolerance(path: &str) -> f64 {
    let parts: Vec<&str> = path.split('.').collect();
    match parts[0] {
        "grad" | "grid" => GRADIENT,
        "optimizers" => PATH,
        "hessian" => EIGENVALUE,
        "pca" if parts[1] == "grid" => GRADIENT,
        "directions" | "pca" => DIRECTION,
        _ => LOSS,
    }
}

/// Compares all answers below `path`; objects member by member, lists of numbers as vectors.
fn compare(case: &str, path: &str, got: &Value, expected: &Value, worst: &mut Vec<(f64, String)>) {
    match expected {
        Value::Object(members) => {
            for (key, expected) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let got = got.get(key).unwrap_or_else(|| panic!("{case}: {path} is missing"));
                compare(case, &path, got, expected, worst);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (index, expected) in items.iter().enumerate() {
                compare(case, &format!("{path}.{index}"), &got[index], expected, worst);
            }
        }
        Value::Array(_) | Value::Number(_) => {
            let mut error = relative_error(got, expected);
            // A logarithm is compared by its difference: it is a relative error already, and may lie near 0.
            if path.ends_with("log10_grad_norm") {
                error = numbers(got)[0] - numbers(expected)[0];
            }
            worst.push((error.abs() / tolerance(path), format!("{case}: {path}: {error:.2e}")));
        }
        _ => assert_eq!(got, expected, "{case}: {path}"),
    }
}

#[test]
fn every_answer_agrees_with_pytorch() {
    let golden = golden("cases.json");
    let cases = golden["cases"].as_array().unwrap();
    assert!(cases.len() > 70);
    let mut worst = Vec::new();
    for entry in cases {
        let name = entry["case"]["name"].as_str().unwrap();
        let answers = evaluate(&entry["case"].to_string()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let answers: Value = serde_json::from_str(&answers).unwrap();
        compare(name, "", &answers, &entry["answers"], &mut worst);
    }
    worst.sort_by(|left, right| right.0.total_cmp(&left.0));
    let failed: Vec<&String> =
        worst.iter().filter(|entry| entry.0 > 1.0 || entry.0.is_nan()).map(|entry| &entry.1).collect();
    assert!(failed.is_empty(), "{} of {} answers:\n{failed:#?}", failed.len(), worst.len());
    println!("{} answers; the nearest to their tolerance:", worst.len());
    worst.iter().take(12).for_each(|entry| println!("  {:.3} of it: {}", entry.0, entry.1));
}
