//! How it is shown: rows of the table of fields.

use super::problem::{OF_NETWORK, OF_POINTS, WHOLE};
use super::{BASE, choice, deeper, set_choice, set_integer};
use crate::experiment::choices::{
    Exam, GroundChoice, HeightScale, Language, MountainsChoice, PlaneChoice, PredictChoice, Theme,
};
use crate::experiment::schema::{Field, Group, Level, View, When};
use crate::experiment::value::{Kind, Text, Value};
use crate::network::Mlp;

pub(super) const PLANE: Field = Field {
    name: "plane",
    key: "plane",
    group: Group::View,
    views: &[View::Mountain],
    live: true,
    kind: Kind::Choice(&[
        choice(
            "path",
            ["Along the path", "沿着路径"],
            ["The two directions in which the walked path moves most (PCA).", "路径变化最大的两个方向（主成分分析）。"],
        ),
        choice(
            "random",
            ["Random", "随机"],
            [
                "Two random directions, each scaled like the weights (Li et al. 2018).",
                "两个随机方向，按权重的大小缩放（Li 等，2018）。",
            ],
        ),
        deeper(choice(
            "path_mean",
            ["Along the path, around its mean", "沿着路径（以均值为中心）"],
            [
                "The same directions, but around the middle of the path: principal components in the usual sense.",
                "同样的方向，但以路径的平均点为中心：通常意义上的主成分。",
            ],
        )),
        deeper(choice(
            "ends",
            ["From start to end", "从起点到终点"],
            [
                "Straight from where the run started to where it is, and a random direction across.",
                "从起点直指现在的位置，再加一个与之垂直的随机方向。",
            ],
        )),
        deeper(choice(
            "hessian",
            ["Steepest curvature", "曲率最大与最小"],
            [
                "The directions in which the surface bends up most and down most (eigenvectors of the Hessian).",
                "曲面向上弯得最厉害和向下弯得最厉害的两个方向（Hessian 的特征向量）。",
            ],
        )),
        deeper(choice(
            "weights",
            ["Two weights", "两个权重"],
            ["Two weights of your choice; all others stay as they are.", "自选两个权重，其余保持不变。"],
        )),
    ]),
    when: OF_NETWORK,
    label: Text { en: "Plane of the mountain", zh: "山的切面" },
    help: Text {
        en: "The network has many weights, a picture only two directions. This chooses which two.",
        zh: "网络有许多权重，图画只有两个方向。这里选择画哪两个。",
    },
    get: |spec| Value::Choice(spec.plane.name()),
    set: |spec, value| set_choice(&mut spec.plane, value, PlaneChoice::from_name),
    ..BASE
};

/// The places of a network's parameters.
const LAST_PARAMETER: u32 = Mlp::MAX_PARAMETERS as u32 - 1;

pub(super) const WEIGHT_A: Field = Field {
    name: "weight_a",
    key: "weighta",
    group: Group::View,
    views: &[View::Mountain, View::Network],
    level: Level::More,
    live: true,
    kind: Kind::Integer { min: 0, max: LAST_PARAMETER },
    when: &[When { field: "plane", is: &["weights"] }, WHOLE],
    label: Text { en: "First weight", zh: "第一个权重" },
    help: Text {
        en: "Number of the weight along the first axis, counted layer by layer: weights row by row, then biases.",
        zh: "第一个轴上权重的编号：逐层计数，先是权重（逐行），再是偏置。",
    },
    get: |spec| Value::Integer(spec.weight_a),
    set: |spec, value| set_integer(&mut spec.weight_a, value),
    ..BASE
};

pub(super) const WEIGHT_B: Field = Field {
    name: "weight_b",
    key: "weightb",
    label: Text { en: "Second weight", zh: "第二个权重" },
    help: Text { en: "Number of the weight along the second axis.", zh: "第二个轴上权重的编号。" },
    get: |spec| Value::Integer(spec.weight_b),
    set: |spec, value| set_integer(&mut spec.weight_b, value),
    ..WEIGHT_A
};

pub(super) const GROUND: Field = Field {
    name: "ground",
    key: "ground",
    group: Group::View,
    views: &[View::Mountain],
    live: true,
    kind: Kind::Choice(&[
        choice("train", ["Training rows", "训练数据"], ["The loss that descends.", "正在下降的损失。"]),
        choice(
            "both",
            ["With validation", "叠加验证"],
            ["The loss on the validation rows as a veil over it.", "再盖上一层验证数据的损失。"],
        ),
        choice(
            "batch",
            ["Mini-batch", "小批量"],
            [
                "The loss on the rows that the next step looks at: the ground moves.",
                "下一步要看的几行数据的损失：地面在动。",
            ],
        ),
    ]),
    when: OF_POINTS,
    label: Text { en: "Rows of the mountain", zh: "山的数据" },
    help: Text { en: "Which rows the heights are losses over.", zh: "高度是在哪些数据上算出的损失。" },
    get: |spec| Value::Choice(spec.ground.name()),
    set: |spec, value| set_choice(&mut spec.ground, value, GroundChoice::from_name),
    ..BASE
};

pub(super) const MOUNTAINS: Field = Field {
    name: "mountains",
    key: "peaks",
    group: Group::View,
    views: &[View::Mountain],
    live: true,
    kind: Kind::Choice(&[
        choice("one", ["One mountain", "一座山"], ["That of this run.", "这次训练的山。"]),
        choice(
            "pair",
            ["Plain and residual", "普通与残差"],
            ["Two side by side, with and without skips.", "两座并排，有无残差连接。"],
        ),
    ]),
    when: OF_NETWORK,
    label: Text { en: "Mountains", zh: "几座山" },
    help: Text { en: "How many stand side by side.", zh: "并排画几座山。" },
    get: |spec| Value::Choice(spec.mountains.name()),
    set: |spec, value| set_choice(&mut spec.mountains, value, MountainsChoice::from_name),
    ..BASE
};

pub(super) const HEIGHT: Field = Field {
    name: "height",
    key: "height",
    group: Group::View,
    views: &[View::Mountain],
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
    ..BASE
};

pub(super) const EXAM: Field = Field {
    name: "exam",
    key: "exam",
    group: Group::View,
    level: Level::Hidden,
    live: true,
    views: &[View::Fit, View::Exam],
    kind: Kind::Choice(&[
        choice("sealed", ["Sealed", "未开封"], ["Nobody has seen the test rows.", "没有人看过测试数据。"]),
        choice(
            "opened",
            ["Opened", "已开封"],
            [
                "The test rows have been seen: whoever turns knobs after that has them in mind.",
                "测试数据已经看过：之后再调参数，就等于照着考题复习。",
            ],
        ),
    ]),
    when: OF_POINTS,
    label: Text { en: "Final exam", zh: "期末考试" },
    help: Text {
        en: "Whether the sealed test rows were opened. They count once.",
        zh: "封存的测试数据是否已经打开。只有第一次算数。",
    },
    get: |spec| Value::Choice(spec.exam.name()),
    set: |spec, value| set_choice(&mut spec.exam, value, Exam::from_name),
    ..BASE
};

pub(super) const PREDICT: Field = Field {
    name: "predict",
    key: "predict",
    group: Group::View,
    views: &[View::Predict],
    level: Level::More,
    live: true,
    kind: Kind::Choice(&[
        choice("off", ["Off", "关"], ["No question.", "不提问。"]),
        choice("on", ["Ask me first", "先猜再看"], ["Say what will happen, then watch.", "先说会怎样，再看结果。"]),
    ]),
    label: Text { en: "Predict, then run", zh: "先预测，再运行" },
    help: Text {
        en: "A card asks what this learning rate will do and compares after a hundred steps.",
        zh: "出一张卡片，问这个学习率会带来什么，走一百步后对照结果。",
    },
    get: |spec| Value::Choice(spec.predict.name()),
    set: |spec, value| set_choice(&mut spec.predict, value, PredictChoice::from_name),
    ..BASE
};

pub(super) const LANGUAGE: Field = Field {
    name: "language",
    key: "lang",
    group: Group::View,
    views: &[View::Page],
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
    ..BASE
};

pub(super) const THEME: Field = Field {
    name: "theme",
    key: "theme",
    group: Group::View,
    views: &[View::Page],
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
    ..BASE
};
