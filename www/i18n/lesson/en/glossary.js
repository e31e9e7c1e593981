// Words of the field.

export const glossary = {
  loss: {
    term: "loss",
    other: "损失",
    says: "One number for how wrong the answers are. 0 is perfect for the losses of this lesson; training tries to make it small.",
  },
  weight: {
    term: "weight",
    other: "权重",
    says: "A number by which an input is multiplied: how much that input counts. Learning means changing weights.",
  },
  "learning-rate": {
    term: "learning rate",
    other: "学习率",
    says: "How far a step goes: the gradient is multiplied by it. The one dial that decides between crawling, learning and flying apart.",
  },
  gradient: {
    term: "gradient",
    other: "梯度",
    says: "For every weight, how fast the loss grows when that weight grows a little. All together they point straight uphill.",
  },
  "gradient-descent": {
    term: "gradient descent",
    other: "梯度下降",
    says: "Look which way is down, take a step, look again. Nearly every neural network is trained by some form of it.",
  },
  parameter: {
    term: "parameter",
    other: "参数",
    says: "Any number of the model that training may change: weights and biases.",
  },
  "neural-network": {
    term: "neural network",
    other: "神经网络",
    says: "Many small weighted votes in layers, each layer voting on what the one before has said.",
  },
};
