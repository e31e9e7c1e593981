// 嵌入别人网页的实验所用的文字，随实验一起载入。

/** @type {Record<keyof typeof import("./embed_en.js").embedEn, string>} */
export const embedZh = {
  embed_name: "实验：神经网络在学习",
  embed_loading: "正在载入实验…",
  embed_wait: "这一页的实验很多，按“播放”让这一个继续。",
  embed_open: "在 Downhill 中打开",
  embed_open_help: "同一个实验，所有设置都能调，在新标签页打开",
  embed_back: "正在回到第 {step} 步…",
  embed_problems: "这一页要求的设置有些用不了：",
  embed_failed: "实验无法启动：{message}",
  embed_replaced: "负责计算的部分停了，已重新启动。",
};
