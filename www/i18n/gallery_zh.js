// 图库的文字。

export const galleryZh = {
  gallery_title: "图库",
  gallery_lede:
    "拿来就能跑的实验。每一个都只是一个链接：打开，随意调，再把你的发现分享出去。图下面写的话都有测试作保；凡是和运气有关的，都换了许多随机种子验过。",
  gallery_steps: "步子和坑",
  gallery_rates: "学习率和其他旋钮",
  gallery_depth: "深了，就卡住了",
  gallery_around: "绕过去的路",
  gallery_fitting: "太简单，太聪明",
  gallery_missing:
    "有一个经典现象这里没有：双下降。参数个数正好等于样本个数时，新题做得最差；参数再多得多，反而又好了。计算核心用最小二乘法重现了它（见 docs/presets.md 第 17 课），但那不是一步一步走出来的实验，所以没有给它做卡片。",
};
