//! How it learns: rows of the table of fields.

use super::data::{BINARY, BINARY_OR_VALUES, CLASSES};
use super::problem::{OF_FORMULA, OF_NETWORK, OF_POINTS, WHOLE};
use super::{BASE, OFF, choice, only, set_branches, set_choice, set_events, set_integer, set_name, set_number};
use crate::experiment::choices::LossChoice;
use crate::experiment::events::MAX_STEP;
use crate::experiment::schema::{Branching, Field, Group, Level, View, When};
use crate::experiment::value::{Kind, Scale, Text, Value};
use crate::training::Course;

pub(super) const LOSS: Field = Field {
    name: "loss",
    key: "loss",
    group: Group::Training,
    kind: Kind::Choice(&[
        choice(
            "auto",
            ["By the task", "由任务决定"],
            ["Cross-entropy for classes, squared error for numbers.", "分类用交叉熵，数值用均方误差。"],
        ),
        only(
            BINARY_OR_VALUES,
            choice("mse", ["Squared error", "均方误差"], ["The mean of squared misses.", "误差平方的平均值。"]),
        ),
        only(
            BINARY_OR_VALUES,
            choice(
                "half_mse",
                ["Half squared error", "半均方误差"],
                ["Half of it: its derivative has no factor 2.", "均方误差的一半，求导后没有系数 2。"],
            ),
        ),
        only(
            BINARY_OR_VALUES,
            choice(
                "mae",
                ["Absolute error", "平均绝对误差"],
                [
                    "The mean size of misses: its gradient does not shrink near the target.",
                    "误差绝对值的平均值；接近目标时梯度也不变小。",
                ],
            ),
        ),
        only(
            BINARY_OR_VALUES,
            choice(
                "huber",
                ["Huber", "Huber"],
                ["Squared near the target, absolute far from it.", "目标附近用平方，远处用绝对值。"],
            ),
        ),
        only(
            BINARY,
            choice(
                "bce_logits",
                ["Cross-entropy, two classes", "二分类交叉熵"],
                ["How surprised the network is by the right one of two answers.", "网络对两个答案中正确者的惊讶程度。"],
            ),
        ),
        only(
            CLASSES,
            choice(
                "softmax_ce",
                ["Cross-entropy, more classes", "多分类交叉熵"],
                [
                    "How surprised the network is by the right one of several answers.",
                    "网络对多个答案中正确者的惊讶程度。",
                ],
            ),
        ),
    ]),
    when: OF_NETWORK,
    label: Text { en: "Loss", zh: "损失函数" },
    help: Text {
        en: "How a miss is counted: the height that descends.", zh: "怎样计算误差，也就是不断下降的高度。"
    },
    get: |spec| Value::Choice(spec.loss.name()),
    set: |spec, value| set_choice(&mut spec.loss, value, LossChoice::from_name),
    ..BASE
};

pub(super) const HUBER_DELTA: Field = Field {
    name: "huber_delta",
    key: "delta",
    group: Group::Training,
    kind: Kind::Number { min: 0.01, max: 10.0, step: 0.05, scale: Scale::Log },
    when: &[When { field: "loss", is: &["huber"] }, WHOLE],
    label: Text { en: "Huber's border", zh: "Huber分界" },
    help: Text { en: "Misses up to this size count squared.", zh: "不超过这个大小的误差按平方计算。" },
    get: |spec| Value::Number(spec.huber_delta),
    set: |spec, value| set_number(&mut spec.huber_delta, value),
    ..BASE
};

pub(super) const LEARNING_RATE: Field = Field {
    name: "learning_rate",
    key: "lr",
    group: Group::Training,
    level: Level::Basic,
    live: true,
    branch: Branching::Anywhere,
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

pub(super) const SCHEDULE: Field = Field {
    name: "schedule",
    key: "sched",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Choice(&[
        choice("constant", ["Constant", "不变"], ["The learning rate stays as it is.", "学习率保持不变。"]),
        choice(
            "step",
            ["In stages", "分段下降"],
            ["It is multiplied by the decay after every period.", "每过一个周期乘以一次衰减系数。"],
        ),
        choice(
            "exponential",
            ["Exponential", "指数下降"],
            ["It falls smoothly, by the decay in each period.", "平滑下降，每个周期降到衰减系数倍。"],
        ),
        choice(
            "cosine",
            ["Cosine", "余弦"],
            [
                "It falls by half a cosine to the decay's share, in one period, and stays there.",
                "在一个周期内按半个余弦降到衰减系数倍，然后不变。",
            ],
        ),
        choice(
            "inverse_sqrt",
            ["1/√step", "1/√步数"],
            ["It falls as 1/√(1 + step/period).", "按 1/√(1 + 步数/周期) 下降。"],
        ),
        choice(
            "one_cycle",
            ["One cycle", "单周期"],
            [
                "It rises from 1/25 in the first third of the period, then falls to almost nothing.",
                "在周期的前三分之一从 1/25 升到最高，再降到几乎为零。",
            ],
        ),
    ]),
    label: Text { en: "Schedule", zh: "学习率计划" },
    help: Text {
        en: "How the learning rate changes from step to step. The dial scales the whole course.",
        zh: "学习率怎样随步数变化。旋钮缩放整个过程。",
    },
    get: |spec| Value::Choice(spec.schedule.name()),
    set: |spec, value| set_choice(&mut spec.schedule, value, Course::from_name),
    ..BASE
};

pub(super) const SCHEDULE_STEPS: Field = Field {
    name: "schedule_steps",
    key: "period",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Integer { min: 1, max: 100_000 },
    when: &[When { field: "schedule", is: &["step", "exponential", "cosine", "inverse_sqrt", "one_cycle"] }],
    label: Text { en: "Period of the schedule", zh: "计划周期" },
    help: Text {
        en: "The length of the schedule's course, in steps.", zh: "学习率计划的长度，以步数计。"
    },
    get: |spec| Value::Integer(spec.schedule_steps),
    set: |spec, value| set_integer(&mut spec.schedule_steps, value),
    ..BASE
};

pub(super) const SCHEDULE_DECAY: Field = Field {
    name: "schedule_decay",
    key: "decay",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 1.0, step: 0.01, scale: Scale::Linear },
    when: &[When { field: "schedule", is: &["step", "exponential", "cosine"] }],
    label: Text { en: "Decay", zh: "衰减系数" },
    help: Text {
        en: "The share of the learning rate that is left after one period.",
        zh: "一个周期之后剩下的学习率比例。",
    },
    get: |spec| Value::Number(spec.schedule_decay),
    set: |spec, value| set_number(&mut spec.schedule_decay, value),
    ..BASE
};

pub(super) const WARMUP: Field = Field {
    name: "warmup",
    key: "warmup",
    group: Group::Training,
    level: Level::Expert,
    branch: Branching::Anywhere,
    kind: Kind::Integer { min: 0, max: 1000 },
    zero: OFF,
    label: Text { en: "Warm-up", zh: "预热" },
    help: Text {
        en: "Over this many steps the learning rate rises evenly from almost nothing.",
        zh: "在这么多步内，学习率从几乎为零均匀上升。",
    },
    get: |spec| Value::Integer(spec.warmup),
    set: |spec, value| set_integer(&mut spec.warmup, value),
    ..BASE
};

pub(super) const CLIP: Field = Field {
    name: "clip",
    key: "clip",
    group: Group::Training,
    level: Level::Expert,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 100.0, step: 0.1, scale: Scale::Linear },
    zero: OFF,
    label: Text { en: "Clip the gradient", zh: "梯度裁剪" },
    help: Text {
        en: "A gradient that is longer than this is shortened to it: a brake against explosions.",
        zh: "比这更长的梯度会被缩短到这个长度，用来防止爆炸。",
    },
    get: |spec| Value::Number(spec.clip),
    set: |spec, value| set_number(&mut spec.clip, value),
    ..BASE
};

pub(super) const GRADIENT_NOISE: Field = Field {
    name: "gradient_noise",
    key: "gnoise",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Number { min: 0.0, max: 100.0, step: 0.5, scale: Scale::Linear },
    when: OF_FORMULA,
    zero: OFF,
    label: Text { en: "Noise on the gradient", zh: "梯度噪声" },
    help: Text {
        en: "How far each derivative is off by chance at every step, as mini-batches make it for a network: it can shake the \
             ball out of a hollow.",
        zh: "每一步中每个导数的随机误差，就像小批量给网络带来的那样：它能把小球从坑里摇出来。",
    },
    get: |spec| Value::Number(spec.gradient_noise),
    set: |spec, value| set_number(&mut spec.gradient_noise, value),
    ..BASE
};

pub(super) const BATCH_SIZE: Field = Field {
    name: "batch_size",
    key: "batch",
    group: Group::Training,
    branch: Branching::Anywhere,
    kind: Kind::Integer { min: 0, max: 512 },
    zero: Some(Text { en: "all", zh: "全部" }),
    when: OF_POINTS,
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

pub(super) const LEAD_NAME: Field = Field {
    name: "lead_name",
    key: "name",
    group: Group::Training,
    level: Level::Hidden,
    live: true,
    views: &[View::Curves, View::Flow],
    kind: Kind::Name,
    label: Text { en: "Name of the run", zh: "路线名称" },
    help: Text {
        en: "What this run is called where several stand beside each other. Without one it is called by its settings.",
        zh: "几条路线并列时，这条路线的名字。没有名字时，用它的设置来称呼。",
    },
    get: |spec| Value::Name(spec.lead_name.clone()),
    set: |spec, value| set_name(&mut spec.lead_name, value),
    ..BASE
};

pub(super) const BRANCHES: Field = Field {
    name: "branches",
    key: "branches",
    group: Group::Training,
    level: Level::Hidden,
    live: true,
    views: &[View::Mountain, View::Curves, View::Flow, View::TimeLine],
    kind: Kind::Branches,
    label: Text { en: "Other runs", zh: "其他路线" },
    help: Text {
        en: "Runs that leave this one at a step with other settings: 0:opt:adam races against it, 120:lr:0.3 goes on from \
             step 120 with another learning rate; :name:… at its end is what it is called.",
        zh: "从某一步离开、改用其他设置的路线：0:opt:adam 与原路线赛跑，120:lr:0.3 从第 120 步起改用另一个学习率；\
             末尾的 :name:… 是它的名字。",
    },
    get: |spec| Value::Branches(spec.branches.clone()),
    set: |spec, value| set_branches(&mut spec.branches, value),
    ..BASE
};

pub(super) const STEP: Field = Field {
    name: "step",
    key: "step",
    group: Group::Training,
    level: Level::Hidden,
    live: true,
    views: &[View::TimeLine],
    kind: Kind::Integer { min: 0, max: MAX_STEP },
    label: Text { en: "Step", zh: "步数" },
    help: Text {
        en: "Where a link finds the runs: they walk there and wait.",
        zh: "打开链接时路线所在的位置：走到这一步后停下。",
    },
    get: |spec| Value::Integer(spec.step),
    set: |spec, value| set_integer(&mut spec.step, value),
    ..BASE
};

pub(super) const EVENTS: Field = Field {
    name: "events",
    key: "events",
    group: Group::Training,
    level: Level::Hidden,
    live: true,
    views: &[View::TimeLine],
    kind: Kind::Events,
    label: Text { en: "Changes by hand", zh: "手动改变" },
    help: Text {
        en: "What was done on the way: 120:lr:0.3 turns the learning rate after 120 steps, 200:drop:1.5:-0.25 puts the ball \
             down there, 200:w:17:-0.5 gives weight 17 that value, 300:test opens the test rows.",
        zh: "途中做了什么：120:lr:0.3 在第 120 步改变学习率，200:drop:1.5:-0.25 在第 200 步把小球放到那里，\
             200:w:17:-0.5 把第 17 个权重设成这个值，300:test 打开测试数据。",
    },
    get: |spec| Value::Events(spec.events.clone()),
    set: |spec, value| set_events(&mut spec.events, value),
    ..BASE
};
