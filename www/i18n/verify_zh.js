// Words of the verification, in Chinese.

/** @type {Record<keyof typeof import("./verify_en.js").verifyEn, string>} */
export const verifyZh = {
  verify_title: "算得对吗？",
  verify_wait: "正在用另一个程序，按链接把这次训练从头再算一遍……",
  verify_cancel: "取消",
  verify_left: "已取消，没有检验。",
  verify_again: "按链接从头重算到第 {step} 步",
  verify_same: "逐位相同：指纹 {digest}。",
  verify_other: "结果不同：重算为 {digest}，页面上是 {shown}。",
  verify_no_link: "手动改变的次数超过了链接的容量，重算的是没有这些改变的训练。",
  verify_loss: "用双精度重算训练损失",
  verify_loss_says: "{precise}；训练中的值是 {loss}，相差 {apart}。",
  verify_gradient: "轻轻拨动权重，检验梯度",
  verify_gradient_says:
    "在 {parameters} 个权重中拨动 {entries} 个（约 10⁻⁶），总的相对误差 {error}。相差最大的是权重 {worst}：反向传播得 {backpropagated}，拨动得 {measured}。",
  verify_step: "重算最近一步",
  verify_step_says: "导数最大的权重 {entry}：η = {rate}，w = {before}，g = {gradient}。",
  verify_step_end: "训练中的值是 {after}，相差 {apart}，属于单精度舍入。",
  verify_step_far: "训练中的值是 {after}，相差 {apart}。",
  verify_no_step: "还没有走到这里的一步。",
  verify_copy: "复制报告",
  verify_copied: "已复制。",
  verify_by_hand: "浏览器不允许网页复制，请选中文字自行复制。",
  verify_failed: "没有检验成功：{message}",
};
