// What the chapters are called.

export const titles = {
  mountain: "一座山",
  answers: "有答案地学，没答案地学",
  vote: "带权重的投票",
  dial: "从开关到旋钮",
  layers: "一层又一层的投票",
  wrong: "错了多少？",
  down: "哪边是下坡？",
  onion: "链式法则：剥洋葱",
  loop: "前向、比较、反向、迈步",
  learning_rate: "学习率",
  knobs: "其他旋钮",
  stuck: "越来越深，然后动不了了",
  residual: "绕过去的路",
  fit: "太简单，太聪明",
  exams: "作业、模拟考、大考",
  memorised: "懂了，还是背下来了？",
};
