// What a picture leaves out, told when somebody asks.
export const leavesEn = {
  leaves_out: "What this picture leaves out",
  leaves_out_exact: "Why this picture is the whole truth",
  leaves_directions: "Directions",
  leaves_directions_says:
    "The network has {parameters} weights, so there are {parameters} directions in which it could step. The picture has room for two. Walls, valleys and ways out that lie in the other {others} are not seen.",
  leaves_plane: "This plane",
  leaves_plane_path:
    "Its two directions are those in which the walk moves most (PCA). They carry {first} and {second} of its variance, together {share}. A random walk through as many steps would reach {chance}: a high share alone proves little.",
  leaves_plane_random:
    "Its two directions are random, each scaled like the weights (Li et al. 2018). A random plane shows the mean curvature, so a saddle can look like a bowl.",
  leaves_plane_ends:
    "It joins the first place of the walk with the one where the plane was laid. The walk itself went another way, so what lies between them was never trodden.",
  leaves_plane_hessian:
    "Its two directions are those of the largest and the least curvature where the plane was laid: the steepest wall, and the way out of a saddle, if there is one.",
  leaves_plane_weights: "It moves two weights alone; all others stay as they were when the plane was laid.",
  leaves_ball: "The ball",
  leaves_ball_says:
    "Its true loss is {loss}; the sheet below it is at {sheet}. It stands at its own loss, on a stick if the two differ: the model is {distance} away from the plane, measured among all weights.",
  leaves_ball_off: "Its true loss is {loss}. It stands outside the drawn part.",
  leaves_moves: "Path and gradient",
  leaves_moves_says:
    "Of the straight way from the start to here {path} lie in the plane, of the present gradient {gradient} (of squared lengths). The rest moves the ball without being seen; the trail is palest where it is far from the plane.",
  leaves_heights: "Heights",
  leaves_heights_says:
    "{side} × {side} losses of this very model are computed, each over all training rows, and drawn as one smooth sheet. What is above {high} is cut off and hatched. Other rows have another mountain.",
  leaves_heights_exact:
    "{side} × {side} losses are computed and drawn as one smooth sheet. What is above {high} is cut off and hatched. In between the sheet is a guess, at the ball it is not: its loss is computed.",
  leaves_exact:
    "This model has exactly two numbers that learn. Each place of the picture is a whole model, its height is the loss of that model, and the gradient lies in the picture with nothing beside it.",
};
