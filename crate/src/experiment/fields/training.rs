//! How it learns: rows of the table of fields.

use super::{BASE, choice, set_choice, set_integer, set_number};
use crate::experiment::choices::Rule;
use crate::experiment::schema::{Field, Group, Level};
use crate::experiment::value::{Kind, Scale, Text, Value};

pub(super) const OPTIMIZER: Field = Field {
    name: "optimizer",
    key: "opt",
    group: Group::Training,
    level: Level::Basic,
    kind: Kind::Choice(&[
        choice(
            "sgd",
            ["Gradient descent", "梯度下降"],
            ["Steps straight downhill: learning rate times gradient.", "沿最陡的下坡方向走：学习率乘以梯度。"],
        ),
        choice(
            "adam",
            ["Adam", "Adam"],
            [
                "Gives each weight a step size of its own. It wants small learning rates, about 0.01.",
                "为每个权重单独调整步长；学习率要小，约 0.01。",
            ],
        ),
    ]),
    label: Text { en: "Optimizer", zh: "优化器" },
    help: Text { en: "The rule that turns a gradient into a step.", zh: "把梯度变成一步的规则。" },
    get: |spec| Value::Choice(spec.optimizer.name()),
    set: |spec, value| set_choice(&mut spec.optimizer, value, Rule::from_name),
    ..BASE
};

pub(super) const LEARNING_RATE: Field = Field {
    name: "learning_rate",
    key: "lr",
    group: Group::Training,
    level: Level::Basic,
    live: true,
    kind: Kind::Number { min: 1e-5, max: 100.0, step: 0.05, scale: Scale::Log },
    label: Text { en: "Learning rate", zh: "学习率" },
    help: Text {
        en: "How long a step is. Too small crawls, too large jumps out of the valley.",
        zh: "一步走多远。太小走得慢，太大会跳出山谷。",
    },
    get: |spec| Value::Number(spec.learning_rate),
    set: |spec, value| set_number(&mut spec.learning_rate, value),
    ..BASE
};

pub(super) const BATCH_SIZE: Field = Field {
    name: "batch_size",
    key: "batch",
    group: Group::Training,
    kind: Kind::Integer { min: 0, max: 512 },
    label: Text { en: "Batch size", zh: "批大小" },
    help: Text {
        en: "How many points a step looks at. 0 means all; few make the path jittery.",
        zh: "每一步看多少个点。0 表示全部；点越少，路径越抖。",
    },
    get: |spec| Value::Integer(spec.batch_size),
    set: |spec, value| set_integer(&mut spec.batch_size, value),
    ..BASE
};

pub(super) const SEED: Field = Field {
    name: "seed",
    key: "seed",
    group: Group::Training,
    kind: Kind::Integer { min: 0, max: u32::MAX },
    label: Text { en: "Seed", zh: "随机种子" },
    help: Text {
        en: "The number that all chance comes from: the same seed gives exactly the same run.",
        zh: "一切随机数的源头：种子相同，过程就完全相同。",
    },
    get: |spec| Value::Integer(spec.seed),
    set: |spec, value| set_integer(&mut spec.seed, value),
    ..BASE
};
