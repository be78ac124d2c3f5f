import { reroute } from '../../shared/commands/reroute.ts';
import type { DiagramKind } from '../../shared/diagram/graph.ts';
import { checkClashes } from '../clashes/store.ts';
import { diagramState } from '../diagram/diagram-store.ts';
import { type DiagramForm, saveDiagram } from '../diagram/save.ts';
import { connectFrom } from '../dialogs/ConnectDialog.tsx';
import { openEmpty } from '../opening.ts';
import { isTrying, newScenario, saveTriedAsScenario } from '../scenarios.ts';
import { selectedRecords } from '../selected.ts';
import { perform, session } from '../session.ts';
import { focusField } from '../ui/focus.ts';
import { type DialogName, type DockTab, refuseAloud, viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { editable, editableEquipment, inEditor, selectedEquipment, withEquipment, withOneRun, withSelection } from './conditions.ts';
import { drawActions } from './draw.ts';

const dialog = (name: DialogName) => () => viewState.getState().openDialog(name);

const tab = (name: DockTab, label: string): Action =>
  defineAction({
    id: `show.${name}`,
    label,
    menu: 'Analyse',
    group: 'show',
    words: 'dock',
    unavailable: inEditor,
    checked: () => viewState.getState().dockOpen && viewState.getState().dockTab === name,
    run: () => viewState.getState().showDock(name),
  });

export const insertActions: readonly Action[] = [
  defineAction({
    id: 'insert.item',
    label: 'Place from catalogue',
    menu: 'Insert',
    keys: ['Shift+A'],
    words: 'add equipment rack',
    unavailable: editable,
    run: () => {
      viewState.setState({ leftOpen: true });
      focusField(() => document.querySelector<HTMLInputElement>('[data-catalogue-search]'));
    },
  }),
  defineAction({
    id: 'insert.row',
    label: 'Rows of equipment…',
    menu: 'Insert',
    keys: ['Shift+R'],
    words: 'array pattern aisle',
    unavailable: editable,
    run: dialog('row-array'),
  }),
  defineAction({
    id: 'insert.place-at',
    label: 'Place at coordinates…',
    menu: 'Insert',
    keys: ['Shift+P'],
    words: 'add equipment typed position keyboard',
    unavailable: editable,
    run: dialog('place-at'),
  }),
  defineAction({
    id: 'insert.space',
    label: 'New hall or room…',
    menu: 'Insert',
    keys: ['Shift+N'],
    words: 'building space aisle zone yard wall',
    unavailable: editable,
    run: dialog('space'),
  }),
  ...drawActions,
  defineAction({
    id: 'insert.building-part',
    label: 'Wall or column at coordinates…',
    menu: 'Insert',
    group: 'building',
    keys: ['Alt+I'],
    words: 'partition inner wall pillar typed position keyboard',
    unavailable: () =>
      editable() ??
      (session.getState().document.tables.space.size > 0 ? undefined : 'Walls inside and columns stand in a hall or room: add one first'),
    run: dialog('building-part'),
  }),
  defineAction({
    id: 'insert.underlay',
    label: 'Underlay…',
    menu: 'Insert',
    words: 'dxf image drawing plan trace background',
    unavailable: inEditor,
    run: dialog('underlay'),
  }),
  defineAction({
    id: 'insert.auto-connect',
    label: 'Auto-connect…',
    menu: 'Insert',
    group: 'connect',
    keys: ['Shift+C'],
    words: 'pipes cables manifolds busways wire route cdu feeds',
    unavailable: () => editable() ?? (session.getState().document.tables.equipment.size > 0 ? undefined : 'Place equipment first'),
    run: dialog('auto-connect'),
  }),
  defineAction({
    id: 'insert.connect-port',
    label: 'Connect a port…',
    menu: 'Insert',
    group: 'connect',
    keys: ['Alt+C'],
    words: 'run pipe cable list keyboard nearest free',
    unavailable: () => editableEquipment() ?? (selectedEquipment().length === 1 ? undefined : 'Select one piece of equipment'),
    run: () => {
      const [piece = ''] = selectedEquipment();
      const tag = session.getState().document.tables.equipment.get(piece)?.tag;
      if (!connectFrom(piece)) refuseAloud(`Every port of ${tag} has its run`);
    },
  }),
  defineAction({
    id: 'insert.size-runs',
    label: 'Size pipes and cables…',
    menu: 'Insert',
    group: 'connect',
    keys: ['Shift+Z'],
    words: 'sizing diameter velocity ampacity voltage drop',
    unavailable: () =>
      editable() ?? (session.getState().document.tables.connection.size > 0 ? undefined : 'There are no pipes or cables yet'),
    run: dialog('sizing'),
  }),
  defineAction({
    id: 'insert.reroute',
    label: 'Route runs again',
    menu: 'Insert',
    group: 'connect',
    words: 'auto-route pipes cables elbows clearance',
    unavailable: () => editable() ?? withSelection(),
    run: () => perform((document) => reroute(document, { records: selectedRecords() })),
  }),
  defineAction({
    id: 'insert.reroute-at',
    label: 'Route runs at a height…',
    menu: 'Insert',
    group: 'connect',
    words: 'level elevation tray rack pipes cables route again',
    unavailable: () => editable() ?? withSelection(),
    run: dialog('reroute'),
  }),
  defineAction({
    id: 'insert.rejoin',
    label: 'Connect an end elsewhere…',
    menu: 'Insert',
    group: 'connect',
    words: 'pipe cable run port reconnect move end',
    unavailable: () => editable() ?? withOneRun(),
    run: dialog('rejoin'),
  }),
];

export const analyseActions: readonly Action[] = [
  defineAction({
    id: 'analyse.scenario',
    label: 'Scenario…',
    menu: 'Analyse',
    group: 'scenario',
    words: 'ambient weather load failure',
    unavailable: inEditor,
    run: dialog('scenario'),
  }),
  defineAction({
    id: 'analyse.new-scenario',
    label: 'New scenario',
    menu: 'Analyse',
    group: 'scenario',
    words: 'add copy duplicate case',
    unavailable: editable,
    run: () => {
      if (newScenario()) viewState.getState().openDialog('scenario');
    },
  }),
  defineAction({
    id: 'analyse.save-tried',
    label: 'Save what is tried as a scenario',
    menu: 'Analyse',
    group: 'scenario',
    words: 'what-if outage ambient keep new',
    unavailable: () =>
      editable() ?? (isTrying(viewState.getState().request) ? undefined : 'Nothing is tried: take something out of service first'),
    run: saveTriedAsScenario,
  }),
  defineAction({
    id: 'analyse.trip',
    label: 'Take selection out of service',
    menu: 'Analyse',
    group: 'scenario',
    words: 'fail trip outage n+1',
    unavailable: withEquipment,
    run: () => {
      const { request, setRequest } = viewState.getState();
      setRequest({ failed: [...new Set([...request.failed, ...selectedRecords()])] });
    },
  }),
  defineAction({
    id: 'analyse.restore',
    label: 'Put all back into service',
    menu: 'Analyse',
    group: 'scenario',
    words: 'fail trip outage',
    unavailable: () =>
      inEditor() ?? (viewState.getState().request.failed.length > 0 ? undefined : 'Everything is in service as the scenario says'),
    run: () => viewState.getState().setRequest({ failed: [] }),
  }),
  defineAction({
    id: 'analyse.clashes',
    label: 'Check clashes',
    menu: 'Analyse',
    group: 'clashes',
    words: 'interference collision pipes cables runs penetrations walls columns coordination',
    unavailable: () =>
      inEditor() ?? (session.getState().document.tables.connection.size > 0 ? undefined : 'There are no pipes or cables yet'),
    run: () => {
      viewState.getState().showDock('clashes');
      void checkClashes();
    },
  }),
  tab('findings', 'Findings'),
  tab('clashes', 'Clashes'),
  tab('equipment', 'Equipment table'),
  tab('results', 'Results'),
  tab('charts', 'Charts'),
  tab('tokens', 'Tokens'),
  tab('compare', 'Compare'),
  tab('history', 'History'),
];

const diagramFileAction = (kind: DiagramKind, form: DiagramForm, label: string): Action =>
  defineAction({
    id: `export.${kind}${form === 'svg' ? '' : `-${form}`}`,
    label,
    menu: 'Export',
    group: 'diagrams',
    words: 'diagram drawing vector file',
    unavailable: () => inEditor() ?? (diagramState(kind).placed ? undefined : 'Open the diagram first'),
    run: () => void saveDiagram(kind, form),
  });

export const exportActions: readonly Action[] = [
  defineAction({
    id: 'export.bundle',
    label: 'Export bundle…',
    menu: 'Export',
    keys: ['Ctrl+E'],
    whileTyping: true,
    words: 'usd dxf xlsx csv pdf zip',
    unavailable: inEditor,
    run: dialog('export'),
  }),
  defineAction({
    id: 'export.print',
    label: 'Print to PDF…',
    menu: 'Export',
    keys: ['Ctrl+P'],
    whileTyping: true,
    words: 'report paper plan one-line title block',
    unavailable: inEditor,
    run: dialog('print'),
  }),
  diagramFileAction('one-line', 'svg', 'One-line as SVG'),
  diagramFileAction('one-line', 'dxf', 'One-line as DXF'),
  diagramFileAction('p-and-id', 'svg', 'P&ID as SVG'),
  diagramFileAction('p-and-id', 'dxf', 'P&ID as DXF'),
];

export const helpActions: readonly Action[] = [
  defineAction({
    id: 'help.palette',
    label: 'Search or run a command',
    menu: 'Help',
    keys: ['Ctrl+K', 'Ctrl+Shift+P'],
    whileTyping: true,
    run: () => viewState.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen, dialog: null })),
  }),
  defineAction({
    id: 'help.tour',
    label: 'Five-minute tour',
    menu: 'Help',
    words: 'onboarding tutorial learn start first steps checklist',
    checked: () => viewState.getState().tourOpen,
    run: () => {
      if (viewState.getState().screen === 'start') openEmpty();
      viewState.setState(({ tourOpen }) => ({ tourOpen: !tourOpen }));
    },
  }),
  defineAction({ id: 'help.shortcuts', label: 'Keyboard shortcuts', menu: 'Help', keys: ['?', 'F1'], run: dialog('shortcuts') }),
  defineAction({ id: 'help.about', label: 'About Headroom', menu: 'Help', words: 'version licence', run: dialog('about') }),
];
