//! What is learned from: rows of the table of fields.

use super::problem::OF_NETWORK;
use super::{BASE, choice, deeper, set_choice, set_integer, set_number, set_table};
use crate::dataset::{DatasetKind, Features, LabelOrder};
use crate::experiment::schema::{Field, Group, Level, When};
use crate::experiment::value::{Kind, Scale, Text, Value};

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
        choice(
            "iris",
            ["Irises", "鸢尾花"],
            [
                "Real flowers: tell three species apart by the length and width of their petals.",
                "真实数据：根据花瓣的长度和宽度，分辨三种鸢尾花。",
            ],
        ),
        deeper(choice(
            "wine",
            ["Wines", "葡萄酒"],
            [
                "Real wines: find out by chemical analysis which of three grape varieties a wine is made of.",
                "真实数据：根据化学分析，判断葡萄酒来自三个品种中的哪一个。",
            ],
        )),
        choice(
            "digits",
            ["Digits", "手写数字"],
            [
                "Handwritten digits of 8 by 8 pixels, from 0 to 9: 64 inputs and ten answers.",
                "手写数字 0 到 9，每张 8×8 像素：64 个输入，十种答案。",
            ],
        ),
        deeper(choice(
            "random_labels",
            ["Pure chance", "随机标签"],
            [
                "Points whose class was drawn by lot: there is nothing to learn but the points themselves.",
                "类别由抽签决定的点：除了死记硬背，没有规律可学。",
            ],
        )),
        deeper(choice(
            "chairs",
            ["Chairs", "椅子"],
            [
                "Is it a person? In class nearly everyone on a chair is one. The final exam is held elsewhere, where a chair \
                 says nothing.",
                "图中有人吗？课堂里，有椅子的地方几乎都坐着人；期末考试换了地方，椅子什么也说明不了。",
            ],
        )),
        deeper(choice(
            "penguin_mass",
            ["Penguin mass", "企鹅体重"],
            [
                "Real birds: estimate how heavy a penguin is by the length of its flippers.",
                "真实数据：根据鳍的长度，估计企鹅有多重。",
            ],
        )),
        choice(
            "sine",
            ["Sine", "正弦"],
            ["A wave to be followed: one input, one number as the answer.", "跟随一条波浪线：一个输入，答案是一个数。"],
        ),
        deeper(choice(
            "plane",
            ["Inclined plane", "斜面"],
            [
                "A height that rises evenly: two inputs, one number as the answer.",
                "均匀升高的斜面：两个输入，答案是一个数。",
            ],
        )),
        deeper(choice(
            "multi_gauss",
            ["Hills", "山丘"],
            [
                "Three hills and three hollows: two inputs, the height is the answer.",
                "三座山丘和三个洼地：两个输入，答案是高度。",
            ],
        )),
        deeper(choice(
            "own",
            ["Your own", "自己的数据"],
            [
                "A table of your own: one column for each input, the answer in the last one. It stays in your browser.",
                "您自己的表格：每个输入一列，最后一列是答案。数据不会离开浏览器。",
            ],
        )),
    ]),
    when: OF_NETWORK,
    label: Text { en: "Data", zh: "数据" },
    help: Text { en: "What the network learns from.", zh: "网络从哪些数据中学习。" },
    get: |spec| Value::Choice(spec.dataset.name()),
    set: |spec, value| set_choice(&mut spec.dataset, value, DatasetKind::from_name),
    ..BASE
};

pub(super) const FEATURES: Field = Field {
    name: "features",
    key: "features",
    group: Group::Data,
    kind: Kind::Choice(&[
        choice(
            "picture",
            ["For a picture", "便于作图"],
            [
                "The two columns that tell most, so that a picture can show them; for a curve the one.",
                "只用信息最多的两列，可以画成图；曲线则只用一列。",
            ],
        ),
        choice("all", ["All", "全部"], ["Every measured column.", "使用测量的每一列。"]),
    ]),
    when: TABLE,
    label: Text { en: "Inputs", zh: "输入" },
    help: Text { en: "Which columns of the table the network sees.", zh: "网络能看到表格的哪些列。" },
    get: |spec| Value::Choice(spec.features.name()),
    set: |spec, value| set_choice(&mut spec.features, value, Features::from_name),
    ..BASE
};

pub(super) const OWN_TABLE: Field = Field {
    name: "table",
    key: "table",
    group: Group::Data,
    level: Level::Hidden,
    kind: Kind::Table,
    when: &[When { field: "dataset", is: &["own"] }],
    label: Text { en: "Your table", zh: "自己的表格" },
    help: Text {
        en: "A small table of your own itself, or the fingerprint of a larger one that must be brought.",
        zh: "较小的表格直接写在链接里；较大的只记指纹，打开链接的人需要自备表格。",
    },
    get: |spec| Value::Table(spec.table.clone()),
    set: |spec, value| set_table(&mut spec.table, value),
    ..BASE
};

pub(super) const SAMPLES: Field = Field {
    name: "samples",
    key: "n",
    group: Group::Data,
    kind: Kind::Integer { min: 16, max: 2000 },
    when: MADE,
    label: Text { en: "Points", zh: "点数" },
    help: Text {
        en: "How many points are made, for training, validation and test together. Real data keeps its own number.",
        zh: "一共生成多少个点，包括训练、验证和测试。真实数据的数量是固定的。",
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
    when: NOISY,
    label: Text { en: "Noise", zh: "噪声" },
    help: Text {
        en: "How far each point is pushed off its place by chance; where the answer is a number, how far that is off. \
             Real data is measured, so this does not touch it.",
        zh: "每个点偏离原位的随机程度；答案是数时，则是答案的偏差。真实数据是实测的，不受影响。",
    },
    get: |spec| Value::Number(spec.noise),
    set: |spec, value| set_number(&mut spec.noise, value),
    ..BASE
};

pub(super) const TRAIN_SHARE: Field = Field {
    name: "train_share",
    key: "train",
    group: Group::Data,
    level: Level::Expert,
    kind: Kind::Number { min: 0.02, max: 0.9, step: 0.02, scale: Scale::Linear },
    label: Text { en: "Share for training", zh: "训练所占比例" },
    help: Text {
        en: "The part of the points that the network learns from. Half of the rest validates, half tests.",
        zh: "有多少点用于学习。其余的一半用于验证，一半用于测试。",
    },
    get: |spec| Value::Number(spec.train_share),
    set: |spec, value| set_number(&mut spec.train_share, value),
    ..BASE
};

pub(super) const LABEL_NOISE: Field = Field {
    name: "label_noise",
    key: "flip",
    group: Group::Data,
    kind: Kind::Number { min: 0.0, max: 0.5, step: 0.05, scale: Scale::Linear },
    when: LABELLED,
    label: Text { en: "Wrong labels", zh: "错误标签" },
    help: Text {
        en: "The share of training points that are given a wrong class. Validation and test stay clean, so they show \
             whether the network learned the rule or the mistakes.",
        zh: "有多少训练点被标上错误的类别。验证和测试数据不动，所以能看出网络学到的是规律还是错误。",
    },
    get: |spec| Value::Number(spec.label_noise),
    set: |spec, value| set_number(&mut spec.label_noise, value),
    ..BASE
};

pub(super) const LABEL_ORDER: Field = Field {
    name: "label_order",
    key: "labels",
    group: Group::Data,
    level: Level::Expert,
    kind: Kind::Choice(&[
        choice("kept", ["Kept", "保持"], ["Each point keeps its own answer.", "每个点保持自己的答案。"]),
        choice(
            "shuffled",
            ["Shuffled", "打乱"],
            [
                "The answers of the training points are dealt out anew: whatever is learned then was learned by heart.",
                "把训练点的答案重新随机分配：这时学到的东西全是死记硬背。",
            ],
        ),
    ]),
    label: Text { en: "Training answers", zh: "训练答案" },
    help: Text {
        en: "Whether the training points keep their own answers. Validation and test always do.",
        zh: "训练点是否保持自己的答案。验证和测试点总是保持。",
    },
    get: |spec| Value::Choice(spec.label_order.name()),
    set: |spec, value| set_choice(&mut spec.label_order, value, LabelOrder::from_name),
    ..BASE
};

/// Data that is made from a formula.
const MADE: &[When] = &[When {
    field: "dataset",
    is: &[
        "circle",
        "spiral",
        "moons",
        "xor",
        "two_gaussians",
        "random_labels",
        "chairs",
        "sine",
        "plane",
        "multi_gauss",
    ],
}];

/// Made data that noise touches: pure chance cannot become more so.
const NOISY: &[When] = &[When {
    field: "dataset",
    is: &["circle", "spiral", "moons", "xor", "two_gaussians", "chairs", "sine", "plane", "multi_gauss"],
}];

/// Tables with more columns than a picture has directions.
const TABLE: &[When] = &[When { field: "dataset", is: &["penguins", "iris", "wine", "penguin_mass", "own"] }];

// Which losses fit which data, by the task: two classes, more classes, numbers. The user's own table may be any of them.

/// Data of two classes.
pub(super) const BINARY: &[When] = &[When {
    field: "dataset",
    is: &["circle", "spiral", "moons", "xor", "two_gaussians", "random_labels", "chairs", "own"],
}];

/// Data of two classes, and data whose answer is a number.
pub(super) const BINARY_OR_VALUES: &[When] = &[When {
    field: "dataset",
    is: &[
        "circle",
        "spiral",
        "moons",
        "xor",
        "two_gaussians",
        "random_labels",
        "chairs",
        "penguin_mass",
        "sine",
        "plane",
        "multi_gauss",
        "own",
    ],
}];

/// Data of more than two classes.
pub(super) const CLASSES: &[When] = &[When { field: "dataset", is: &["penguins", "iris", "wine", "digits", "own"] }];

/// Data of classes, however many.
const LABELLED: &[When] = &[When {
    field: "dataset",
    is: &[
        "penguins",
        "circle",
        "spiral",
        "moons",
        "xor",
        "two_gaussians",
        "iris",
        "wine",
        "digits",
        "random_labels",
        "chairs",
        "own",
    ],
}];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, Task};
    use crate::experiment::Spec;

    /// What changes when a field goes from its default to another value, in data of each kind.
    #[test]
    fn a_field_has_an_effect_exactly_where_it_is_said_to_have_one() {
        let table = b"a,b,c,y\n1,5,1,p\n2,3,1,q\n3,4,1,p\n4,4,1,q\n5,1,1,p\n6,2,1,q\n7,7,1,p\n8,0,1,q\n";
        let fields: [(&Field, Value); 4] = [
            (&FEATURES, Value::Choice("all")),
            (&SAMPLES, Value::Integer(300)),
            (&NOISE, Value::Number(0.4)),
            (&LABEL_NOISE, Value::Number(0.4)),
        ];
        for kind in DatasetKind::ALL {
            let file = (kind == DatasetKind::Own).then_some(&table[..]);
            let spec = Spec { dataset: kind, ..Spec::default() };
            let data = |spec: &Spec| Dataset::with_file(&spec.dataset_config(), file).unwrap();
            for (field, value) in &fields {
                let mut other = spec.clone();
                (field.set)(&mut other, value);
                let has_meaning = field.matters(&spec);
                assert_eq!(data(&spec) != data(&other), has_meaning, "{} {}", kind.name(), field.name);
            }
            let is_of_classes = !matches!(data(&spec).task, Task::Regression(_));
            assert_eq!(LABEL_NOISE.matters(&spec), is_of_classes, "{}", kind.name());
        }
    }
}
