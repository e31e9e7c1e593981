// Chapter 10: the learning rate.

/** @type {import("../../../lesson/format.js").ChapterWords} */
export const learning_rate = {
  title: "学习率",
  question: "你会选哪个学习率？又怎么知道选对了？",
  steps: {
    pit: {
      text: [
        "小球和山谷之间，隔着一个又窄又陡的小坑。步子小，小球就滚进坑里出不来：往哪边走都是上坡。步子大一些，它就能跳过去。",
      ],
      choices: { small: "0.02", middle: "0.1", large: "2.5" },
      task: "找一个学习率，让小球越过小坑，走到谷底。",
      done: "到了。小坑实在太窄，在宽阔的山谷里毫无问题的一步，放在坑里就足以把球甩出来。",
    },
  },
};
