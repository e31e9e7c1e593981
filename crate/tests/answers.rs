//! What a trainer answers, made sense of: the same numbers that the run counts with.

use downhill::answers::{Answers, Frame, MAX_COLUMNS, Task, Verdict};
use downhill::dataset::{DatasetKind, Features};
use downhill::experiment::{LossChoice, ProblemChoice, Spec};
use downhill::network::Workspace;
use downhill::samples::{RowTargets, Samples};
use downhill::training::Trainer;

fn walked(spec: &Spec, steps: u64) -> Trainer {
    let mut trainer = spec.trainer().unwrap();
    trainer.advance(steps);
    trainer
}

fn circle() -> Spec {
    Spec { dataset: DatasetKind::Circle, learning_rate: 0.5, ..Spec::default() }
}

/// Knows the rows of all parts.
fn answers_of(trainer: &Trainer) -> Answers {
    let mut answers = Answers::new(Task::from_numbers(&trainer.task_numbers()).unwrap());
    let parts = [trainer.train_rows(), trainer.validation_rows(), trainer.test_rows()];
    for (part, (name, samples)) in ["train", "validation", "test"].into_iter().zip(parts).enumerate() {
        answers.set_rows(part, samples.map_or(0, Samples::rows), &trainer.rows_of(name)).unwrap();
    }
    answers
}

/// Outputs of all rows of a part.
fn outputs(trainer: &Trainer, answers: &Answers, part: usize) -> Vec<f32> {
    trainer.outputs(&answers.inputs(part).unwrap())
}

#[test]
fn right_answers_are_those_that_the_run_counts() {
    for spec in [circle(), Spec { loss: LossChoice::Mse, ..circle() }, Spec::default()] {
        for steps in [0, 3, 40] {
            let mut trainer = walked(&spec, steps);
            let figures = trainer.figures();
            let answers = answers_of(&trainer);
            for (part, accuracy) in [figures.train_accuracy, figures.validation_accuracy].into_iter().enumerate() {
                let outputs = outputs(&trainer, &answers, part);
                let Verdict::Classes { rows, right, table, worst } = answers.verdict(part, &outputs).unwrap() else {
                    panic!("classes expected")
                };
                assert_eq!(right as f64 / rows as f64, accuracy, "part {part} after {steps}");
                assert_eq!(table.iter().flatten().sum::<usize>(), rows);
                let mistakes = rows - right;
                assert!(worst.map_or(0, |[.., count]| count) <= mistakes && worst.is_some() == (mistakes > 0));
                // Row by row the same.
                let (given, read) = (answers.rows(part, rows).unwrap(), answers.answers(part, rows, &outputs).unwrap());
                let hits = given.chunks_exact(3).zip(read.chunks_exact(2)).filter(|(row, answer)| row[2] == answer[0]);
                assert_eq!(hits.count(), right);
            }
        }
    }
}

#[test]
fn errors_of_numbers_are_in_measured_units_and_fit_the_loss() {
    let spec = Spec { dataset: DatasetKind::PenguinMass, learning_rate: 0.05, ..Spec::default() };
    let mut trainer = walked(&spec, 200);
    let loss = trainer.figures().train_loss;
    let deviation = trainer.data().unwrap().target_standardisation.as_ref().unwrap().deviation[0];
    let answers = answers_of(&trainer);
    let verdict = answers.verdict(0, &outputs(&trainer, &answers, 0)).unwrap();
    let Verdict::Values { error, spread, .. } = verdict else { panic!("numbers expected") };
    // Targets have deviation 1 and the loss is their mean squared error.
    assert!((error - loss.sqrt() * deviation).abs() < 1e-4 * error, "{error} {loss}");
    assert!((spread - deviation).abs() < 1e-4 * deviation);
    assert!((600.0..900.0).contains(&spread) && error < 0.7 * spread, "grams: {spread} {error}");
    let frame = answers.frame();
    // Flippers of 172 to 231 mm, masses of 2700 to 6300 g (Gorman et al. 2014).
    let [mean, deviation] = frame.units[0];
    let ends = frame.x.map(|end| mean + deviation * end);
    assert!(ends[0] > 160.0 && ends[0] < 173.0 && ends[1] > 230.0 && ends[1] < 240.0, "{ends:?}");
    assert!(frame.wanted[0] > 2300.0 && frame.wanted[1] < 6700.0 && frame.classes == 0, "{frame:?}");
}

#[test]
fn the_field_is_what_the_network_answers_there() {
    let trainer = walked(&circle(), 50);
    let answers = answers_of(&trainer);
    let Frame { x, y, inputs, classes, .. } = answers.frame();
    assert_eq!((inputs, classes), (2, 2));
    assert!((x[1] - x[0] - (y[1] - y[0])).abs() < 1e-9, "a square window");
    let points = answers.points(5).unwrap();
    let field = answers.field(25, &trainer.outputs(&points)).unwrap();
    assert_eq!((points.len(), field.len()), (50, 50));
    // The point at column 3, row 1, asked alone.
    let place = [x[0] + 0.75 * (x[1] - x[0]), y[0] + 0.25 * (y[1] - y[0])].map(|place| place as f32);
    let targets = RowTargets::Classes { classes: 2, labels: &[0] };
    let (sample, mlp) = (Samples::from_rows(&place, 2, targets).unwrap(), trainer.mlp().unwrap());
    let mut outputs = Vec::new();
    mlp.predict(&trainer.all_params(), &sample, &mut Workspace::new(mlp), &mut outputs);
    let one = 1.0 / (1.0 + f64::from(-outputs[0]).exp());
    let (class, expected) = if one > 0.5 { (1.0, one) } else { (0.0, 1.0 - one) };
    let [answer, probability] = [field[2 * 8], field[2 * 8 + 1]];
    assert!(answer == class && (f64::from(probability) - expected).abs() < 1e-6, "{answer} {probability} {expected}");
    for answer in field.chunks_exact(2) {
        assert!((0.5..=1.0).contains(&answer[1]), "{answer:?}");
    }
}

#[test]
fn one_input_is_a_line_and_many_are_no_picture() {
    let answers = answers_of(&Spec { dataset: DatasetKind::Sine, ..Spec::default() }.trainer().unwrap());
    assert_eq!((answers.points(9).unwrap().len(), answers.frame().units), (9, vec![[0.0, 1.0]]));
    for columns in [0, 1, MAX_COLUMNS + 1] {
        assert_eq!(answers.points(columns).unwrap_err().field, "columns");
    }
    let answers = answers_of(&Spec { features: Features::All, ..Spec::default() }.trainer().unwrap());
    let error = answers.points(9).unwrap_err();
    assert_eq!(error.to_string(), "inputs: must be 1 or 2 for a picture of all of them, got 4");
    assert_eq!(answers.frame().units.len(), 2);
}

#[test]
fn rows_are_thinned_evenly() {
    let trainer = circle().trainer().unwrap();
    let answers = answers_of(&trainer);
    let all = answers.rows(0, usize::MAX).unwrap();
    let count = all.len() / 3;
    let half = answers.rows(0, count / 2).unwrap();
    assert_eq!((half.len(), &half[3..6]), (count / 2 * 3, &all[6..9]));
    assert_eq!(answers.rows(0, 0), Ok(vec![]));
}

#[test]
fn a_run_without_such_rows_or_without_a_network_has_no_numbers() {
    let judges = Spec { problem: ProblemChoice::Judges, ..Spec::default() }.trainer().unwrap();
    assert!(judges.rows_of("test").is_empty());
    // One row has an extent, too.
    let frame = answers_of(&judges).frame();
    assert!(frame.wanted[0] < 0.6 && frame.wanted[1] > 0.6, "{frame:?}");
    let formula = Spec { problem: ProblemChoice::Rosenbrock, ..Spec::default() }.trainer().unwrap();
    assert!(formula.task_numbers().is_empty() && formula.rows_of("train").is_empty());
    assert!(formula.outputs(&[1.0, 2.0]).is_empty());
    // A row that is not whole is left out, and none is answered by none.
    let trainer = circle().trainer().unwrap();
    assert_eq!(trainer.outputs(&[0.0, 0.0, 1.0]).len(), 1);
    assert!(trainer.outputs(&[]).is_empty());
}
