//! What is learned from: rows of the table of fields.

use super::{BASE, choice, set_choice, set_integer, set_number};
use crate::dataset::DatasetKind;
use crate::experiment::schema::{Field, Group, Level, When};
use crate::experiment::value::{Kind, Scale, Text, Value};

/// Which losses fit which data, by the task: two classes, more classes, numbers. A test holds this against the data sets.
pub(super) const BINARY: &[When] =
    &[When { field: "dataset", is: &["circle", "spiral", "moons", "xor", "two_gaussians"] }];
pub(super) const BINARY_OR_VALUES: &[When] =
    &[When { field: "dataset", is: &["circle", "spiral", "moons", "xor", "two_gaussians"] }];
pub(super) const CLASSES: &[When] = &[When { field: "dataset", is: &["penguins"] }];

pub(super) const DATASET: Field = Field {
    name: "dataset",
    key: "data",
    group: Group::Data,
    level: Level::Basic,
    kind: Kind::Choice(&[
        choice(
            "penguins",
            ["Penguins", "企鹅"],
            [
                "Real birds: tell three species apart by the length and depth of their bills.",
                "真实数据：根据喙的长度和厚度，分辨三种企鹅。",
            ],
        ),
        choice("circle", ["Circle", "圆环"], ["A disc inside a ring.", "圆盘在里，圆环在外。"]),
        choice(
            "spiral",
            ["Spiral", "螺旋"],
            ["Two arms wound around each other: hard for a small network.", "两条旋臂互相缠绕，小网络很难学会。"],
        ),
        choice("moons", ["Moons", "双月"], ["Two half moons that reach into each other.", "两个互相嵌入的半月形。"]),
        choice(
            "xor",
            ["Checkers", "异或"],
            [
                "Four squares; opposite ones belong together. No straight line separates them.",
                "四个方块，对角的属于同一类，任何一条直线都分不开。",
            ],
        ),
        choice(
            "two_gaussians",
            ["Two clouds", "两团点"],
            ["Two clouds of points: a straight line is enough.", "两团点，一条直线就能大致分开。"],
        ),
    ]),
    label: Text { en: "Data", zh: "数据" },
    help: Text { en: "What the network learns from.", zh: "网络从哪些数据中学习。" },
    get: |spec| Value::Choice(spec.dataset.name()),
    set: |spec, value| set_choice(&mut spec.dataset, value, DatasetKind::from_name),
    ..BASE
};

pub(super) const SAMPLES: Field = Field {
    name: "samples",
    key: "n",
    group: Group::Data,
    kind: Kind::Integer { min: 16, max: 2000 },
    label: Text { en: "Points", zh: "点数" },
    help: Text {
        en: "How many points are made. Half train the network, a quarter validates, a quarter tests. Penguins keep \
             their own number.",
        zh: "生成多少个点：一半用于训练，四分之一用于验证，四分之一用于测试。企鹅数据的数量是固定的。",
    },
    get: |spec| Value::Integer(spec.samples),
    set: |spec, value| set_integer(&mut spec.samples, value),
    ..BASE
};

pub(super) const NOISE: Field = Field {
    name: "noise",
    key: "noise",
    group: Group::Data,
    kind: Kind::Number { min: 0.0, max: 1.0, step: 0.05, scale: Scale::Linear },
    label: Text { en: "Noise", zh: "噪声" },
    help: Text {
        en: "How far each point is pushed off its place by chance. Penguins are measured, so this does not touch them.",
        zh: "每个点偏离原位的随机程度。企鹅是实测数据，不受影响。",
    },
    get: |spec| Value::Number(spec.noise),
    set: |spec, value| set_number(&mut spec.noise, value),
    ..BASE
};
