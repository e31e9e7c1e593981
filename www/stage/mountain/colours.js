/**
 * CSS colours as the shaders want them: in display space (sRGB), no conversion to light intensities.
 */
import { Color, ColorManagement } from "three";

// Every shader of the mountain works in display space, so that legend and sheet show the same bytes.
ColorManagement.enabled = false;

/**
 * A CSS colour as display-space components.
 * @param {string} css
 */
export function displayColour(css) {
  return new Color().setStyle(css);
}

/** Whether a colour is dark. @param {Color} colour */
export function isDark(colour) {
  return colour.r * 0.299 + colour.g * 0.587 + colour.b * 0.114 < 0.5;
}
