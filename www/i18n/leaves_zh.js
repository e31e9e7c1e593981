// 图里漏掉了什么：有人问起时才说。

/** @type {Record<keyof typeof import("./leaves_en.js").leavesEn, string>} */
export const leavesZh = {
  leaves_out: "这幅图漏掉了什么",
  leaves_out_exact: "为什么这幅图就是全部真相",
  leaves_directions: "方向",
  leaves_directions_says:
    "网络有 {parameters} 个权重，也就有 {parameters} 个可以迈步的方向，图中只放得下两个。其余 {others} 个方向上的山壁、山谷和出路都看不见。",
  leaves_plane: "这个切面",
  leaves_plane_path:
    "两个方向取自路径变化最大的方向（主成分分析），分别占方差的 {first} 和 {second}，合计 {share}。同样步数的随机游走也能达到 {chance}：单凭比例高，说明不了什么。",
  leaves_plane_random:
    "两个方向是随机的，按权重的大小缩放（Li 等，2018）。随机切面显示的是平均曲率，所以马鞍看上去可能像碗。",
  leaves_plane_ends: "它连接路径的起点和切开时所在的位置。路径其实走的是别处，所以两点之间的地方从未走过。",
  leaves_plane_hessian:
    "两个方向是切开时所在位置曲率最大和最小的方向：最陡的山壁，以及马鞍的出路（如果有马鞍）。",
  leaves_plane_weights: "只有两个权重在变，其余的都停在切开时的值。",
  leaves_ball: "小球",
  leaves_ball_says:
    "它的真实损失是 {loss}，正下方的曲面在 {sheet}。小球站在自己的真实高度上，有差别时用小杆标出：按所有权重来量，模型离切面 {distance}。",
  leaves_ball_off: "它的真实损失是 {loss}，位置在画出的范围之外。",
  leaves_moves: "路径和梯度",
  leaves_moves_says:
    "从起点到这里的直线位移有 {path} 落在切面内，当前梯度有 {gradient}（按长度的平方计）。其余部分推动小球，却看不见；轨迹离切面越远，颜色越淡。",
  leaves_heights: "高度",
  leaves_heights_says:
    "图中算出了这个模型的 {side} × {side} 个损失，每个都用上全部训练数据，再画成一张光滑的曲面。高于 {high} 的部分被削平，画成斜纹。换一批数据，就是另一座山。",
  leaves_heights_exact:
    "图中算出了 {side} × {side} 个损失，再画成一张光滑的曲面。高于 {high} 的部分被削平，画成斜纹。点与点之间的曲面是推测的，小球处不是：它的损失是算出来的。",
  leaves_exact:
    "这个模型恰好只有两个会学习的数。图中每一处都是一个完整的模型，高度就是它的损失，梯度全部落在图中，没有别的方向。",
};
