//! The one table of an experiment's fields: name, link key, range, place and words of each.
//!
//! Controls, links, checks, help and JSON are made from it; defaults are those of `Spec::default`. To add a setting,
//! add a field to `Spec` and a row here. Link keys are for ever: an old link must keep opening.
//!
//! Length: a table of words, two languages for every field and every choice.

use super::choices::{HeightScale, Language, PlaneChoice, Rule, Skip, Start, Theme};
use super::schema::{Field, Group, Level};
use super::value::{Choice, Kind, Scale, Text, Value};
use crate::dataset::DatasetKind;
use crate::network::Activation;

/// Every field, in the order of the controls.
pub const FIELDS: &[Field] = &[
    Field {
        name: "dataset",
        key: "data",
        group: Group::Data,
        level: Level::Basic,
        live: false,
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
            choice(
                "moons",
                ["Moons", "双月"],
                ["Two half moons that reach into each other.", "两个互相嵌入的半月形。"],
            ),
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
    },
    Field {
        name: "samples",
        key: "n",
        group: Group::Data,
        level: Level::More,
        live: false,
        kind: Kind::Integer { min: 16, max: 2000 },
        label: Text { en: "Points", zh: "点数" },
        help: Text {
            en: "How many points are made. Half train the network, a quarter validates, a quarter tests. Penguins keep \
                 their own number.",
            zh: "生成多少个点：一半用于训练，四分之一用于验证，四分之一用于测试。企鹅数据的数量是固定的。",
        },
        get: |spec| Value::Integer(spec.samples),
        set: |spec, value| set_integer(&mut spec.samples, value),
    },
    Field {
        name: "noise",
        key: "noise",
        group: Group::Data,
        level: Level::More,
        live: false,
        kind: Kind::Number { min: 0.0, max: 1.0, step: 0.05, scale: Scale::Linear },
        label: Text { en: "Noise", zh: "噪声" },
        help: Text {
            en: "How far each point is pushed off its place by chance. Penguins are measured, so this does not touch them.",
            zh: "每个点偏离原位的随机程度。企鹅是实测数据，不受影响。",
        },
        get: |spec| Value::Number(spec.noise),
        set: |spec, value| set_number(&mut spec.noise, value),
    },
    Field {
        name: "hidden_layers",
        key: "layers",
        group: Group::Network,
        level: Level::Basic,
        live: false,
        kind: Kind::Integer { min: 1, max: 100 },
        label: Text { en: "Hidden layers", zh: "隐藏层数" },
        help: Text {
            en: "How many layers lie between input and output: the depth of the network.",
            zh: "输入和输出之间有多少层，也就是网络的深度。",
        },
        get: |spec| Value::Integer(spec.hidden_layers),
        set: |spec, value| set_integer(&mut spec.hidden_layers, value),
    },
    Field {
        name: "width",
        key: "width",
        group: Group::Network,
        level: Level::More,
        live: false,
        kind: Kind::Integer { min: 2, max: 64 },
        label: Text { en: "Width", zh: "每层宽度" },
        help: Text { en: "How many units each hidden layer has.", zh: "每个隐藏层有多少个神经元。" },
        get: |spec| Value::Integer(spec.width),
        set: |spec, value| set_integer(&mut spec.width, value),
    },
    Field {
        name: "activation",
        key: "act",
        group: Group::Network,
        level: Level::Basic,
        live: false,
        kind: Kind::Choice(&[
            choice(
                "tanh",
                ["tanh", "tanh"],
                ["Squeezes every number between −1 and 1.", "把任何数压缩到 −1 和 1 之间。"],
            ),
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
    },
    Field {
        name: "residual",
        key: "skip",
        group: Group::Network,
        level: Level::Basic,
        live: false,
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
    },
    Field {
        name: "init",
        key: "init",
        group: Group::Network,
        level: Level::More,
        live: false,
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
    },
    Field {
        name: "optimizer",
        key: "opt",
        group: Group::Training,
        level: Level::Basic,
        live: false,
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
    },
    Field {
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
    },
    Field {
        name: "batch_size",
        key: "batch",
        group: Group::Training,
        level: Level::More,
        live: false,
        kind: Kind::Integer { min: 0, max: 512 },
        label: Text { en: "Batch size", zh: "批大小" },
        help: Text {
            en: "How many points a step looks at. 0 means all; few make the path jittery.",
            zh: "每一步看多少个点。0 表示全部；点越少，路径越抖。",
        },
        get: |spec| Value::Integer(spec.batch_size),
        set: |spec, value| set_integer(&mut spec.batch_size, value),
    },
    Field {
        name: "seed",
        key: "seed",
        group: Group::Training,
        level: Level::More,
        live: false,
        kind: Kind::Integer { min: 0, max: u32::MAX },
        label: Text { en: "Seed", zh: "随机种子" },
        help: Text {
            en: "The number that all chance comes from: the same seed gives exactly the same run.",
            zh: "一切随机数的源头：种子相同，过程就完全相同。",
        },
        get: |spec| Value::Integer(spec.seed),
        set: |spec, value| set_integer(&mut spec.seed, value),
    },
    Field {
        name: "plane",
        key: "plane",
        group: Group::View,
        level: Level::More,
        live: true,
        kind: Kind::Choice(&[
            choice(
                "path",
                ["Along the path", "沿着路径"],
                [
                    "The two directions in which the walked path moves most (PCA).",
                    "路径变化最大的两个方向（主成分分析）。",
                ],
            ),
            choice(
                "random",
                ["Random", "随机"],
                [
                    "Two random directions, each scaled like the weights (Li et al. 2018).",
                    "两个随机方向，按权重的大小缩放（Li 等，2018）。",
                ],
            ),
        ]),
        label: Text { en: "Plane of the mountain", zh: "山的切面" },
        help: Text {
            en: "The network has many weights, a picture only two directions. This chooses which two.",
            zh: "网络有许多权重，图画只有两个方向。这里选择画哪两个。",
        },
        get: |spec| Value::Choice(spec.plane.name()),
        set: |spec, value| set_choice(&mut spec.plane, value, PlaneChoice::from_name),
    },
    Field {
        name: "height",
        key: "height",
        group: Group::View,
        level: Level::More,
        live: true,
        kind: Kind::Choice(&[
            choice("linear", ["Loss", "损失"], ["Twice the loss is twice as high.", "损失加倍，高度也加倍。"]),
            choice(
                "log",
                ["Logarithm", "对数"],
                [
                    "Each tenfold loss is one step higher: shows deep valleys and high peaks at once.",
                    "损失每增大十倍，高度加一级：深谷和高峰都能看清。",
                ],
            ),
        ]),
        label: Text { en: "Height", zh: "高度" },
        help: Text { en: "How a loss becomes a height of the mountain.", zh: "怎样把损失变成山的高度。" },
        get: |spec| Value::Choice(spec.height.name()),
        set: |spec, value| set_choice(&mut spec.height, value, HeightScale::from_name),
    },
    Field {
        name: "language",
        key: "lang",
        group: Group::View,
        level: Level::More,
        live: true,
        kind: Kind::Choice(&[
            choice("auto", ["Automatic", "自动"], ["As your browser asks for.", "跟随浏览器。"]),
            choice("en", ["English", "English"], ["English.", "英语。"]),
            choice("zh", ["中文", "中文"], ["Chinese.", "中文。"]),
        ]),
        label: Text { en: "Language", zh: "语言" },
        help: Text { en: "The language of the page.", zh: "页面的语言。" },
        get: |spec| Value::Choice(spec.language.name()),
        set: |spec, value| set_choice(&mut spec.language, value, Language::from_name),
    },
    Field {
        name: "theme",
        key: "theme",
        group: Group::View,
        level: Level::More,
        live: true,
        kind: Kind::Choice(&[
            choice("auto", ["Automatic", "自动"], ["As your system asks for.", "跟随系统。"]),
            choice("light", ["Light", "浅色"], ["Dark ink on a light page.", "浅底深字。"]),
            choice("dark", ["Dark", "深色"], ["Light ink on a dark page.", "深底浅字。"]),
        ]),
        label: Text { en: "Colours", zh: "配色" },
        help: Text { en: "Light or dark colours.", zh: "浅色或深色。" },
        get: |spec| Value::Choice(spec.theme.name()),
        set: |spec, value| set_choice(&mut spec.theme, value, Theme::from_name),
    },
];

const fn choice(value: &'static str, label: [&'static str; 2], help: [&'static str; 2]) -> Choice {
    let [en, zh] = label;
    let label = Text { en, zh };
    let [en, zh] = help;
    Choice { value, label, help: Text { en, zh } }
}

// The setters take values that `Kind` has checked; a value of another type cannot come and changes nothing.

fn set_choice<T>(place: &mut T, value: &Value, from_name: fn(&str) -> Option<T>) {
    if let Value::Choice(name) = value
        && let Some(chosen) = from_name(name)
    {
        *place = chosen;
    }
}

fn set_integer(place: &mut u32, value: &Value) {
    if let Value::Integer(number) = value {
        *place = *number;
    }
}

fn set_number(place: &mut f64, value: &Value) {
    if let Value::Number(number) = value {
        *place = *number;
    }
}
