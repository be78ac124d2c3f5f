import type { App, Session, WebContents } from 'electron';
import { expect, test } from 'vitest';
import { contentPolicy } from './content-policy.ts';
import { plainPath } from './editor-files.ts';
import { openRequest } from './open-request.ts';
import { confineApp, confineSession, isEditorAddress } from './security.ts';

/** Records what is registered, so that it can be called. */
function recorder() {
  const handlers = new Map<string, (...words: never[]) => unknown>();
  const on = (name: string, handler: (...words: never[]) => unknown) => void handlers.set(name, handler);
  return { handlers, on };
}

test('only the editor’s own address is the editor', () => {
  expect(isEditorAddress('headroom://editor/index.html')).toBe(true);
  for (const address of [
    'headroom://editor.evil.example/',
    'http://editor/',
    'headroom://other/',
    'file:///index.html',
    'not an address',
    'headroom:/editor',
  ]) {
    expect(isEditorAddress(address), address).toBe(false);
  }
});

test('no page may navigate, redirect, embed or open a window', () => {
  const app = recorder();
  let sandboxed = false;
  confineApp({
    on: app.on,
    enableSandbox: () => {
      sandboxed = true;
    },
  } as unknown as App);
  const contents = recorder();
  let opened: unknown;
  app.handlers.get('web-contents-created')?.(
    {} as never,
    {
      on: contents.on,
      setWindowOpenHandler: (handler: (details: { url: string }) => unknown) => {
        opened = handler({ url: 'headroom://editor/index.html' });
      },
    } as unknown as WebContents as never,
  );
  expect(sandboxed).toBe(true);
  expect(opened).toEqual({ action: 'deny' });
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
    let prevented = false;
    contents.handlers.get(name)?.({
      preventDefault: () => {
        prevented = true;
      },
    } as never);
    expect(prevented, name).toBe(true);
  }
});

test('permissions, devices and network addresses are refused', () => {
  const given: Record<string, (...words: never[]) => unknown> = {};
  const keep = (name: string) => (handler: (...words: never[]) => unknown) => {
    given[name] = handler;
  };
  confineSession({
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('web') },
  } as unknown as Session);
  const asks = (permission: string, url: string) => {
    let answer: unknown;
    given.request?.(
      { getURL: () => url } as never,
      permission as never,
      ((value: boolean) => {
        answer = value;
      }) as never,
    );
    return answer;
  };
  for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'fullscreen', 'hid', 'usb'])
    expect(asks(permission, 'headroom://editor/index.html'), permission).toBe(false);
  expect(asks('clipboard-sanitized-write', 'headroom://editor/index.html')).toBe(true);
  expect(asks('clipboard-sanitized-write', 'https://evil.example')).toBe(false);
  expect(given.check?.(null as never, 'media' as never, 'headroom://editor' as never)).toBe(false);
  expect(given.device?.({} as never)).toBe(false);
  const cancelled = (url: string) => {
    let cancel: unknown;
    given.web?.(
      { url } as never,
      ((answer: { cancel: boolean }) => {
        cancel = answer.cancel;
      }) as never,
    );
    return cancel;
  };
  for (const url of ['https://example.org/x.js', 'http://127.0.0.1:1/', 'ws://example.org', 'file:///etc/passwd', 'ftp://x'])
    expect(cancelled(url), url).toBe(true);
  for (const url of ['headroom://editor/index.html', 'blob:headroom://editor/1', 'data:image/png;base64,'])
    expect(cancelled(url), url).toBe(false);
});

test('the content policy starts from nothing and never allows inline script or eval', () => {
  const policy = contentPolicy();
  expect(policy.startsWith("default-src 'none'")).toBe(true);
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
});

test('an address names a file inside the editor’s folder or nothing', () => {
  expect(plainPath('/')).toBe('index.html');
  expect(plainPath('/assets/index-B7.js')).toBe('assets/index-B7.js');
  for (const path of ['/../x', '/%2e%2e/x', '/a//b', '/.env', '/a/.b', '/a\\b', '/%00', '/a%2f..%2fb', '/%', 'C:/x', '/a b'])
    expect(plainPath(path), path).toBeUndefined();
});

test('a start names the first facility file, from the folder it was called in', () => {
  expect(openRequest(['/program', '--read-only', 'hall.facility'], '/designs')).toEqual({ file: '/designs/hall.facility', readOnly: true });
  expect(openRequest(['.', '--flag=x.facility', '/abs/a.facility', 'b.facility'], '/designs')).toEqual({
    file: '/abs/a.facility',
    readOnly: false,
  });
  expect(openRequest(['.'], '/designs')).toEqual({ file: null, readOnly: false });
});
