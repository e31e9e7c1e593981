//! The update rule and its options: rows of the table of fields.

use super::{BASE, OFF, choice, deeper, set_choice, set_number};
use crate::experiment::choices::Rule;
use crate::experiment::schema::{Branching, Field, Group, Level, When};
use crate::experiment::value::{Kind, Scale, Text, Value};

pub(super) const OPTIMIZER: Field = Field {
    name: "optimizer",
    key: "opt",
    group: Group::Training,
    level: Level::Basic,
    branch: Branching::Anywhere,
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
        deeper(choice(
            "momentum",
            ["Momentum", "动量"],
            ["A heavy ball: it keeps most of its speed from step to step.", "像沉重的球：每一步都保留大部分速度。"],
        )),
        deeper(choice(
            "nesterov",
            ["Nesterov", "Nesterov"],
            ["A heavy ball that looks ahead before it turns.", "先向前看再转弯的重球。"],
        )),
        deeper(choice(
            "adagrad",
            ["Adagrad", "Adagrad"],
            [
                "Weights with large gradients so far take smaller steps; steps only shrink.",
                "至今梯度大的权重步子更小；步长只减不增。",
            ],
        )),
        deeper(choice(
            "rmsprop",
            ["RMSProp", "RMSProp"],
            [
                "Divides by the recent size of each weight's gradient. It wants small learning rates.",
                "除以每个权重近期梯度的大小；学习率要小。",
            ],
        )),
        deeper(choice(
            "adamw",
            ["AdamW", "AdamW"],
            ["Adam that also shrinks all weights a little at each step.", "每一步还会让所有权重略微缩小的 Adam。"],
        )),
    ]),
    label: Text { en: "Optimizer", zh: "优化器" },
    help: Text { en: "The rule that turns a gradient into a step.", zh: "把梯度变成一步的规则。" },
    get: |spec| Value::Choice(spec.optimizer.name()),
    set: |spec, value| set_choice(&mut spec.optimizer, value, Rule::from_name),
    ..BASE
};

pub(super) const MOMENTUM: Field = Field {
    name: "momentum",
    key: "mom",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 0.999, step: 0.001, scale: Scale::Linear },
    when: &[When { field: "optimizer", is: &["momentum", "nesterov"] }],
    label: Text { en: "Momentum", zh: "动量系数" },
    help: Text {
        en: "The share of its speed that the ball keeps at each step.", zh: "球在每一步保留的速度比例。"
    },
    get: |spec| Value::Number(spec.momentum),
    set: |spec, value| set_number(&mut spec.momentum, value),
    ..BASE
};

const ADAMS: &[When] = &[When { field: "optimizer", is: &["adam", "adamw"] }];

pub(super) const BETA1: Field = Field {
    name: "beta1",
    key: "beta1",
    group: Group::Training,
    level: Level::Expert,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 0.999, step: 0.001, scale: Scale::Linear },
    when: ADAMS,
    label: Text { en: "β₁", zh: "β₁" },
    help: Text {
        en: "The share of the old average that Adam keeps of gradients.",
        zh: "Adam 对梯度的旧平均值保留的比例。",
    },
    get: |spec| Value::Number(spec.beta1),
    set: |spec, value| set_number(&mut spec.beta1, value),
    ..BASE
};

pub(super) const BETA2: Field = Field {
    name: "beta2",
    key: "beta2",
    group: Group::Training,
    level: Level::Expert,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 0.9999, step: 0.0001, scale: Scale::Linear },
    when: ADAMS,
    label: Text { en: "β₂", zh: "β₂" },
    help: Text {
        en: "The share of the old average that Adam keeps of squared gradients.",
        zh: "Adam 对梯度平方的旧平均值保留的比例。",
    },
    get: |spec| Value::Number(spec.beta2),
    set: |spec, value| set_number(&mut spec.beta2, value),
    ..BASE
};

pub(super) const RHO: Field = Field {
    name: "rho",
    key: "rho",
    group: Group::Training,
    level: Level::Expert,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 0.9999, step: 0.0001, scale: Scale::Linear },
    when: &[When { field: "optimizer", is: &["rmsprop"] }],
    label: Text { en: "ρ", zh: "ρ" },
    help: Text {
        en: "The share of the old average that RMSProp keeps of squared gradients.",
        zh: "RMSProp 对梯度平方的旧平均值保留的比例。",
    },
    get: |spec| Value::Number(spec.rho),
    set: |spec, value| set_number(&mut spec.rho, value),
    ..BASE
};

pub(super) const EPSILON: Field = Field {
    name: "epsilon",
    key: "eps",
    group: Group::Training,
    level: Level::Expert,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 1e-12, max: 1.0, step: 0.5, scale: Scale::Log },
    when: &[When { field: "optimizer", is: &["rmsprop", "adam", "adamw"] }],
    label: Text { en: "ε", zh: "ε" },
    help: Text {
        en: "Added to what the step is divided by, so that it is never 0.",
        zh: "加在除数上的小量，使它不会为 0。",
    },
    get: |spec| Value::Number(spec.epsilon),
    set: |spec, value| set_number(&mut spec.epsilon, value),
    ..BASE
};

pub(super) const L2: Field = Field {
    name: "l2",
    key: "l2",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 1.0, step: 0.001, scale: Scale::Linear },
    when: &[When { field: "optimizer", is: &["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"] }],
    zero: OFF,
    label: Text { en: "L2 penalty", zh: "L2正则化" },
    help: Text {
        en: "Pulls every weight towards 0: this times the weight is added to its gradient. Against overfitting.",
        zh: "把每个权重拉向 0：在梯度上加上这个数乘以权重。用来防止过拟合。",
    },
    get: |spec| Value::Number(spec.l2),
    set: |spec, value| set_number(&mut spec.l2, value),
    ..BASE
};

pub(super) const WEIGHT_DECAY: Field = Field {
    name: "weight_decay",
    key: "wd",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 1.0, step: 0.001, scale: Scale::Linear },
    when: &[When { field: "optimizer", is: &["adamw"] }],
    zero: OFF,
    label: Text { en: "Weight decay", zh: "权重衰减" },
    help: Text {
        en: "At each step AdamW shrinks every weight by this share, times the learning rate.",
        zh: "每一步 AdamW 都让每个权重缩小，比例是这个数乘以学习率。",
    },
    get: |spec| Value::Number(spec.weight_decay),
    set: |spec, value| set_number(&mut spec.weight_decay, value),
    ..BASE
};
