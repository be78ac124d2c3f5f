/** The native menu. Its items name actions of the editor; what they do and when they are available is decided there. */
import type { MenuItemConstructorOptions } from 'electron';

type Item = MenuItemConstructorOptions;

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Sends the name of an editor action to the page. */
  readonly act: (action: string) => void;
  readonly developer: boolean;
}

const separator: Item = { type: 'separator' };

/** The menu as a template, so that it can be looked at without a window. */
export function menuTemplate({ platform, act, developer }: MenuOptions): Item[] {
  // The page handles the keys itself: a native accelerator would take Ctrl+Z away from a text field.
  const item = (label: string, action: string, accelerator?: string): Item => ({
    label,
    id: action,
    click: () => act(action),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const isMac = platform === 'darwin';
  const file: Item[] = [
    item('New design', 'file.new', 'CmdOrCtrl+N'),
    item('New from template…', 'file.new-from', 'CmdOrCtrl+Shift+N'),
    item('Open…', 'file.open', 'CmdOrCtrl+O'),
    separator,
    item('Save', 'file.save', 'CmdOrCtrl+S'),
    item('Save as…', 'file.save-as', 'CmdOrCtrl+Shift+S'),
    item('Export bundle…', 'export.bundle', 'CmdOrCtrl+E'),
    item('Print to PDF…', 'export.print', 'CmdOrCtrl+P'),
    separator,
    item('Project details…', 'file.name'),
    item('Close design', 'file.close'),
    separator,
    { role: isMac ? 'close' : 'quit' },
  ];
  const edit: Item[] = [
    item('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
    item('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    separator,
    item('Duplicate', 'edit.duplicate', 'CmdOrCtrl+D'),
    item('Delete', 'edit.delete', 'Delete'),
    item('Rotate 90° left', 'edit.rotate-left', '['),
    item('Rotate 90° right', 'edit.rotate-right', ']'),
    separator,
    item('Select all of the same kind', 'edit.select-similar', 'CmdOrCtrl+A'),
    item('Rename', 'edit.rename', 'F2'),
  ];
  const insert: Item[] = [item('Place from catalogue', 'insert.item', 'Shift+A'), item('Row of racks…', 'insert.row', 'Shift+R')];
  const view: Item[] = [
    item('Frame selection', 'view.frame', 'F'),
    item('Frame all', 'view.frame-all', 'Home'),
    item('Orthographic', 'view.orthographic'),
    separator,
    item('Hide or show selection', 'view.hide', 'H'),
    item('Isolate selection', 'view.isolate', 'Shift+H'),
    item('Show all', 'view.show-all', 'Alt+H'),
    separator,
    item('Outline and catalogue', 'view.left', 'CmdOrCtrl+1'),
    item('Inspector', 'view.inspector', 'CmdOrCtrl+2'),
    item('Dock', 'view.dock', 'CmdOrCtrl+3'),
    separator,
    item('Light theme', 'view.light'),
    item('US units', 'view.us-units'),
    { role: 'togglefullscreen' },
    ...(developer ? [separator, { role: 'reload' } as Item, { role: 'toggleDevTools' } as Item] : []),
  ];
  const analyse: Item[] = [
    item('Scenario…', 'analyse.scenario'),
    item('New scenario', 'analyse.new-scenario'),
    item('Save what is tried as a scenario', 'analyse.save-tried'),
    item('Take selection out of service', 'analyse.trip'),
    item('Put all back into service', 'analyse.restore'),
  ];
  const help: Item[] = [
    item('Search or run a command', 'help.palette', 'CmdOrCtrl+K'),
    item('Keyboard shortcuts', 'help.shortcuts', 'F1'),
    item('About Headroom', 'help.about'),
  ];
  return [
    ...(isMac ? [{ role: 'appMenu' } as Item] : []),
    { label: 'File', submenu: file },
    { label: 'Edit', submenu: edit },
    { label: 'Insert', submenu: insert },
    { label: 'View', submenu: view },
    { label: 'Analyse', submenu: analyse },
    ...(isMac ? [{ role: 'windowMenu' } as Item] : []),
    { label: 'Help', role: 'help', submenu: help },
  ];
}
