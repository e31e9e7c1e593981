//! What learns: rows of the table of fields.

use super::{BASE, choice, set_choice, set_integer};
use crate::experiment::choices::{Skip, Start};
use crate::experiment::schema::{Field, Group, Level};
use crate::experiment::value::{Kind, Text, Value};
use crate::network::Activation;

pub(super) const HIDDEN_LAYERS: Field = Field {
    name: "hidden_layers",
    key: "layers",
    group: Group::Network,
    level: Level::Basic,
    kind: Kind::Integer { min: 1, max: 100 },
    label: Text { en: "Hidden layers", zh: "隐藏层数" },
    help: Text {
        en: "How many layers lie between input and output: the depth of the network.",
        zh: "输入和输出之间有多少层，也就是网络的深度。",
    },
    get: |spec| Value::Integer(spec.hidden_layers),
    set: |spec, value| set_integer(&mut spec.hidden_layers, value),
    ..BASE
};

pub(super) const WIDTH: Field = Field {
    name: "width",
    key: "width",
    group: Group::Network,
    kind: Kind::Integer { min: 2, max: 64 },
    label: Text { en: "Width", zh: "每层宽度" },
    help: Text { en: "How many units each hidden layer has.", zh: "每个隐藏层有多少个神经元。" },
    get: |spec| Value::Integer(spec.width),
    set: |spec, value| set_integer(&mut spec.width, value),
    ..BASE
};

pub(super) const ACTIVATION: Field = Field {
    name: "activation",
    key: "act",
    group: Group::Network,
    level: Level::Basic,
    kind: Kind::Choice(&[
        choice("tanh", ["tanh", "tanh"], ["Squeezes every number between −1 and 1.", "把任何数压缩到 −1 和 1 之间。"]),
        choice(
            "relu",
            ["ReLU", "ReLU"],
            ["Keeps positive numbers and turns negative ones into 0.", "正数保持不变，负数变成 0。"],
        ),
        choice(
            "sigmoid",
            ["sigmoid", "sigmoid"],
            [
                "Squeezes every number between 0 and 1; in deep networks the gradient vanishes.",
                "把任何数压缩到 0 和 1 之间；网络一深，梯度就会消失。",
            ],
        ),
    ]),
    label: Text { en: "Activation", zh: "激活函数" },
    help: Text {
        en: "The bend that each unit puts into its sum. Without it, many layers could do no more than one.",
        zh: "每个神经元对加权和做的“弯曲”。没有它，再多层也只相当于一层。",
    },
    get: |spec| Value::Choice(spec.activation.name()),
    set: |spec, value| set_choice(&mut spec.activation, value, Activation::from_name),
    ..BASE
};

pub(super) const RESIDUAL: Field = Field {
    name: "residual",
    key: "skip",
    group: Group::Network,
    level: Level::Basic,
    kind: Kind::Choice(&[
        choice("off", ["Off", "关"], ["The plain network.", "普通网络。"]),
        choice(
            "sum",
            ["Plain sum", "直接相加"],
            [
                "Each layer is added to what came before, at full strength: in deep networks it may explode.",
                "每层的结果原样加到前一层上；网络一深，数值可能爆炸。",
            ],
        ),
        choice(
            "scaled",
            ["Scaled", "缩放相加"],
            [
                "Each layer is added with the factor 1/√(number of blocks): calm at every depth.",
                "每层的结果乘以 1/√(块数) 再相加：无论多深都稳定。",
            ],
        ),
    ]),
    label: Text { en: "Residual connections", zh: "残差连接" },
    help: Text {
        en: "Shortcuts that carry numbers around each layer. They add no parameters, so the comparison with the \
             plain network is fair.",
        zh: "绕过每一层的捷径。它不增加任何参数，所以与普通网络的比较是公平的。",
    },
    get: |spec| Value::Choice(spec.residual.name()),
    set: |spec, value| set_choice(&mut spec.residual, value, Skip::from_name),
    ..BASE
};

pub(super) const INIT: Field = Field {
    name: "init",
    key: "init",
    group: Group::Network,
    kind: Kind::Choice(&[
        choice(
            "xavier",
            ["Xavier", "Xavier"],
            [
                "Made for tanh: random numbers with variance 2/(inputs + outputs).",
                "适合 tanh：方差为 2/(输入数 + 输出数) 的随机数。",
            ],
        ),
        choice(
            "he",
            ["He", "He"],
            ["Made for ReLU: random numbers with variance 2/inputs.", "适合 ReLU：方差为 2/输入数 的随机数。"],
        ),
        choice(
            "uniform",
            ["Small uniform", "小均匀分布"],
            [
                "Evenly spread between ±1/√inputs, as PyTorch does: rather small, so deep gradients vanish.",
                "在 ±1/√输入数 之间均匀分布，与 PyTorch 相同；数值偏小，深层网络的梯度会消失。",
            ],
        ),
    ]),
    label: Text { en: "Starting weights", zh: "初始权重" },
    help: Text { en: "How the first, random weights are drawn.", zh: "最初的随机权重怎样产生。" },
    get: |spec| Value::Choice(spec.init.name()),
    set: |spec, value| set_choice(&mut spec.init, value, Start::from_name),
    ..BASE
};
