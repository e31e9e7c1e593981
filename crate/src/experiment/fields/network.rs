//! What learns: rows of the table of fields.
//!
//! Length: a table of words, two languages for every field and every choice.

use super::problem::{OF_NETWORK, WHOLE};
use super::{BASE, choice, deeper, set_choice, set_integer, set_list, set_number};
use crate::experiment::choices::{Block, Skip, Start};
use crate::experiment::schema::{Branching, Field, Group, Level, When};
use crate::experiment::value::{Kind, Scale, Text, Value};
use crate::network::Activation;

/// Greatest width of a hidden layer, and greatest number of them.
const MAX_WIDTH: u32 = 64;
const MAX_LAYERS: u32 = 100;

pub(super) const HIDDEN_LAYERS: Field = Field {
    name: "hidden_layers",
    key: "layers",
    group: Group::Network,
    level: Level::Basic,
    kind: Kind::Integer { min: 0, max: MAX_LAYERS },
    when: OF_NETWORK,
    label: Text { en: "Hidden layers", zh: "隐藏层数" },
    help: Text {
        en: "How many layers lie between input and output: the depth of the network. 0 leaves a linear model.",
        zh: "输入和输出之间有多少层，也就是网络的深度。0 就是线性模型。",
    },
    get: |spec| Value::Integer(spec.hidden_layers),
    set: |spec, value| set_integer(&mut spec.hidden_layers, value),
    ..BASE
};

pub(super) const WIDTH: Field = Field {
    name: "width",
    key: "width",
    group: Group::Network,
    kind: Kind::Integer { min: 1, max: MAX_WIDTH },
    when: OF_NETWORK,
    label: Text { en: "Width", zh: "每层宽度" },
    help: Text { en: "How many units each hidden layer has.", zh: "每个隐藏层有多少个神经元。" },
    get: |spec| Value::Integer(spec.width),
    set: |spec, value| set_integer(&mut spec.width, value),
    ..BASE
};

pub(super) const WIDTHS: Field = Field {
    name: "widths",
    key: "widths",
    group: Group::Network,
    level: Level::Expert,
    kind: Kind::List { min: 1, max: MAX_WIDTH, length: MAX_LAYERS as usize },
    when: OF_NETWORK,
    label: Text { en: "Widths of the first layers", zh: "前几层的宽度" },
    help: Text {
        en: "Units of the first, second, third… hidden layer, as 16-8-4. Layers that are not named have the common width.",
        zh: "第一、第二、第三……个隐藏层的神经元数，写成 16-8-4。没有写出的层使用统一的宽度。",
    },
    get: |spec| Value::List(spec.widths.clone()),
    set: |spec, value| set_list(&mut spec.widths, value),
    ..BASE
};

pub(super) const ACTIVATION: Field = Field {
    name: "activation",
    key: "act",
    group: Group::Network,
    level: Level::Basic,
    branch: Branching::AtStart,
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
        deeper(choice(
            "leaky_relu",
            ["Leaky ReLU", "Leaky ReLU"],
            ["As ReLU, but negative numbers keep a small part.", "类似 ReLU，但负数保留一小部分。"],
        )),
        deeper(choice(
            "elu",
            ["ELU", "ELU"],
            ["As ReLU, but negative numbers bend softly towards −1.", "类似 ReLU，但负数平滑地趋近 −1。"],
        )),
        deeper(choice(
            "gelu",
            ["GELU", "GELU"],
            [
                "A smooth ReLU: z times the share of a bell curve below z.",
                "平滑的 ReLU：z 乘以正态分布中小于 z 的比例。",
            ],
        )),
        deeper(choice(
            "gelu_tanh",
            ["GELU (tanh)", "GELU（近似）"],
            ["GELU by its usual approximation.", "GELU 的常用近似。"],
        )),
        deeper(choice(
            "silu",
            ["SiLU", "SiLU"],
            ["A smooth ReLU: z times sigmoid of z.", "平滑的 ReLU：z 乘以 sigmoid(z)。"],
        )),
        deeper(choice(
            "softplus",
            ["softplus", "softplus"],
            ["A smooth ReLU that is always above 0.", "平滑的 ReLU，始终大于 0。"],
        )),
        deeper(choice("sin", ["sine", "正弦"], ["A wave.", "一个波。"])),
        deeper(choice(
            "identity",
            ["none", "无"],
            ["No bend at all: the network is linear, however deep it is.", "完全不弯曲：无论多深，网络都是线性的。"],
        )),
        deeper(choice(
            "step",
            ["step", "阶跃"],
            [
                "0 or 1. It is flat, so its gradient is 0: the hidden layers cannot learn.",
                "非 0 即 1。它处处平坦，梯度为 0，所以隐藏层学不会任何东西。",
            ],
        )),
    ]),
    when: OF_NETWORK,
    label: Text { en: "Activation", zh: "激活函数" },
    help: Text {
        en: "The bend that each unit puts into its sum. Without it, many layers could do no more than one.",
        zh: "每个神经元对加权和做的“弯曲”。没有它，再多层也只相当于一层。",
    },
    get: |spec| Value::Choice(spec.activation.name()),
    set: |spec, value| set_choice(&mut spec.activation, value, Activation::from_name),
    ..BASE
};

pub(super) const LEAKY_SLOPE: Field = Field {
    name: "leaky_slope",
    key: "slope",
    group: Group::Network,
    branch: Branching::AtStart,
    kind: Kind::Number { min: 0.0, max: 1.0, step: 0.01, scale: Scale::Linear },
    when: &[When { field: "activation", is: &["leaky_relu"] }, WHOLE],
    label: Text { en: "Slope below zero", zh: "负半轴斜率" },
    help: Text { en: "How much of a negative number Leaky ReLU keeps.", zh: "Leaky ReLU 保留负数的多少。" },
    get: |spec| Value::Number(spec.leaky_slope),
    set: |spec, value| set_number(&mut spec.leaky_slope, value),
    ..BASE
};

pub(super) const RESIDUAL: Field = Field {
    name: "residual",
    key: "skip",
    group: Group::Network,
    level: Level::Basic,
    branch: Branching::AtStart,
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
        deeper(choice(
            "average",
            ["Averaged (1/B)", "平均（1/B）"],
            [
                "Each layer is added with the factor 1/(number of blocks): at the start the blocks say almost nothing.",
                "每层的结果乘以 1/块数 再相加：开始时各块几乎不起作用。",
            ],
        )),
        deeper(choice(
            "fixed",
            ["Fixed factor", "固定系数"],
            ["Each layer is added with the factor that you choose.", "每层的结果乘以你选定的系数再相加。"],
        )),
        deeper(choice(
            "learned",
            ["Learned factor", "可学习系数"],
            [
                "Each block learns its own factor; it starts with the one that you choose.",
                "每个块学习自己的系数，从你选定的值开始。",
            ],
        )),
    ]),
    when: OF_NETWORK,
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

/// There are blocks.
const WITH_BLOCKS: &[When] =
    &[When { field: "residual", is: &["sum", "scaled", "average", "fixed", "learned"] }, WHOLE];

pub(super) const ALPHA: Field = Field {
    name: "alpha",
    key: "alpha",
    group: Group::Network,
    branch: Branching::AtStart,
    kind: Kind::Number { min: 0.0, max: 2.0, step: 0.01, scale: Scale::Linear },
    when: &[When { field: "residual", is: &["fixed", "learned"] }, WHOLE],
    label: Text { en: "Factor of a block", zh: "块的系数" },
    help: Text {
        en: "How strongly each layer is added to what came before; a learned factor starts here. With 0 every block is \
             silent and its weights get no gradient.",
        zh: "每层的结果以多大的强度加到前面；可学习系数从这里开始。为 0 时每个块都不起作用，其权重也没有梯度。",
    },
    get: |spec| Value::Number(spec.alpha),
    set: |spec, value| set_number(&mut spec.alpha, value),
    ..BASE
};

pub(super) const BLOCK: Field = Field {
    name: "block",
    key: "block",
    group: Group::Network,
    level: Level::Expert,
    branch: Branching::AtStart,
    kind: Kind::Choice(&[
        choice(
            "preact",
            ["One layer, before φ", "单层，激活前"],
            [
                "Sums are added before the activation; the network without skips has the same parameters.",
                "在激活之前相加；与没有残差的网络参数完全相同。",
            ],
        ),
        choice(
            "postact",
            ["One layer, after φ", "单层，激活后"],
            [
                "Outputs are added after the activation. With ReLU they only grow.",
                "在激活之后相加。使用 ReLU 时数值只增不减。",
            ],
        ),
        choice(
            "preact2",
            ["Two layers", "双层"],
            ["Each skip goes around two layers, as in ResNet.", "每条捷径绕过两层，与 ResNet 相同。"],
        ),
    ]),
    when: WITH_BLOCKS,
    label: Text { en: "Residual block", zh: "残差块" },
    help: Text { en: "What each residual connection goes around.", zh: "每条残差连接绕过什么。" },
    get: |spec| Value::Choice(spec.block.name()),
    set: |spec, value| set_choice(&mut spec.block, value, Block::from_name),
    ..BASE
};

pub(super) const INIT: Field = Field {
    name: "init",
    key: "init",
    group: Group::Network,
    branch: Branching::AtStart,
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
        choice("lecun", ["LeCun", "LeCun"], ["Random numbers with variance 1/inputs.", "方差为 1/输入数 的随机数。"]),
        choice(
            "xavier_uniform",
            ["Xavier, uniform", "Xavier（均匀）"],
            ["Evenly spread, with the variance of Xavier.", "均匀分布，方差与 Xavier 相同。"],
        ),
        choice(
            "he_uniform",
            ["He, uniform", "He（均匀）"],
            ["Evenly spread, with the variance of He.", "均匀分布，方差与 He 相同。"],
        ),
        choice(
            "lecun_uniform",
            ["LeCun, uniform", "LeCun（均匀）"],
            ["Evenly spread, with the variance of LeCun.", "均匀分布，方差与 LeCun 相同。"],
        ),
        choice(
            "orthogonal",
            ["Orthogonal", "正交"],
            [
                "Directions at right angles: a layer neither stretches nor squeezes.",
                "方向互相垂直：一层既不拉长也不压缩。",
            ],
        ),
        choice(
            "normal",
            ["Normal, own variance", "正态，自定方差"],
            ["Random numbers with a variance that you choose, over inputs.", "方差为（你选定的值/输入数）的随机数。"],
        ),
        choice(
            "unit",
            ["0 to 1", "0到1"],
            [
                "Evenly spread between 0 and 1: all positive, so sums grow or units saturate.",
                "在 0 和 1 之间均匀分布：全为正数，数值会增大，或使神经元饱和。",
            ],
        ),
        choice(
            "zeros",
            ["All zero", "全零"],
            [
                "Every unit of a layer is the same and stays the same: nothing tells them apart.",
                "同一层的神经元完全相同，并一直相同：没有什么能区分它们。",
            ],
        ),
    ]),
    when: OF_NETWORK,
    label: Text { en: "Starting weights", zh: "初始权重" },
    help: Text { en: "How the first, random weights are drawn.", zh: "最初的随机权重怎样产生。" },
    get: |spec| Value::Choice(spec.init.name()),
    set: |spec, value| set_choice(&mut spec.init, value, Start::from_name),
    ..BASE
};

pub(super) const INIT_VARIANCE: Field = Field {
    name: "init_variance",
    key: "var",
    group: Group::Network,
    branch: Branching::AtStart,
    kind: Kind::Number { min: 0.0, max: 16.0, step: 0.05, scale: Scale::Linear },
    when: &[When { field: "init", is: &["normal"] }, WHOLE],
    label: Text { en: "Variance of weights", zh: "权重方差" },
    help: Text {
        en: "The variance of a starting weight times the number of inputs: σ² of mean-field theory.",
        zh: "初始权重的方差乘以输入数，即平均场理论中的 σ²。",
    },
    get: |spec| Value::Number(spec.init_variance),
    set: |spec, value| set_number(&mut spec.init_variance, value),
    ..BASE
};

pub(super) const GAIN: Field = Field {
    name: "gain",
    key: "gain",
    group: Group::Network,
    level: Level::Expert,
    branch: Branching::AtStart,
    kind: Kind::Number { min: 0.0, max: 10.0, step: 0.05, scale: Scale::Linear },
    when: &[
        When {
            field: "init",
            is: &[
                "xavier",
                "he",
                "uniform",
                "lecun",
                "xavier_uniform",
                "he_uniform",
                "lecun_uniform",
                "orthogonal",
                "unit",
            ],
        },
        WHOLE,
    ],
    label: Text { en: "Gain", zh: "增益" },
    help: Text { en: "Every starting weight is multiplied by this.", zh: "每个初始权重都乘以这个数。" },
    get: |spec| Value::Number(spec.gain),
    set: |spec, value| set_number(&mut spec.gain, value),
    ..BASE
};
