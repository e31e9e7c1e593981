// Words of the field.

export const glossary = {
  loss: {
    term: "loss",
    other: "损失",
    says: "One number for how wrong the answers are: the lower, the better. To train is to make it small.",
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
  supervised: {
    term: "supervised learning",
    other: "有监督学习",
    says: "Learning from examples that come with their right answers.",
  },
  unsupervised: {
    term: "unsupervised learning",
    other: "无监督学习",
    says: "Finding patterns in examples that come without answers.",
  },
  labels: {
    term: "labels",
    other: "标签",
    says: "The right answers that belong to the examples.",
  },
  "k-means": {
    term: "k-means",
    other: "k 均值",
    says: "A method that groups points: each joins its nearest centre, each centre moves to the middle of its points, until nothing moves.",
  },
  neuron: {
    term: "neuron",
    other: "神经元",
    says: "Inputs times weights, added up, then bent by an activation. The unit of every neural network; also called a unit.",
  },
  threshold: {
    term: "threshold",
    other: "门槛（阈值）",
    says: "What a sum must exceed before the unit says yes.",
  },
  bias: {
    term: "bias",
    other: "偏置",
    says: "A number that is added to every sum: the threshold with the other sign. It is learned like a weight.",
  },
  slope: {
    term: "slope",
    other: "斜率",
    says: "How much what comes out changes when what goes in changes a little. 0 where it is flat.",
  },
  sigmoid: {
    term: "sigmoid",
    other: "sigmoid（S 形函数）",
    says: "The smooth curve from 0 to 1: 1/(1 + e⁻ᶻ).",
  },
  relu: {
    term: "ReLU",
    other: "线性整流函数",
    says: "0 for negative sums, the sum itself for positive ones.",
  },
  training: {
    term: "training",
    other: "训练",
    says: "Turning the weights, step by step, so that the loss falls.",
  },
  inference: {
    term: "inference",
    other: "推断",
    says: "Using a network whose weights no longer change.",
  },
  layer: {
    term: "layer",
    other: "层",
    says: "Units side by side that all read the same inputs. Their answers are the inputs of the next layer.",
  },
  "forward-pass": {
    term: "forward pass",
    other: "前向传播",
    says: "Computing the answer: from the inputs through all layers to the end.",
  },
  "cross-entropy": {
    term: "cross-entropy",
    other: "交叉熵",
    says: "A loss for answers that are probabilities: minus the logarithm of the probability given to what is right.",
  },
  "partial-derivative": {
    term: "partial derivative",
    other: "偏导数",
    says: "How fast something changes when one of many numbers changes and all others stay.",
  },
  "chain-rule": {
    term: "chain rule",
    other: "链式法则",
    says: "The derivative of nested steps is the product of the derivatives of the single steps.",
  },
  backpropagation: {
    term: "backpropagation",
    other: "反向传播",
    says: "The chain rule applied from the loss back to the first layer, so that all derivatives come out in one pass.",
  },
};
