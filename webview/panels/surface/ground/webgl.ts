/** The sheet by three.js: one mesh, one draw call, and no loop: it is drawn when something has changed. */
import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  Mesh,
  PerspectiveCamera,
  Scene,
  ShaderMaterial,
  Vector3,
  Vector4,
  WebGLRenderer,
} from 'three';
import { parseColour } from '../../../lib/colour';
import { middle, type Sheet } from '../sheet';
import { fieldOfView, type View } from '../view';
import { type GroundColours, stepColours, withAlpha } from './colours';
import { meshOf } from './mesh';
import type { Painter } from './painter';
import { fragmentShader, vertexShader } from './shaders';

/** Of the screen's own resolution, while the view moves and each picture is seen for an instant. */
const coarseness = 0.6;

export class WebGlPainter implements Painter {
  readonly kind = 'webgl';
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(fieldOfView, 1, 0.5, 60);
  private readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  private size: readonly number[] = [0, 0, 0];
  private sheet: Sheet | undefined;
  private colours: GroundColours | undefined;

  /** Throws where WebGL is missing. */
  constructor(readonly element: HTMLCanvasElement) {
    this.renderer = new WebGLRenderer({ canvas: element, alpha: true, antialias: true });
    this.renderer.setClearColor(0, 0);
    this.camera.up.set(0, 0, 1);
    const uniforms = {
      steps: { value: new DataTexture(new Uint8Array(4), 1, 1) },
      stepCount: { value: 1 },
      lit: { value: new Vector4() },
      shade: { value: new Vector4() },
      ink: { value: new Vector3() },
    };
    const material = new ShaderMaterial({ uniforms, vertexShader, fragmentShader, side: DoubleSide });
    this.mesh = new Mesh(new BufferGeometry(), material);
    this.mesh.frustumCulled = false;
    this.scene.add(this.mesh);
  }

  paint(sheet: Sheet, view: View, colours: GroundColours, moving: boolean): void {
    if (sheet !== this.sheet || colours !== this.colours) this.colour(colours, sheet.surface.levels.length);
    if (sheet !== this.sheet) this.shape(sheet);
    [this.sheet, this.colours] = [sheet, colours];
    this.resize(view, window.devicePixelRatio * (moving ? coarseness : 1));
    this.camera.aspect = view.width / view.height;
    this.camera.position.set(...view.eye);
    this.camera.lookAt(0, 0, middle);
    this.camera.updateProjectionMatrix();
    this.renderer.render(this.scene, this.camera);
  }

  /** Only when it must be: a canvas that is given a size starts anew, even when it is the same. */
  private resize({ width, height }: View, ratio: number): void {
    const now = [width, height, ratio];
    if (this.size.every((value, i) => value === now[i])) return;
    this.size = now;
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height);
  }

  private shape(sheet: Sheet): void {
    const { positions, normals, bands, triangles } = meshOf(sheet);
    this.mesh.geometry.dispose();
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setAttribute('normal', new BufferAttribute(normals, 3));
    geometry.setAttribute('band', new BufferAttribute(bands, 1));
    geometry.setIndex(new BufferAttribute(triangles, 1));
    this.mesh.geometry = geometry;
  }

  private colour(colours: GroundColours, levels: number): void {
    const { uniforms } = this.mesh.material;
    const steps = stepColours(colours.ramp, levels);
    const bytes = Uint8Array.from(steps.flatMap((colour) => [...colour.map((c) => Math.round(255 * c)), 255]));
    uniforms.steps.value.dispose();
    const texture = new DataTexture(bytes, steps.length, 1);
    texture.needsUpdate = true;
    uniforms.steps.value = texture;
    uniforms.stepCount.value = steps.length;
    uniforms.lit.value.set(...withAlpha(colours.lit));
    uniforms.shade.value.set(...withAlpha(colours.shade));
    uniforms.ink.value.set(...parseColour(colours.ink));
  }
}
