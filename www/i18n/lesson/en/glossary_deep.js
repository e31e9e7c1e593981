// Words of the field that chapters 9 to 16 bring.

export const glossary_deep = {
  converged: {
    term: "converged",
    other: "收敛",
    says: "Said of a run that more steps no longer change in any way that matters.",
  },
  batch: {
    term: "mini-batch",
    other: "小批量",
    says: "The handful of rows that one step looks at. Their mean gradient stands in for that of all rows.",
  },
  epoch: {
    term: "epoch",
    other: "轮次",
    says: "As many steps as it takes to look at every row once.",
  },
  optimizer: {
    term: "optimizer",
    other: "优化器",
    says: "The rule that makes a step of a gradient: plain descent, momentum, Adam and many more.",
  },
  activation: {
    term: "activation function",
    other: "激活函数",
    says: "What each unit does to its weighted sum before it passes it on: sigmoid, tanh, ReLU. Without a bend there, layers upon layers could draw only one straight line.",
  },
  vanishing: {
    term: "vanishing gradient",
    other: "梯度消失",
    says: "On its way back through many layers the gradient is multiplied by factors below one until next to nothing reaches the first layers.",
  },
  residual: {
    term: "residual connection",
    other: "残差连接",
    says: "A path around a layer: its input is added to its output, so the layer need only learn what is to change.",
  },
  degradation: {
    term: "degradation",
    other: "退化",
    says: "A deeper plain network does worse than a shallower one, on the training data already. It is not overfitting.",
  },
  validation: {
    term: "validation",
    other: "验证",
    says: "Points from which the network does not learn, but by which one chooses: the mock exam.",
  },
  underfitting: {
    term: "underfitting",
    other: "欠拟合",
    says: "The model is too simple for the rule in the data: bad at its homework and bad at what is new.",
  },
  overfitting: {
    term: "overfitting",
    other: "过拟合",
    says: "The model has learned accidents of its training points: good at its homework, worse at what is new.",
  },
  shortcut: {
    term: "shortcut learning",
    other: "捷径学习",
    says: "Learning a clue that holds in the data at hand in place of the thing that was meant.",
  },
};
