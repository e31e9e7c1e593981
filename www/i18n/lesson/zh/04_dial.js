// Chapter 4: from a switch to a dial.

const vote = {
  title: "三位评委和一盏灯",
  judge: "评委 {n}",
  score: "打分",
  weight: "权重",
  threshold: "门槛",
  sum: "总和",
  kind: "拿到总和以后怎么办",
  again: "回到开头",
  step: "开关",
  sigmoid: "旋钮（sigmoid）",
  silent: "总和 {sum}，没有超过门槛 {threshold}。灯不亮。",
  speaks: "总和 {sum}，超过了门槛 {threshold}。灯亮了。",
  graded: "总和 {sum}，灯的亮度 {answer}，此处的斜率 {slope}。",
  failed: "这个小装置没有取到，请重新加载页面。",
};

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const dial = {
  question: "答案错了，该怪哪位评委？",
  steps: {
    switch: {
      text: [
        "总和 {sum}，门槛 {threshold}，灯没有亮，而这是个错误。该纠正谁呢？最自然的办法是轻轻推一下：把某位评委的权重改动一点点，看看灯有没有变好。",
      ],
      ask: {
        question: "把一个权重推动 {nudge}，大一点或小一点。灯会怎样？",
        answers: {
          little: "亮一点，或者暗一点",
          nothing: "什么变化也没有",
          much: "亮起来",
        },
        why: "隔着一个开关，轻轻推谁都一个样：毫无反应。差一丝和差一里，灯都是黑的。于是你看不出哪个权重帮了忙，也看不出该往哪边走。学习靠的就是这一点点差别，开关偏偏把它扔掉了。",
      },
      widget: vote,
    },
    slope: {
      title: "画成一条曲线",
      text: [
        "这就是那个开关，把每一种总和都画了出来：一段平地，突然一跳，又是一段平地。站在平地上，谁也说不出哪边是下坡。[[slope]]处处正好是 {flat}，只有跳的那一处例外，而那里根本没有斜率。",
        "所以要把开关换成旋钮，用一条从暗到亮的光滑曲线。最有名的一条叫[[sigmoid]]。这样一来，推谁一下，答案都会动一点；动多少，就是这位评委有多要紧。",
        "还有一种最朴素：[[relu|ReLU]]。总和是负的就说 0，是正的就原样说出来。它有一半是平的，今天却用得最多，因为另一半永远不会疲倦。",
      ],
      task: "选 *sigmoid*，找到推一下最管用的地方。",
      done: "在正中间，也就是 0 处，斜率是 {quarter}，而且最大也就这么大。离得远了，sigmoid 同样几乎是平的。这件事请记到第 12 章。",
      formula: [
        "Sigmoid：`σ(z) = 1 / (1 + e⁻ᶻ)`，斜率 `σ(z)·(1 − σ(z))`。在 `z = 0` 处：{half} `· (1 − ` {half} `) =` {quarter}。到了 `z = ` {far}，只剩下 {faint}。",
        "ReLU：`max(0, z)`，`z > 0` 时斜率为 1，否则为 0。开关的斜率：{flat}。",
      ],
      widget: {
        title: "每一种总和，它会怎么说",
        kind: "哪一种",
        again: "回到开头",
        step: "开关",
        sigmoid: "sigmoid",
        relu: "ReLU",
        sum: "总和",
        flat: "总和 {sum} 时，它说 {answer}。斜率是 0：推一下，什么也不变。",
        slope: "总和 {sum} 时，它说 {answer}。斜率 {slope}：推动 0.01，答案就变动它的百分之一。",
        failed: "这个小装置没有取到，请重新加载页面。",
      },
    },
    blame: {
      title: "现在找得到人了",
      text: [
        "还是那三位评委，只是开关换成了旋钮。再推一推权重。灯不再只说“是”或“不是”，它说的是*有多亮*，因此也说出了*好了多少*。",
      ],
      task: "推一个权重，看着灯变。推谁的权重，灯变得最多？",
      done: "第三位的，因为他打的分最大。答案有了深浅，“该怪谁”就成了一个可以用数来回答的问题。",
      slip: "原文说，偏导数是用来“解出权重”的。其实不是。偏导数只说明此时此地答案对每个权重有多敏感；最后停在哪里，要靠一步一步走。",
      widget: vote,
    },
  },
};
