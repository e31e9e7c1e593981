//! How it is shown: rows of the table of fields.

use super::problem::OF_NETWORK;
use super::{BASE, choice, set_choice};
use crate::experiment::choices::{HeightScale, Language, PlaneChoice, Theme};
use crate::experiment::schema::{Field, Group};
use crate::experiment::value::{Kind, Text, Value};

pub(super) const PLANE: Field = Field {
    name: "plane",
    key: "plane",
    group: Group::View,
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

pub(super) const HEIGHT: Field = Field {
    name: "height",
    key: "height",
    group: Group::View,
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

pub(super) const LANGUAGE: Field = Field {
    name: "language",
    key: "lang",
    group: Group::View,
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
