// Words of the field.

export const glossary = {
  loss: {
    term: "损失",
    other: "loss",
    says: "用一个数表示答案错得有多厉害。对本课用到的损失来说，0 就是全对；训练就是想办法让它变小。",
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
};
