/**
 * One WebGL2 context for any number of mountains.
 *
 * Browsers allow about 16 live contexts per page. A mountain that stands alone shows the painter's canvas itself;
 * mountains that share a painter get a 2-D canvas each and a copy of their frame. A mountain that made its painter may
 * have guests, too: while it has, it shows a copy as they do. Programs and shaders are compiled once and serve all.
 */
import { WebGLRenderer } from "three";

export class Painter {
  /** @throws {Error} if the browser gives no WebGL2 context */
  constructor() {
    const canvas = document.createElement("canvas");
    // The land is drawn with several samples a pixel into the backdrop, and marks smooth their own edges.
    const context = canvas.getContext("webgl2", {
      antialias: false,
      alpha: false,
      powerPreference: "high-performance",
    });
    if (!context) throw new Error("WebGL2: not available");
    this.canvas = canvas;
    this.renderer = new WebGLRenderer({ canvas, context });
    this.#size = { width: 0, height: 0 };
    /** How many mountains draw here that did not make this painter. */
    this.guests = 0;
    /** Called when that number has changed: the mountain whose canvas this is. @type {() => void} */
    this.onGuests = () => undefined;
  }

  #size;

  /** One more mountain draws here. */
  admit() {
    this.guests++;
    this.onGuests();
  }

  /** One of them has gone. */
  dismiss() {
    this.guests--;
    this.onGuests();
  }

  /**
   * Readies the canvas for a frame of this size in device pixels, at its lower left corner.
   * @param {number} width @param {number} height @param {boolean} exact whether the canvas itself is shown: then it
   *   has just this size; else it only grows, since every change of size allocates anew
   */
  begin(width, height, exact) {
    const size = this.#size;
    const grown = exact
      ? { width, height }
      : { width: Math.max(size.width, width), height: Math.max(size.height, height) };
    if (grown.width !== size.width || grown.height !== size.height) {
      this.#size = grown;
      this.renderer.setSize(grown.width, grown.height, false);
    }
    this.renderer.setViewport(0, 0, width, height);
    this.renderer.setScissor(0, 0, width, height);
    this.renderer.setScissorTest(true);
  }

  /**
   * Copies the frame just drawn.
   * @param {CanvasRenderingContext2D} target @param {number} width @param {number} height device pixels
   */
  copyTo(target, width, height) {
    const top = this.#size.height - height;
    target.drawImage(this.canvas, 0, top, width, height, 0, 0, width, height);
  }

  /** Hands the context back: garbage collection comes late. What is disposed of afterwards needs no GPU any more. */
  dispose() {
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}
