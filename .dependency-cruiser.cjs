/** Who may import whom. Inside `shared` the parts form a straight line; each imports only from those before it. */
const line = [
  'problem',
  'units',
  'geometry',
  'document',
  'network',
  'catalogue',
  'commands',
  'file',
  'solve',
  'analysis',
  'designs',
  'diagram',
  'export',
  'contract',
];
const part = (name) => `^shared/${name}(/|\\.ts$)`;

const sharedLine = line.slice(0, -1).map((name, i) => ({
  name: `shared-${name}-looks-left`,
  comment: `shared/${name} imports only from: ${line.slice(0, i + 1).join(', ')}`,
  severity: 'error',
  from: { path: part(name), pathNot: '\\.test\\.ts$' },
  // Geometry names its places with the document's plain types; nothing else looks right.
  to: {
    path: line
      .slice(i + 1)
      .map(part)
      .join('|'),
    ...(name === 'geometry' ? { pathNot: '^shared/document/records\\.ts$' } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...sharedLine,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'shared-is-pure',
      comment: 'shared takes only these platform-neutral packages, in these places',
      severity: 'error',
      from: { path: '^shared/', pathNot: ['\\.test\\.ts$', '^shared/(file|export|contract)/'] },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'core'] },
    },
    {
      name: 'shared-packages',
      severity: 'error',
      from: { path: '^shared/(file|export|contract)/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot: 'node_modules/(valibot|fflate|@tarikjabiri/dxf|write-excel-file|@noble/hashes|elkjs)/',
      },
    },
    {
      name: 'shared-stays-home',
      severity: 'error',
      from: { path: '^shared/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(renderer|electron|test)/' },
    },
    { name: 'renderer-knows-no-shell', severity: 'error', from: { path: '^renderer/' }, to: { path: '^electron/' } },
    { name: 'shell-knows-no-renderer', severity: 'error', from: { path: '^electron/' }, to: { path: '^renderer/' } },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: ['vite\\.config\\.ts$', '\\.test\\.tsx?$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plain-node-without-electron',
      comment: 'the command line, the loopback host and what they share run without the electron module',
      severity: 'error',
      from: { path: '^electron/(bin|cli|main-cli|serve|start|files|host|design-work|export|editor-files)' },
      to: { path: 'node_modules/electron/', reachable: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(electron|virtual:.*)$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.cache)/' },
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
