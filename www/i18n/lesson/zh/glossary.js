// Words of the field.

export const glossary = {
  loss: {
    term: "损失",
    other: "loss",
    says: "用一个数表示答案错得有多厉害：越低越好。训练就是想办法让它变小。",
  },
  weight: {
    term: "权重",
    other: "weight",
    says: "输入要乘上的那个数，也就是这个输入有多大的分量。所谓学习，就是调整权重。",
  },
  "learning-rate": {
    term: "学习率",
    other: "learning rate",
    says: "一步迈多大：梯度要先乘上它。是慢慢爬、学得会，还是飞出去，全看这一个旋钮。",
  },
  gradient: {
    term: "梯度",
    other: "gradient",
    says: "每个权重稍稍变大时，损失会以多快的速度变大。合在一起，它指向最陡的上坡方向。",
  },
  "gradient-descent": {
    term: "梯度下降",
    other: "gradient descent",
    says: "看清哪边是下坡，迈一步，再看。几乎所有神经网络都是用它的某种形式训练出来的。",
  },
  parameter: {
    term: "参数",
    other: "parameter",
    says: "模型里可以被训练改动的数：权重和偏置。",
  },
  "neural-network": {
    term: "神经网络",
    other: "neural network",
    says: "许多带权重的小投票，一层接一层：每一层都对上一层说的话再投一次票。",
  },
  supervised: {
    term: "有监督学习",
    other: "supervised learning",
    says: "从带有正确答案的例子里学习。",
  },
  unsupervised: {
    term: "无监督学习",
    other: "unsupervised learning",
    says: "从没有答案的例子里找规律。",
  },
  labels: {
    term: "标签",
    other: "labels",
    says: "例子所对应的正确答案。",
  },
  "k-means": {
    term: "k 均值",
    other: "k-means",
    says: "给点分群的一种方法：点投奔最近的中心，中心挪到自己那群点的正中，直到谁也不动。",
  },
  neuron: {
    term: "神经元",
    other: "neuron",
    says: "输入乘权重，加起来，再用激活函数弯一弯。神经网络就是由它搭成的，也叫单元。",
  },
  threshold: {
    term: "门槛",
    other: "threshold",
    says: "总和要超过它，单元才说“是”。",
  },
  bias: {
    term: "偏置",
    other: "bias",
    says: "每次求和都要加上的一个数，也就是变了号的门槛。它和权重一样，是学出来的。",
  },
  slope: {
    term: "斜率",
    other: "slope",
    says: "进来的数变一点，出去的数变多少。平的地方是 0。",
  },
  sigmoid: {
    term: "sigmoid",
    other: "sigmoid",
    says: "从 0 到 1 的光滑曲线：1/(1 + e⁻ᶻ)。",
  },
  relu: {
    term: "ReLU",
    other: "ReLU",
    says: "总和为负就说 0，为正就原样说出来。",
  },
  training: {
    term: "训练",
    other: "training",
    says: "一步一步转动权重，让损失下降。",
  },
  inference: {
    term: "推断",
    other: "inference",
    says: "权重不再改变，拿训练好的网络来用。",
  },
  layer: {
    term: "层",
    other: "layer",
    says: "肩并肩、读同样输入的一排单元。它们的答案是下一层的输入。",
  },
  "forward-pass": {
    term: "前向传播",
    other: "forward pass",
    says: "计算答案：从输入起，经过所有层，直到最后。",
  },
  "cross-entropy": {
    term: "交叉熵",
    other: "cross-entropy",
    says: "适用于概率答案的损失：给正确答案的概率取对数，再变号。",
  },
  "partial-derivative": {
    term: "偏导数",
    other: "partial derivative",
    says: "许多数里只有一个在变、其余不动时，结果变得有多快。",
  },
  "chain-rule": {
    term: "链式法则",
    other: "chain rule",
    says: "一环套一环的计算，总的导数等于每一环导数的乘积。",
  },
  backpropagation: {
    term: "反向传播",
    other: "backpropagation",
    says: "从损失出发，用链式法则一路回到第一层，一趟就得到所有的导数。",
  },
};
