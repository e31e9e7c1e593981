//! Ready-made experiments. Each is nothing but a link with a name.

use super::link::decode_link;
use super::spec::Spec;
use super::value::Text;
use serde::Serialize;

/// A named experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// Its name in tests and addresses.
    pub name: &'static str,
    /// What it is called.
    pub label: Text,
    /// What to watch.
    pub help: Text,
    /// The experiment, as [`decode_link`] reads it.
    pub link: &'static str,
}

impl Preset {
    /// The preset called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The experiment.
    #[must_use]
    pub fn spec(&self) -> Spec {
        decode_link(self.link).0
    }
}

/// Every preset, in the order of a first lesson.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "first_run",
        label: Text { en: "A first run", zh: "第一次训练" },
        help: Text {
            en: "A small network learns to tell three species of penguins apart.",
            zh: "一个小网络学会分辨三种企鹅。",
        },
        link: "v=1",
    },
    Preset {
        name: "vanishing_gradient",
        label: Text { en: "The gradient vanishes", zh: "梯度消失" },
        help: Text {
            en: "Thirty plain layers: almost nothing of the gradient reaches the first ones, and the network learns nothing.",
            zh: "三十层普通网络：梯度几乎传不到前面的层，网络什么也学不会。",
        },
        link: "v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3",
    },
    Preset {
        name: "skip_rescues",
        label: Text { en: "The skip rescues it", zh: "残差连接来救场" },
        help: Text {
            en: "The same thirty layers and the same weights, with scaled residual connections: the gradient arrives everywhere.",
            zh: "同样的三十层、同样的权重，加上缩放的残差连接：梯度传到了每一层。",
        },
        link: "v=1&data=circle&noise=0&layers=29&width=16&skip=scaled&init=uniform&lr=0.3",
    },
    Preset {
        name: "careless_skip",
        label: Text { en: "The careless skip explodes", zh: "不加缩放就会爆炸" },
        help: Text {
            en: "Fifty ReLU layers whose residual connections are not scaled: the numbers double at every layer.",
            zh: "五十层 ReLU 网络，残差连接没有缩放：数值每过一层就翻倍。",
        },
        link: "v=1&data=circle&noise=0&layers=49&width=16&act=relu&skip=sum&init=he&lr=0.01",
    },
    Preset {
        name: "spiral",
        label: Text { en: "The spiral", zh: "螺旋" },
        help: Text {
            en: "Two arms that gradient descent can hardly untangle; Adam needs a few hundred steps.",
            zh: "普通梯度下降很难把两条旋臂分开；Adam 只需几百步。",
        },
        link: "v=1&data=spiral&width=16&opt=adam&lr=0.01",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Skip, encode_link};

    #[test]
    fn every_link_is_complete_and_canonical() {
        for preset in PRESETS {
            assert_eq!(decode_link(preset.link).1, [], "{}", preset.name);
            assert_eq!(encode_link(&preset.spec()), preset.link, "{}", preset.name);
            assert_eq!(Preset::named(preset.name), Some(preset));
        }
    }

    #[test]
    fn the_rescue_differs_from_the_vanishing_run_by_the_skip_alone() {
        let plain = Preset::named("vanishing_gradient").unwrap().spec();
        let rescued = Preset::named("skip_rescues").unwrap().spec();
        assert_eq!(Spec { residual: Skip::Scaled, ..plain }, rescued);
    }
}
