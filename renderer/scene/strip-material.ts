/**
 * The surface of runs drawn as strips: a strip lies along the middle line of a straight piece from end to end, half a
 * diameter longer so that corners close, and turns its flat to the eye; across it the normal is that of a cylinder.
 * Instance attributes: `runFrom`, `runTo`, `runRadius` (m; not above zero: not drawn), `instanceColor`.
 */
import { DoubleSide, MeshDepthMaterial, type MeshStandardMaterial } from 'three';
import { surfaceMaterial } from './surface-material.ts';

const varyings = /* glsl */ `
  varying float vAcross; varying vec3 vSide;
`;

const attributes = /* glsl */ `
  attribute vec3 runFrom; attribute vec3 runTo; attribute float runRadius;
`;

/** The eye is given in the site's frame: the mesh itself stands at its origin. */
const place = /* glsl */ `
  vec3 runAxis = runTo - runFrom;
  float runLength = length(runAxis);
  runAxis = runLength > 1e-6 ? runAxis / runLength : vec3(0.0, 0.0, 1.0);
  float runWidth = max(runRadius, 0.0);
  vec3 stripPlace = mix(runFrom, runTo, position.y) + runAxis * (position.y * 2.0 - 1.0) * runWidth;
  vec3 toEye = isOrthographic ? vec3(viewMatrix[0][2], viewMatrix[1][2], viewMatrix[2][2]) : cameraPosition - stripPlace;
  vec3 stripSide = cross(runAxis, toEye);
  stripSide /= max(length(stripSide), 1e-6);
  vec3 objectNormal = normalize(cross(stripSide, runAxis) + toEye * 1e-6);
  stripPlace += stripSide * position.x * runWidth;
  vAcross = position.x;
  vSide = normalMatrix * stripSide;
`;

const normal = /* glsl */ `
  float faceDirection = 1.0;
  vec3 normal = normalize(vSide * vAcross + normalize(vNormal) * sqrt(max(0.0, 1.0 - vAcross * vAcross)));
  vec3 nonPerturbedNormal = normal;
`;

/**
 * What a strip leaves in a shadow map: a strip that turns to the light, behind the run by its radius, so that what the
 * light does not pass falls on what is behind and not on the strip itself. Lights here are parallel: one direction for all.
 */
const shadowPlace = /* glsl */ `
  vec3 runAxis = runTo - runFrom;
  float runLength = length(runAxis);
  runAxis = runLength > 1e-6 ? runAxis / runLength : vec3(0.0, 0.0, 1.0);
  float runWidth = max(runRadius, 0.0);
  vec3 toLight = vec3(viewMatrix[0][2], viewMatrix[1][2], viewMatrix[2][2]);
  vec3 stripSide = cross(runAxis, toLight);
  stripSide /= max(length(stripSide), 1e-6);
  vec3 transformed = mix(runFrom, runTo, position.y) + (runAxis * (position.y * 2.0 - 1.0) + stripSide * position.x - toLight) * runWidth;
`;

export function stripShadowMaterial(): MeshDepthMaterial {
  const material = new MeshDepthMaterial();
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\n${attributes}`)
      .replace('#include <begin_vertex>', shadowPlace);
  };
  material.customProgramCacheKey = () => 'headroom-strip-shadow';
  return material;
}

export function stripMaterial(roughness: number): MeshStandardMaterial {
  const material = surfaceMaterial(roughness);
  // A strip has no back that could stand for its far side.
  material.shadowSide = DoubleSide;
  material.defines = { ...material.defines, USE_INSTANCING_COLOR: '' };
  const { onBeforeCompile } = material;
  material.onBeforeCompile = (shader, renderer) => {
    onBeforeCompile.call(material, shader, renderer);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\n${attributes}${varyings}`)
      .replace('#include <beginnormal_vertex>', place)
      .replace('#include <begin_vertex>', 'vec3 transformed = stripPlace;');
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${varyings}`)
      .replace('#include <normal_fragment_begin>', normal);
  };
  material.customProgramCacheKey = () => 'headroom-strip';
  return material;
}
