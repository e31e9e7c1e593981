//! What was done to a run by hand, as data: turns of the dial, drops of the ball, weights that were set, and the one look at the
//! test rows, each after a number of steps.
//!
//! A spec with its branches and events says everything about a run; [`replay`] makes it anew, bit for bit. As text an event is
//! `120:lr:0.3` (from step 120 on that learning rate holds), `200:drop:1.5:-0.25` (the ball is put down there), `200:w:17:-0.5`
//! (weight 17 of the flat vector has that value) or `300:test` (the sealed test was opened); a list is joined by commas, in the
//! order of steps.

use super::branch::whole_number;
use super::fields::named;
use super::others::Others;
use super::spec::Spec;
use super::value::Value;
use crate::error::{Error, Result};
use crate::training::Trainer;
use std::fmt::Write;

/// Changes by hand that a link holds.
pub const MAX_EVENTS: usize = 32;

/// Characters of a list of events: a link with the longest one stays below 2,000.
pub const MAX_EVENTS_LENGTH: usize = 360;

/// The latest step that a link leads to.
pub const MAX_STEP: u32 = 1_000_000;

/// One change by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Steps that the runs have made before it.
    pub step: u64,
    /// What was done.
    pub change: Change,
}

/// What can be done to a run by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The learning rate from here on.
    Rate(f32),
    /// The two parameters where the ball was put down.
    Drop([f32; 2]),
    /// A parameter, by its place in the flat vector, and its value from here on.
    Weight(u32, f32),
    /// The test rows were looked at. It moves nothing.
    Test,
}

/// What an event has behind its key: fields of a spec whose values are accepted here, too.
const NUMBERS: &[(&str, &[&str])] =
    &[("lr", &["learning_rate"]), ("drop", &["start_a", "start_b"]), ("w", &["weight_a", "start_a"]), ("test", &[])];

/// The step of an event and its text as it is written.
fn checked(part: &str) -> Option<(u64, String)> {
    let (step, rest) = part.split_once(':')?;
    let step = whole_number(step, u64::from(MAX_STEP)).ok()?;
    let mut numbers = rest.split(':');
    let key = numbers.next()?;
    let (key, names) = NUMBERS.iter().find(|(known, _)| *known == key)?;
    let mut text = format!("{step}:{key}");
    for name in *names {
        let field = named(name)?;
        let number = field.kind.read_text(numbers.next()?).ok()?;
        // Writing to a string cannot fail.
        let _ = write!(text, ":{number}");
    }
    numbers.next().is_none().then_some((step, text))
}

/// The text of the events of `text`, and the parts of it that are none: not an event, before the one to its left, or beyond
/// [`MAX_EVENTS`] or [`MAX_EVENTS_LENGTH`].
#[must_use]
pub fn read_events(text: &str) -> (String, Vec<&str>) {
    let (mut events, mut refused, mut count, mut last) = (String::new(), Vec::new(), 0, 0);
    for part in text.split(',').filter(|part| !part.is_empty()) {
        match checked(part) {
            Some((step, event))
                if step >= last && count < MAX_EVENTS && events.len() + event.len() < MAX_EVENTS_LENGTH =>
            {
                if count > 0 {
                    events.push(',');
                }
                events += &event;
                (count, last) = (count + 1, step);
            }
            _ => refused.push(part),
        }
    }
    (events, refused)
}

/// The events of a text that [`read_events`] has read; others are left out.
#[must_use]
pub fn events(text: &str) -> Vec<Event> {
    let event = |part: &str| {
        let mut parts = part.split(':');
        let (step, key) = (parts.next()?.parse().ok()?, parts.next()?);
        let mut number = || parts.next()?.parse().ok();
        let change = match key {
            "lr" => Change::Rate(number()?),
            "w" => Change::Weight(number()? as u32, number()?),
            "test" => Change::Test,
            _ => Change::Drop([number()?, number()?]),
        };
        Some(Event { step, change })
    };
    text.split(',').filter_map(event).collect()
}

/// The run of `spec` and its branches at the step of the spec, with everything that was done on the way there. `file` is the
/// table of the data set, as for [`Spec::trainer_with`]. What happens later is not known to these runs.
///
/// # Errors
/// Names a field of the spec that is not accepted, `problem` if a ball is dropped that has more than two parameters, or `weight`
/// if one is set that is not there.
pub fn replay(spec: &Spec, file: Option<&[u8]>) -> Result<(Trainer, Others)> {
    let mut lead = spec.trainer_with(file)?;
    let (step, list) = (u64::from(spec.step), events(&spec.events));
    let dropped = |event: &Event| event.step > 0 && matches!(event.change, Change::Drop(_));
    // A ball that is dropped on the way is alone, for with others it starts anew: so they came after it.
    let joining = list.iter().rposition(dropped).map_or(0, |at| at + 1);
    let farthest = if joining > 0 { step.max(list[joining - 1].step) } else { step };
    let mut others = Others::new(&Spec { branches: Vec::new(), ..spec.clone() }, &mut lead)?;
    for (at, event) in list.iter().enumerate().take_while(|(_, event)| event.step <= farthest) {
        if at == joining {
            others.replace(spec, &mut lead)?;
        }
        others.advance(&mut lead, event.step.saturating_sub(others.clock()));
        match event.change {
            Change::Rate(rate) => others.set_learning_rate(&mut lead, rate)?,
            Change::Drop(place) => others.drop_ball(&mut lead, place)?,
            Change::Weight(weight, value) => others.set_weight(&mut lead, weight as usize, value)?,
            Change::Test => {}
        }
    }
    others.replace(spec, &mut lead)?;
    others.advance(&mut lead, step.saturating_sub(others.clock()));
    others.rewind_to(&mut lead, step);
    Ok((lead, others))
}

/// The text of events of which every part is one.
///
/// # Errors
/// Names `events` and the first part that is none.
pub(super) fn parse_events(text: &str) -> Result<String> {
    let (events, refused) = read_events(text);
    match refused.first() {
        None => Ok(events),
        Some(part) => {
            let got = Value::shortened(part);
            Err(Error::new("events", format!("must be such as 120:lr:0.3 or 200:drop:1.5:-0.25 in order, got {got}")))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::experiment::{decode_link, parse_branches};
    use crate::random::{Random, Stream};

    /// Events of both kinds over the whole range, as they are written.
    pub(in crate::experiment) fn random_events(random: &mut Random) -> String {
        let (mut text, mut step) = (String::new(), 0);
        for _ in 0..random.below(MAX_EVENTS + 1) {
            step += random.below((u64::from(MAX_STEP) - step) as usize / 8 + 1) as u64;
            let mut number = |most: f64| random.uniform_in(-most, most);
            let (rate, place) = (50.0 + number(49.0), [number(100.0), number(100.0)]);
            let event = match random.below(4) {
                0 => format!("{step}:lr:{rate}"),
                1 => format!("{step}:drop:{}:{}", place[0], place[1]),
                2 => format!("{step}:w:{}:{}", random.below(1000), place[0]),
                _ => format!("{step}:test"),
            };
            if text.len() + event.len() >= MAX_EVENTS_LENGTH {
                break;
            }
            text = if text.is_empty() { event } else { format!("{text},{event}") };
        }
        text
    }

    #[test]
    fn what_is_written_is_read_as_it_is() {
        let mut random = Random::new(7, Stream::Data);
        for _ in 0..500 {
            let text = random_events(&mut random);
            assert_eq!(read_events(&text), (text.clone(), vec![]));
            let parts = text.split(',').filter(|part| !part.is_empty()).count();
            assert_eq!(events(&text).len(), parts);
        }
        let many = "5:lr:1,".repeat(MAX_EVENTS + 1);
        let (text, refused) = read_events(&many);
        assert_eq!((events(&text).len(), refused), (MAX_EVENTS, vec!["5:lr:1"]));
        let read = events("9:lr:0.5,20:drop:1.5:-0.25");
        let changes = [Change::Rate(0.5), Change::Drop([1.5, -0.25])];
        assert_eq!(read, [(9, changes[0]), (20, changes[1])].map(|(step, change)| Event { step, change }));
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_is_kept() {
        let (text, refused) = read_events("9:lr:0.5,4:lr:1,x,12:lr:900,12:drop:1,12:drop:1:2:3,20:drop:1.5:-0.25");
        assert_eq!(refused, ["4:lr:1", "x", "12:lr:900", "12:drop:1", "12:drop:1:2:3"]);
        assert_eq!(text, "9:lr:0.5,20:drop:1.5:-0.25");
        assert_eq!(read_events("1000001:lr:1").1, ["1000001:lr:1"]);
        assert_eq!(read_events("1:drop:101:0").1, ["1:drop:101:0"]);
        let wrong = ["1:w:-1:0", "1:w:2", "1:w:2:1:1", "1:w:2:nan", "1:test:", "1:test:0", "1"];
        assert_eq!(read_events(&wrong.join(",")), (String::new(), wrong.to_vec()));
        assert_eq!(read_events("1:w:2:-0.5,1:test").0, "1:w:2:-0.5,1:test");
        let error = parse_events("5:lr").unwrap_err().to_string();
        assert_eq!(error, "events: must be such as 120:lr:0.3 or 200:drop:1.5:-0.25 in order, got 5:lr");
    }

    #[test]
    fn hostile_texts_are_refused_or_read() {
        let pieces = [
            "120", ":", ",", "lr", "drop", "w", "test", "0.3", "-1e-300", "1e999", "NaN", "é", "\0", "@", "::", "-",
            "7",
        ];
        let mut random = Random::new(8, Stream::Data);
        for _ in 0..5000 {
            let text: String = (0..random.below(40)).map(|_| pieces[random.below(pieces.len())]).collect();
            let (read, refused) = read_events(&text);
            assert!(refused.iter().all(|part| text.contains(part)));
            assert!(read.len() <= MAX_EVENTS_LENGTH, "{text}");
            assert_eq!(read_events(&read), (read.clone(), vec![]), "{text}");
        }
    }

    #[test]
    fn a_weight_set_by_hand_is_set_again() {
        let spec = decode_link("lr=0.2&branches=0:opt:momentum,20:clip:1").0;
        let mut lead = spec.trainer().unwrap();
        let mut others = Others::new(&spec, &mut lead).unwrap();
        others.set_weight(&mut lead, 5, -1.5).unwrap();
        others.advance(&mut lead, 20);
        others.set_weight(&mut lead, 9, 0.5).unwrap();
        others.set_learning_rate(&mut lead, 0.3).unwrap();
        others.set_weight(&mut lead, 9, 0.25).unwrap();
        others.advance(&mut lead, 15);
        let link = "lr=0.2&branches=0:opt:momentum,20:clip:1&step=35&events=0:w:5:-1.5,20:w:9:0.25,20:lr:0.3,30:test";
        let (again, beside) = replay(&decode_link(link).0, None).unwrap();
        assert_eq!((beside.clock(), beside.digest(&again)), (35, others.digest(&lead)));
        let (other, beside) = replay(&decode_link(&link.replace("0.25", "0.26")).0, None).unwrap();
        assert_ne!(beside.digest(&other), others.digest(&lead));
        assert_eq!(replay(&decode_link("events=0:w:9999:1").0, None).unwrap_err().field, "weight");
    }

    #[test]
    fn a_replay_makes_the_run_that_was_made_by_hand() {
        let spec = decode_link("problem=ravine&lr=0.02&opt=momentum&branches=0:opt:adam:lr:0.05").0;
        let mut lead = spec.trainer().unwrap();
        let mut others = Others::new(&spec, &mut lead).unwrap();
        others.advance(&mut lead, 30);
        others.drop_ball(&mut lead, [0.5, -0.25]).unwrap();
        others.advance(&mut lead, 12);
        others.set_learning_rate(&mut lead, 0.004).unwrap();
        others.advance(&mut lead, 50);
        let link = "problem=ravine&lr=0.02&opt=momentum&branches=0:opt:adam:lr:0.05&step=62&events=0:drop:0.5:-0.25,12:lr:0.004";
        let (again, beside) = replay(&decode_link(link).0, None).unwrap();
        assert_eq!((beside.clock(), beside.digest(&again)), (62, others.digest(&lead)));
        // Without one of the events it is another run.
        let other = decode_link(&link.replace(",12:lr:0.004", "")).0;
        let (without, beside) = replay(&other, None).unwrap();
        assert_ne!(beside.digest(&without), others.digest(&lead));
        assert_eq!(other.branches, parse_branches("0:opt:adam:lr:0.05").unwrap());
        // One that was dropped on the way was alone, and what came later can be gone back over.
        let alone = decode_link("problem=ravine&lr=0.02").0;
        let mut lead = alone.trainer().unwrap();
        let mut others = Others::new(&alone, &mut lead).unwrap();
        others.advance(&mut lead, 30);
        others.drop_ball(&mut lead, [0.5, -0.25]).unwrap();
        others.advance(&mut lead, 20);
        let late = decode_link("problem=ravine&lr=0.02&branches=10:opt:adam,40:clip:1&events=30:drop:0.5:-0.25").0;
        others.replace(&late, &mut lead).unwrap();
        others.advance(&mut lead, 0);
        for step in [50, 20] {
            others.rewind_to(&mut lead, u64::from(step));
            let (again, beside) = replay(&Spec { step, ..late.clone() }, None).unwrap();
            assert_eq!((beside.clock(), beside.digest(&again)), (u64::from(step), others.digest(&lead)));
        }
        let error = replay(&decode_link("events=0:drop:1:1").0, None).unwrap_err();
        assert_eq!(error.field, "problem");
    }
}
