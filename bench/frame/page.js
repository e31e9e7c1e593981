// Runs in the built page: what a frame of the mountain costs beside one of a bare lit mesh of the same size.
// Each frame is finished by reading one pixel back, so that the GPU (or what stands in for it) has done its work.

/**
 * Puts the ways to draw into the window as `frames`: each draws so many frames and gives the milliseconds of each.
 * @param {number} side samples along a side
 */
export function prepareFrames(side) {
  const WIDTH = 720;
  const HEIGHT = 640;
  const { experiment } = Reflect.get(window, "downhill");
  experiment.pause();
  const Mountain = experiment.surface.mountain.constructor;
  experiment.surface.mountain.dispose();
  experiment.surface.attach(new Proxy({}, { get: () => () => undefined }));
  const host = document.createElement("div");
  Object.assign(host.style, {
    position: "fixed",
    inset: "0",
    width: `${WIDTH}px`,
    height: `${HEIGHT}px`,
    zIndex: "9",
  });
  document.body.append(host);

  const heights = new Float32Array(side * side);
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [(2 * column) / (side - 1) - 1, (2 * row) / (side - 1) - 1];
      heights[at++] = 1 + x * x + 0.6 * y * y + 0.2 * Math.sin(4 * x) * Math.cos(3 * y);
    }
  }
  /** @param {WebGL2RenderingContext} gl */
  const finish = (gl) => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

  /** @type {number[]} */
  let times = [];
  const mountain = new Mountain(host, {
    reducedMotion: true,
    onFrame: (/** @type {{lastFrameMs: number}} */ { lastFrameMs }) => {
      const drawn = performance.now();
      finish(/** @type {WebGL2RenderingContext} */ (canvas.getContext("webgl2")));
      times.push(lastFrameMs + performance.now() - drawn);
    },
  });
  const canvas = /** @type {HTMLCanvasElement} */ (host.querySelector("canvas"));
  mountain.setTheme({
    panel: "#ffffff",
    ink: "#1d2126",
    soft: "#5f656d",
    line: "#e4e1da",
    accent: "#d9482b",
  });
  mountain.setSurface({ columns: side, rows: side, heights, a: [-1, 1], b: [-1, 1] });
  const place = (/** @type {number} */ k) => ({ a: 0.6 - k / 100, b: 0.5, loss: 1.5, distance: 0 });
  mountain.setBall(place(0), null);

  /** @param {number} frames @param {(k: number) => void} change @returns {Promise<number[]>} */
  async function run(frames, change) {
    for (let k = 0; k < 3; k++) await nextFrame();
    times = [];
    for (let k = 0; k < frames; k++) {
      change(k);
      await nextFrame();
      await nextFrame();
    }
    return times;
  }
  const turn = (/** @type {number} */ k) =>
    canvas.dispatchEvent(
      new KeyboardEvent("keydown", { key: k % 2 ? "ArrowLeft" : "ArrowRight", bubbles: true }),
    );
  const drawBare = bareMesh();
  const ways = {
    bare: (/** @type {number} */ frames) => run(frames, (k) => times.push(drawBare(k))),
    turned: (/** @type {number} */ frames) => run(frames, turn),
    walking: (/** @type {number} */ frames) => run(frames, (k) => mountain.setBall(place(k), null)),
    /** A hand that goes on turning: the picture gives up pixels and triangles until the machine keeps up. */
    async turning(/** @type {number} */ frames) {
      mountain.setReducedMotion(false);
      times = [];
      for (let k = 0; times.length < frames; k++) {
        turn(Math.floor(k / 10));
        await nextFrame();
      }
      mountain.setReducedMotion(true);
      return times;
    },
  };
  Object.assign(window, { frames: ways });

  /** @returns {(k: number) => number} draws and tells the milliseconds that it took */
  function bareMesh() {
    const plain = document.createElement("canvas");
    const ratio = Math.min(2, devicePixelRatio);
    Object.assign(plain, { width: WIDTH * ratio, height: HEIGHT * ratio });
    host.append(plain);
    const gl = /** @type {WebGL2RenderingContext} */ (
      plain.getContext("webgl2", { antialias: true, alpha: false })
    );
    const program = gl.createProgram();
    const attach = (/** @type {number} */ kind, /** @type {string} */ source) => {
      const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
      gl.shaderSource(shader, `#version 300 es\nprecision highp float;\n${source}`);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    };
    // Yaw by uniform, the mountain's polar angle, perspective of 26 degrees: fills the window as the mountain does.
    attach(
      gl.VERTEX_SHADER,
      `layout(location=0) in vec3 place; layout(location=1) in vec3 normal; uniform float yaw; out vec3 n; out float y;
      void main() { float c = cos(yaw), s = sin(yaw); vec3 p = vec3(c*place.x - s*place.z, place.y - 0.38, s*place.x + c*place.z);
      float a = cos(0.92), b = sin(0.92); vec3 v = vec3(p.x, b*p.y - a*p.z, b*p.z + a*p.y - 5.3);
      n = normal; y = place.y; gl_Position = vec4(v.x*3.85, v.y*4.33, -v.z - 0.2, -v.z); }`,
    );
    attach(
      gl.FRAGMENT_SHADER,
      `in vec3 n; in float y; out vec4 colour;
      void main() { float lit = 0.35 + 0.65*max(dot(normalize(n), normalize(vec3(-0.5, 0.8, 0.4))), 0.0);
      colour = vec4(mix(vec3(0.27,0.0,0.33), vec3(0.99,0.9,0.14), y) * lit, 1.0); }`,
    );
    gl.linkProgram(program);
    gl.useProgram(program);
    const data = new Float32Array(side * side * 6);
    const at = (/** @type {number} */ c, /** @type {number} */ r) =>
      (heights[Math.min(side - 1, Math.max(0, r)) * side + Math.min(side - 1, Math.max(0, c))] - 0.8) * 0.5;
    for (let row = 0, k = 0; row < side; row++) {
      for (let column = 0; column < side; column++, k += 6) {
        const slope = (side - 1) / 4;
        data.set(
          [
            (2 * column) / (side - 1) - 1,
            at(column, row),
            1 - (2 * row) / (side - 1),
            (at(column - 1, row) - at(column + 1, row)) * slope,
            1,
            (at(column, row + 1) - at(column, row - 1)) * slope,
          ],
          k,
        );
      }
    }
    const indices = new Uint32Array((side - 1) ** 2 * 6);
    for (let row = 0, k = 0; row < side - 1; row++) {
      for (let column = 0; column < side - 1; column++, k += 6) {
        const p = row * side + column;
        indices.set([p, p + 1, p + side + 1, p, p + side + 1, p + side], k);
      }
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
    for (const [location, offset] of [
      [0, 0],
      [1, 12],
    ]) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 3, gl.FLOAT, false, 24, offset);
    }
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(1, 1, 1, 1);
    gl.viewport(0, 0, plain.width, plain.height);
    const yaw = gl.getUniformLocation(program, "yaw");
    return (k) => {
      const begun = performance.now();
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      gl.uniform1f(yaw, 0.6 + (k % 2) * 0.12);
      gl.drawElements(gl.TRIANGLES, indices.length, gl.UNSIGNED_INT, 0);
      finish(gl);
      return performance.now() - begun;
    };
  }
}
