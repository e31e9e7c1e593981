/**
 * A view of the mountain for a file: as fine as one wishes, with the words that lie over it.
 *
 * @import { Stage } from "./scene.js"
 */

/**
 * Draws at another scale, keeps the frame, and goes back to the screen's.
 * @param {Stage} stage @param {HTMLCanvasElement} overlay what is written over the picture
 * @param {number} scale pixels a CSS pixel
 * @param {{pose: () => void, write: () => void}} frame puts marks in their places; writes on the overlay
 * @returns {HTMLCanvasElement}
 */
export function takePicture(stage, overlay, scale, { pose, write }) {
  const { share } = stage;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  stage.setRatio(scale);
  stage.setShare(1);
  pose();
  // In one task: what a graphics context has drawn is gone when the browser goes on.
  stage.draw();
  const { shown } = stage;
  Object.assign(canvas, { width: shown.width, height: shown.height });
  pen?.drawImage(shown, 0, 0);
  write();
  pen?.drawImage(overlay, 0, 0, canvas.width, canvas.height);
  stage.setRatio(undefined);
  stage.setShare(share);
  return canvas;
}
