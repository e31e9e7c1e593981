// What the core hands out as plain objects, which can be posted to another thread.

/** @param {import("../pkg/downhill.js").PlaneData} data freed @returns {import("./protocol.js").Plane} */
export function readPlane(data) {
  const plain = {
    origin: data.origin,
    d1: data.d1,
    d2: data.d2,
    a: /** @type {[number, number]} */ ([data.a_min, data.a_max]),
    b: /** @type {[number, number]} */ ([data.b_min, data.b_max]),
    explained: /** @type {[number, number]} */ ([data.explained_1, data.explained_2]),
    random_walk: /** @type {[number, number]} */ ([data.random_walk_1, data.random_walk_2]),
    half_diagonal: data.half_diagonal,
    kind: data.kind,
  };
  data.free();
  return plain;
}

/**
 * The core's status as a plain object, which can be posted.
 * @param {import("../pkg/downhill.js").Session} from @param {number} index
 * @returns {import("./protocol.js").RunStatus}
 */
export function readStatus(from, index) {
  const status = from.status(index);
  const plain = {
    step: status.step,
    learning_rate: status.learning_rate,
    scheduled_rate: status.scheduled_rate,
    train_loss: status.train_loss,
    train_accuracy: status.train_accuracy,
    validation_loss: status.validation_loss,
    validation_accuracy: status.validation_accuracy,
    gradient_norm: status.gradient_norm,
    a: status.a,
    b: status.b,
    distance: status.distance,
    next_a: status.next_a,
    next_b: status.next_b,
    next_loss: status.next_loss,
    gradient_share: status.gradient_share,
    down_a: status.down_a,
    down_b: status.down_b,
    path_share: status.path_share,
    blow_up_step: status.blow_up_step,
    blow_up_cause: status.blow_up_cause,
    blow_up_layer: status.blow_up_layer,
  };
  status.free();
  return plain;
}
