// 训练溢出或来回弹跳时的说明，用到时才取来。
export const troubleZh = {
  blow_up_loss: "走到第 {step} 步，损失大得无法用数字表示了。",
  blow_up_loss_in: "走到第 {step} 步，损失大得无法用数字表示了；最先溢出的是第 {layer} 层。",
  blow_up_gradient: "走到第 {step} 步，第 {layer} 层的梯度大得无法用数字表示了。",
  blow_up_parameter: "走到第 {step} 步，第 {layer} 层有一个权重大得无法用数字表示了。",
  blow_up_start: "刚开始就有数字大得无法表示，这个网络一步也走不了。",
  cause_trying: "正在只改一处重跑一遍，看看原因是什么……",
  cause_rate: "重跑过了：学习率 {rate} 降到十分之一，同样的训练就能走过第 {step} 步。原因是学习率太大。",
  cause_not_rate: "重跑过了：学习率降到十分之一照样溢出。光怪学习率不行，看看权重是怎么初始化的。",
  cause_sum:
    "重跑过了：学习率降到十分之一也没用，换成“缩放相加”就好了。“直接相加”把每一层原样加上去，层数一多数值就越滚越大，这才是原因。",
  cause_either:
    "重跑过了：学习率 {rate} 降到十分之一，或者学习率不变、换成“缩放相加”，都能走下去。“直接相加”把每一层原样加上去，这个学习率就太大了。",
  cause_neither: "重跑过了：降低学习率、换成“缩放相加”都没用。看看权重是怎么初始化的。",
  cause_stop: "停止查找",
  cause_left: "查找已停止，原因未知。",
  cause_failed: "重跑没有完成，原因未知。",
  cause_again: "查找原因",
  cause_untried: "这段训练太长，没有重跑去找原因。",
  back_how_far: "退回",
  back_steps: "{steps} 步",
  back_to_start: "起点",
  back_to_before: "退回去",
  back_with_tenth: "退回去，学习率降到十分之一",
  with_scaled: "换成缩放相加重来",
  bounces:
    "已经有 {steps} 步，损失一直高于起点的 {first}：它在两壁之间来回弹跳。这种损失涨得慢，不会溢出，所以也不会自己停下。",
  go_on_with_tenth: "学习率降到十分之一，继续",
};
