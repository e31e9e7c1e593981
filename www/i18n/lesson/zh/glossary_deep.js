// 第 9 到 16 章的术语。

export const glossary_deep = {
  converged: {
    term: "收敛",
    other: "converged",
    says: "再走多少步，结果也不会有实质的变化了。",
  },
  batch: {
    term: "小批量",
    other: "mini-batch",
    says: "一步所看的那一小把数据。用它们的平均梯度代替全部数据的梯度。",
  },
  epoch: {
    term: "轮次",
    other: "epoch",
    says: "把全部数据都看过一遍所走的步数。",
  },
  optimizer: {
    term: "优化器",
    other: "optimizer",
    says: "把梯度变成一步的规则：普通梯度下降、动量、Adam，等等。",
  },
  activation: {
    term: "激活函数",
    other: "activation function",
    says: "神经元算出加权和之后、传下去之前弯的那一下：sigmoid、tanh、ReLU。不弯这一下，再多的层也只能画一条直线。",
  },
  vanishing: {
    term: "梯度消失",
    other: "vanishing gradient",
    says: "梯度往回穿过许多层，一路乘上小于一的因子，传到前面几层时几乎什么也不剩。",
  },
  residual: {
    term: "残差连接",
    other: "residual connection",
    says: "绕过一层的路：把这一层的输入加到输出上，这一层只需要学“该改多少”。",
  },
  degradation: {
    term: "退化",
    other: "degradation",
    says: "更深的普通网络反而不如浅的，而且在训练数据上就已经不如。这不是过拟合。",
  },
  validation: {
    term: "验证",
    other: "validation",
    says: "网络不从这些点学习，人们却根据它们来做选择：模拟考。",
  },
  underfitting: {
    term: "欠拟合",
    other: "underfitting",
    says: "模型太简单，装不下数据里的规律：作业做不好，新题也答不好。",
  },
  overfitting: {
    term: "过拟合",
    other: "overfitting",
    says: "模型把训练数据里的偶然也学了去：作业做得好，新题反而差。",
  },
  shortcut: {
    term: "捷径学习",
    other: "shortcut learning",
    says: "没有学到真正要学的东西，只学会了手头数据里恰好成立的线索。",
  },
};
