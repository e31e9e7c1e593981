//! Ready-made experiments. Each is nothing but a link with a name.

use super::link::decode_link;
use super::spec::Spec;
use super::value::Text;

/// A named experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        name: "three_judges",
        label: Text { en: "Three judges, one neuron", zh: "三位评委，一个神经元" },
        help: Text {
            en: "Two weights of one neuron. At a rate of 1 the ball rolls into the valley of right answers, at 2.9 it is there in one step, above 5.9 it leaves for ever.",
            zh: "一个神经元的两个权重。学习率 1 时小球滚进正确答案的山谷，2.9 时一步就到，超过 5.9 就一去不回。",
        },
        link: "v=1&problem=judges&starta=0.5&startb=0.4&lr=1",
    },
    Preset {
        name: "small_pit",
        label: Text { en: "The small pit", zh: "小坑" },
        help: Text {
            en: "At 0.02 the ball is trapped in the pit, at 0.1 it jumps out and finds the bottom, above 2 it flies away.",
            zh: "学习率 0.02 时小球困在坑里，0.1 时跳出来找到谷底，超过 2 就飞走。",
        },
        link: "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.02",
    },
    Preset {
        name: "momentum_jumps",
        label: Text { en: "Momentum jumps the pit", zh: "动量跳过小坑" },
        help: Text {
            en: "A heavy ball carries its speed through the pit at a rate where plain descent is trapped.",
            zh: "同样的学习率，普通梯度下降会被困住，沉重的球却带着速度冲过小坑。",
        },
        link: "v=1&problem=pit&starta=5.5&startb=0.1&opt=momentum&lr=0.005",
    },
    Preset {
        name: "noise_shakes",
        label: Text { en: "Noise shakes it out of the pit", zh: "噪声把球摇出小坑" },
        help: Text {
            en: "The rate is small enough to be trapped, but every step is off by chance: sooner or later the ball is thrown out, and the wide valley keeps it.",
            zh: "学习率小到会被困住，但每一步都有随机误差：小球迟早会被甩出来，留在大山谷里。",
        },
        link: "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.02&gnoise=10",
    },
    Preset {
        name: "ravine",
        label: Text { en: "The ravine", zh: "峡谷" },
        help: Text {
            en: "Fifty times steeper across than along: the best plain rate still needs about 180 steps. Momentum needs about 40.",
            zh: "横向比纵向陡五十倍：普通梯度下降最好也要约 180 步，动量只要约 40 步。",
        },
        link: "v=1&problem=ravine&starta=1&lr=0.0392",
    },
    Preset {
        name: "saddle_point",
        label: Text { en: "Waiting at the saddle", zh: "在马鞍上等待" },
        help: Text {
            en: "The ball starts almost on the ridge. The closer it starts, the longer it waits: each hundredth costs 48 steps more.",
            zh: "小球几乎从山脊上出发。离山脊越近，等得越久：距离每缩小到百分之一，就多等约 48 步。",
        },
        link: "v=1&problem=saddle4&starta=1&startb=0.0001",
    },
    Preset {
        name: "learning_rate",
        label: Text { en: "One wave, one dial", zh: "一条波，一个旋钮" },
        help: Text {
            en: "A small network follows a noisy sine. At 0.01 it crawls, at 0.1 it learns, at 0.5 one seed in two breaks, at 0.7 all do.",
            zh: "一个小网络拟合带噪声的正弦曲线。学习率 0.01 时爬行，0.1 时学会，0.5 时一半种子崩溃，0.7 时全部崩溃。",
        },
        link: "v=1&data=sine&n=128&layers=2&width=16",
    },
    Preset {
        name: "bounces",
        label: Text { en: "It bounces and does not break", zh: "弹跳而不崩溃" },
        help: Text {
            en: "Cross-entropy and tanh have bounded gradients: even a rate of 30 only throws the ball about. At 1 it learns.",
            zh: "交叉熵和 tanh 的梯度有界：学习率到 30 也只是让球弹来弹去。调到 1 就能学会。",
        },
        link: "v=1&data=moons&noise=0.15&layers=2&lr=30",
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
        name: "degradation",
        label: Text { en: "Deeper is worse", zh: "越深越差" },
        help: Text {
            en: "Fifty plain layers with good starting weights still train worse than five. A scaled skip takes the difference away.",
            zh: "五十层普通网络，即使初始权重合适，也比五层训练得更差。缩放的残差连接能消除这个差别。",
        },
        link: "v=1&data=circle&noise=0&layers=49&width=16&lr=0.3",
    },
    Preset {
        name: "init_alone",
        label: Text { en: "Starting weights decide", zh: "初始权重决定成败" },
        help: Text {
            en: "Thirty ReLU layers: with Xavier's weights each halves the signal and nothing is learned. Choose He's, and it learns.",
            zh: "三十层 ReLU：用 Xavier 权重，每层信号减半，什么也学不会。换成 He 就能学会。",
        },
        link: "v=1&data=circle&noise=0&layers=29&width=32&act=relu&lr=0.03",
    },
    Preset {
        name: "sigmoid",
        label: Text { en: "Sigmoid forgets faster", zh: "sigmoid 消失得更快" },
        help: Text {
            en: "Eight sigmoid layers are already too many: each passes on a twentieth of the gradient. Two hidden layers learn.",
            zh: "八层 sigmoid 就已经太多：每层只传下约二十分之一的梯度。两个隐藏层则能学会。",
        },
        link: "v=1&data=circle&noise=0&layers=7&width=16&act=sigmoid&lr=3",
    },
    Preset {
        name: "exploding_gradient",
        label: Text { en: "The gradient explodes", zh: "梯度爆炸" },
        help: Text {
            en: "Twenty ReLU layers whose weights are too large: every step is a leap, and the run breaks.",
            zh: "二十层 ReLU，权重太大：每一步都是飞跃，训练很快崩溃。",
        },
        link: "v=1&data=moons&layers=19&width=16&act=relu&init=normal&var=4&loss=mse",
    },
    Preset {
        name: "clipping",
        label: Text { en: "Clipping holds it", zh: "裁剪稳住了它" },
        help: Text {
            en: "The same network, its gradient never longer than 1: the run survives, and most seeds learn.",
            zh: "同样的网络，梯度长度不超过 1：训练不再崩溃，多数种子能学会。",
        },
        link: "v=1&data=moons&layers=19&width=16&act=relu&init=normal&var=4&loss=mse&clip=1",
    },
    Preset {
        name: "exploding_backwards",
        label: Text { en: "It explodes only backwards", zh: "只在反向爆炸" },
        help: Text {
            en: "Fifty tanh layers with large weights: what flows forward stays small, but the gradient grows towards the input.",
            zh: "五十层 tanh，权重很大：前向的数值一直很小，梯度却越往输入越大。",
        },
        link: "v=1&data=circle&noise=0&layers=49&width=16&init=normal&var=9&lr=0.01",
    },
    Preset {
        name: "all_positive",
        label: Text { en: "Weights from 0 to 1", zh: "权重从 0 到 1" },
        help: Text {
            en: "Ten layers, all starting weights positive: the sums multiply by eight at every layer, and ReLU dies in one step.",
            zh: "十层网络，初始权重全为正：数值每层增大八倍，ReLU 一步就死掉。",
        },
        link: "v=1&data=moons&layers=9&width=16&act=relu&init=unit",
    },
    Preset {
        name: "underfitting",
        label: Text { en: "Too simple", zh: "欠拟合" },
        help: Text {
            en: "One unit draws one line: it can learn neither the ring nor the mistakes in the labels.",
            zh: "一个神经元只能画一条线：既学不会圆环，也学不会标签里的错误。",
        },
        link: "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=1&width=1&opt=adam&lr=0.02",
    },
    Preset {
        name: "good_fit",
        label: Text { en: "About right", zh: "恰到好处" },
        help: Text {
            en: "Six units learn the ring and leave most of the wrong labels alone.",
            zh: "六个神经元学会了圆环，大多数错误标签没有被记住。",
        },
        link: "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=1&width=6&opt=adam&lr=0.02",
    },
    Preset {
        name: "overfitting",
        label: Text { en: "Learned by heart", zh: "过拟合" },
        help: Text {
            en: "A large network learns sixty points by heart, wrong labels included: training loss falls, validation loss climbs.",
            zh: "大网络把六十个点连同错误标签都背了下来：训练损失下降，验证损失却上升。",
        },
        link: "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=32&opt=adam&lr=0.01",
    },
    Preset {
        name: "regularised",
        label: Text { en: "Held back", zh: "正则化" },
        help: Text {
            en: "The same large network with an L2 penalty: it keeps to the ring.",
            zh: "同样的大网络，加上 L2 正则化：它只学圆环。",
        },
        link: "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=32&opt=adam&l2=0.01&lr=0.01",
    },
    Preset {
        name: "edge_of_stability",
        label: Text { en: "The edge of stability", zh: "稳定的边缘" },
        help: Text {
            en: "The valley grows steeper until the rate is just too large for it; then the loss jitters and falls all the same.",
            zh: "山谷越来越陡，直到学习率刚好偏大；之后损失一边抖动，一边继续下降。",
        },
        link: "v=1&data=sine&n=64&layers=2&width=16&lr=0.2",
    },
    Preset {
        name: "rough_landscape",
        label: Text { en: "A rough landscape", zh: "崎岖的山" },
        help: Text {
            en: "Thirty plain layers, trained by Adam: cut at random, the mountain has many hollows. Add a scaled skip and compare.",
            zh: "三十层普通网络，用 Adam 训练：随机切开，山上有许多坑。加上缩放残差再比较。",
        },
        link: "v=1&data=circle&noise=0&layers=29&width=16&opt=adam&lr=0.003&plane=random",
    },
    Preset {
        name: "two_landscapes",
        label: Text { en: "Plain beside residual", zh: "普通与残差，两座山" },
        help: Text {
            en: "Thirty layers twice, with the same start: where the plain network's mountain is full of hollows, the scaled skip's is smooth.",
            zh: "两个三十层网络，起点相同：普通网络的山上到处是坑，缩放残差的山很平滑。",
        },
        link: "v=1&data=circle&noise=0&layers=29&width=16&opt=adam&lr=0.003&branches=0:skip:scaled&plane=random&peaks=pair",
    },
    Preset {
        name: "two_grounds",
        label: Text { en: "The valleys drift apart", zh: "山谷分开了" },
        help: Text {
            en: "Training loss as the sheet, validation loss as a veil: sixty points are learned by heart, and the veil rises off the valley.",
            zh: "山面是训练损失，薄纱是验证损失：六十个点被背了下来，薄纱渐渐离开谷底。",
        },
        link: "v=1&data=circle&n=2000&noise=0&train=0.03&flip=0.15&layers=2&width=32&opt=adam&lr=0.01&ground=both",
    },
    Preset {
        name: "moving_ground",
        label: Text { en: "The ground moves", zh: "地面在动" },
        help: Text {
            en: "Each step looks at four rows: the ground under the ball is another one every time. More rows calm it.",
            zh: "每一步只看四行数据：小球脚下的地面每次都不同。行数越多越平静。",
        },
        link: "v=1&batch=4&ground=batch",
    },
    Preset {
        name: "step_cannot_learn",
        label: Text { en: "Steps cannot learn", zh: "阶跃函数学不会" },
        help: Text {
            en: "Units that answer 0 or 1 are flat: the gradient behind them is exactly 0, and only the last layer moves.",
            zh: "只答 0 或 1 的神经元处处平坦：它们之前的梯度恰好是 0，只有最后一层在变。",
        },
        link: "v=1&data=circle&act=step",
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
    Preset {
        name: "race_ravine",
        label: Text { en: "Race: through the ravine", zh: "比赛：穿过峡谷" },
        help: Text {
            en: "Four balls from one start: the best plain rate is slow, momentum is there first, Adam jitters at the end, and a rate of 0.041 is just too large.",
            zh: "四个球同一起点：普通梯度下降最好的学习率也慢，动量最先到，Adam 最后还在抖，0.041 刚好太大。",
        },
        link: "v=1&problem=ravine&starta=1&lr=0.0392&branches=0:opt:momentum:lr:0.0614:mom:0.566,0:opt:adam:lr:0.1,0:lr:0.041",
    },
    Preset {
        name: "race_pit",
        label: Text { en: "Race: ways out of the pit", zh: "比赛：怎样离开小坑" },
        help: Text {
            en: "At 0.02 the ball stays in the pit. A larger rate jumps out, so does momentum at a quarter of the rate, and above 2 it flies away.",
            zh: "学习率 0.02 时小球留在坑里。更大的学习率能跳出来，四分之一的学习率加上动量也能；超过 2 就飞走。",
        },
        link: "v=1&problem=pit&starta=5.5&startb=0.1&lr=0.02&branches=0:lr:0.1,0:opt:momentum:lr:0.005,0:lr:2.1",
    },
    Preset {
        name: "race_optimizers",
        label: Text { en: "Race: four optimizers", zh: "比赛：四种优化器" },
        help: Text {
            en: "The spiral: gradient descent is still stuck when momentum, RMSProp and Adam have learned it.",
            zh: "螺旋：动量、RMSProp 和 Adam 都学会了，普通梯度下降还停在原处。",
        },
        link: "v=1&data=spiral&width=16&branches=0:opt:momentum,0:opt:rmsprop:lr:0.01,0:opt:adam:lr:0.01",
    },
    Preset {
        name: "race_rates",
        label: Text { en: "Race: three learning rates", zh: "比赛：三种学习率" },
        help: Text {
            en: "One network, one start: 0.01 crawls, 0.1 learns, 0.7 breaks.",
            zh: "同一网络、同一起点：0.01 爬行，0.1 学会，0.7 崩溃。",
        },
        link: "v=1&data=sine&n=128&layers=2&width=16&branches=0:lr:0.01,0:lr:0.7",
    },
    Preset {
        name: "residual_twin",
        label: Text { en: "Plain and residual, in lockstep", zh: "普通与残差，步调一致" },
        help: Text {
            en: "Thirty layers with the same weights: the plain twin gets no gradient and learns nothing, the residual one learns.",
            zh: "同样权重的三十层：普通网络收不到梯度，什么也学不会；残差网络学会了。",
        },
        link: "v=1&data=circle&noise=0&layers=29&width=16&init=uniform&lr=0.3&branches=0:skip:scaled",
    },
    Preset {
        name: "three_sums",
        label: Text { en: "Off, plain sum, scaled", zh: "关、直接相加、缩放相加" },
        help: Text {
            en: "Fifty ReLU layers: the plain sum starts beyond all measure and breaks, without a skip nothing is learned, the scaled skip learns.",
            zh: "五十层 ReLU：直接相加一开始就大得离谱，随即崩溃；没有残差学不会；缩放相加学会了。",
        },
        link: "v=1&data=circle&noise=0&layers=49&width=16&act=relu&skip=scaled&init=he&branches=0:skip:off,0:skip:sum",
    },
    Preset {
        name: "skip_not_needed",
        label: Text { en: "Where no skip is needed", zh: "不需要残差的地方" },
        help: Text {
            en: "Three hidden layers: the plain network learns at least as well as its residual twin.",
            zh: "三个隐藏层：普通网络学得不比残差网络差。",
        },
        link: "v=1&data=circle&noise=0&layers=3&width=16&lr=0.3&branches=0:skip:scaled",
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
