//! Pictures of a fit and of clusters as SVG, compared with the files in `tests/snapshots/`. `BLESS=1 cargo test` rewrites them.

mod support;

use downhill::chart::{ClusterMap, FitLabels, FitLine, FitMap, FitScatter, Placed};
use plotters::backend::SVGBackend;
use support::{check, style};

/// Draws 220×190 CSS pixels at scale 2.
fn svg(draw: impl FnOnce(SVGBackend<'_>) -> downhill::Result<Placed>) -> String {
    let mut text = String::new();
    let placed = draw(SVGBackend::with_string(&mut text, (440, 380))).unwrap();
    // The window lies within the picture.
    let Placed { left, top, width, height } = placed;
    assert!(left > 0 && top > 0 && left + width < 440 && top + height < 380 && width.min(height) > 200, "{placed:?}");
    text
}

fn labels(classes: usize) -> FitLabels {
    FitLabels {
        window: [-2.0, 2.0, -2.0, 2.0],
        units: vec![[44.0, 5.5], [17.0, 2.0]],
        colours: ["#1f7a8c", "#d9482b", "#8a5a9e"].map(str::to_owned).to_vec(),
        classes,
        range: [-1.0, 1.0],
    }
}

/// A grid of `side` × `side` answers: by place from −2 to 2 an answer and a probability.
fn field(side: u16, answer: impl Fn(f32, f32) -> [f32; 2]) -> Vec<f32> {
    let place = move |index: u16| -2.0 + 4.0 * f32::from(index) / f32::from(side - 1);
    (0..side * side).flat_map(|at| answer(place(at % side), place(at / side))).collect()
}

/// Inside a disc of radius 1.1 the second class, surer the farther from its edge.
fn disc(x: f32, y: f32) -> [f32; 2] {
    let logit = 3.0 * (1.1 - (x * x + y * y).sqrt());
    [f32::from(u8::from(logit > 0.0)), 1.0 / (1.0 + (-logit.abs()).exp())]
}

/// 60 rows on a spiral, a third of each part, with the answers of [`disc`].
fn rows() -> Vec<f32> {
    (0..60_u8)
        .flat_map(|row| {
            let (t, angle) = (f32::from(row) / 60.0, 0.9 * f32::from(row));
            let (x, y) = (1.9 * t.sqrt() * angle.cos(), 1.9 * t.sqrt() * angle.sin());
            [x, y, f32::from(u8::from(t < 0.36)), disc(x, y)[0], f32::from(row % 3)]
        })
        .collect()
}

fn count(svg: &str, what: &str) -> usize {
    svg.matches(what).count()
}

#[test]
fn the_map_of_two_classes_is_as_blessed() {
    let (field, rows) = (field(33, disc), rows());
    let text = svg(|backend| FitMap::new(&field, 33, &rows, &labels(2))?.draw(backend, &style()));
    check("fit_map", &text);
    // A ring for each row that is answered wrong, and for no other.
    let wrong = rows.chunks_exact(5).filter(|row| row[2] != row[3]).count();
    let rings = text.lines().filter(|line| line.starts_with("<circle ") && line.contains("r=\"13\"")).count();
    assert!(wrong > 0 && rings == wrong, "{rings} {wrong}");
    // Measured units: bill lengths from 33 to 55 mm.
    assert!(text.contains("\n40\n") && text.contains("\n18\n"), "labels in measured units");
}

#[test]
fn neighbours_of_one_colour_are_one_rectangle() {
    let sure = field(33, |x, _| [f32::from(u8::from(x > 0.0)), 1.0]);
    let text = svg(|backend| FitMap::new(&sure, 33, &[], &labels(2))?.draw(backend, &style()));
    // Two a row of the grid, and the ground.
    assert_eq!(count(&text, "<rect "), 2 * 33 + 1);
}

#[test]
fn the_map_of_a_number_goes_from_one_colour_to_the_other() {
    let field = field(33, |x, y| [(1.5 * x).sin() * y / 2.0, f32::NAN]);
    let rows: Vec<f32> = rows().chunks_exact(5).flat_map(|row| [row[0], row[1], row[0] / 2.0, 0.0, row[4]]).collect();
    let text = svg(|backend| FitMap::new(&field, 33, &rows, &labels(0))?.draw(backend, &style()));
    check("fit_map_numbers", &text);
}

#[test]
fn the_line_is_as_blessed_and_is_cut_at_the_window() {
    let field: Vec<f32> =
        (0..101_u8).flat_map(|index| [16.0 + 5.0 * (0.09 * f32::from(index)).sin(), f32::NAN]).collect();
    let rows: Vec<f32> = (0..40_u8)
        .flat_map(|row| {
            let x = -1.9 + 3.8 * f32::from(row) / 39.0;
            [x, 0.0, 16.5 + 3.0 * (2.2 * x).sin(), f32::NAN, f32::from(row % 3)]
        })
        .collect();
    // The wanted numbers are measured ones already.
    let labels = FitLabels { window: [-2.0, 2.0, 13.0, 20.0], units: vec![[44.0, 5.5]], ..labels(0) };
    let text = svg(|backend| FitLine::new(&field, &rows, &labels)?.draw(backend, &style()));
    check("fit_line", &text);
    assert!(text.contains("\n33.0\n") && text.contains("\n55.0\n"), "the ends of the input in measured units");
    let heights = text.lines().filter(|line| line.starts_with("<polyline ") && line.contains("#D9482B"));
    let heights: Vec<f64> = heights
        .flat_map(|line| line.split('"').find(|part| part.contains(',')).unwrap().split_whitespace())
        .map(|pair| pair.split_once(',').unwrap().1.parse().unwrap())
        .collect();
    assert!(heights.len() > 50 && heights.iter().all(|height| (16.0..=340.0).contains(height)), "{heights:?}");
}

#[test]
fn answers_beyond_the_window_stand_at_its_edge() {
    let rows = [0.0, 0.0, 3000.0, 3100.0, 0.0, 0.0, 0.0, 5000.0, 9999.0, 1.0, 0.0, 0.0, 4000.0, -50.0, 2.0];
    let labels = FitLabels { window: [0.0, 1.0, 2500.0, 6500.0], units: vec![], ..labels(0) };
    let text = svg(|backend| FitScatter::new(&rows, &labels)?.draw(backend, &style()));
    check("fit_scatter", &text);
    assert_eq!(count(&text, "<polygon "), 2, "two arrowheads");
}

#[test]
fn clusters_are_as_blessed() {
    let points: Vec<f32> = (0..45_u8)
        .flat_map(|point| {
            let (group, turn) = (point % 3, 0.7 * f32::from(point));
            let reach = 0.2 + 0.012 * f32::from(point);
            let [x, y] = [[-1.0, -0.8], [1.1, -0.6], [0.1, 1.1]][usize::from(group)];
            let label = if point < 40 { f32::from(group) } else { -1.0 };
            [x + reach * turn.cos(), y + reach * turn.sin(), label]
        })
        .collect();
    let centres = [-1.0, -0.8, 1.1, -0.6, 0.1, 1.1];
    let text = svg(|backend| ClusterMap::new(&points, &centres, &labels(3))?.draw(backend, &style()));
    check("clusters", &text);
}

#[test]
fn wrong_numbers_are_named() {
    let map =
        |field: &[f32], rows: &[f32], labels: &FitLabels| FitMap::new(field, 2, rows, labels).unwrap_err().to_string();
    let good = [0.0; 8];
    assert_eq!(map(&[0.0], &[], &labels(2)), "field: must have 2 × 2 × 2 numbers, got 1");
    assert_eq!(map(&good, &[1.0], &labels(2)), "rows: must have 5 numbers a row, got 1");
    let window = |window| FitLabels { window, ..labels(2) };
    for bad in [[0.0; 4], [0.0, f64::NAN, 0.0, 1.0], [0.0, f64::INFINITY, 0.0, 1.0]] {
        assert_eq!(map(&good, &[], &window(bad)), "window: must be two rising pairs of finite numbers");
    }
    let units = FitLabels { units: vec![[0.0, 0.0]], ..labels(2) };
    assert_eq!(map(&good, &[], &units), "units: must be finite means and positive deviations");
    let colours = FitLabels { colours: vec!["red".into(), "#fff".into()], ..labels(2) };
    assert_eq!(map(&good, &[], &colours), "colours: must be at least two colours #rrggbb");
    assert_eq!(map(&good, &[], &FitLabels { range: [1.0, 0.0], ..labels(0) }), "range: must be two rising numbers");
    assert_eq!(FitLine::new(&[1.0, 2.0], &[], &labels(0)).unwrap_err().field, "field");
    assert_eq!(FitScatter::new(&[1.0], &labels(0)).unwrap_err().field, "rows");
    let cluster = |points: &[f32], centres: &[f32]| ClusterMap::new(points, centres, &labels(2)).unwrap_err().field;
    assert_eq!(cluster(&[0.0, 0.0, 1.0], &[0.0, 0.0]), "points");
    assert_eq!(cluster(&[0.0, 0.0, f32::NAN], &[0.0, 0.0]), "points");
    assert_eq!(cluster(&[], &[0.0]), "centres");
}

#[test]
fn an_area_without_pixels_is_no_error() {
    let mut text = String::new();
    let field = field(3, disc);
    FitMap::new(&field, 3, &rows(), &labels(2))
        .unwrap()
        .draw(SVGBackend::with_string(&mut text, (0, 0)), &style())
        .unwrap();
    // So small that no picture fits between the labels.
    let mut text = String::new();
    FitMap::new(&field, 3, &rows(), &labels(2))
        .unwrap()
        .draw(SVGBackend::with_string(&mut text, (20, 20)), &style())
        .unwrap();
}
