//! What is minimised: rows of the table of fields.

use super::{BASE, choice, set_choice, set_number};
use crate::experiment::choices::ProblemChoice;
use crate::experiment::schema::{Field, Group, When};
use crate::experiment::value::{Kind, Scale, Text, Value};

/// Of a whole network only.
pub(super) const OF_NETWORK: &[When] = &[WHOLE];
/// The problem is a whole network.
pub(super) const WHOLE: When = When { field: "problem", is: &["network"] };
/// Of everything that learns from points.
pub(super) const OF_POINTS: &[When] = &[When { field: "problem", is: &["network", "line", "neuron"] }];
/// Of everything that is nothing but a formula.
pub(super) const OF_FORMULA: &[When] = &[When {
    field: "problem",
    is: &[
        "bowl",
        "ravine",
        "saddle",
        "saddle4",
        "monkey",
        "rosenbrock",
        "beale",
        "himmelblau",
        "styblinski",
        "rastrigin",
        "pit",
    ],
}];
/// Of everything that has two parameters.
const OF_TWO: &[When] = &[When {
    field: "problem",
    is: &[
        "line",
        "neuron",
        "judges",
        "bowl",
        "ravine",
        "saddle",
        "saddle4",
        "monkey",
        "rosenbrock",
        "beale",
        "himmelblau",
        "styblinski",
        "rastrigin",
        "pit",
    ],
}];

/// Beyond every window; a picture over more shows nothing.
const FARTHEST: f64 = 100.0;

pub(super) const PROBLEM: Field = Field {
    name: "problem",
    key: "problem",
    group: Group::Network,
    kind: Kind::Choice(&[
        choice("network", ["Network", "神经网络"], ["A whole network and its data.", "完整的网络和它的数据。"]),
        choice(
            "line",
            ["Line", "直线"],
            [
                "A line through points, slope and intercept: the picture is the whole truth.",
                "用一条直线拟合许多点，只有斜率和截距：图中就是全部真相。",
            ],
        ),
        choice(
            "neuron",
            ["One neuron", "一个神经元"],
            [
                "One tanh unit with two weights: plateaus where it is saturated.",
                "一个有两个权重的 tanh 单元：饱和处是高原。",
            ],
        ),
        choice(
            "judges",
            ["Three judges", "三位评委"],
            [
                "Scores .1, .1, .4; .6 is wanted. The first and the third weight may move: a valley of right answers.",
                "得分 0.1、0.1、0.4，目标 0.6。第一和第三个权重可以移动：正确答案连成一条山谷。",
            ],
        ),
        choice(
            "bowl",
            ["Bowl", "碗"],
            [
                "Ten times steeper across than along: too large a step zigzags.",
                "横向比纵向陡十倍：步子太大就会左右摇摆。",
            ],
        ),
        choice(
            "ravine",
            ["Ravine", "峡谷"],
            ["Fifty times steeper across than along: momentum helps.", "横向比纵向陡五十倍：动量会有帮助。"],
        ),
        choice(
            "saddle",
            ["Saddle", "马鞍"],
            ["Up one way, down the other, for ever.", "一个方向上升，另一个方向一直下降。"],
        ),
        choice(
            "saddle4",
            ["Saddle with floors", "有底的马鞍"],
            [
                "Flat at the saddle, two minima beside it: slow to leave, then fast.",
                "鞍点处是平的，两侧各有一个最低点：离开得很慢，然后很快。",
            ],
        ),
        choice(
            "monkey",
            ["Monkey saddle", "猴鞍"],
            ["Three ways down; no curvature at all at the middle.", "三条下山路；正中完全没有曲率。"],
        ),
        choice(
            "rosenbrock",
            ["Rosenbrock", "Rosenbrock"],
            ["A bent valley with a nearly flat floor.", "一条弯曲的山谷，谷底几乎是平的。"],
        ),
        choice("beale", ["Beale", "Beale"], ["Plateaus with steep corners.", "平坦的高原，边角很陡。"]),
        choice("himmelblau", ["Himmelblau", "Himmelblau"], ["Four minima, equally deep.", "四个一样深的最低点。"]),
        choice(
            "styblinski",
            ["Styblinski–Tang", "Styblinski–Tang"],
            ["Four minima; only one is the deepest.", "四个低谷，只有一个最深。"],
        ),
        choice(
            "rastrigin",
            ["Rastrigin", "Rastrigin"],
            ["An egg box: a minimum in every hole.", "像鸡蛋盒：每个坑都是一个低点。"],
        ),
        choice(
            "pit",
            ["The pit", "小坑"],
            [
                "A wide bowl with a small deep pit: small steps are trapped, larger ones escape, too large ones diverge.",
                "一个大碗，旁边有个小深坑：步子小会被困住，大一点能逃出来，太大就发散。",
            ],
        ),
    ]),
    label: Text { en: "Surface", zh: "曲面" },
    help: Text {
        en: "What is walked down: a network with many weights, or something with two numbers, where the picture shows all \
             there is.",
        zh: "从什么上面走下来：有许多权重的网络，或只有两个数的问题——那时图中就是全部。",
    },
    get: |spec| Value::Choice(spec.problem.name()),
    set: |spec, value| set_choice(&mut spec.problem, value, ProblemChoice::from_name),
    ..BASE
};

pub(super) const START_A: Field = Field {
    name: "start_a",
    key: "starta",
    group: Group::Network,
    kind: Kind::Number { min: -FARTHEST, max: FARTHEST, step: 0.01, scale: Scale::Linear },
    when: OF_TWO,
    label: Text { en: "Start, first number", zh: "起点（第一个数）" },
    help: Text { en: "Where the ball is put down, along the first axis.", zh: "小球在第一个轴上的起点。" },
    get: |spec| Value::Number(spec.start_a),
    set: |spec, value| set_number(&mut spec.start_a, value),
    ..BASE
};

pub(super) const START_B: Field = Field {
    name: "start_b",
    key: "startb",
    label: Text { en: "Start, second number", zh: "起点（第二个数）" },
    help: Text { en: "Where the ball is put down, along the second axis.", zh: "小球在第二个轴上的起点。" },
    get: |spec| Value::Number(spec.start_b),
    set: |spec, value| set_number(&mut spec.start_b, value),
    ..START_A
};
