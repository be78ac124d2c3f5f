/** Measurements inside the page. Each function but the drags runs in the browser and must carry all it needs. */
import type { Page } from 'playwright-core';

/** The parts of the page's test handle that are used here. */
interface Handle {
  readonly controller: {
    readonly rig: { readonly controls: { rotate(azimuth: number, polar: number, smooth: boolean): void } };
    readonly camera: object;
    readonly element: HTMLCanvasElement;
    readonly model: {
      readonly scene: { readonly constructor: unknown };
      readonly picker: {
        ray(camera: object, x: number, y: number): { clone(): object };
        pick(ray: object): { readonly id: string } | undefined;
      };
      readonly equipment: { readonly size: number; readonly group: { readonly children: readonly Mesh3[] } };
      readonly runs: { readonly size: number };
    };
    readonly drawn: { calls: number };
    readonly frameScript_ms: number;
    readonly frames: number;
    atRest(): boolean;
    invalidate(): void;
    frame(records: 'all', still: boolean): void;
  };
  readonly session: {
    getState(): {
      document: {
        tables: {
          equipment: ReadonlyMap<string, { id: string; item: string; position_m: readonly [number, number, number] }>;
          item: ReadonlyMap<string, { kind: string }>;
        };
      };
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

/** What the page is given to wait with: a frame that never comes ends the bench with what was waited for. */
interface Waiting {
  /** Resolves after the frame that `cause` asked for; false at once when it says that nothing is to be drawn. */
  __nextFrame(what: string, cause: () => boolean | undefined): Promise<boolean>;
  __atRest(what: string): Promise<void>;
}

/** Runs in the page before everything else. */
export function addFrameWait(): void {
  const limit_ms = 60_000;
  const controllerNow = () =>
    (window as unknown as { __headroom: { controller: { atRest(): boolean; invalidate(): void; onFrame(done: () => void): () => void } } })
      .__headroom.controller;
  const waiting: Waiting = {
    __nextFrame: (what, cause) =>
      new Promise((resolve, reject) => {
        const stop = controllerNow().onFrame(() => {
          stop();
          clearTimeout(timer);
          setTimeout(() => resolve(true), 0);
        });
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`no frame came within ${limit_ms / 1000} s: ${what}`));
        }, limit_ms);
        if (cause() !== false) return;
        stop();
        clearTimeout(timer);
        resolve(false);
      }),
    __atRest: async (what) => {
      for (let waited = 0; !controllerNow().atRest(); waited += 50) {
        if (waited > limit_ms) throw new Error(`the picture did not come to rest within ${limit_ms / 1000} s: ${what}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
  };
  Object.assign(window, waiting);
}

export const stats = (): Record<'instances' | 'runs' | 'triangles', number> =>
  (window as unknown as { __headroom: { stats(): Record<'instances' | 'runs' | 'triangles', number> } }).__headroom.stats();

/** Brings everything into view and waits until the camera stands. */
export async function frameAll(): Promise<void> {
  const { controller } = (window as unknown as { __headroom: Handle }).__headroom;
  const { __nextFrame, __atRest } = window as unknown as Waiting;
  await __nextFrame('everything in view', () => {
    controller.frame('all', true);
    controller.rig.controls.rotate(0.01, 0, false);
    controller.invalidate();
  });
  await __atRest('everything in view');
}

export const atRest = (): Promise<void> => (window as unknown as Waiting).__atRest('nothing changes');

export async function orbit(frames: number): Promise<{ calls: number; median_ms: number; worst_ms: number }> {
  const { controller } = (window as unknown as { __headroom: Handle }).__headroom;
  const { __nextFrame } = window as unknown as Waiting;
  const times: number[] = [];
  let calls = 0;
  for (let i = 0; i < frames; i++) {
    await __nextFrame(`orbit, frame ${i}`, () => {
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

/** Selects forty racks that stand together and brings them into view; one that can be gripped, as a place on the screen. */
async function forty(page: Page, tool: string): Promise<{ x: number; y: number }> {
  const ids = await page.evaluate((name) => {
    const { session, viewState } = (window as unknown as { __headroom: Handle }).__headroom;
    const { equipment, item } = session.getState().document.tables;
    const chosen = [...equipment.values()]
      .filter((record) => item.get(record.item)?.kind === 'rack')
      .sort((a, b) => a.position_m[1] - b.position_m[1] || a.position_m[0] - b.position_m[0])
      .slice(0, 40)
      .map(({ id }) => id);
    const view = viewState.getState();
    view.select(chosen);
    view.frame(chosen);
    view.setTool(name);
    return chosen;
  }, tool);
  await page.evaluate(() => (window as unknown as Waiting).__atRest('forty racks in view'));
  const box = await page.locator('section.viewport canvas').boundingBox();
  const at = await page.evaluate((candidates) => {
    const { controller, screenOf } = (window as unknown as { __headroom: Handle }).__headroom;
    const { clientWidth, clientHeight } = controller.element;
    const { picker } = controller.model;
    return candidates
      .map((id) => ({ id, at: screenOf(id) }))
      .find(({ id, at }) => {
        if (
          !at ||
          document.elementFromPoint(
            at.x + controller.element.getBoundingClientRect().x,
            at.y + controller.element.getBoundingClientRect().y,
          ) !== controller.element
        )
          return false;
        const hit = picker.pick(picker.ray(controller.camera, (at.x / clientWidth) * 2 - 1, 1 - (at.y / clientHeight) * 2).clone());
        return hit?.id === id;
      })?.at;
  }, ids);
  if (!box || !at) throw new Error('none of the forty racks can be gripped');
  return { x: box.x + at.x, y: box.y + at.y };
}

/** Drags them with the mouse; each pointer move is timed from the event to the return of its handlers. */
export async function dragForty(page: Page): Promise<{ begin_ms: number; move_ms: number; worst_ms: number; frame_ms: number }> {
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
    const { __nextFrame } = window as unknown as Waiting;
    const canvas = document.querySelector('section.viewport canvas');
    const moves: number[] = [];
    const frames: number[] = [];
    for (let i = 1; i <= 60; i++) {
      const event = new PointerEvent('pointermove', { bubbles: true, clientX: x + i * 9, clientY: y + i * 2, buttons: 1, pointerId: 1 });
      const move = () => {
        const began = performance.now();
        canvas?.dispatchEvent(event);
        moves.push(performance.now() - began);
        // Snapped to where they were: there is nothing to draw, and no frame to wait for.
        return !controller.atRest();
      };
      if (await __nextFrame(`drag, pointer move ${i}`, move)) frames.push(controller.frameScript_ms);
    }
    if (frames.length < 4) throw new Error(`only ${frames.length} of ${moves.length} pointer moves of the drag changed the picture`);
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return { move_ms: median(moves), worst_ms: Math.max(...moves), frame_ms: median(frames) };
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
    await page.evaluate(() => (window as unknown as Waiting).__atRest('racks where they were nudged to'));
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

/** The same design the naive way: one mesh and one material for each piece of equipment and each run. One frame, one pick. */
export function naiveFrame(): { calls: number; script_ms: number; pick_ms: number } {
  const { controller, gl } = (window as unknown as { __headroom: Handle }).__headroom;
  const { model, camera } = controller;
  const scene = new (model.scene.constructor as new () => { add(mesh: object): void; updateMatrixWorld(force: boolean): void })();
  const all: Mesh3[] = [];
  const addAll = (pools: readonly Mesh3[], most: number) => {
    let left = most;
    for (let turn = 0; left > 0; turn++) {
      const pool = pools[turn % pools.length];
      if (!pool) return;
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
  const pools = model.equipment.group.children.filter(({ count }) => count > 0);
  addAll(pools, model.equipment.size);
  // A body of twelve triangles stands for each run: less than a pipe with its bends, and one mesh all the same.
  addAll(pools.slice(0, 1), model.runs.size);
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
