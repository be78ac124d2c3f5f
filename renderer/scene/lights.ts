/**
 * One soft key from above and front, and a sky. While the camera moves: key with one kept shadow map and
 * an unshadowed sky. At rest: key and sky are sampled anew for every averaged frame, which gives soft
 * shadows and sky occlusion in contact areas.
 */
import { DirectionalLight, Group, HemisphereLight, Vector3 } from 'three';
import { colourOf, type ScenePalette } from './palette.ts';

const keyDirection = new Vector3(-0.42, -0.66, 0.95).normalize();
/** Half the angle under which the key appears; wide enough for soft edges, narrow enough for form. */
const keySpread = 0.055;
const lowestSky = 0.14;

/** Halton sequence, the low-discrepancy series of van der Corput in a base. */
export function halton(index: number, base: number): number {
  let [result, part] = [0, 1];
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    part /= base;
    result += part * (i % base);
  }
  return result;
}

export class Lights {
  readonly group = new Group();
  readonly #key = new DirectionalLight();
  readonly #skySample = new DirectionalLight();
  readonly #sky = new HemisphereLight();
  #skyIntensity = 1;
  readonly #centre = new Vector3();
  #radius = 0;
  readonly #palette = { sky: colourOf('#ffffff'), ground: colourOf('#888888') };

  constructor() {
    for (const light of [this.#key, this.#skySample]) {
      light.castShadow = true;
      light.shadow.autoUpdate = false;
      light.shadow.mapSize.set(2048, 2048);
      light.shadow.bias = -0.0004;
      light.shadow.radius = 2.5;
      this.group.add(light, light.target);
    }
    this.#sky.position.set(0, 0, 1);
    this.group.add(this.#sky);
  }

  setPalette(palette: ScenePalette): void {
    this.#key.color.copy(colourOf(palette.keyLight));
    this.#key.intensity = palette.keyIntensity;
    this.#skyIntensity = palette.skyIntensity;
    this.#palette.sky = colourOf(palette.skyLight);
    this.#palette.ground = colourOf(palette.groundLight);
    this.#skySample.color.copy(this.#palette.sky);
    this.moving();
  }

  /** Fits the shadow maps around what is looked at. Returns whether they have to be drawn again. */
  fit(centre: Vector3, radius: number): boolean {
    if (
      this.#radius > 0 &&
      this.#centre.distanceTo(centre) < this.#radius * 0.2 &&
      radius < this.#radius * 1.15 &&
      radius > this.#radius * 0.6
    )
      return false;
    this.#centre.copy(centre);
    this.#radius = radius;
    for (const light of [this.#key, this.#skySample]) {
      const box = light.shadow.camera;
      box.left = box.bottom = -radius;
      box.right = box.top = radius;
      box.near = radius * 0.2;
      box.far = radius * 5;
      box.updateProjectionMatrix();
      light.shadow.normalBias = radius / 900;
      light.target.position.copy(centre);
      light.target.updateMatrixWorld();
    }
    this.#aim(this.#key, keyDirection);
    return true;
  }

  #aim(light: DirectionalLight, direction: Vector3): void {
    light.position.copy(this.#centre).addScaledVector(direction, this.#radius * 2.5);
    light.updateMatrixWorld();
  }

  /** Light for a moving camera. */
  moving(): void {
    this.#aim(this.#key, keyDirection);
    this.#skySample.intensity = 0;
    this.#sky.color.copy(this.#palette.sky);
    this.#sky.groundColor.copy(this.#palette.ground);
    this.#sky.intensity = this.#skyIntensity;
  }

  /** The key's map is stale: something moved, or the fit changed. */
  drawKeyShadow(): void {
    this.#key.shadow.needsUpdate = true;
  }

  /** Light of one averaged frame. */
  sample(index: number): void {
    const turn = halton(index + 1, 2) * Math.PI * 2;
    const spread = Math.sqrt(halton(index + 1, 3)) * keySpread;
    direction.copy(keyDirection);
    side.set(0, 0, 1).cross(keyDirection).normalize();
    up.crossVectors(keyDirection, side);
    direction
      .addScaledVector(side, Math.cos(turn) * spread)
      .addScaledVector(up, Math.sin(turn) * spread)
      .normalize();
    this.#aim(this.#key, direction);
    // Uniform over the hemisphere: the mean over all samples of intensity · cos equals half the intensity.
    const height = lowestSky + (1 - lowestSky) * halton(index + 1, 5);
    const around = halton(index + 1, 7) * Math.PI * 2;
    const flat = Math.sqrt(1 - height * height);
    direction.set(Math.cos(around) * flat, Math.sin(around) * flat, height);
    this.#aim(this.#skySample, direction);
    this.#skySample.intensity = this.#skyIntensity * 1.72;
    // What the ground throws back stays a plain hemisphere, and a little of the sky as light from other surfaces.
    this.#sky.color.copy(this.#palette.sky).multiplyScalar(0.16);
    this.#sky.groundColor.copy(this.#palette.ground);
    this.#sky.intensity = this.#skyIntensity;
    this.#key.shadow.needsUpdate = true;
    this.#skySample.shadow.needsUpdate = true;
  }

  dispose(): void {
    this.#key.dispose();
    this.#skySample.dispose();
    this.#sky.dispose();
  }
}

const direction = new Vector3();
const side = new Vector3();
const up = new Vector3();
