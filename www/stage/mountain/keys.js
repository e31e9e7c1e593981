/** What the keys of the picture do to the camera: turns in radians, how many times nearer, or back to the preset. */
const TURN = 0.12;
const NEARER = 1.15;

/** @type {Record<string, {yaw?: number, polar?: number, zoom?: number, home?: boolean}>} */
export const KEYS = {
  ArrowLeft: { yaw: -TURN },
  ArrowRight: { yaw: TURN },
  ArrowUp: { polar: -TURN },
  ArrowDown: { polar: TURN },
  "+": { zoom: NEARER },
  "=": { zoom: NEARER },
  "-": { zoom: 1 / NEARER },
  Home: { home: true },
};
