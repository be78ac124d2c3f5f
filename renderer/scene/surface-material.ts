/**
 * The material of all equipment: matte painted metal. Colour = paint, tinted by the record's colour as
 * far as the paint allows. Perforation, fins, louvres and tray lines are drawn in the shader from the
 * local position and fade to their mean when they become finer than the screen, so a distant row does
 * not turn into stripes.
 */
import { BackSide, Color, DoubleSide, FrontSide, type Material, MeshStandardMaterial, Vector2 } from 'three';
import { rackUnit_m } from './geometry-builder.ts';

const patternCode = /* glsl */ `
  float lines(float at, float pitch, float duty) {
    float w = fwidth(at) / pitch;
    float phase = abs(fract(at / pitch) - 0.5) * 2.0;
    float line = smoothstep(duty - w * 2.0, duty + w * 2.0, phase);
    return mix(line, 1.0 - duty, clamp(w * 1.6 - 0.15, 0.0, 1.0));
  }
  // Trays of one rack unit between ears with levers: vents of compute trays, ports of switch trays, modules of power shelves.
  float trayShade(float kind, vec3 p, float along) {
    float seam = lines(p.z, ${rackUnit_m}, 0.86);
    float near = 1.0 - clamp(fwidth(p.z) / ${rackUnit_m} * 1.8 - 0.2, 0.0, 1.0);
    float side = abs(along);
    float ear = smoothstep(0.196, 0.2, side);
    float lever = near * (smoothstep(0.206, 0.209, side) - smoothstep(0.226, 0.229, side)) * step(0.25, fract(p.z / ${rackUnit_m})) * step(fract(p.z / ${rackUnit_m}), 0.75);
    float face;
    if (kind < 4.5) face = 0.7 - 0.3 * lines(along, 0.012, 0.5) * lines(p.z, 0.0148, 0.5) + 0.3 * near * step(0.03, side) * step(side, 0.045);
    else if (kind < 5.5) face = 0.58 - 0.28 * lines(along, 0.0222, 0.3) * near - 0.12 * (1.0 - near) + 0.14 * lines(p.z, 0.0222, 0.7);
    else face = 0.74 - 0.36 * lines(along, 0.066, 0.88) - 0.2 * lines(along, 0.0132, 0.6) * step(fract(p.z / ${rackUnit_m}), 0.6);
    return (mix(face, 0.84, ear) + 0.34 * lever) * (1.0 - 0.62 * seam);
  }
  float surfaceShade(float kind, vec3 p, vec3 n) {
    vec3 a = abs(n);
    float along = a.x > a.y ? p.y : p.x;
    if (kind < 0.5) return 1.0;
    if (kind < 1.5) return 1.0 - 0.42 * lines(along, 0.05, 0.45) * lines(p.z, 0.05, 0.45);
    if (a.z > 0.75) return 1.0;
    if (kind < 2.5) return 1.0 - 0.34 * lines(along, 0.09, 0.55);
    if (kind < 3.5) return 1.0 - 0.36 * lines(p.z, 0.07, 0.55);
    return trayShade(kind, p, along);
  }
`;

/** Instance colours at or above this mark ghosts: what is left translucent around the discipline that one looks at. */
export const ghostOffset = 4;

/** Instance colours at or above this are hatched: what an overlay describes and has no value for. */
export const hatchOffset = 8;

/** Part of the pixels of a ghost that are drawn. */
const ghostCover = 0.2;

/**
 * Moves the screen of the ghosts from frame to frame. Sixteen averaged frames visit every place of the pattern once,
 * so that the resting picture is evenly translucent, whatever stands before what, and without sorting. A pixel is drawn
 * in four frames that follow each other: these see the sky from all four quarters, so that none stays darker than the next.
 */
const ghostPhase = { value: new Vector2() };
export function setGhostPhase(frame: number): void {
  const bit = (at: number) => (frame >> at) & 1;
  ghostPhase.value.set(bit(3) + 2 * bit(1), bit(2) + 2 * bit(0));
}

const ghostCode = /* glsl */ `
  uniform vec2 ghostPhase; uniform vec3 cutColour;
  float bayer2(vec2 a) { a = floor(a); return fract(a.x / 2.0 + a.y * a.y * 0.75); }
  float bayer4(vec2 a) { return bayer2(0.5 * a) * 0.25 + bayer2(a); }
`;

/** Flat and unlit: what is seen of an inside is the face at which a section cut it open. */
const cutColour = { value: new Color() };
export function setCutColour(colour: Color): void {
  cutColour.value.copy(colour);
}

/** Of the record's own colour in a cut face. */
const ownInCut = 0.3;

export function surfaceMaterial(roughness = 0.62): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ vertexColors: true, roughness, metalness: 0.04 });
  material.onBeforeCompile = (shader) => {
    shader.uniforms.ghostPhase = ghostPhase;
    shader.uniforms.cutColour = cutColour;
    shader.vertexShader = shader.vertexShader
      .replace(
        '#include <common>',
        '#include <common>\nattribute vec2 surface;\nvarying float vPattern;\nvarying vec3 vLocal;\nvarying vec3 vLocalNormal;\nvarying float vGhost;\nvarying float vHatch;',
      )
      // Cabinets touch: the inside of a cut one lies a little behind the outside of its neighbour, never in it.
      .replace('#include <begin_vertex>', '#include <begin_vertex>\n#ifdef DOUBLE_SIDED\ntransformed -= normal * 0.002;\n#endif')
      .replace(
        '#include <color_vertex>',
        /* glsl */ `
        vColor = vec4(color, 1.0);
        vGhost = 0.0;
        vHatch = 0.0;
        #ifdef USE_INSTANCING_COLOR
          vec3 tint = instanceColor.rgb;
          vHatch = step(${hatchOffset.toFixed(1)}, tint.r);
          tint -= vHatch * ${hatchOffset.toFixed(1)};
          vGhost = step(${ghostOffset.toFixed(1)}, tint.r);
          tint -= vGhost * ${ghostOffset.toFixed(1)};
          vColor.rgb *= mix(vec3(1.0), tint, surface.x);
        #endif
        vPattern = surface.y; vLocal = position; vLocalNormal = normal;`,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace(
        '#include <common>',
        `#include <common>\nvarying float vPattern;\nvarying vec3 vLocal;\nvarying vec3 vLocalNormal;\nvarying float vGhost;\nvarying float vHatch;\n${patternCode}${ghostCode}`,
      )
      .replace(
        '#include <color_fragment>',
        `if (vHatch > 0.5 && fract((gl_FragCoord.x + gl_FragCoord.y) / 7.0) < 0.36) diffuseColor.rgb *= 0.42;\n      if (vGhost > 0.5 && bayer4(gl_FragCoord.xy + ghostPhase) >= ${ghostCover}) discard;\n      diffuseColor.rgb *= vColor.rgb * surfaceShade(vPattern, vLocal, vLocalNormal);`,
      )
      .replace(
        '#include <opaque_fragment>',
        `#include <opaque_fragment>
#ifdef DOUBLE_SIDED
if (!gl_FrontFacing) gl_FragColor.rgb = mix(cutColour, vColor.rgb, ${ownInCut});
#endif`,
      );
  };
  material.customProgramCacheKey = () => 'headroom-surface';
  return material;
}

/** While something is cut, insides are drawn too, and what is cut away casts no shadow. */
export function setSectioned(materials: Iterable<Material>, sectioned: boolean): void {
  for (const material of materials) {
    const side = sectioned ? DoubleSide : FrontSide;
    if (material.side === side) continue;
    material.side = side;
    // As for one-sided paint: faces that look to the light must not shade themselves.
    material.shadowSide ??= BackSide;
    material.clipShadows = sectioned;
    material.needsUpdate = true;
  }
}

/** Shaded, see-through or wire frame: one switch for all materials of equipment and runs. */
export function setShading(materials: Iterable<Material & { wireframe?: boolean }>, shading: 'shaded' | 'x-ray' | 'wireframe'): void {
  for (const material of materials) {
    const seeThrough = shading === 'x-ray';
    material.wireframe = shading === 'wireframe';
    material.opacity = seeThrough ? 0.32 : 1;
    material.depthWrite = !seeThrough;
    if (material.transparent !== seeThrough) {
      material.transparent = seeThrough;
      material.needsUpdate = true;
    }
  }
}
