/** What the editor's page may load and do, the same behind both hosts. */

/**
 * Content policy: only our own files, no inline script, no eval, no frames, no foreign address.
 * Inline style is allowed because dialogs lock scrolling, and panels resize, with style elements; style cannot run code.
 * `connections` are the addresses of the host itself beyond `'self'`.
 */
export function contentPolicy(connections: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", 'blob:', ...connections].join(' ')}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Headers of every answer. */
export const safetyHeaders = (connections: readonly string[] = []): Readonly<Record<string, string>> => ({
  'content-security-policy': contentPolicy(connections),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
});

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  glb: 'model/gltf-binary',
  hdr: 'application/octet-stream',
  txt: 'text/plain; charset=utf-8',
};

/** Media type of a file of the built editor; undefined for an ending that it has none of. */
export const mediaType = (path: string): string | undefined => types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
