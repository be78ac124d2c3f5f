/** Measurements inside the page. Each function but the drags runs in the browser and must carry all it needs. */
import type { Page } from 'playwright-core';

/** The parts of the page's test handle that are used here. */
interface Handle {
  readonly controller: {
    readonly rig: { readonly controls: { rotate(azimuth: number, polar: number, smooth: boolean): void } };
    readonly camera: object;
    readonly model: {
      readonly scene: { readonly constructor: unknown };
      readonly picker: { ray(camera: object, x: number, y: number): { clone(): object }; pick(ray: object): unknown };
      readonly equipment: { readonly size: number; readonly group: { readonly children: readonly Mesh3[] } };
      readonly runs: { readonly size: number; readonly group: { readonly children: readonly Mesh3[] } };
    };
    readonly drawn: { calls: number };
    readonly frameScript_ms: number;
    readonly frames: number;
    invalidate(): void;
    onFrame(listener: () => void): () => void;
  };
  readonly session: {
    getState(): {
      document: { tables: { equipment: ReadonlyMap<string, { id: string; item: string }>; item: ReadonlyMap<string, { kind: string }> } };
    };
  };
  readonly viewState: {
    getState(): { select(ids: readonly string[]): void; setTool(tool: string): void; frame(ids: readonly string[]): void };
  };
  readonly gl: {
    readonly info: { reset(): void; readonly render: { readonly calls: number } };
    render(scene: object, camera: object): void;
  };
  screenOf(id: string): { x: number; y: number } | undefined;
}

export async function orbit(frames: number): Promise<{ calls: number; median_ms: number; worst_ms: number }> {
  const { controller } = (window as unknown as { __headroom: Handle }).__headroom;
  const times: number[] = [];
  let calls = 0;
  for (let i = 0; i < frames; i++) {
    await new Promise<void>((done) => {
      const stop = controller.onFrame(() => {
        stop();
        setTimeout(done, 0);
      });
      controller.rig.controls.rotate(0.06, i % 2 === 0 ? 0.01 : -0.01, false);
      controller.invalidate();
    });
    times.push(controller.frameScript_ms);
    calls = Math.max(calls, controller.drawn.calls);
  }
  times.sort((a, b) => a - b);
  return { calls, median_ms: times[Math.floor(frames / 2)] ?? 0, worst_ms: times.at(-1) ?? 0 };
}

export function lookUnderPointer(looks: number): { median_ms: number; most_ms: number } {
  const { controller } = (window as unknown as { __headroom: Handle }).__headroom;
  const times: number[] = [];
  for (let i = 0; i < looks; i++) {
    const ray = controller.model.picker.ray(controller.camera, ((i * 37) % 100) / 50 - 1, ((i * 61) % 100) / 50 - 1).clone();
    const began = performance.now();
    controller.model.picker.pick(ray);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { median_ms: times[Math.floor(looks / 2)] ?? 0, most_ms: times[Math.floor(looks * 0.95)] ?? 0 };
}

/** Selects forty racks and brings them into view; the first of them as a place on the screen. */
async function forty(page: Page, tool: string): Promise<{ x: number; y: number }> {
  const first = await page.evaluate((name) => {
    const { session, viewState } = (window as unknown as { __headroom: Handle }).__headroom;
    const { equipment, item } = session.getState().document.tables;
    const racks = [...equipment.values()].filter((record) => item.get(record.item)?.kind === 'rack').slice(0, 40);
    const ids = racks.map(({ id }) => id);
    const view = viewState.getState();
    view.select(ids);
    view.frame(ids);
    view.setTool(name);
    return ids[0] ?? '';
  }, tool);
  await page.waitForTimeout(1500);
  const box = await page.locator('section.viewport').boundingBox();
  const at = await page.evaluate((id) => (window as unknown as { __headroom: Handle }).__headroom.screenOf(id), first);
  if (!box || !at) throw new Error('the racks are not on the screen');
  return { x: box.x + at.x, y: box.y + at.y };
}

/** Drags them with the mouse; each pointer move is timed from the event to the return of its handlers. */
export async function dragForty(page: Page): Promise<{ begin_ms: number; move_ms: number; frame_ms: number }> {
  const at = await forty(page, 'move');
  await page.mouse.move(at.x, at.y);
  await page.evaluate(() => {
    const canvas = document.querySelector('section.viewport canvas');
    const times = { press: 0 };
    (window as unknown as { __press: typeof times }).__press = times;
    let began = 0;
    canvas?.addEventListener('pointerdown', () => (began = performance.now()), { capture: true, once: true });
    window.addEventListener('pointerdown', () => (times.press = performance.now() - began), { once: true });
  });
  await page.mouse.down();
  const moved = await page.evaluate(async ({ x, y }) => {
    const { controller } = (window as unknown as { __headroom: Handle }).__headroom;
    const canvas = document.querySelector('section.viewport canvas');
    const moves: number[] = [];
    const frames: number[] = [];
    for (let i = 1; i <= 16; i++) {
      const event = new PointerEvent('pointermove', { bubbles: true, clientX: x + i * 4, clientY: y + i, buttons: 1, pointerId: 1 });
      const drawn = new Promise<void>((done) => {
        const stop = controller.onFrame(() => {
          stop();
          setTimeout(done, 0);
        });
      });
      const began = performance.now();
      canvas?.dispatchEvent(event);
      moves.push(performance.now() - began);
      await drawn;
      frames.push(controller.frameScript_ms);
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return { move_ms: median(moves), frame_ms: median(frames) };
  }, at);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  const begin_ms = await page.evaluate(() => (window as unknown as { __press: { press: number } }).__press.press);
  return { begin_ms, ...moved };
}

/** Arrow keys: one committed step each, timed from the key to the return of its handlers. */
export async function nudgeForty(page: Page): Promise<{ first_ms: number; next_ms: number }> {
  await forty(page, 'select');
  const times: number[] = [];
  for (let i = 0; i < 6; i++) {
    times.push(
      await page.evaluate(
        (key) => {
          const began = performance.now();
          window.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));
          return performance.now() - began;
        },
        i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft',
      ),
    );
    await page.waitForTimeout(400);
  }
  const [first = 0, ...next] = times;
  return { first_ms: first, next_ms: next.sort((a, b) => a - b)[Math.floor(next.length / 2)] ?? 0 };
}

/** What of three.js the naive scene is made with; the classes are reached through the objects of the real one. */
interface Mesh3 {
  matrix: { fromArray(array: ArrayLike<number>, offset: number): void };
  matrixAutoUpdate: boolean;
  readonly constructor: new (geometry: object, material: object) => Mesh3;
  geometry: object;
  material: object;
  readonly count: number;
  readonly instanceMatrix: { readonly array: Float32Array };
  raycast(caster: object, hits: object[]): void;
}

/** The same design the naive way: one mesh and one material for each piece of equipment and each pipe or cable. One frame, one pick. */
export function naiveFrame(): { calls: number; script_ms: number; pick_ms: number } {
  const { controller, gl } = (window as unknown as { __headroom: Handle }).__headroom;
  const { model, camera } = controller;
  const scene = new (model.scene.constructor as new () => { add(mesh: object): void; updateMatrixWorld(force: boolean): void })();
  const all: Mesh3[] = [];
  const addAll = (pools: readonly Mesh3[], most: number) => {
    let left = most;
    for (const pool of pools) {
      const Mesh = Object.getPrototypeOf(pool.constructor) as Mesh3['constructor'];
      const Material = (pool.material as { constructor: new () => object }).constructor;
      for (let i = 0; i < pool.count && left > 0; i++, left--) {
        const mesh = new Mesh(pool.geometry, new Material());
        mesh.matrixAutoUpdate = false;
        mesh.matrix.fromArray(pool.instanceMatrix.array, i * 16);
        scene.add(mesh);
        all.push(mesh);
      }
    }
  };
  addAll(model.equipment.group.children, model.equipment.size);
  addAll(model.runs.group.children.slice(0, 1), model.runs.size);
  scene.updateMatrixWorld(true);
  gl.info.reset();
  const began = performance.now();
  gl.render(scene, camera);
  const script_ms = performance.now() - began;
  const { calls } = gl.info.render;
  const ray = model.picker.ray(camera, 0.1, -0.2).clone();
  const caster = { ray, near: 0, far: Number.POSITIVE_INFINITY, camera, params: { Mesh: {} }, layers: { test: () => true } };
  const looked = performance.now();
  const hits: object[] = [];
  for (const mesh of all) mesh.raycast(caster, hits);
  return { calls, script_ms, pick_ms: performance.now() - looked };
}
