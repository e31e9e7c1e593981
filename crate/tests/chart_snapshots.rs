//! Charts as SVG, compared with the files in `tests/snapshots/`. `BLESS=1 cargo test` rewrites them.
//!
//! Text is measured differently in a browser, so these prove geometry, not typography.
//!
//! Length: every chart, drawn once and looked at from every side.

mod support;

use downhill::Result;
use downhill::chart::{
    CURVE_STRIDE, Colour, ContourMap, CurveLabel, Event, GradientBars, GradientLabels, Happening, LossAxis, LossChart,
    LossLabels, MapLabels, Measure, Series, Side, Surface, SurfaceMarks, SurfaceView, Theory,
};
use plotters::backend::SVGBackend;
use support::{check, style};

/// Draws 340×190 CSS pixels at scale 2.
fn svg(draw: impl FnOnce(SVGBackend<'_>) -> downhill::Result<()>) -> String {
    let mut text = String::new();
    draw(SVGBackend::with_string(&mut text, (680, 380))).unwrap();
    text
}

/// 313 points that fall from 0.68 to about 0.21 with a gentle wave, as training and validation loss.
fn curve() -> Vec<f32> {
    let fall = |t: f32, middle: f32| 1.0 / (1.0 + (14.0 * (t - middle)).exp());
    (0..=312_u16)
        .flat_map(|step| {
            let t = f32::from(step) / 312.0;
            let train = 0.2 + 0.48 * fall(t, 0.25) + 0.008 * (70.0 * t).sin();
            let validation = 0.28 + 0.41 * fall(t, 0.27) + 0.006 * (40.0 * t).sin();
            [f32::from(step), train, 0.9, validation, 0.85]
        })
        .collect()
}

fn loss(points: &[f32]) -> String {
    curves(Measure::Loss, &[(points, Series::Skip)])
}

fn curves(measure: Measure, runs: &[(&[f32], Series)]) -> String {
    let curves = runs.iter().map(|(run, series)| CurveLabel { points: run.len() / CURVE_STRIDE, series: *series });
    let labels = LossLabels { step: "step".into(), measure, curves: curves.collect(), ..LossLabels::default() };
    let points: Vec<f32> = runs.iter().flat_map(|(run, _)| run.iter().copied()).collect();
    svg(|backend| LossChart::new(&points, labels).unwrap().draw(backend, &style()))
}

/// Points from step `start` to 100 of a loss that is multiplied by `factor` at every step, and of an accuracy that rises.
fn geometric(start: u16, factor: f32) -> Vec<f32> {
    let point =
        |step: u16| [f32::from(step), 0.7 * factor.powi(i32::from(step)), f32::from(step) / 100.0, f32::NAN, 0.5];
    (start..=100).flat_map(point).collect()
}

fn gradient(norms: &[f32], previous: &[f32]) -> String {
    let labels = GradientLabels {
        layer: "layer".into(),
        below: "below float range".into(),
        series: Series::Skip,
        previous_series: Series::Plain,
        ..GradientLabels::default()
    };
    svg(|backend| GradientBars::new(norms, previous, labels).unwrap().draw(backend, &style()))
}

fn vanishing(layers: u16) -> Vec<f32> {
    (0..layers).map(|layer| -8.3 + 6.9 * f32::from(layer) / f32::from(layers)).collect()
}

/// A square two units wide in the middle of the drawing, 80 CSS pixels a unit, turned by `yaw` and seen from `pitch` above the horizon.
fn view(yaw: f64, pitch: f64) -> SurfaceView {
    let (sine, cosine) = yaw.sin_cos();
    // World: x along the columns, y up, z towards the viewer and against the rows.
    let pixel = |x: f64, y: f64, z: f64| {
        let right = x * cosine - z * sine;
        let up = y * pitch.cos() - (x * sine + z * cosine) * pitch.sin();
        [170.0 + 55.0 * right, 110.0 - 55.0 * up]
    };
    let origin = pixel(-1.0, 0.0, 1.0);
    let ways = [(1.0, 0.0, 1.0), (-1.0, 0.0, -1.0), (-1.0, 0.95, 1.0)].map(|(x, y, z)| pixel(x, y, z));
    let ways = ways.iter().flat_map(|way| [way[0] - origin[0], way[1] - origin[1]]);
    SurfaceView::new(&origin.into_iter().chain(ways).collect::<Vec<_>>()).unwrap()
}

const SIDE: usize = 12;

fn hill(x: f32, y: f32) -> f32 {
    0.24 * (x * x * 0.9 + y * y * 1.35) - 0.2 * (-((x + 0.35).powi(2) + (y - 0.05).powi(2)) * 5.0).exp()
        + 0.05 * (3.1 * x + 1.0).sin() * (2.7 * y).cos()
        + 0.25
}

fn levels(loss: impl Fn(f32, f32) -> f32) -> Vec<f32> {
    let place = |index: usize| -1.25 + 2.5 * index as f32 / (SIDE - 1) as f32;
    (0..SIDE * SIDE).map(|cell| loss(place(cell % SIDE), place(cell / SIDE))).collect()
}

fn surface(yaw: f64, pitch: f64) -> String {
    let levels = levels(hill);
    let surface = Surface::new(&levels, SIDE, &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]).unwrap();
    svg(|backend| surface.draw(backend, &style(), &view(yaw, pitch)))
}

/// The three parts of a run: a path whose last point is the ball, one point below it, a landing.
fn run(path: &[[f32; 4]], landing: &[[f32; 4]]) -> Vec<f32> {
    const END: [f32; 4] = [f32::NAN; 4];
    let foot = path.last().map(|[a, b, level, _]| [*a, *b, level - 0.1, 1.0]);
    [path, &[END], foot.as_slice(), &[END], landing, &[END]].concat().into_flattened()
}

fn marks(numbers: &[f32], series: &[Series]) -> String {
    svg(|backend| SurfaceMarks::new(numbers, series).unwrap().draw(backend, &style(), &view(0.6, 0.6)))
}

/// The corners of all tags of a kind, in the order of drawing.
fn shapes(svg: &str, tag: &str) -> Vec<Vec<(f64, f64)>> {
    let tags = svg.lines().filter(|line| line.starts_with(&format!("<{tag} ")));
    let points = tags.filter_map(|line| line.split("points=\"").nth(1)?.split('"').next());
    let corner = |pair: &str| pair.split_once(',').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()));
    points.map(|points| points.split_whitespace().filter_map(corner).collect()).collect()
}

fn lines(svg: &str) -> Vec<Vec<(f64, f64)>> {
    shapes(svg, "polyline")
}

/// Numbers of an attribute of all tags of a kind.
fn attributes(svg: &str, tag: &str, name: &str) -> Vec<f64> {
    svg.lines()
        .filter(|line| line.starts_with(&format!("<{tag} ")))
        .filter_map(|line| line.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?.parse().ok())
        .collect()
}

#[test]
fn the_loss_curve_is_as_blessed() {
    check("loss", &loss(&curve()));
}

#[test]
fn the_loss_axis_becomes_logarithmic_when_the_loss_falls_far() {
    let points: Vec<f32> = (0..200_u16)
        .flat_map(|step| [f32::from(step), (-0.1 * f32::from(step)).exp(), 1.0, f32::NAN, f32::NAN])
        .collect();
    let text = loss(&points);
    check("loss_logarithmic", &text);
    // An exponential is a straight line on it: the middle point lies half-way.
    let places = lines(&text).into_iter().max_by_key(Vec::len).unwrap();
    let (first, middle, last) = (places[0], places[100], places[199]);
    assert!((middle.1 - (first.1 + last.1) / 2.0).abs() <= 2.0, "{first:?} {middle:?} {last:?}");
}

/// The curve with marks on an axis that was chosen.
fn marked(axis: LossAxis, events: Vec<Event>) -> Result<String> {
    let points = curve();
    let curves = vec![CurveLabel { points: points.len() / CURVE_STRIDE, series: Series::Plain }];
    let labels = LossLabels { curves, events, axis, ..LossLabels::default() };
    LossChart::new(&points, labels.clone())?;
    Ok(svg(|backend| LossChart::new(&points, labels).unwrap().draw(backend, &style())))
}

#[test]
fn what_happened_is_marked_at_its_step_and_value() {
    let mark = |kind, step, value| Event { step, kind, value };
    let best = |axis| marked(axis, vec![mark(Happening::Best, 156.0, Some(0.4))]).unwrap();
    let bare = marked(LossAxis::Linear, Vec::new()).unwrap();
    let text = best(LossAxis::Linear);
    let [xs, ys] = ["cx", "cy"].map(|name| attributes(&text, "circle", name));
    // The ring stands on its ground, half-way along the axis of 312 steps.
    let ends = lines(&bare).into_iter().max_by_key(Vec::len).unwrap();
    let middle = (ends[0].0 + ends[ends.len() - 1].0) / 2.0;
    assert_eq!(xs.len(), 2);
    assert!((xs[0] - middle).abs() <= 1.0 && xs[0] == xs[1] && ys[0] == ys[1], "{xs:?} {middle}");
    // On a logarithmic axis the same loss lies elsewhere.
    assert_ne!(attributes(&best(LossAxis::Log), "circle", "cy")[0], ys[0]);
    let all = [Happening::Rate, Happening::Drop, Happening::Branch, Happening::Diverged, Happening::Test];
    for kind in all {
        assert_ne!(marked(LossAxis::Linear, vec![mark(kind, 100.0, Some(0.3))]).unwrap(), bare, "{kind:?}");
        // What lies ahead of the curve is not drawn.
        assert_eq!(marked(LossAxis::Linear, vec![mark(kind, 400.0, None)]).unwrap(), bare, "{kind:?}");
    }
    assert_eq!(
        marked(LossAxis::Auto, vec![mark(Happening::Rate, f64::NAN, None)]).unwrap_err().field,
        "events[0].step"
    );
    assert_eq!(marked(LossAxis::Auto, vec![mark(Happening::Rate, 1.0, None); 65]).unwrap_err().field, "events");
}

#[test]
fn the_opened_test_is_a_line_of_its_own_and_any_run_may_show_its_validation_rows() {
    let points: Vec<f32> = (0..8_u8).flat_map(|step| [f32::from(step % 4), f32::from(step), 0.5, 3.0, 0.5]).collect();
    let drawn = |validation, test: &[f64]| {
        let curves = [Series::Lead, Series::First].map(|series| CurveLabel { points: 4, series }).to_vec();
        let labels = LossLabels { curves, validation, test: test.to_vec(), ..LossLabels::default() };
        svg(|backend| LossChart::new(&points, labels).unwrap().draw(backend, &style()))
    };
    let (bare, tested, none) = (drawn(0, &[]), drawn(0, &[1.5, 2.0, 3.0, 2.5]), drawn(9, &[]));
    let strokes = |text: &str| lines(text).len() - lines(&none).len();
    assert!((strokes(&bare) + 5..3 * strokes(&bare)).contains(&strokes(&tested)), "{}", strokes(&tested));
    assert!(drawn(1, &[]) != bare && drawn(0, &[1.5, f64::NAN]) == bare);
}

#[test]
fn theory_is_a_dashed_line_over_the_hidden_layers() {
    let norms: Vec<f32> = (0..10_u8).map(|layer| -0.5 * f32::from(9 - layer)).collect();
    let drawn = |theory| {
        let labels = GradientLabels { theory, ..GradientLabels::default() };
        svg(|backend| GradientBars::new(&norms, &[], labels).unwrap().draw(backend, &style()))
    };
    let bare = drawn(None);
    assert_ne!(drawn(Some(Theory { slope: -0.5, bars: Side::Now })), bare);
    // There is no run before whose bars it could be about, and no line that is no number.
    assert_eq!(drawn(Some(Theory { slope: -0.5, bars: Side::Previous })), bare);
    assert_eq!(drawn(Some(Theory { slope: f64::NAN, bars: Side::Now })), bare);
}

/// Of a colour, lines with so many points or more.
fn lines_of(svg: &str, colour: &str, points: usize) -> Vec<Vec<(f64, f64)>> {
    let of_colour: Vec<&str> = svg.lines().filter(|line| line.contains(colour)).collect();
    lines(&of_colour.join("\n")).into_iter().filter(|line| line.len() >= points).collect()
}

#[test]
fn the_curves_of_a_race_are_as_blessed() {
    let (lead, late, lost) = (geometric(0, 0.98), geometric(40, 0.96), geometric(0, 1.3));
    let third = geometric(0, 0.99);
    let runs: [(&[f32], Series); 4] =
        [(&lead, Series::Lead), (&late, Series::First), (&lost, Series::Second), (&third, Series::Third)];
    let text = curves(Measure::Loss, &runs);
    check("loss_race", &text);
    check("accuracy_race", &curves(Measure::Accuracy, &runs));

    // Each run has the colour of its ball, and a branch begins where it leaves.
    let late = lines_of(&text, "#2466C8", 50);
    let lead = lines_of(&text, "#D9482B", 50);
    assert_eq!((late.len(), lead.len()), (1, 1));
    let (left, right) = (lead[0][0].0, lead[0][100].0);
    assert!((late[0][0].0 - (left + 0.4 * (right - left))).abs() <= 2.0, "{:?}", late[0][0]);
}

#[test]
fn a_run_that_explodes_leaves_the_others_their_room() {
    let text = curves(Measure::Loss, &[(&geometric(0, 0.985), Series::Lead), (&geometric(0, 1.3), Series::First)]);
    // 0.7 · 1.3ⁿ leaves an axis that ends at 1.5 · 0.7, or a little above, within the first steps.
    let lost = lines_of(&text, "#2466C8", 3);
    let top = lines(&text).into_iter().flatten().map(|(_, y)| y).fold(f64::INFINITY, f64::min);
    assert!(lost.iter().flatten().all(|(_, y)| *y >= top), "{lost:?}");
    let end = *lost[0].last().unwrap();
    assert!(lost[0].len() < 8 && (end.1 - top).abs() <= 1.0, "{lost:?}");
    // An arrowhead points on where it left; the one that went down ends in its ball.
    assert!(lost[1].iter().all(|(x, y)| (x - end.0).abs() < 12.0 && *y < top + 12.0), "{lost:?}");
    assert!(text.contains("<circle"));
    let lead = lines_of(&text, "#D9482B", 50);
    assert!(lead[0][100].1 - lead[0][0].1 > 100.0, "the lead's curve is still a curve");
}

#[test]
fn a_run_alone_may_climb_as_high_as_it_likes() {
    let text = curves(Measure::Loss, &[(&geometric(0, 1.3), Series::Plain)]);
    assert_eq!(lines_of(&text, "#8A5A9E", 101).len(), 1);
    assert!(!text.contains("<circle"), "one run needs no mark");
}

#[test]
fn an_empty_curve_and_one_that_is_not_finite_still_have_axes() {
    for points in [vec![], vec![0.0, f32::NAN, 0.0, f32::INFINITY, 0.0], vec![0.0, 0.7, 0.5, 0.7, 0.5]] {
        let text = loss(&points);
        assert!(text.contains("step 0"), "{text}");
        assert!(!text.contains("NaN") && !text.contains("inf") && !text.contains("2147483647"), "{text}");
    }
}

#[test]
fn gradient_bars_are_as_blessed() {
    check("gradient_twins", &gradient(&[-1.9; 30], &vanishing(30)));
    check("gradient_101", &gradient(&vanishing(101), &[]));
}

#[test]
fn an_exact_zero_is_a_mark_and_not_a_bar() {
    let mut norms = vanishing(20);
    norms[..5].fill(f32::NEG_INFINITY);
    let text = gradient(&norms, &[]);
    check("gradient_zero", &text);
    let bars = attributes(&text, "rect", "height").len() - 1; // The ground is a rectangle, too.
    assert_eq!(bars, 15);
    assert!(text.contains("below float range"));
    assert!(!gradient(&vanishing(20), &[]).contains("below float range"));

    // Nothing but zeros: no bar at all, and marks that stay apart.
    let text = gradient(&[f32::NEG_INFINITY; 101], &[]);
    assert_eq!(attributes(&text, "rect", "height").len(), 1);
    let marks = lines(&text).into_iter().filter(|line| line.len() == 4).map(|line| line[1].0).collect::<Vec<_>>();
    assert!((25..40).contains(&marks.len()), "{marks:?}");
    assert!(marks.windows(2).all(|pair| pair[1] - pair[0] >= 17.0), "{marks:?}");
}

#[test]
fn bars_stand_side_by_side_at_their_heights() {
    let text = gradient(&[-3.0], &[-1.5]);
    let (heights, lefts) = (attributes(&text, "rect", "height"), attributes(&text, "rect", "x"));
    // From the foot of the axis at −9 up to −1.5 and −3.
    assert!((heights[1] / heights[2] - 7.5 / 6.0).abs() < 0.01, "{heights:?}");
    assert!(lefts[1] < lefts[2]);
}

#[test]
fn a_box_below_each_bar_is_filled_as_far_as_its_units_are_blocked() {
    let (blocked, blocked_word) = (vec![0.25, 0.75, 0.0, 0.5, 0.0, 0.0], "dead".into());
    let labels = GradientLabels { blocked, blocked_word, foot: Some(-3.0), ..GradientLabels::default() };
    let text = svg(|backend| GradientBars::new(&[-1.0, -0.5, -2.0], &[], labels).unwrap().draw(backend, &style()));
    let (heights, widths) = (attributes(&text, "rect", "height"), attributes(&text, "rect", "width"));
    assert!(text.contains("■ dead") && heights.len() == 10 && (heights[2] / heights[1] - 1.25).abs() < 0.02, "{text}");
    assert!((widths[5] / widths[4] - 0.75).abs() < 0.02 && (widths[6] / widths[4] - 0.25).abs() < 0.02, "{widths:?}");
}

#[test]
fn the_surface_is_as_blessed() {
    check("surface", &surface(0.6, 0.6));
    check("surface_from_above", &surface(0.0, std::f64::consts::FRAC_PI_2));
}

#[test]
fn the_marks_are_as_blessed() {
    let path: Vec<[f32; 4]> = (0..12_u8)
        .map(|step| {
            let (a, b) = (0.9 - 0.04 * f32::from(step), 0.14 + 0.03 * f32::from(step));
            [a, b, hill(2.5 * a - 1.25, 2.5 * b - 1.25) + 0.03, 1.0 - f32::from(step) / 14.0]
        })
        .collect();
    check("surface_marks", &marks(&run(&path, &[[0.4, 0.6, 0.3, 1.0]]), &[Series::Lead]));
}

#[test]
fn the_marks_show_the_next_landing_and_the_other_runs_in_their_colours_and_shapes() {
    let circles = |text: &str| text.matches("<circle").count();
    let path = [[0.1, 0.1, 0.8, 1.0], [0.2, 0.2, 0.6, 1.0]];
    let alone = marks(&run(&path, &[]), &[Series::Lead]);
    let landing = marks(&run(&path, &[[0.3, 0.3, 0.5, 1.0]]), &[Series::Lead]);
    assert_eq!(circles(&landing), circles(&alone) + 1, "a ring where the step would land");
    let four: Vec<f32> = (0..4).flat_map(|_| run(&path, &[])).collect();
    let four = marks(&four, &[Series::Lead, Series::First, Series::Second, Series::Third]);
    assert_eq!(circles(&four), circles(&alone), "only the lead is a ball");
    let corners: Vec<usize> = shapes(&four, "polygon").iter().map(Vec::len).collect();
    assert_eq!(corners, [4, 3, 4], "a square, a triangle, a diamond, the first run last");
    for Colour(red, green, blue) in style().runs {
        let colour = format!("#{red:02X}{green:02X}{blue:02X}");
        assert!(four.matches(&colour).count() >= alone.matches(&colour).count() + 2, "line and shape in {colour}");
    }
    // What has no place is left out, not drawn somewhere.
    assert_eq!(marks(&run(&path, &[[0.4, f32::NAN, 0.5, 1.0]]), &[Series::Lead]), alone);
    let nowhere = [[0.5, 0.5, f32::INFINITY, 1.0], path[0], path[1]];
    assert_eq!(marks(&run(&nowhere, &[]), &[Series::Lead]), alone);
}

#[test]
fn a_second_surface_is_a_mesh_over_the_first_and_shines_through_it_from_below() {
    let first = levels(|_, _| 0.5);
    let drawn = |level: f32| {
        let second = levels(|_, _| level);
        let surface = Surface::new(&first, SIDE, &[]).unwrap().with_veil(&second, "#b0308f").unwrap();
        svg(|backend| surface.draw(backend, &style(), &view(0.6, 0.6)))
    };
    let of_veil =
        |text: &str| text.lines().filter(|line| line.contains("#B0308F")).map(str::to_owned).collect::<Vec<_>>();
    let (above, below, cut) = (of_veil(&drawn(0.7)), of_veil(&drawn(0.3)), of_veil(&drawn(1.2)));
    let films = |lines: &[String]| lines.iter().filter(|line| line.starts_with("<polygon")).count();
    let cells = (SIDE - 1) * (SIDE - 1);
    assert_eq!((films(&above), films(&below)), (cells, 0));
    assert_eq!(above.len() - cells, 2 * SIDE * (SIDE - 1), "every line of the mesh once");
    assert_eq!(below.len(), above.len() - cells);
    assert_eq!(cut.len(), 0, "what is above the cap is no surface");
    let opacity =
        |line: &str| line.split("opacity=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<f64>().ok());
    assert!(opacity(below.last().unwrap()).unwrap() < opacity(above.last().unwrap()).unwrap());
}

#[test]
fn what_is_above_the_cap_is_cut_flat_and_has_no_lines() {
    let levels = levels(|x, _| if x > 0.0 { 3.0 } else { 0.2 });
    let surface = Surface::new(&levels, SIDE, &[0.5, 1.0]).unwrap();
    let text = svg(|backend| surface.draw(backend, &style(), &view(0.0, 0.6)));
    let plain = shapes(&text, "polygon");
    assert_eq!(plain.len(), 11 * 11 + 2, "every cell and two walls: no hole");
    let straight = Surface::new(&levels, SIDE, &[]).unwrap();
    let without = svg(|backend| straight.draw(backend, &style(), &view(0.0, 0.6)));
    assert_eq!(lines(&text).len(), lines(&without).len() + 22, "one line up the cliff, one along the cut, none on it");
}

#[test]
fn the_surface_stands_where_the_view_says() {
    for turn in 0..24 {
        for pitch in [0.05, 0.4, 0.8, 1.2, 1.57] {
            let text = surface(f64::from(turn) * 0.27, pitch);
            for (x, y) in shapes(&text, "polygon").into_iter().chain(lines(&text)).flatten() {
                let is_inside = (0.0..680.0).contains(&x) && (0.0..380.0).contains(&y);
                assert!(is_inside, "yaw step {turn}, pitch {pitch}: {x},{y}");
            }
        }
    }
}

#[test]
fn what_is_near_is_drawn_last() {
    let flat = Surface::new(&[0.5; 64], 8, &[]).unwrap();
    for turn in 0..24 {
        let text = svg(|backend| flat.draw(backend, &style(), &view(f64::from(turn) * 0.27, 0.6)));
        // Seen from above, the far corner is the highest on the screen and the near corner the lowest.
        let heights: Vec<f64> = shapes(&text, "polygon")
            .iter()
            .take(49)
            .map(|cell| cell.iter().map(|(_, y)| y).sum::<f64>() / 4.0)
            .collect();
        let (top, bottom) =
            (heights.iter().copied().fold(f64::MAX, f64::min), heights.iter().copied().fold(0.0, f64::max));
        assert!(heights[0] <= top + 1.0 && heights[48] >= bottom - 1.0, "yaw step {turn}: {heights:?}");
    }
}

#[test]
fn wrong_sizes_are_named() {
    let field = |result: downhill::Result<()>| result.unwrap_err().field;
    let labels = |points| {
        let curve = CurveLabel { points, series: Series::Plain };
        LossLabels { curves: vec![curve; 2], ..LossLabels::default() }
    };
    for (points, told) in [(0, 1), (7, 1), (5, 1), (11, 1), (10, usize::MAX), (10, usize::MAX / 2)] {
        assert_eq!(field(LossChart::new(&vec![0.0; points], labels(told)).map(|_| ())), "curves", "{points} {told}");
    }
    assert!(LossChart::new(&[0.0; 10], labels(1)).is_ok());
    assert_eq!(field(GradientBars::new(&[0.0; 102], &[], GradientLabels::default()).map(|_| ())), "log10_norms");
    assert_eq!(field(GradientBars::new(&[], &[0.0; 102], GradientLabels::default()).map(|_| ())), "previous");
    let surface = |levels: &[f32], columns| field(Surface::new(levels, columns, &[]).map(|_| ()));
    assert_eq!(surface(&[0.0; 9], 0), "columns");
    assert_eq!(surface(&[0.0; 9], usize::MAX), "columns");
    assert_eq!(surface(&[0.0; 8], 3), "levels");
    assert_eq!(surface(&[0.0, 0.0, f32::NAN, 0.0], 2), "levels");
    assert_eq!(field(Surface::new(&[0.0; 4], 2, &[f32::INFINITY]).map(|_| ())), "contours");
    assert_eq!(field(Surface::new(&[0.0; 4], 2, &[0.5; 201]).map(|_| ())), "contours");
    let veiled =
        |levels: &[f32], colour| field(Surface::new(&[0.0; 4], 2, &[]).unwrap().with_veil(levels, colour).map(|_| ()));
    assert_eq!(veiled(&[0.0; 3], "#ffffff"), "veil");
    assert_eq!(veiled(&[0.0; 4], "violet"), "veil_colour");
    for numbers in [&[0.0; 7][..], &[0.0, 0.0, 1.0, 0.0, 0.0, 1.0, f64::NAN, 0.0]] {
        assert_eq!(field(SurfaceView::new(numbers).map(|_| ())), "view");
    }
    let marks = |numbers: &[f32], series: &[Series]| field(SurfaceMarks::new(numbers, series).map(|_| ()));
    let whole = run(&[[0.0; 4]], &[]);
    assert_eq!(marks(&whole[..whole.len() - 1], &[Series::Lead]), "marks");
    assert_eq!(marks(&whole, &[Series::Lead; 2]), "marks");
    assert_eq!(marks(&[whole.clone(), whole].concat(), &[Series::Lead]), "marks");
    assert_eq!(marks(&[], &[Series::Lead; 5]), "marks");
}

#[test]
fn a_canvas_without_pixels_is_left_alone() {
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, (0, 0));
    LossChart::new(&[], LossLabels::default()).unwrap().draw(backend, &style()).unwrap();
}

/// A valley that bends, 33 × 33, with a path down it and a second one.
fn map(columns: usize, extent: &[f32], levels: &[f64], low: f64) -> downhill::Result<String> {
    let at = |index: u16| f32::from(index) / 16.0 - 1.0;
    let heights: Vec<f32> = (0..33_u16)
        .flat_map(|row| (0..33_u16).map(move |column| (at(column), at(row))))
        .map(|(a, b)| 0.05 + a * a + 3.0 * (b - a * a).powi(2))
        .collect();
    let down: Vec<f32> =
        (0..20_u8).flat_map(|step| [-0.9 + 0.045 * f32::from(step), 0.8 - 0.04 * f32::from(step)]).collect();
    let paths = [&down[..], &[f32::NAN, f32::NAN, 0.9, 0.9, 0.5, 0.3]].concat();
    let labels = MapLabels {
        a: "direction 1".into(),
        b: "direction 2".into(),
        height: "loss".into(),
        low,
        high: 4.0,
        levels: levels.to_vec(),
        logarithmic: true,
    };
    let map = ContourMap::new(&heights, columns, extent, &paths, labels)?;
    Ok(svg(|backend| map.draw(backend, &style())))
}

#[test]
fn contour_map() {
    let levels = [0.1, 0.2, 0.5, 1.0, 2.0];
    check("contour_map", &map(33, &[-1.0, 1.0, -1.0, 1.0], &levels, 0.05).unwrap());
}

#[test]
fn a_wrong_map_is_named() {
    let extent = [-1.0, 1.0, -1.0, 1.0];
    assert_eq!(map(1, &extent, &[], 0.05).unwrap_err().field, "columns");
    assert_eq!(map(32, &extent, &[], 0.05).unwrap_err().field, "heights");
    assert_eq!(map(33, &extent[..3], &[], 0.05).unwrap_err().field, "extent");
    assert_eq!(map(33, &[1.0, f32::NAN, 0.0, 1.0], &[], 0.05).unwrap_err().field, "extent");
    assert_eq!(map(33, &extent, &[2.0, 1.0], 0.05).unwrap_err().field, "levels");
    assert_eq!(map(33, &extent, &[], 0.0).unwrap_err().field, "low");
}
