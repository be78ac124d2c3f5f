/** The editor's own scheme: `headroom://editor/…` gives the built files with the content policy, and nothing else. */
import { protocol, type Session } from 'electron';
import { safetyHeaders } from './content-policy.ts';
import { readEditorFile } from './editor-files.ts';
import { editorScheme, isEditorAddress } from './security.ts';

/** Must run before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: editorScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export function serveEditorFiles(session: Session, folder: string): void {
  session.protocol.handle(editorScheme, async (request) => {
    const headers = safetyHeaders();
    const refuse = (status: number) => new Response('not found\n', { status, headers });
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    if (!isEditorAddress(request.url)) return refuse(404);
    const file = await readEditorFile(folder, new URL(request.url).pathname);
    if (!file) return refuse(404);
    return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'content-type': file.type } });
  });
}
