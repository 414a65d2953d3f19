/** The sheet's colour steps, isolines and light, per pixel. */
import { depth, light } from './shade';

export const vertexShader = `
attribute float band;
varying float vBand;
varying vec3 vFacing;
varying vec2 vPlace;
void main() {
  vBand = band;
  vFacing = normal;
  vPlace = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const vector = (components: readonly number[]): string => `vec3(${components.map((c) => c.toFixed(6)).join(', ')})`;

export const fragmentShader = `
uniform sampler2D steps;
uniform float stepCount;
uniform vec4 lit;
uniform vec4 shade;
uniform vec3 ink;
varying float vBand;
varying vec3 vFacing;
varying vec2 vPlace;

/* 1 on the line where value is whole, 0 a pixel and a half beside it. */
float line(float value, float perPixel, float width) {
  float away = abs(fract(value + 0.5) - 0.5) / max(perPixel, 1e-6);
  return 1.0 - smoothstep(width - 0.5, width + 0.5, away);
}

vec3 stepColour(float index) {
  return texture2D(steps, vec2((index + 0.5) / stepCount, 0.5)).rgb;
}

void main() {
  float perPixel = fwidth(vBand);
  float cosine = dot(normalize(vFacing), ${vector(light)});
  vec3 colour = stepColour(floor(vBand)) * (1.0 + ${depth.toFixed(3)} * (cosine - ${light[2].toFixed(6)}));
  /* Isolines, lit from the same side as the ground; where they would run together they fade. */
  float facing = clamp(2.2 * (cosine - ${light[2].toFixed(6)}), -1.0, 1.0);
  vec4 stroke = mix(shade, lit, step(0.0, facing));
  float iso = vBand < 0.5 ? 0.0 : line(vBand, perPixel, 0.6 + 0.35 * abs(facing));
  float crowd = 1.0 - smoothstep(0.2, 0.45, perPixel);
  colour = mix(colour, stroke.rgb, stroke.a * iso * crowd * (0.45 + 0.55 * abs(facing)));
  /* A net of the two parameters, and the sheet's own edge. */
  vec2 net = (vPlace + 1.0) * 5.0;
  vec2 width = fwidth(net);
  float mesh = max(line(net.x, width.x, 0.5), line(net.y, width.y, 0.5)) * (1.0 - smoothstep(0.15, 0.4, max(width.x, width.y)));
  float edge = 1.0 - smoothstep(0.6, 1.6, min((1.0 - abs(vPlace.x)) * 5.0 / width.x, (1.0 - abs(vPlace.y)) * 5.0 / width.y));
  colour = mix(colour, ink, max(0.07 * mesh, 0.4 * edge));
  gl_FragColor = vec4(colour, 1.0);
}`;
