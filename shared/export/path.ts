/** Names of files inside a bundle: relative, forward slashes, printable ASCII, safe to unpack on any system. */

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a name may not stand in a bundle, or undefined when it may. */
export function pathFault(path: string): string | undefined {
  if (path === '' || path.length > 240) return 'has no name or a name beyond 240 characters';
  if (/[^\x20-\x7e]/.test(path)) return 'has a name outside printable ASCII';
  if (/[<>:"|?*\\]/.test(path)) return 'has a name with a character that some systems forbid';
  if (path.startsWith('/')) return 'has an absolute name';
  const parts = path.split('/');
  if (parts.some((part) => part === '..' || part === '.')) return 'has a name that leaves its folder';
  if (parts.some((part) => part === '' || part.endsWith(' ') || part.endsWith('.'))) return 'has an empty part in its name';
  if (parts.some((part) => reserved.test(part))) return 'has a name that some systems reserve';
  return undefined;
}

/** Lower-case ASCII file name from a title: letters, digits and single hyphens. */
export function fileName(title: string): string {
  const name = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return name === '' || reserved.test(name) ? `design${name === '' ? '' : `-${name}`}` : name;
}
